import { Accounts } from '@chasqui/accounts';
import { CuratedRecords, fieldsOfType, recordToInput, type RecordType } from '@chasqui/curation';
import { donorRecord } from '@chasqui/donors';
import { FixedClock } from '@chasqui/kernel';
import { loadReferenceData } from '@chasqui/reference-data';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase } from '../../support/database.js';

export interface Scene {
  readonly database: DataSource;
  readonly clock: FixedClock;
  readonly records: CuratedRecords;
  /** A curator's account. */
  readonly actorId: string;
  close(): Promise<void>;
}

/** The catalogue as it comes, with a curator, on 1 June 2026 in the evening of Ecuador. */
export async function openScene(): Promise<Scene> {
  const server = await freshDatabase();
  const database = await openMigrated(server.url);
  await loadReferenceData(database.manager);
  const clock = new FixedClock(new Date('2026-06-02T01:00:00Z'));
  const { id: actorId } = await new Accounts(database, clock).register(
    database.manager,
    {
      email: 'curadora@chasqui.example',
      name: 'Carmen Curadora',
      password: null,
      memberships: [{ role: 'curator', gadCode: null }],
    },
    null,
  );
  return {
    database,
    clock,
    records: new CuratedRecords(database, clock),
    actorId,
    close: async () => {
      await database.destroy();
      await server.drop();
    },
  };
}

/** What a form of the record would send, with changes. */
export function inputOf(
  type: RecordType,
  record: object,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return { ...recordToInput(fieldsOfType(type), record as Record<string, unknown>), ...changes };
}

/** A complete donor as a form sends it. */
export function donorInput(nameEs: string, changes: Readonly<Record<string, unknown>> = {}) {
  return inputOf(donorRecord, {
    nameEs,
    kind: 'cooperation_agency',
    iatiType: '10',
    presence: 'reaches',
    noteEs: 'Financia agua y saneamiento.',
    sources: [{ title: 'Guía', place: 'p. 3', url: 'https://guia.example/a' }],
    readOn: '2026-05-01',
    confidence: 'alta',
    ...changes,
  });
}
