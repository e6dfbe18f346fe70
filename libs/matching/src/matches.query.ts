import { Call } from '@chasqui/calls';
import type { DataSource } from 'typeorm';
import type { Eligibility } from './facts.js';
import { Match } from './match.entities.js';

export interface MatchListItem {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly donorName: string;
  readonly score: number | null;
  readonly confidence: number;
  readonly eligibility: Eligibility;
  readonly topReason: string | null;
  readonly failedReason: string | null;
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
 * The open calls for one GAD, best first: what it can take part in, or, with `eligible` false, what it cannot and
 * why. Paged by key.
 */
export async function matchesOfGad(
  database: DataSource,
  gadCode: string,
  options: {
    readonly eligible: boolean;
    readonly after?: string | undefined;
    readonly minScore?: number | undefined;
  },
  now: Date,
): Promise<MatchPage> {
  const open = `FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
                JOIN donor d ON d.id = c.donor_id
               WHERE m.gad_code = $1 AND (c.closes_at IS NULL OR c.closes_at > $2)
                 AND m.eligibility ${options.eligible ? '<>' : '='} 'fails' AND coalesce(m.score, 0) >= $3`;
  const values: unknown[] = [gadCode, now, options.minScore ?? 0];
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total ${open}`,
    values,
  );
  const cursor = /^(\d+)_([0-9a-f-]{36})$/.exec(options.after ?? '');
  if (cursor) values.push(Number(cursor[1]), cursor[2]);
  const page = cursor ? 'AND (coalesce(m.score, 0), m.call_id) < ($4, $5::uuid)' : '';
  const rows = await database.query<MatchListItem[]>(
    `SELECT m.call_id AS "callId", c.slug, c.title, c.language, d.name_es AS "donorName", m.score, m.confidence, m.eligibility,
            m.reasons->0->>'gadQuote' AS "topReason",
            jsonb_path_query_first(m.gates, '$[*] ? (@.answer == "fails").reason') #>> '{}' AS "failedReason",
            c.closes_at AS "closesAt", c.deadline_kind AS "deadlineKind", c.deadline_local AS "deadlineLocal",
            c.deadline_zone AS "deadlineZone", c.deadline_zone_assumed AS "deadlineZoneAssumed",
            c.deadline_text AS "deadlineText", c.other_deadlines AS "otherDeadlines", c.financial_form AS "financialForm", c.is_demo AS "isDemo"
       ${open} ${page}
      ORDER BY coalesce(m.score, 0) DESC, m.call_id DESC
      LIMIT ${PAGE + 1}`,
    values,
  );
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, total, next: rows.length > PAGE && last ? `${last.score ?? 0}_${last.callId}` : null };
}

export interface GadMatchItem {
  readonly gadCode: string;
  readonly gadName: string;
  readonly province: string;
  readonly score: number | null;
  readonly confidence: number;
  readonly eligibility: Eligibility;
  readonly hasPlan: boolean;
}

/** The GADs a call suits best, those it is closed to last. Paged by key. */
export async function gadsOfCall(
  database: DataSource,
  callId: string,
  after: string | undefined,
): Promise<{ items: GadMatchItem[]; next: string | null }> {
  const cursor = /^(-?\d+)_(\d{2,6})$/.exec(after ?? '');
  const items = await database.query<GadMatchItem[]>(
    `SELECT m.gad_code AS "gadCode", g.name AS "gadName", g.province, m.score, m.confidence, m.eligibility,
            EXISTS (SELECT 1 FROM development_plan p WHERE p.gad_code = g.dpa_code AND p.current) AS "hasPlan"
       FROM match m JOIN gad g ON g.dpa_code = m.gad_code
      WHERE m.call_id = $1 ${cursor ? 'AND (-coalesce(m.score, -1), m.gad_code) > (-$2::int, $3)' : ''}
      ORDER BY -coalesce(m.score, -1), m.gad_code
      LIMIT ${PAGE + 1}`,
    cursor ? [callId, Number(cursor[1]), cursor[2]] : [callId],
  );
  const page = items.slice(0, PAGE);
  const last = page.at(-1);
  return { items: page, next: items.length > PAGE && last ? `${last.score ?? -1}_${last.gadCode}` : null };
}

/** The full judgement of a published call for a GAD; null when there is none. */
export async function matchOf(
  database: DataSource,
  slug: string,
  gadCode: string,
): Promise<{ call: Call; match: Match } | null> {
  const call = await database.manager.findOne(Call, {
    where: { slug, state: 'published' },
    relations: { donor: true, fund: true },
  });
  const match = call && (await database.manager.findOneBy(Match, { callId: call.id, gadCode }));
  return match ? { call, match } : null;
}
