import type { DataSource } from 'typeorm';
import type { CallState } from './call-state.js';
import { Call } from './call.entity.js';

export interface CallListItem {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly kind: Call['kind'];
  readonly financialForm: Call['financialForm'];
  readonly opensOn: string | null;
  readonly closesAt: Date | null;
  readonly deadlineKind: Call['deadlineKind'];
  readonly deadlineLocal: string | null;
  readonly deadlineZone: string | null;
  readonly deadlineZoneAssumed: boolean;
  readonly deadlineText: string | null;
  readonly amountMax: string | null;
  readonly totalBudget: string | null;
  readonly currency: string | null;
  readonly themes: string[];
  readonly isDemo: boolean;
  readonly donorName: string;
}

export interface CallListFilter {
  /** Words to look for in title, summary and donor. */
  readonly words?: string | undefined;
  readonly theme?: string | undefined;
  /** Where the previous page ended. */
  readonly after?: string | undefined;
  readonly limit?: number;
}

export interface CallPage {
  readonly items: CallListItem[];
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
  readonly total: number;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/**
 * Published calls that are not closed, those that close first on top, undated ones last; paged by key, so that a
 * page never shifts while calls are published.
 */
export async function openCalls(database: DataSource, filter: CallListFilter, now: Date): Promise<CallPage> {
  const limit = Math.min(filter.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const conditions = [`c.state = 'published'`, `(c.closes_at IS NULL OR c.closes_at > $1)`];
  const values: unknown[] = [now];
  if (filter.words?.trim()) {
    values.push(filter.words.trim().slice(0, 200));
    conditions.push(
      `(to_tsvector('chasqui_es', c.title || ' ' || c.summary) @@ websearch_to_tsquery('chasqui_es', $${values.length})
        OR d.name_es ILIKE '%' || $${values.length} || '%')`,
    );
  }
  if (filter.theme) {
    values.push(filter.theme);
    conditions.push(`c.themes @> ARRAY[$${values.length}]`);
  }
  const where = conditions.join(' AND ');
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total FROM call c JOIN donor d ON d.id = c.donor_id WHERE ${where}`,
    values,
  );
  const cursor = readCursor(filter.after);
  let page = '';
  if (cursor) {
    values.push(cursor.closesAt, cursor.id);
    page = `AND (coalesce(c.closes_at, 'infinity'), c.id) > ($${values.length - 1}::timestamptz, $${values.length}::uuid)`;
  }
  values.push(limit + 1);
  const rows = await database.query<CallListItem[]>(
    `SELECT c.id, c.slug, c.title, c.language, c.kind, c.financial_form AS "financialForm", c.opens_on::text AS "opensOn",
            c.closes_at AS "closesAt", c.deadline_kind AS "deadlineKind", c.deadline_local AS "deadlineLocal",
            c.deadline_zone AS "deadlineZone", c.deadline_zone_assumed AS "deadlineZoneAssumed",
            c.deadline_text AS "deadlineText", c.amount_max AS "amountMax", c.total_budget AS "totalBudget",
            c.currency, c.themes, c.is_demo AS "isDemo", d.name_es AS "donorName"
       FROM call c JOIN donor d ON d.id = c.donor_id
      WHERE ${where} ${page}
      ORDER BY coalesce(c.closes_at, 'infinity'), c.id
      LIMIT $${values.length}`,
    values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, total, next: rows.length > limit && last ? cursorOf(last) : null };
}

/** Calls in a state, for curators: those that close first on top, paged by key. */
export async function callsInState(
  database: DataSource,
  state: CallState,
  after: string | undefined,
): Promise<{ items: Call[]; next: string | null }> {
  const cursor = readCursor(after);
  const query = database.manager
    .createQueryBuilder(Call, 'call')
    .innerJoinAndSelect('call.donor', 'donor')
    .where('call.state = :state', { state })
    .addSelect(`coalesce(call.closes_at, 'infinity')`, 'close')
    .orderBy('close')
    .addOrderBy('call.id')
    .limit(DEFAULT_LIMIT + 1);
  if (cursor) {
    query.andWhere(
      `(coalesce(call.closes_at, 'infinity'), call.id) > (CAST(:closesAt AS timestamptz), CAST(:id AS uuid))`,
      cursor,
    );
  }
  const rows = await query.getMany();
  const items = rows.slice(0, DEFAULT_LIMIT);
  const last = items.at(-1);
  return { items, next: rows.length > DEFAULT_LIMIT && last ? cursorOf(last) : null };
}

/** A published call by its address, with its donor; null when there is none. */
export function publishedCall(database: DataSource, slug: string): Promise<Call | null> {
  return database.manager.findOne(Call, {
    where: { slug, state: 'published' },
    relations: { donor: true, fund: true },
  });
}

function cursorOf(item: Pick<Call, 'id' | 'closesAt'>): string {
  return `${item.closesAt?.toISOString() ?? 'infinity'}_${item.id}`;
}

/** A cursor that was tampered with counts as none: the list starts again. */
function readCursor(text: string | undefined): { closesAt: string; id: string } | undefined {
  const parts = /^(infinity|\d{4}-\d{2}-\d{2}T[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text ?? '');
  return parts ? { closesAt: parts[1]!, id: parts[2]! } : undefined;
}
