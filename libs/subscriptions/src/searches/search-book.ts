import { parseSearchQuery, QueryBook, Search, type SearchEntry } from '@chasqui/search';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

const READ = 10_000;

/**
 * All saved searches of the instance, ready to be held against a call. Kept in memory and brought up to date before
 * every question by the numbers that searches get in the order of their commits. Whether an alert is on, paused or
 * deleted is not known here: whoever asks joins the numbers with the table.
 */
@Injectable()
export class SearchBook {
  private readonly log = new Logger(SearchBook.name);
  private readonly book: QueryBook;
  private last = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    search: Search,
  ) {
    this.book = new QueryBook(search.analyzer);
  }

  /** `Subscription.searchSeq` of the saved searches that find this record. */
  async matching(entry: SearchEntry, now: Date): Promise<number[]> {
    await this.catchUp();
    return this.book.matching(entry, now);
  }

  /** Reads what was saved since the last time. One at a time: whoever waits finds the work done. */
  private catchUp(): Promise<void> {
    const turn = this.turn.then(() => this.readNew());
    this.turn = turn.catch(() => {});
    return turn;
  }

  private async readNew(): Promise<void> {
    for (;;) {
      const rows = await this.database.query<{ seq: number; query: string }[]>(
        `SELECT search_seq AS seq, search_query AS query FROM subscription
          WHERE search_seq > $1 ORDER BY search_seq LIMIT ${READ}`,
        [this.last],
      );
      for (const { seq, query } of rows) {
        this.keep(seq, query);
        this.last = seq;
      }
      if (rows.length < READ) return;
    }
  }

  /** One search that cannot be read must not keep the others from being told. */
  private keep(seq: number, query: string): void {
    const { query: parsed, problems } = parseSearchQuery(query);
    if (problems.length > 0) {
      this.log.warn(`The saved search ${seq} is left out: ${problems.join(' ')}`);
      return;
    }
    this.book.add(seq, parsed);
  }
}
