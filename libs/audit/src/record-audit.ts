import type { EntityManager } from 'typeorm';
import { AuditEntry } from './audit-entry.entity.js';

export interface AuditedChange {
  readonly at: Date;
  readonly actorId: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Writes the trace with the transaction of the change. */
export async function recordAudit(manager: EntityManager, change: AuditedChange): Promise<void> {
  await manager.insert(AuditEntry, {
    ...change,
    before: change.before ?? null,
    after: change.after ?? null,
  });
}
