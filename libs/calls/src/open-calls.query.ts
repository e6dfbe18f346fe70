import type { FinancialFormCode, GadLevelCode } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';
import { Call } from './call.entity.js';

/** What a list tells of a call. */
export type CallListItem = Pick<
  Call,
  | 'id'
  | 'slug'
  | 'title'
  | 'language'
  | 'kind'
  | 'financialForm'
  | 'direction'
  | 'edition'
  | 'opensOn'
  | 'closesAt'
  | 'deadlineKind'
  | 'deadlineLocal'
  | 'deadlineZone'
  | 'deadlineZoneAssumed'
  | 'deadlineText'
  | 'otherDeadlines'
  | 'amountMax'
  | 'totalBudget'
  | 'currency'
  | 'themes'
  | 'gadLevels'
  | 'isDemo'
  | 'updatedAt'
> & { readonly donorName: string; readonly themeNames: readonly string[] };

export interface CallListFilter {
  /** Words to look for in title, summary and donor. */
  readonly words?: string | undefined;
  readonly theme?: string | undefined;
  readonly level?: GadLevelCode | undefined;
  readonly form?: FinancialFormCode | undefined;
  /** Only those that close before this instant; calls without a date do not. */
  readonly closingBefore?: Date | undefined;
  /** Only those that changed since. */
  readonly updatedSince?: Date | undefined;
  /** Where the previous page ended. */
  readonly after?: string | undefined;
  readonly limit?: number;
}

export interface CallPage {
  readonly items: CallListItem[];
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Place of the condition that a call is not closed. */
const OPEN = 0;

/** Read along `call_open_idx`: closed calls are behind its beginning, undated ones at its end. */
const CLOSE = `coalesce(c.closes_at, 'infinity')`;

/**
 * Published calls that are not closed, those that close first on top, undated ones last; paged by key, so that a
 * page never shifts while calls are published.
 */
export async function openCalls(database: DataSource, filter: CallListFilter, now: Date): Promise<CallPage> {
  const limit = Math.min(filter.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const { conditions, values } = narrow(filter, now);
  const cursor = readCursor(filter.after);
  if (cursor) {
    values.push(cursor.closesAt, cursor.id);
    // In the place of "not closed", not beside it: two lower bounds would walk the index from the first of them.
    const key = `greatest($1::timestamptz, $${values.length - 1}::timestamptz), $${values.length}::uuid`;
    conditions[OPEN] = `(${CLOSE}, c.id) > (${key})`;
  }
  values.push(limit + 1);
  const rows = await database.query<CallListItem[]>(
    `SELECT c.id, c.slug, c.title, c.language, c.kind, c.financial_form AS "financialForm", c.direction, c.edition,
            c.opens_on::text AS "opensOn", c.closes_at AS "closesAt", c.deadline_kind AS "deadlineKind",
            c.deadline_local AS "deadlineLocal", c.deadline_zone AS "deadlineZone",
            c.deadline_zone_assumed AS "deadlineZoneAssumed", c.deadline_text AS "deadlineText",
            c.other_deadlines AS "otherDeadlines", c.amount_max AS "amountMax", c.total_budget AS "totalBudget",
            c.currency, c.themes, c.gad_levels AS "gadLevels", c.is_demo AS "isDemo", c.updated_at AS "updatedAt",
            d.name_es AS "donorName",
            ARRAY(SELECT t.name_es FROM unnest(c.themes) WITH ORDINALITY AS own (code, place)
                    JOIN theme t ON t.code = own.code ORDER BY own.place) AS "themeNames"
       FROM call c JOIN donor d ON d.id = c.donor_id
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${CLOSE}, c.id
      LIMIT $${values.length}`,
    values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(last) : null };
}

/** How many calls the filter finds. It reads them all: not for pages that many people ask for. */
export async function countOpenCalls(
  database: DataSource,
  filter: CallListFilter,
  now: Date,
): Promise<number> {
  const { conditions, values } = narrow(filter, now);
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total FROM call c
      WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return total;
}

function narrow(filter: CallListFilter, now: Date): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [now];
  const conditions = [`${CLOSE} > $1`, `c.state = 'published'`];
  const add = (value: unknown, condition: (place: string) => string) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const words = filter.words?.trim().slice(0, 200);
  if (words) {
    add(
      words,
      (
        at,
      ) => `(to_tsvector('chasqui_es', c.title || ' ' || c.summary) @@ websearch_to_tsquery('chasqui_es', ${at})
        OR c.donor_id IN (SELECT id FROM donor WHERE name_es ILIKE '%' || ${at} || '%'))`,
    );
  }
  if (filter.theme) add(filter.theme, (at) => `c.themes @> ARRAY[${at}]`);
  if (filter.level) add(filter.level, (at) => `${at} = ANY(c.gad_levels)`);
  if (filter.form) add(filter.form, (at) => `c.financial_form = ${at}`);
  if (filter.closingBefore) add(filter.closingBefore, (at) => `${CLOSE} < ${at}::timestamptz`);
  if (filter.updatedSince) add(filter.updatedSince, (at) => `c.updated_at >= ${at}`);
  return { conditions, values };
}

/** A published call by its address, with its donor and its fund; null when there is none. */
export function publishedCall(database: DataSource, slug: string): Promise<Call | null> {
  return database.manager.findOne(Call, {
    where: { slug, state: 'published' },
    relations: { donor: true, fund: true },
  });
}

/** Address of the published call that took the place of a duplicate; null when there is none. */
export async function mergedCallSlug(database: DataSource, slug: string): Promise<string | null> {
  const [row] = await database.query<{ slug: string }[]>(
    `SELECT target.slug FROM call duplicate JOIN call target ON target.id = duplicate.merged_into_id
      WHERE duplicate.slug = $1 AND target.state = 'published'`,
    [slug],
  );
  return row?.slug ?? null;
}

/** The key of a list by close: where a page that ends with this call goes on. */
export function cursorOf(item: Pick<Call, 'id' | 'closesAt'>): string {
  return `${item.closesAt?.toISOString() ?? 'infinity'}_${item.id}`;
}

/** A cursor that was tampered with counts as none: the list starts again. */
export function readCursor(text: string | undefined): { closesAt: string; id: string } | undefined {
  const parts = /^(infinity|\d{4}-\d{2}-\d{2}T[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text ?? '');
  return parts ? { closesAt: parts[1]!, id: parts[2]! } : undefined;
}
