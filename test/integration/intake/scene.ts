import { AuditEntry } from '@chasqui/audit';
import { Call, type CallInput, Calls } from '@chasqui/calls';
import { readSettings } from '@chasqui/config';
import { Donor } from '@chasqui/donors';
import {
  CallChangeEvent,
  CallFieldOrigin,
  Desk,
  type DeskDecision,
  type FieldChoice,
  Finding,
  type FindingKind,
  IntakeModule,
  ItemMemory,
  NoteMissing,
  ReadCapture,
} from '@chasqui/intake';
import { FixedClock } from '@chasqui/kernel';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { CoreModule } from '@chasqui/runtime';
import { CaptureStore, Source, SourceDefinition, SourceItem } from '@chasqui/sources';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PUBLIC_URL, startModules } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase } from '../../support/database.js';

/** 2 March 2026, 10:00 in Ecuador. */
export const NOW = new Date('2026-03-02T15:00:00Z');
export const CURATOR = '11111111-2222-4333-8444-555555555555';
export const OTHER_CURATOR = '11111111-2222-4333-8444-666666666666';

const HOUR_MS = 3_600_000;
const NO_RUN = '00000000-0000-0000-0000-000000000000';

/** A record of the source of these tests: an API that gives values as such, and one text to read. */
export interface Told {
  readonly titulo?: string | null;
  readonly resumen?: string | null;
  readonly abre?: string | null;
  readonly cierre?: string | null;
  readonly monto?: number | null;
  readonly moneda?: string | null;
  readonly estado?: string | null;
  readonly paises?: string | null;
  readonly postulan?: string | null;
  readonly texto?: string | null;
  readonly bases?: readonly { readonly titulo: string; readonly url: string }[];
}

/** A complete call, open until 30 June 2026. */
export const TOLD: Told = {
  titulo: 'Fondo de turismo comunitario para municipios andinos',
  resumen:
    'Apoya el turismo comunitario y el fomento productivo de municipios. Financia caminos, señales y formación.',
  abre: '2026-02-01',
  cierre: '2026-06-30T17:00',
  monto: 50_000,
  moneda: 'EUR',
  paises: 'EC',
};

const CONFIG = {
  url: 'https://fuente.example/api/llamados',
  list: 'llamados',
  key: 'id',
  title: 'titulo',
  link: { template: 'https://fuente.example/llamados/{id}' },
  fields: [
    { path: 'resumen', field: 'summary' },
    { path: 'abre', field: 'opensOn' },
    { path: 'cierre', field: 'deadline' },
    { path: 'monto', field: 'amountMax' },
    { path: 'moneda', field: 'currency' },
    { path: 'estado', field: 'sourceStatus' },
    { path: 'paises', field: 'countries' },
    { path: 'postulan', hint: 'applicants' },
    { path: 'texto' },
  ],
  documents: { list: 'bases[]', url: 'url', title: 'titulo' },
  defaults: { language: 'es', zone: 'Europe/Madrid', currency: null },
};

/** Time goes on from one look to the next, as it does for the product. */
class TickingClock extends FixedClock {
  override now(): Date {
    const instant = super.now();
    this.moveTo(new Date(instant.getTime() + 1));
    return instant;
  }
}

/** A process without workers on a database of its own: tests run the jobs themselves, on a clock that they move. */
export class IntakeScene {
  readonly desk: Desk;
  readonly calls: Calls;
  private readonly store: CaptureStore;
  private count = 0;

  private constructor(
    readonly app: INestApplicationContext,
    readonly database: DataSource,
    readonly clock: FixedClock,
    readonly donorId: string,
    private readonly drop: () => Promise<void>,
  ) {
    this.desk = app.get(Desk);
    this.calls = app.get(Calls, { strict: false });
    this.store = app.get(CaptureStore, { strict: false });
  }

  static async open(env: Readonly<Record<string, string>> = {}): Promise<IntakeScene> {
    const server = await freshDatabase();
    await migrate(server.url);
    const clock = new TickingClock(NOW);
    const settings = readSettings({
      CHASQUI_MODE: 'demo',
      PUBLIC_URL,
      DATABASE_URL: server.url,
      FETCH_LOOPBACK: 'true',
      ...env,
    });
    const app = await startModules([CoreModule.register(settings, server.url, clock), IntakeModule]);
    const database = app.get(DataSource);
    await loadReferenceData(database.manager);
    const donorId = await donorNamed(database);
    await database.manager.update(Donor, donorId, { financialForms: ['grant'] });
    return new IntakeScene(app, database, clock, donorId, () => server.drop());
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
  }

  /** Lets time pass. */
  wait(hours = 1): Date {
    this.clock.moveTo(new Date(this.clock.now().getTime() + hours * HOUR_MS));
    return this.clock.now();
  }

  async source(changes: Partial<Source> = {}): Promise<Source> {
    this.count += 1;
    const { manager } = this.database;
    const source = await manager.save(Source, {
      slug: `fuente-${this.count}`,
      nameEs: `Fuente ${this.count}`,
      donorId: this.donorId,
      homeUrl: 'https://fuente.example/',
      definitionVersion: 1,
      enabled: true,
      everyMinutes: 60,
      createdAt: this.clock.now(),
      updatedAt: this.clock.now(),
      ...changes,
    });
    await manager.insert(SourceDefinition, {
      sourceId: source.id,
      version: 1,
      adapter: 'json',
      config: CONFIG,
      createdAt: this.clock.now(),
    });
    return source;
  }

