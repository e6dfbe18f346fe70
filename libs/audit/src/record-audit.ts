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

/**
 * Writes the trace with the transaction of the change.
 * @returns its id
 */
export async function recordAudit(manager: EntityManager, change: AuditedChange): Promise<string> {
  const { identifiers } = await manager.insert(AuditEntry, {
    ...change,
    before: change.before ?? null,
    after: change.after ?? null,
  });
  return (identifiers[0] as Pick<AuditEntry, 'id'>).id;
}
