import { FINDING_KINDS, type QueueFilter, SEVERITIES } from '@chasqui/intake';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { withQuery } from '../views/parts.js';

export const QUEUE = '/curaduria/novedades';

/** What a list is narrowed to. What is no choice counts as none. */
export const filterQuery = z.object({
  tipo: z.enum(FINDING_KINDS).optional().catch(undefined),
  fuente: z.uuid().optional().catch(undefined),
  urgencia: z.enum(SEVERITIES).optional().catch(undefined),
});
export type FilterQuery = z.output<typeof filterQuery>;

/** What was just done (`hecho`) and with which finding (`de`), told on the page that follows. */
export const doneQuery = filterQuery.extend({
  hecho: z.string().max(20).optional().catch(undefined),
  de: z.uuid().optional().catch(undefined),
});
export type DoneQuery = z.output<typeof doneQuery>;

export function queueFilter({ tipo, fuente, urgencia }: FilterQuery): QueueFilter {
  return { kind: tipo, sourceId: fuente, severity: urgencia };
}

/** Address of a page of the desk within the same narrowed list. */
export function deskUrl(
  path: string,
  { tipo, fuente, urgencia }: FilterQuery,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  return withQuery(path, { tipo, fuente, urgencia, ...more });
}

export function findingUrl(id: string, query: FilterQuery = {}): string {
  return deskUrl(`${QUEUE}/${id}`, query);
}

/** Names of people, by id; whoever was deleted has none. */
export async function peopleNames(
  database: DataSource,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await database.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM account WHERE id = ANY($1::uuid[])',
    [[...new Set(known)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