  /** An item of a source, without any capture. */
  item(source: Source, key: string, url = `https://fuente.example/llamados/${key}`): Promise<SourceItem> {
    const at = this.clock.now();
    const seen = { firstSeenAt: at, lastSeenAt: at, lastRunId: NO_RUN, contentHash: '' };
    return this.database.manager.save(SourceItem, { sourceId: source.id, key, url, title: key, ...seen });
  }

  /** Stores what a source says of an item now. @returns the id of the capture */
  capture(item: SourceItem, told: Told, at = this.wait()): Promise<string> {
    const origin = { itemId: item.id, runId: null, definitionVersion: 1, at };
    const body = Buffer.from(JSON.stringify(told), 'utf8');
    const part = { name: 'registro', url: item.url, mediaType: 'application/json', charset: 'utf-8', body };
    return this.database.transaction((manager) => this.store.save(manager, origin, [part]));
  }

  async read(captureId: string): Promise<void> {
    await this.app.get(ReadCapture).execute({ captureId });
  }

  /** An hour later the source says this, and it is read. */
  async says(item: SourceItem, told: Told): Promise<void> {
    await this.read(await this.capture(item, told));
  }

  /** An hour later a complete reading of the source does not bring the item. */
  async misses(item: SourceItem): Promise<void> {
    this.wait();
    await this.database.manager.increment(SourceItem, { id: item.id }, 'missing', 1);
    await this.app.get(NoteMissing).execute({ itemId: item.id });
  }

  memory(item: SourceItem): Promise<ItemMemory> {
    return this.database.manager.findOneByOrFail(ItemMemory, { itemId: item.id });
  }

  findings(item: SourceItem, kind?: FindingKind): Promise<Finding[]> {
    return this.database.manager.find(Finding, {
      where: { itemId: item.id, ...(kind && { kind }) },
      order: { createdAt: 'ASC' },
    });
  }

  openFindings(item: SourceItem): Promise<Finding[]> {
    return this.database.manager.findBy(Finding, { itemId: item.id, state: 'open' });
  }

  /** The one open finding of an item. */
  async open(item: SourceItem): Promise<Finding> {
    const [finding, ...others] = await this.openFindings(item);
    if (!finding || others.length > 0) throw new Error(`${others.length + (finding ? 1 : 0)} open findings`);
    return finding;
  }

  stored(id: string): Promise<Call> {
    return this.database.manager.findOneByOrFail(Call, { id });
  }

  async callOf(item: SourceItem): Promise<Call> {
    return this.stored((await this.memory(item)).callId!);
  }

  callsTotal(): Promise<number> {
    return this.database.manager.count(Call);
  }

  changes(callId: string): Promise<CallChangeEvent[]> {
    return this.database.manager.find(CallChangeEvent, { where: { callId }, order: { at: 'ASC' } });
  }

  async origins(callId: string): Promise<Map<string, CallFieldOrigin>> {
    const rows = await this.database.manager.findBy(CallFieldOrigin, { callId });
    return new Map(rows.map((row) => [row.field, row]));
  }

  /** How often events of a type were written for a call. */
  async announced(type: string, callId: string): Promise<number> {
    const [row] = await this.database.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM outbox_event WHERE type = $1 AND payload->>'callId' = $2`,
      [type, callId],
    );
    return row.count;
  }

  /** How often something was announced at all. */
  async announcements(): Promise<number> {
    const [row] = await this.database.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM outbox_event WHERE type LIKE 'call.%'`,
    );
    return row.count;
  }

  traces(entityId: string): Promise<AuditEntry[]> {
    return this.database.manager.find(AuditEntry, { where: { entityId }, order: { id: 'ASC' } });
  }

  /** Accepts every value of a finding, but those that are chosen otherwise. */
  async accept(
    finding: Finding,
    changes: Partial<DeskDecision> & { readonly otherwise?: Record<string, FieldChoice> } = {},
    actorId = CURATOR,
  ): Promise<Call | null> {
    this.wait();
    const { otherwise = {}, ...rest } = changes;
    const fields = Object.fromEntries(
      finding.fields.map(({ field }): [string, FieldChoice] => [field, { verdict: 'accepted' }]),
    );
    const decision: DeskDecision = {
      fields: { ...fields, ...otherwise },
      call: finding.kind === 'new' ? { themes: ['turismo'] } : {},
      next: finding.kind === 'new' ? 'publish' : 'stay',
      ...rest,
    };
    return this.desk.decide(finding.id, finding.revision, decision, actorId);
  }

  /** A new item of a source of its own that a curator accepted and published. */
  async published(told: Told = TOLD, sourceChanges: Partial<Source> = {}): Promise<Accepted> {
    const source = await this.source({ ...sourceChanges, trusted: false });
    const item = await this.item(source, `clave-${this.count}`);
    // Titles of one another's tests must not look like the same call.
    await this.says(item, { ...told, titulo: `${told.titulo} ${letters(this.count)}` });
    const call = await this.accept(await this.open(item));
    if (sourceChanges.trusted) await this.database.manager.update(Source, source.id, { trusted: true });
    return {
      source,
      item,
      callId: call!.id,
      told: { ...told, titulo: `${told.titulo} ${letters(this.count)}` },
    };
  }

  /** A call that a person entered. */
  byHand(changes: Partial<CallInput> = {}): Promise<Call> {
    return this.calls.create(callInput(this.donorId, changes), CURATOR);
  }
}

export interface Accepted {
  readonly source: Source;
  readonly item: SourceItem;
  readonly callId: string;
  /** What the source said of it. */
  readonly told: Told;
}

/** A word for a number that no other number has. */
export function letters(number: number): string {
  return `${Array.from(String(number), (digit) => 'bdfghlmnrs'[Number(digit)]!).join('e')}alto`;
}
