import { createHash } from 'node:crypto';
import { Call, descriptionText } from '@chasqui/calls';
import { Competence, competencesOfLevel } from '@chasqui/competences';
import type { Donor } from '@chasqui/donors';
import type { ExercisedCompetence, TerritoryFlag } from '@chasqui/gads';
import { localDate } from '@chasqui/kernel';
import { GAD_LEVELS, Theme } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import type { CallFacts, CompetenceFacts, GadFacts, OfferFacts, PriorityFacts } from '../facts.js';
import type { ReferenceTables } from '../knowledge/knowledge.js';

type LoadedCall = Call & { readonly donor: Donor };

/** What the rules see of a call. Agreements that do not hold on the day are no agreements. */
export function callFacts(call: LoadedCall, now: Date): CallFacts {
  const { donor } = call;
  const day = localDate(now);
  return {
    id: call.id,
    title: call.title,
    summary: descriptionText(call.summary),
    language: call.language,
    donor: {
      nameEs: donor.nameEs,
      country: donor.country,
      themes: donor.themes,
      gadRoles: donor.gadRoles,
      presence: donor.presence,
      agreements: donor.agreements
        .filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
        .map(({ title, axes, from, until }) => ({ title, axes, from, until })),
    },
    financialForm: call.financialForm,
    direction: call.direction,
    kind: call.kind,
    closesAt: call.closesAt,
    deadlineKind: call.deadlineKind,
    amountMin: call.amountMin,
    amountMax: call.amountMax,
    currency: call.currency,
    cofinancingPercent: call.cofinancingPercent,
    countries: call.countries,
    territories: call.territories,
    gadLevels: call.gadLevels,
    gadLevelsInferred: call.gadLevelsInferred,
    gadRole: call.gadRole,
    applicantTypes: call.applicantTypes,
    partnerRequirements: call.partnerRequirements,
    populationBand: call.populationBand,
    themes: call.themes,
    topicWords: [],
    crsSectors: call.crsSectors,
    sdgs: call.sdgs,
  };
}

/** A call as it was read. */
export interface OpenCall {
  readonly facts: CallFacts;
  readonly revision: number;
}

/** The published calls among some that are still open, with the revision that was read. */
export async function loadOpenCalls(
  manager: EntityManager,
  now: Date,
  callIds: readonly string[],
): Promise<OpenCall[]> {
  if (callIds.length === 0) return [];
  const calls = await manager
    .createQueryBuilder(Call, 'call')
    .innerJoinAndSelect('call.donor', 'donor')
    .where('call.id = ANY (:callIds)', { callIds })
    .andWhere(`call.state = 'published' AND (call.closesAt IS NULL OR call.closesAt > :now)`, { now })
    .getMany();
  return calls.map((call) => ({ facts: callFacts(call as LoadedCall, now), revision: call.revision }));
}

/** The published call with its donor, whatever its deadline; null when there is none. */
export async function loadCall(manager: EntityManager, slug: string): Promise<LoadedCall | null> {
  const relations = { donor: true, fund: true };
  return (await manager.findOne(Call, {
    where: { slug, state: 'published' },
    relations,
  })) as LoadedCall | null;
}

/** The topics, networks and territories that the formula knows of. */
export async function loadReferenceTables(manager: EntityManager): Promise<ReferenceTables> {
  // One after the other: in a transaction they share one connection.
  const themes = await manager.find(Theme, { order: { code: 'ASC' } });
  const networks = await manager.query<{ slug: string; names: string[] }[]>(
    `SELECT slug, array_remove(ARRAY[name_es, acronym] || aliases, NULL) AS names FROM network
      WHERE merged_into_id IS NULL ORDER BY slug`,
  );
  const territories = await manager.query<{ code: string; name: string; level: string }[]>(
    'SELECT dpa_code AS code, territory AS name, level FROM gad ORDER BY dpa_code',
  );
  return { themes, networks, territories };
}

interface GadRow {
  readonly dpaCode: string;
  readonly level: GadFacts['level'];
  readonly name: string;
  readonly population: number | null;
  readonly exercised: ExercisedCompetence[];
  readonly flags: TerritoryFlag[];
  readonly networks: string[];
  readonly offers: OfferFacts[];
  readonly priorities: PriorityFacts[] | null;
}

/** GADs with their competences, profile, memberships and the priorities of their current plan, in two queries. */
export async function loadGads(
  manager: EntityManager,
  now: Date,
  gadCodes: readonly string[] | null = null,
): Promise<GadFacts[]> {
  const all = await manager.find(Competence, { order: { code: 'ASC' } });
  const byLevel = new Map(
    GAD_LEVELS.map((level) => [level, competencesOfLevel(all, level).map(competenceFacts)]),
  );
  const rows = await manager.query<GadRow[]>(
    `SELECT g.dpa_code AS "dpaCode", g.level, g.name, f.population,
            coalesce(f.competences, '[]') AS exercised, coalesce(f.territory_flags, '[]') AS flags,
            ARRAY(SELECT DISTINCT n.slug FROM network_membership m JOIN network n ON n.id = m.network_id
                   WHERE m.gad_code = g.dpa_code AND (m.until_year IS NULL OR m.until_year >= extract(year FROM $2::date))
                   ORDER BY n.slug) AS networks,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'titleEs', o.title_es, 'summaryEs', o.summary_es,
                                                          'themes', o.themes, 'sdgs', o.sdgs) ORDER BY o.id)
                        FROM offer o WHERE o.gad_code = g.dpa_code AND o.merged_into_id IS NULL), '[]') AS offers,
            (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'text', p.text, 'component', p.component,
                                                 'themes', p.themes, 'sdgs', p.sdgs) ORDER BY p.position)
               FROM development_plan d JOIN priority p ON p.plan_id = d.id
              WHERE d.gad_code = g.dpa_code AND d.current) AS priorities
       FROM gad g LEFT JOIN gad_profile f ON f.gad_code = g.dpa_code
      WHERE $1::text[] IS NULL OR g.dpa_code = ANY ($1)
      ORDER BY g.dpa_code`,
    [gadCodes, localDate(now)],
  );
  const day = localDate(now);
  return rows.map((row) => ({
    ...row,
    competences: held(byLevel.get(row.level) ?? [], row.exercised, all, day),
  }));
}

/** The list of the level and what the GAD exercises by delegation or with others on the day. */
function held(
  ofLevel: readonly CompetenceFacts[],
  exercised: readonly ExercisedCompetence[],
  all: readonly Competence[],
  day: string,
): readonly CompetenceFacts[] {
  const more = exercised
    .filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
    .flatMap(({ code, kind, basisEs }) => {
      const competence = all.find((one) => one.code === code);
      const known = ofLevel.some((own) => own.code === code);
      return competence && !known ? [{ ...competenceFacts(competence), kind, legalBasis: basisEs }] : [];
    });
  return more.length === 0 ? ofLevel : [...ofLevel, ...more];
}

function competenceFacts(competence: Competence): CompetenceFacts {
  const { code, text, legalBasis, kind, themes, crsCategories, enabler } = competence;
  return { code, text, legalBasis, kind, themes, crsCategories, enabler };
}

/** Tells whether what the rules know of a GAD is still the same. */
export function gadHash(facts: GadFacts): string {
  return hashOf(facts);
}

/** Tells whether what the rules know of a call is still the same, and its revision, which every match names. */
export function callHash(call: OpenCall): string {
  return hashOf(call);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
