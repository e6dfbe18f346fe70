import { randomUUID } from 'node:crypto';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutgoingMail } from '../outgoing-mail.entity.js';
import { CLAIM, UNTIL_NEXT } from './claim.sql.js';
import { DELIVERY_POLICY, type DeliveryPolicy } from './policy.js';
import { slotDistance } from './slots.js';

/** A mail that this process may send, while its lease lasts. */
export interface ClaimedMail {
  readonly mail: OutgoingMail;
  readonly lease: string;
  readonly stateBefore: 'pending' | 'unknown';
  /** Ms from the claim until its sending slot. */
  readonly waitMs: number;
}

/** Mails a second to the mailbox of the demo, which asks for no consideration. */
const OWN_MAILBOX_RATE = 1_000;

interface ClaimRow {
  readonly stateBefore: ClaimedMail['stateBefore'];
  readonly waitMs: number;
}

/**
 * The rows of the mails as workers share them out. When a mail is due is decided by the clock of the application, leases
 * and slots by that of the database: processes on machines whose clocks differ agree on them.
 */
@Injectable()
export class MailClaims {
  private readonly slotMs: number;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(DELIVERY_POLICY) private readonly policy: DeliveryPolicy,
    @Inject(SETTINGS) { smtpUrl, mailDomainRate }: Pick<Settings, 'smtpUrl' | 'mailDomainRate'>,
  ) {
    this.slotMs = slotDistance(smtpUrl ? mailDomainRate : OWN_MAILBOX_RATE);
  }

  /**
   * Takes due mails, the urgent first, each with a slot of its domain.
   * @param leadMs slots begin this much later, because the mails must be written first
   * @param now by the clock of slots; only tests give it
   */
  async claim(leadMs = 0, now: Date | null = null): Promise<ClaimedMail[]> {
    const { batch, horizonMs, leaseMs } = this.policy;
    const lease = randomUUID();
    const rows = await this.database.query<(OutgoingMail & ClaimRow)[]>(CLAIM, [
      this.clock.now(),
      batch,
      lease,
      this.slotMs,
      horizonMs,
      leaseMs,
      now,
      leadMs,
    ]);
    return rows.map(({ stateBefore, waitMs, ...row }) => {
      return { mail: Object.assign(new OutgoingMail(), row), lease, stateBefore, waitMs };
    });
  }

  /**
   * A new slot for a mail that missed its own: ms until it.
   * @param now by the clock of slots; only tests give it
   */
  async takeSlot(domain: string, now: Date | null = null): Promise<number> {
    const [[row]] = await this.database.query<[[{ waitMs: number }], number]>(
      `UPDATE mail_domain d
          SET next_slot_at = greatest(d.next_slot_at, clock.at) + $2::float8 * interval '1 ms'
         FROM (SELECT coalesce($3::timestamptz, clock_timestamp()) AS at) clock
        WHERE d.domain = $1
       RETURNING (extract(epoch FROM d.next_slot_at - clock.at) * 1000)::float8 - $2::float8 AS "waitMs"`,
      [domain, this.slotMs, now],
    );
    return Math.max(0, row.waitMs);
  }

  /** Prolongs leases. @returns the mails that are still held under them */
  async renew(leases: readonly string[]): Promise<Set<string>> {
    const [rows] = await this.database.query<[{ id: string }[], number]>(
      `UPDATE outgoing_mail SET lease_until = clock_timestamp() + $2::float8 * interval '1 ms'
        WHERE lease = ANY ($1::uuid[]) AND state = 'sending' RETURNING id`,
      [leases, this.policy.leaseMs],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Gives mails back as they were, for anybody to take. */
  async release(mails: readonly ClaimedMail[]): Promise<void> {
    if (mails.length === 0) return;
    await this.database.query(
      `UPDATE outgoing_mail m SET state = v.state, lease = NULL, lease_until = NULL, updated_at = $4
         FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS v(id, lease, state)
        WHERE m.id = v.id AND m.lease = v.lease AND m.state = 'sending'`,
      [
        mails.map(({ mail }) => mail.id),
        mails.map(({ lease }) => lease),
        mails.map(({ stateBefore }) => stateBefore),
        this.clock.now(),
      ],
    );
  }

  /**
   * Takes back what workers held that are gone. Nobody knows whether they had handed a mail over, so it may have
   * arrived; it goes again at once and is not counted as an attempt.
   * @returns how many
   */
  async recover(): Promise<number> {
    const [, count] = await this.database.query<[unknown, number]>(
      `UPDATE outgoing_mail m
          SET state = 'unknown', lease = NULL, lease_until = NULL, next_attempt_at = $1, updated_at = $1,
              last_error = 'Se interrumpió el envío: el correo puede haber llegado.'
         FROM (SELECT id FROM outgoing_mail WHERE state = 'sending' AND lease_until < clock_timestamp()
                  FOR UPDATE SKIP LOCKED) lost
        WHERE m.id = lost.id`,
      [this.clock.now()],
    );
    return count;
  }

  /** Ms until there may be something to take; null when nothing is owed or all sending pauses. */
  async untilNext(): Promise<number | null> {
    const [row] = await this.database.query<{ ms: number | null }[]>(UNTIL_NEXT, [this.clock.now()]);
    return row?.ms ?? null;
  }
}
