import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS, type Settings } from '@chasqui/config';
import {
  type FetchAnswer,
  type Fetcher,
  type FetcherIdentity,
  type FetchRequest,
  PoliteFetcher,
} from '@chasqui/fetching';
import { projectRoot, SystemClock } from '@chasqui/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PostgresHostBook } from './postgres-host-book.js';

/** Everything that this process reads from the world goes through here, in turn with all other processes. */
@Injectable()
export class SourceFetcher implements Fetcher, OnApplicationShutdown {
  private readonly fetcher: PoliteFetcher;

  constructor(database: DataSource, @Inject(SETTINGS) settings: Settings) {
    // Pauses are real ones whatever time the rest of the product believes it is.
    const clock = new SystemClock();
    this.fetcher = new PoliteFetcher({
      identity: identityOf(settings),
      book: new PostgresHostBook(database, clock),
      clock,
      allowLoopback: settings.fetchLoopback,
    });
  }

  /** @throws FetchError; the reason of `signal` when it aborts */
  fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchAnswer> {
    return this.fetcher.fetch(request, signal);
  }

  /** After the workers, whose last requests end before. */
  async onApplicationShutdown(): Promise<void> {
    await this.fetcher.close();
  }
}

function identityOf({ publicUrl, fetchContact, mailFrom }: Settings): FetcherIdentity {
  const file = readFileSync(join(projectRoot(), 'package.json'), 'utf8');
  const { version } = JSON.parse(file) as { version: string };
  const sender = /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
  return { version, publicUrl, contact: fetchContact ?? sender };
}
