import { createHash } from 'node:crypto';
import { Call, type CallEdited } from '@chasqui/calls';
import { handle, HandlesQueue, type JobHandlers } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { CallChange } from '../changes/change.js';
import { noteEditJob } from '../intake.jobs.js';
import { CallChangeEvent } from '../origins/origin.entities.js';
import { tellChanges } from '../origins/origin-rows.js';
import { type CallVersions, versionsOf } from './call-versions.js';
import { editedChanges, putBack, textOfEdit } from './edited-changes.js';

/** Notes what a curator changed by hand in a public call, as changes that its source brings are noted. */
@HandlesQueue('notifications')
@Injectable()
export class NoteEdit implements JobHandlers {
  constructor(private readonly database: DataSource) {}

  jobs() {
    return [handle(noteEditJob, (payload) => this.execute(payload))];
  }

  /**
   * Compares the versions around one change of a call. What was written while the call was down is noted when it is
   * public again, against what people last saw. Twice is once.
   * @returns how many changes there are
   */
  async execute({ callId, entryId }: CallEdited): Promise<number> {
    return this.database.transaction(async (manager) => {
      const call = await manager.findOne(Call, {
        where: { id: callId },
        lock: { mode: 'pessimistic_write' },
      });
      const versions = call && (await versionsOf(manager, call, entryId));
      // The demo moves its own dates; nobody has to act on that.
      if (!versions || (versions.after.isDemo && versions.entry.actorId === null)) return 0;
      const { entry } = versions;
      const changes = await changesOf(manager, versions);
      const told = changes.map((change) => ({
        id: idOf(entryId, change),
        change,
        findingId: null,
        textEs: textOfEdit(change),
      }));
      const noted = { id: In(told.map(({ id }) => id)) };
      if (told.length === 0 || (await manager.existsBy(CallChangeEvent, noted))) return 0;
      await tellChanges(manager, versions.after, told, entry.at, entry.actorId);
      return told.length;
    });
  }
}

async function changesOf(
  manager: EntityManager,
  { entry, before, after }: CallVersions,
): Promise<CallChange[]> {
  if (!before) return [];
  const changes = editedChanges(before, after, entry.at);
  const isBack = entry.action === 'call.published' && (await wasWithdrawn(manager, after));
  return isBack ? [putBack(after), ...changes] : changes;
}

/** Whether the last that people heard of its being public is that it no longer is. */
async function wasWithdrawn(manager: EntityManager, { id }: Call): Promise<boolean> {
  const [last] = await manager.find(CallChangeEvent, {
    where: { callId: id, kind: In(['withdrawn', 'reopened']) },
    order: { at: 'DESC' },
    take: 1,
  });
  return last?.kind === 'withdrawn';
}

/** The same change of the same trace has the same identity, however often it is noted. */
function idOf(entryId: string, { kind, field }: CallChange): string {
  const hash = createHash('sha256').update(`${entryId}/${kind}/${field}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
