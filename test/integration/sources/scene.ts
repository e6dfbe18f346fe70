import type { PoliteFetcher } from '@chasqui/fetching';
import type { JobQueues, JobRequest } from '@chasqui/jobs';
import { OutboxEvent } from '@chasqui/outbox';
import {
  Capture,
  CaptureStore,
  PostgresHostBook,
  PreviewSource,
  ReadSource,
  type ReadOutcome,
  Source,
  SourceItem,
  SourceRun,
  Sources,
  StartDueRuns,
  StartRun,
  TakeText,
} from '@chasqui/sources';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  type FaultServer,
  localFetcher,
  startFaultServer,
  type TimeLapse,
  timeLapse,
} from '../../support/fault-server.js';

/** Sources with all their services on a database of their own, a site to read and a clock that jumps over pauses. */
export class SourceScene {
  readonly sources: Sources;
  readonly store: CaptureStore;
  readonly reader: ReadSource;
  readonly start: StartRun;
  readonly due: StartDueRuns;
  readonly preview: PreviewSource;
  readonly take: TakeText;
  /** Jobs that were queued. */
  readonly jobs: JobRequest[] = [];

  private constructor(
    private readonly file: TestDatabase,
    readonly database: DataSource,
    readonly server: FaultServer,
    readonly time: TimeLapse,
    readonly fetcher: PoliteFetcher,
  ) {
    const { clock } = time;
    const queues = {
      add: (requests: readonly JobRequest[]) => {
        this.jobs.push(...requests);
        return Promise.resolve();
      },
    } as JobQueues;
    this.sources = new Sources(database, clock);
    this.store = new CaptureStore(database);
    this.reader = new ReadSource(database, clock, fetcher, this.store);
    this.start = new StartRun(database, queues, clock);
    this.due = new StartDueRuns(database, queues, clock);
    this.preview = new PreviewSource(fetcher, clock);
    const settings = { publicUrl: 'https://chasqui.example.gob.ec' };
    this.take = new TakeText(database, clock, this.sources, this.store, fetcher, settings);
  }

  static async open(): Promise<SourceScene> {
    const file = await freshDatabase();
    const database = await openMigrated(file.url);
    const time = timeLapse();
    const fetcher = localFetcher({ time, book: new PostgresHostBook(database, time.clock) });
    return new SourceScene(file, database, await startFaultServer(), time, fetcher);
  }

  async close(): Promise<void> {
    await this.fetcher.close();
    await this.server.close();
    await this.database.destroy();
    await this.file.drop();
  }

  async clear(): Promise<void> {
    await this.database.query('TRUNCATE source, outbox_event, audit_entry, raw_payload, fetch_host CASCADE');
    this.jobs.length = 0;
    this.server.requests.length = 0;
  }

  pass(ms: number): void {
    const { clock } = this.time;
    clock.moveTo(new Date(clock.now().getTime() + ms));
  }

  /** Serves a list of calls, and its address. */
  list(path: string, ...names: readonly string[]): string {
    const rows = names.map(
      (name) => `<li><a href="/${name}">Llamado ${name}</a> Cierra el 30 de junio de 2026</li>`,
    );
    this.server.on(path, { body: page(`<ul>${rows.join('')}</ul>`) });
    return `${this.server.url}${path}`;
  }

  async add(changes: object = {}): Promise<Source> {
    return this.sources.create({ ...this.input(), ...changes }, null);
  }

  input(config: object = {}): Record<string, unknown> {
    return {
      name: 'Agencia de prueba',
      homeUrl: this.server.url,
      everyMinutes: 60,
      adapter: 'html',
      config: { ...htmlConfig(`${this.server.url}/lista`), ...config },
    };
  }

  /** Reads a source once, to the end. */
  async read(source: Source, signal?: AbortSignal): Promise<SourceRun> {
    const { id } = await this.start.execute(source.id, null);
    await this.reader.execute({ runId: id }, signal);
    return this.run(id);
  }

  readRun(runId: string, signal?: AbortSignal): Promise<ReadOutcome> {
    return this.reader.execute({ runId }, signal);
  }

  run(id: string): Promise<SourceRun> {
    return this.database.manager.findOneByOrFail(SourceRun, { id });
  }

  source(id: string): Promise<Source> {
    return this.database.manager.findOneByOrFail(Source, { id });
  }

  items(): Promise<SourceItem[]> {
    return this.database.manager.find(SourceItem, { order: { url: 'ASC' } });
  }

  captures(): Promise<Capture[]> {
    return this.database.manager.find(Capture, { order: { at: 'ASC' } });
  }

  async events(type: string): Promise<object[]> {
    const events = await this.database.manager.find(OutboxEvent, { where: { type }, order: { id: 'ASC' } });
    return events.map(({ payload }) => payload);
  }
}

export function htmlConfig(...listUrls: readonly string[]): Record<string, unknown> {
  return {
    listUrls,
    item: { selector: 'li', guess: false },
    link: { selector: 'a', attribute: 'href', guess: false },
    title: { selector: 'a', guess: false },
  };
}

export function page(body: string, title = 'Convocatorias'): string {
  return `<!doctype html><html lang="es"><head><title>${title}</title></head><body>${body}</body></html>`;
}

/** The page of a call. */
export const CALL = '<h1>Fondo de agua</h1><p>Plazo: hasta el 30 de junio de 2026.</p>';

/** Part of a configuration: each call has a page of its own. */
export const withPages = { detail: { documents: { read: false } } };

type Counts = Pick<SourceRun, 'state' | 'found' | 'added' | 'changed' | 'vanished' | 'failed'>;

export function counts({ state, found, added, changed, vanished, failed }: SourceRun): Counts {
  return { state, found, added, changed, vanished, failed };
}

export const nothing = { found: 0, added: 0, changed: 0, vanished: 0, failed: 0 };
