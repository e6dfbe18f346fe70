import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time of a signature may be from ours, s. */
const TOLERANCE_S = 5 * 60;
const HEADER = /^t=(\d{1,12}),\s*v1=([0-9a-f]{64})$/i;

/**
 * Whether somebody who holds the secret signed exactly this body a short while ago. The header is
 * "t=<unix seconds>,v1=<hex of HMAC-SHA-256 of "<t>.<body>">".
 */
export function isSigned(header: string, body: Buffer, secret: string, now: Date): boolean {
  const [, time, signature] = HEADER.exec(header) ?? [];
  if (time === undefined || signature === undefined) return false;
  if (Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE_S) return false;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
