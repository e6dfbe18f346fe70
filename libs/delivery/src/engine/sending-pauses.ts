import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EVERY_DOMAIN } from './claim.sql.js';

/** Pauses that all processes keep: of one domain, or of all sending. People see them with their reason. */
@Injectable()
export class SendingPauses {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The domain asked for fewer mails. A longer pause stays. */
  pauseDomain(domain: string, ms: number, reason: string): Promise<void> {
    return this.pause(domain, ms, reason);
  }

  /** Our server does not take mails, or not from us. */
  pauseAll(ms: number, reason: string): Promise<void> {
    return this.pause(EVERY_DOMAIN, ms, reason);
  }

  /** Mails are accepted again: the reason no longer holds. */
  async clearAll(): Promise<void> {
    await this.database.query(
      `UPDATE mail_domain SET paused_until = NULL, last_error = NULL
        WHERE domain = $1 AND paused_until <= $2`,
      [EVERY_DOMAIN, this.clock.now()],
    );
  }

  private async pause(domain: string, ms: number, reason: string): Promise<void> {
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO mail_domain (domain, next_slot_at, paused_until, last_error) VALUES ($1, $2, $3, $4)
       ON CONFLICT (domain) DO UPDATE
         SET paused_until = greatest(mail_domain.paused_until, excluded.paused_until), last_error = excluded.last_error`,
      [domain, now, new Date(now.getTime() + ms), reason],
    );
  }
}
