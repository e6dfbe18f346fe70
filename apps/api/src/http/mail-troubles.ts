import type { Person } from '@chasqui/accounts';
import { addressesInTrouble } from '@chasqui/delivery';
import { Clock } from '@chasqui/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type MailTrouble = NonNullable<Person['mailTrouble']>;

/** How old the list may be before it is read again, ms. */
const FRESH_MS = 30_000;

/**
 * Whose mails do not arrive, for the note on every page. There are few such addresses, so the whole list is kept and
 * read again now and then: a page costs no query for it.
 */
@Injectable()
export class MailTroubles {
  private readonly log = new Logger(MailTroubles.name);
  private list: ReadonlyMap<string, MailTrouble> | null = null;
  private readAt = 0;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What is wrong with a person's address; undefined when nothing is. */
  async of(email: string): Promise<MailTrouble | undefined> {
    if (performance.now() - this.readAt > FRESH_MS || !this.list) {
      this.reading ??= this.read().finally(() => {
        this.reading = null;
      });
      if (!this.list) await this.reading;
    }
    return this.list?.get(email.toLowerCase());
  }

  /** The list was changed by this process: the next page reads it again. */
  forget(): void {
    this.list = null;
  }

  private async read(): Promise<void> {
    this.readAt = performance.now();
    try {
      const rows = await addressesInTrouble(this.database.manager, this.clock.now());
      this.list = new Map(rows.map(({ address, reason }) => [address, reason ?? 'flagged']));
    } catch (error) {
      // A note is missing then; the page itself must not be.
      this.log.error(`The list of addresses could not be read: ${String(error)}`);
    }
  }
}
