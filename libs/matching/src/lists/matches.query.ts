import type { Call } from '@chasqui/calls';
import { KEY_ID, readKey, writeKey } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import type { Match } from './match.entities.js';

export interface MatchListItem extends Pick<Match, 'callId' | 'score' | 'confidence' | 'eligibility'> {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly donorName: string;
  /** The strongest reason, and the words of the plan or of the competence it rests on. */
  readonly topReason: string | null;
  readonly topQuote: string | null;
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
/** A score in the key of a page. */
const KEY_SCORE = /^\d{1,3}(\.\d{1,3})?$/;

/** The open calls that one GAD can take part in, best first, without those it left aside. Paged by key. */
export async function matchesOfGad(
  database: DataSource,
  gadCode: string,
  options: { readonly after?: string | undefined; readonly minScore?: number | undefined },
  now: Date,
): Promise<MatchPage> {
  const open = `FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
                JOIN donor d ON d.id = c.donor_id
               WHERE m.gad_code = $1 AND (c.closes_at IS NULL OR c.closes_at > $2) AND m.score >= $3
                 AND NOT EXISTS (SELECT FROM match_dismissal x
                                  WHERE x.gad_code = m.gad_code AND x.call_id = m.call_id)`;
  const values: unknown[] = [gadCode, now, options.minScore ?? 0];
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total ${open}`,
    values,
  );
  const key = readKey(options.after, [KEY_SCORE, KEY_ID]);
  const rows = await database.query<MatchListItem[]>(
    `SELECT m.call_id AS "callId", c.slug, c.title, c.language, d.name_es AS "donorName", m.score, m.confidence,
            m.eligibility, m.reasons->0->>'text' AS "topReason", m.reasons->0->>'gadQuote' AS "topQuote",
            c.closes_at AS "closesAt", c.deadline_kind AS "deadlineKind", c.deadline_local AS "deadlineLocal",
            c.deadline_zone AS "deadlineZone", c.deadline_zone_assumed AS "deadlineZoneAssumed",
            c.deadline_text AS "deadlineText", c.other_deadlines AS "otherDeadlines",
            c.financial_form AS "financialForm", c.is_demo AS "isDemo"
       ${open} ${key ? 'AND (m.score, m.call_id) < ($4::float8, $5::uuid)' : ''}
      ORDER BY m.score DESC, m.call_id DESC
      LIMIT ${PAGE + 1}`,
    [...values, ...(key ?? [])],
  );
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  const next = rows.length > PAGE && last ? writeKey([String(last.score), last.callId]) : null;
  return { items, total, next };
}

export interface GadMatchItem extends Pick<Match, 'gadCode' | 'score' | 'confidence' | 'eligibility'> {
  readonly gadName: string;
  readonly province: string;
  readonly hasPlan: boolean;
}

/** The GADs that have a call in their list, those it suits best first. Paged by key. */
export async function gadsOfCall(
  database: DataSource,
  callId: string,
  after: string | undefined,
): Promise<{ items: GadMatchItem[]; next: string | null }> {
  const key = readKey(after, [KEY_SCORE, /^\d{2,6}$/]);
  const items = await database.query<GadMatchItem[]>(
    `SELECT m.gad_code AS "gadCode", g.name AS "gadName", g.province, m.score, m.confidence, m.eligibility,
            EXISTS (SELECT 1 FROM development_plan p WHERE p.gad_code = g.dpa_code AND p.current) AS "hasPlan"
       FROM match m JOIN gad g ON g.dpa_code = m.gad_code
      WHERE m.call_id = $1 ${key ? 'AND (-m.score, m.gad_code) > (-$2::float8, $3)' : ''}
      ORDER BY -m.score, m.gad_code
      LIMIT ${PAGE + 1}`,
    [callId, ...(key ?? [])],
  );
  const page = items.slice(0, PAGE);
  const last = page.at(-1);
  const next = items.length > PAGE && last ? writeKey([String(last.score), last.gadCode]) : null;
  return { items: page, next };
}
