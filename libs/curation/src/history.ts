import type { DataSource } from 'typeorm';
import { sameFact } from './changed-values.js';
import type { Field } from './field.js';
import { readableParts, readableValue } from './form-values.js';

export interface HistoryEntry {
  readonly id: string;
  readonly at: Date;
  /** "donor.updated". */
  readonly action: string;
  /** Name of the person; null for what the program did by itself. */
  readonly actorName: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface HistoryPage {
  readonly items: readonly HistoryEntry[];
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
}

const PAGE = 20;

/** What happened to a record, newest first, paged by key. */
export async function historyOf(
  database: DataSource,
  entity: string,
  entityId: string,
  after?: string,
): Promise<HistoryPage> {
  const key = /^\d{1,18}$/.test(after ?? '') ? after! : null;
  const rows = await database.query<HistoryEntry[]>(
    `SELECT e.id, e.at, e.action, a.name AS "actorName", e.before, e.after
       FROM audit_entry e LEFT JOIN account a ON a.id = e.actor_id
      WHERE e.entity = $1 AND e.entity_id = $2 AND ($3::bigint IS NULL OR e.id < $3::bigint)
      ORDER BY e.id DESC LIMIT $4`,
    [entity, entityId, key, PAGE + 1],
  );
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? items.at(-1)!.id : null };
}

/** The fields that an entry of the history changed, in the order of the form. */
export function changedFields(fields: readonly Field[], entry: HistoryEntry): readonly Field[] {
  const names = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  return fields.filter(({ name }) => names.has(name));
}

/** What a change did to one field, in words: of lists what came and what went, of the rest before and after. */
export type FieldChange =
  | { readonly kind: 'single'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'list';
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly kept: number;
    };

/** Tells a change of a field to a person. `names` gives the names of codes and of other records. */
export function fieldChange(
  field: Field,
  before: unknown,
  after: unknown,
  names: (vocabulary: string, code: string) => string,
): FieldChange {
  if (!Array.isArray(before) && !Array.isArray(after)) {
    return {
      kind: 'single',
      before: readableValue(field, before, names),
      after: readableValue(field, after, names),
    };
  }
  const old = readableParts(field, before, names);
  const now = readableParts(field, after, names);
  const added = now.filter((part) => !old.includes(part));
  return {
    kind: 'list',
    added,
    removed: old.filter((part) => !now.includes(part)),
    kept: now.length - added.length,
  };
}

/** The fields that say something else today than right after the entry: undoing it would overwrite that. */
export function changedSince(
  fields: readonly Field[],
  entry: HistoryEntry,
  record: Readonly<Record<string, unknown>>,
): readonly Field[] {
  const { after } = entry;
  if (!after) return [];
  return changedFields(fields, entry).filter(({ name }) => !sameFact(after[name], record[name]));
}
