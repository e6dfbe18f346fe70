import type { Call } from '@chasqui/calls';
import type { DataSource } from 'typeorm';
import type { Eligibility } from '../facts.js';

export interface MatchListItem {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly donorName: string;
  readonly score: number;
  readonly previousScore: number | null;
  readonly confidence: number;
  readonly eligibility: Eligibility;
  readonly topReason: string | null;
  readonly closesAt: Date | null;
  readonly deadlineKind: Call['deadlineKind'];
  readonly deadlineLocal: string | null;
  readonly deadlineZone: string | null;
  readonly deadlineZoneAssumed: boolean;
  readonly deadlineText: string | null;
  readonly otherDeadlines: Call['otherDeadlines'];
  readonly financialForm: Call['financialForm'];
  readonly isDemo: boolean;
}

export interface MatchPage {
  readonly items: MatchListItem[];
  readonly total: number;
  readonly next: string | null;
}

const PAGE = 20;

/**
 * The open calls that suit a GAD, best first, without those it dismissed. What a condition shuts out is not stored: see
 * MatchDesk. Paged by key.
 */
export async function matchesOfGad(
  database: DataSource,
  gadCode: string,
  options: { readonly after?: string | undefined; readonly minScore?: number | undefined },
  now: Date,
): Promise<MatchPage> {
  const open = `FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
                JOIN donor d ON d.id = c.donor_id
               WHERE m.gad_code = $1 AND (c.closes_at IS NULL OR c.closes_at > $2) AND m.score >= $3
                 AND NOT EXISTS (SELECT 1 FROM match_dismissal x WHERE (x.gad_code, x.call_id) = (m.gad_code, m.call_id))`;
  const values: unknown[] = [gadCode, now, options.minScore ?? 0];
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total ${open}`,
    values,
  );
  const cursor = /^(\d+(?:\.\d)?)_([0-9a-f-]{36})$/.exec(options.after ?? '');
  if (cursor) values.push(Number(cursor[1]), cursor[2]);
  const page = cursor ? 'AND (-m.score, m.call_id) > (-$4::float8, $5::uuid)' : '';
  const rows = await database.query<MatchListItem[]>(
    `SELECT m.call_id AS "callId", c.slug, c.title, c.language, d.name_es AS "donorName", m.score, m.confidence, m.eligibility,
            m.previous_score AS "previousScore", m.reasons->0->>'gadQuote' AS "topReason",
            c.closes_at AS "closesAt", c.deadline_kind AS "deadlineKind", c.deadline_local AS "deadlineLocal",
            c.deadline_zone AS "deadlineZone", c.deadline_zone_assumed AS "deadlineZoneAssumed",
            c.deadline_text AS "deadlineText", c.other_deadlines AS "otherDeadlines", c.financial_form AS "financialForm", c.is_demo AS "isDemo"
       ${open} ${page}
      ORDER BY -m.score, m.call_id
      LIMIT ${PAGE + 1}`,
    values,
  );
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, total, next: rows.length > PAGE && last ? `${last.score}_${last.callId}` : null };
}

export interface GadMatchItem {
  readonly gadCode: string;
  readonly gadName: string;
  readonly province: string;
  readonly score: number;
  readonly confidence: number;
  readonly eligibility: Eligibility;
  readonly hasPlan: boolean;
}

/** The GADs in whose lists a call stands, those it suits best first. Paged by key. */
export async function gadsOfCall(
  database: DataSource,
  callId: string,
  after: string | undefined,
): Promise<{ items: GadMatchItem[]; next: string | null }> {
  const cursor = /^(\d+(?:\.\d)?)_(\d{2,6})$/.exec(after ?? '');
  const items = await database.query<GadMatchItem[]>(
    `SELECT m.gad_code AS "gadCode", g.name AS "gadName", g.province, m.score, m.confidence, m.eligibility,
            EXISTS (SELECT 1 FROM development_plan p WHERE p.gad_code = g.dpa_code AND p.current) AS "hasPlan"
       FROM match m JOIN gad g ON g.dpa_code = m.gad_code
      WHERE m.call_id = $1 ${cursor ? 'AND (-m.score, m.gad_code) > (-$2::float8, $3)' : ''}
      ORDER BY -m.score, m.gad_code
      LIMIT ${PAGE + 1}`,
    cursor ? [callId, Number(cursor[1]), cursor[2]] : [callId],
  );
  const page = items.slice(0, PAGE);
  const last = page.at(-1);
  return { items: page, next: items.length > PAGE && last ? `${last.score}_${last.gadCode}` : null };
}
