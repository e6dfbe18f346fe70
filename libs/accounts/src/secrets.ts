import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** scrypt parameters of the OWASP password storage guide (32 MiB, three passes). Kept in each hash, so they can grow. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_LENGTH = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

/** "scrypt$N$r$p$salt$key", base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFC'), salt, KEY_LENGTH, { ...COST, maxmem: MAX_MEMORY });
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** A hash of nothing anybody knows: checking against it takes as long as checking a real one. */
const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${randomBytes(16).toString('base64')}$${randomBytes(32).toString('base64')}`;

/** Whether the password is the one that was hashed. Takes the same time when there is no hash to compare with. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt = '', key = ''] = (stored ?? NOBODY).split('$');
  const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: MAX_MEMORY };
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64'), expected.length, cost);
  return timingSafeEqual(actual, expected) && stored !== null;
}

/** A random secret for cookies and links, 256 bits, safe in addresses. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: a thief of the database gets no usable one. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
