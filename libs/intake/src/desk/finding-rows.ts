import { sameFact } from '@chasqui/curation';
import type { EntityManager } from 'typeorm';
import type { CallChange } from '../changes/change.js';
import { columns } from '../storable.js';
import type { TakenReading } from '../readings/taken-reading.js';
import { Finding, type FindingField, type FindingKind, type PossibleDuplicate } from './finding.entities.js';
import { gravest } from './finding-fields.js';

/** The open finding of an item, locked. */
export function openFinding(
  manager: EntityManager,
  itemId: string,
  kind: FindingKind,
): Promise<Finding | null> {
  return manager.findOne(Finding, {
    where: { itemId, kind, state: 'open' },
    lock: { mode: 'pessimistic_write' },
  });
}

export interface FoundNow {
  readonly kind: FindingKind;
  readonly taken: Pick<TakenReading, 'item' | 'source' | 'reading' | 'context'>;
  readonly callId: string | null;
  readonly title: string;
  readonly fields: readonly FindingField[];
  readonly changes: readonly CallChange[];
  readonly duplicates: readonly PossibleDuplicate[];
  readonly closesAt: Date | null;
}

/**
 * Brings the open finding of an item to what is found now. One that says the same stays as it is, so that a curator
 * who is at it is not disturbed; one about which nothing is left to decide is closed.
 */
export async function putFinding(
  manager: EntityManager,
  open: Finding | null,
  found: FoundNow,
): Promise<void> {
  const { kind, taken, callId, title, closesAt } = found;
  const now = taken.context.now;
  const content = {
    readingId: taken.reading.id,
    title,
    fields: [...found.fields],
    changes: [...found.changes],
    duplicates: [...found.duplicates],
    severity: gravest(found.changes),
    closesAt,
    updatedAt: now,
  };
  const isEmpty = found.changes.length === 0;
  if (!open) {
    if (isEmpty) return;
    const row = { ...content, kind, callId, sourceId: taken.source.id, itemId: taken.item.id };
    await manager.insert(Finding, columns<Finding>({ ...row, state: 'open', createdAt: now }));
    return;
  }
  const revision = open.revision + 1;
  if (isEmpty) await manager.update(Finding, open.id, { state: 'superseded', revision, updatedAt: now });
  else if (!saysTheSame(open, content)) {
    await manager.update(Finding, open.id, columns<Finding>({ ...content, revision }));
  }
}

function saysTheSame(open: Finding, content: Pick<Finding, 'fields' | 'changes' | 'duplicates'>): boolean {
  return (['fields', 'changes', 'duplicates'] as const).every((name) => sameFact(open[name], content[name]));
}
