import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@chasqui/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { AddressBook } from '../bounces/address-book.js';
import type { AddressProblem } from '../bounces/attribute-trouble.js';
import type { ClaimedMail } from './mail-claims.js';
import type { Verdict } from './verdict.js';

interface Entry {
  readonly claimed: ClaimedMail;
  readonly verdict: Verdict;
  readonly problem: AddressProblem | null;
  readonly written: (isOurs: boolean) => void;
  readonly failed: (error: unknown) => void;
}

const AGAIN_MS = 250;

/**
 * Writes what became of mails. Each statement takes everything that came while the one before ran, so a note is never
 * delayed on purpose and many share one commit. A row is written only while the lease under which the mail was sent
 * still holds; what an address is to blame for is noted in the same transaction.
 */
export class OutcomeLedger {
  private queue: Entry[] = [];
  private isWriting = false;

  constructor(
    private readonly database: DataSource,
    private readonly addresses: Pick<AddressBook, 'report'>,
    private readonly clock: Clock,
    /** For how long a note is tried again when the database does not answer; ms. */
    private readonly insistMs: number,
  ) {}

  /**
   * Resolves once the note is committed.
   * @returns whether the mail was still ours
   */
  write(claimed: ClaimedMail, verdict: Verdict, problem: AddressProblem | null = null): Promise<boolean> {
    return new Promise((written, failed) => {
      this.queue.push({ claimed, verdict, problem, written, failed });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.queue.length > 0) {
      const entries = this.queue;
      this.queue = [];
      try {
        const ours = await this.insist(() => this.commit(entries));
        for (const { claimed, written } of entries) written(ours.has(claimed.mail.id));
      } catch (error) {
        for (const { failed } of entries) failed(error);
      }
    }
    this.isWriting = false;
  }

  /** What was accepted must not be forgotten because the database blinked. */
  private async insist<Result>(work: () => Promise<Result>): Promise<Result> {
    const end = performance.now() + this.insistMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (performance.now() + AGAIN_MS > end) throw error;
        await pause(AGAIN_MS);
      }
    }
  }

  private commit(entries: readonly Entry[]): Promise<Set<string>> {
    if (entries.every(({ problem }) => problem === null)) return this.update(this.database.manager, entries);
    return this.database.transaction(async (manager) => {
      const ours = await this.update(manager, entries);
      const problems = entries.flatMap(({ claimed, problem }) =>
        problem && ours.has(claimed.mail.id) ? [problem] : [],
      );
      await this.addresses.report(problems, 'smtp', manager);
      return ours;
    });
  }

  private async update(manager: EntityManager, entries: readonly Entry[]): Promise<Set<string>> {
    const now = this.clock.now();
    const verdicts = entries.map(({ verdict }) => verdict);
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE outgoing_mail m
          SET state = v.state, attempts = v.attempts, next_attempt_at = v.next_attempt_at, last_code = v.last_code,
              last_error = v.last_error, subject = coalesce(v.subject, m.subject),
              sent_at = CASE WHEN v.state = 'sent' THEN $1::timestamptz END,
              lease = NULL, lease_until = NULL, updated_at = $1
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
              AS v(id, lease, state, attempts, next_attempt_at, last_code, last_error, subject)
        WHERE m.id = v.id AND m.lease = v.lease AND m.state = 'sending'
       RETURNING m.id`,
      [
        now,
        entries.map(({ claimed }) => claimed.mail.id),
        entries.map(({ claimed }) => claimed.lease),
        verdicts.map(({ state }) => state),
        verdicts.map(({ attempts }) => attempts),
        verdicts.map(({ nextAttemptAt }) => nextAttemptAt),
        verdicts.map(({ lastCode }) => lastCode),
        verdicts.map(({ lastError }) => lastError),
        verdicts.map(({ subject }) => subject),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
