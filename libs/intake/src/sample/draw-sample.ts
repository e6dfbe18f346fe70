import { Call } from '@chasqui/calls';
import { Clock, ECUADOR_ZONE, addDays, localDate } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { findingFields } from '../desk/finding-fields.js';
import { Finding } from '../desk/finding.entities.js';
import { dailySample } from '../policy/sample.js';
import { Reading } from '../readings/reading.entities.js';
import { columns } from '../storable.js';

/** Of what was published by itself on a day, how much a person checks: a fifth, and three at least. */
const SHARE = 0.2;
const AT_LEAST = 3;

interface Candidate {
  readonly callId: string;
  readonly itemId: string;
  readonly sourceId: string;
  readonly readingId: string;
}

/** Has a part of what trusted sources published without anybody looking checked by a person. */
@Injectable()
export class DrawSample {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts the sample of yesterday (Ecuador's date) into the queue, and takes out of it the vanished calls that their
   * source lists again. Which calls are in it depends on the day alone, and each is asked about once: it may run
   * any number of times.
   */
  async execute(): Promise<void> {
    const now = this.clock.now();
    const day = addDays(localDate(now), -1);
    await this.database.transaction(async (manager) => {
      // Two processes at once would both find that nothing was drawn.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('intake.sample'))`);
      await clearReturned(manager, now);
      const candidates = await publishedBySelf(manager, day);
      const byCall = new Map(candidates.map((candidate) => [candidate.callId, candidate]));
      for (const callId of dailySample([...byCall.keys()], day, SHARE, AT_LEAST)) {
        await ask(manager, byCall.get(callId)!, now);
      }
    });
  }
}

/** Calls that the program published on a day, and that are still as they were published. */
function publishedBySelf(manager: EntityManager, day: string): Promise<Candidate[]> {
  return manager.query<Candidate[]>(
    `SELECT DISTINCT ON (a.entity_id) m.call_id AS "callId", m.item_id AS "itemId", i.source_id AS "sourceId",
            m.reading_id AS "readingId"
       FROM audit_entry a
       JOIN item_memory m ON m.call_id::text = a.entity_id
       JOIN source_item i ON i.id = m.item_id
      WHERE a.entity = 'call' AND a.action = 'call.published' AND a.actor_id IS NULL
        AND (a.at AT TIME ZONE '${ECUADOR_ZONE}')::date = $1::date
      ORDER BY a.entity_id, m.item_id`,
    [day],
  );
}

async function ask(manager: EntityManager, candidate: Candidate, now: Date): Promise<void> {
  const { callId, itemId, sourceId, readingId } = candidate;
  if (await manager.existsBy(Finding, { callId, kind: 'sample' })) return;
  const call = await manager.findOneByOrFail(Call, { id: callId });
  if (call.state !== 'published' || call.verifiedOn) return;
  const reading = await manager.findOneByOrFail(Reading, { id: readingId });
  await manager.insert(
    Finding,
    columns<Finding>({
      kind: 'sample',
      sourceId,
      itemId,
      readingId,
      callId,
      title: call.title,
      fields: findingFields(reading.fields, reading.conflicts, call),
      changes: [],
      duplicates: [],
      severity: 'minor',
      closesAt: call.closesAt,
      state: 'open',
      createdAt: now,
      updatedAt: now,
    }),
  );
}

async function clearReturned(manager: EntityManager, now: Date): Promise<void> {
  await manager.query(
    `UPDATE finding f SET state = 'superseded', updated_at = $1
       FROM source_item i
      WHERE i.id = f.item_id AND f.kind = 'vanished' AND f.state = 'open' AND i.missing = 0`,
    [now],
  );
}
