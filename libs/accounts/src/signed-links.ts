import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InstanceKey } from './instance-key.entity.js';

const DAY_MS = 86_400_000;

/**
 * What a link without a password may do, and for how many days. Opening one never changes anything: programs that
 * check mails follow every link.
 */
export const LINK_PURPOSES = {
  /** See and change all of the person's alerts. */
  preferences: { days: 90 },
  /** Stop or pause one list (RFC 8058); `subject` names it. Long, because old mails are kept. */
  stop: { days: 400 },
  /** Why a mail was sent; `subject` is its id. */
  why: { days: 400 },
  /** Confirm a public subscription; `subject` is the request. */
  confirm: { days: 2 },
  /** Read a calendar; `subject` is the feed. It ends when the feed is revoked. */
  calendar: { days: 36_500 },
} as const;
export type LinkPurpose = keyof typeof LINK_PURPOSES;

const PURPOSES = Object.keys(LINK_PURPOSES) as LinkPurpose[];

/** Who a link belongs to and what it is about. */
export interface LinkClaim {
  readonly accountId: string;
  /** Empty when the purpose needs none. */
  readonly subject: string;
}

export type ReadLink =
  | ({ readonly state: 'valid' } & LinkClaim)
  /** Signed by us, but its time is over: the person may ask for a new one. */
  | ({ readonly state: 'expired' } & LinkClaim)
  | { readonly state: 'invalid' };

/** Nobody's: for links that exist before there is an account. */
export const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** Makes and reads the links of mails: signed (HMAC-SHA-256), so that nothing about them has to be stored. */
@Injectable()
export class SignedLinks {
  private key: Promise<Buffer> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'linkSecret' | 'mode'>,
  ) {}

  /**
   * A token for an address. The same claim gives the same token for a day.
   * @param from from when on its days count; an address that is shown again and again keeps its first day
   */
  async sign(
    purpose: LinkPurpose,
    { accountId, subject }: LinkClaim,
    from = this.clock.now(),
  ): Promise<string> {
    const lastDay = Math.floor(from.getTime() / DAY_MS) + LINK_PURPOSES[purpose].days;
    const body = Buffer.concat([
      Buffer.from([PURPOSES.indexOf(purpose)]),
      Buffer.from(accountId.replaceAll('-', ''), 'hex'),
      uint32(lastDay),
      Buffer.from(subject),
    ]);
    return Buffer.concat([this.signature(await this.secret(), body), body]).toString('base64url');
  }

  /** What a token of an address says. */
  async read(purpose: LinkPurpose, token: string): Promise<ReadLink> {
    const bytes = /^[\w-]{50,400}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
    if (bytes.length < HEADER) return { state: 'invalid' };
    const body = bytes.subarray(SIGNATURE);
    if (!timingSafeEqual(bytes.subarray(0, SIGNATURE), this.signature(await this.secret(), body))) {
      return { state: 'invalid' };
    }
    if (PURPOSES[body[0]!] !== purpose) return { state: 'invalid' };
    const accountId = body
      .subarray(1, 17)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const claim = { accountId, subject: body.subarray(21).toString() };
    const today = Math.floor(this.clock.now().getTime() / DAY_MS);
    return { state: today > body.readUInt32BE(17) ? 'expired' : 'valid', ...claim };
  }

  /**
   * Twelve hexadecimal digits that prove that we wrote a text, for places without room for more, such as a return
   * path. The text begins with what it is for. Not a token: no purpose of a link has the number 255.
   */
  async shortSignature(text: string): Promise<string> {
    const body = Buffer.concat([Buffer.from([255]), Buffer.from(text)]);
    return this.signature(await this.secret(), body)
      .subarray(0, 6)
      .toString('hex');
  }

  private signature(key: Buffer, body: Buffer): Buffer {
    return createHmac('sha256', key).update(body).digest().subarray(0, SIGNATURE);
  }

  /** LINK_SECRET; the demo, which needs no setting, makes one of its own and keeps it in the database. */
  private secret(): Promise<Buffer> {
    if (this.settings.linkSecret) return Promise.resolve(Buffer.from(this.settings.linkSecret));
    if (this.settings.mode === 'production') {
      return Promise.reject(new Error('LINK_SECRET is not set: no link can be signed.'));
    }
    this.key ??= this.ownKey();
    this.key.catch(() => {
      this.key = undefined;
    });
    return this.key;
  }

  private async ownKey(): Promise<Buffer> {
    const { manager } = this.database;
    const fresh = { name: 'links', value: randomBytes(32).toString('base64url') };
    await manager.createQueryBuilder().insert().into(InstanceKey).values(fresh).orIgnore().execute();
    const { value } = await manager.findOneByOrFail(InstanceKey, { name: 'links' });
    return Buffer.from(value, 'base64url');
  }
}

/** 128 bits of the signature are enough against guessing and keep addresses short. */
const SIGNATURE = 16;
/** Signature, purpose, account and last day. */
const HEADER = SIGNATURE + 1 + 16 + 4;

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
