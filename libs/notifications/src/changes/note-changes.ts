import { createHash, randomUUID } from 'node:crypto';
import { Call } from '@chasqui/calls';
import { CallChangeEvent, type CallChanged } from '@chasqui/intake';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { bundleJob } from '../notification.jobs.js';
import { CANCEL_WITHDRAWALS, OWE_CHANGES } from './change-notices.sql.js';
import { toTell } from './to-tell.js';

/** Tells people of what changed in calls that they follow or were told of. */
@Injectable()
export class NoteChanges {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes one notice per person for the changes of one event, in one statement. Whoever began to follow the call
   * afterwards knows them already. Twice is once.
   * @returns how many notices are new
   */
  async execute({ callId, changeIds }: CallChanged): Promise<number> {
    const { manager } = this.database;
    const now = this.clock.now();
    const call = await manager.findOneBy(Call, { id: callId });
    const changes = await manager.findBy(CallChangeEvent, { id: In([...changeIds]), callId });
    if (!call) return 0;
    if (changes.some(isBack)) await manager.query(CANCEL_WITHDRAWALS, [callId]);
    const told = toTell(changes, call, now);
    if (!told) return 0;
    const rows = await manager.query<unknown[]>(OWE_CHANGES, [
      callId,
      keyOf(callId, changeIds),
      JSON.stringify({ kind: 'call_change', changeIds: told.changes.map(({ id }) => id) }),
      told.urgent,
      told.notBefore,
      told.changes.every(isBack),
      told.changes[0]!.at,
      now,
    ]);
    if (rows.length > 0) await this.queues.add([jobRequest(bundleJob, { wake: randomUUID() })]);
    return rows.length;
  }
}

/** A call that was taken down by hand is public again. */
function isBack({ kind, field }: CallChangeEvent): boolean {
  return kind === 'reopened' && field === null;
}

/** The same for the same changes, whatever their order. */
function keyOf(callId: string, changeIds: readonly string[]): string {
  const hash = createHash('sha256').update(changeIds.toSorted().join()).digest('hex');
  return `call.changed/${callId}/${hash.slice(0, 16)}`;
}
