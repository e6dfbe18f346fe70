import { Call, descriptionText } from '@chasqui/calls';
import { Competence, competencesOfLevel } from '@chasqui/competences';
import { Theme } from '@chasqui/vocabularies';
import { GAD_LEVELS } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import type { CallFacts, GadFacts, PriorityFacts, ThemeIndex } from './facts.js';

/** A published call with its donor at the wanted revision; null when it moved on or was taken down. */
export async function loadCall(
  manager: EntityManager,
  callId: string,
  revision: number,
): Promise<(CallFacts & Call) | null> {
  const call = await manager.findOne(Call, {
    where: { id: callId, revision, state: 'published' },
    relations: { donor: true },
  });
  // Reasons quote the words of the description, not its markup.
  if (call) call.summary = descriptionText(call.summary);
  return call as (CallFacts & Call) | null;
}

const BATCH = 200;

/** Published calls that are still open with their donors, a batch at a time in the order of their ids. */
export async function loadOpenCalls(
  manager: EntityManager,
  now: Date,
  after: string | null,
): Promise<(CallFacts & Call)[]> {
  const query = manager
    .createQueryBuilder(Call, 'call')
    .innerJoinAndSelect('call.donor', 'donor')
    .where(`call.state = 'published' AND (call.closesAt IS NULL OR call.closesAt > :now)`, { now });
  if (after) query.andWhere('call.id > :after', { after });
  const calls = await query.orderBy('call.id').limit(BATCH).getMany();
  for (const call of calls) call.summary = descriptionText(call.summary);
  return calls as (CallFacts & Call)[];
}

export async function loadThemes(manager: EntityManager): Promise<ThemeIndex> {
  const themes = await manager.find(Theme);
  return new Map(themes.map((theme) => [theme.code, theme]));
}

/** All GADs, or one, with their competences and the priorities of their current plan, in two queries. */
export async function loadGads(manager: EntityManager, gadCode: string | null = null): Promise<GadFacts[]> {
  const all = await manager.find(Competence, { order: { code: 'ASC' } });
  const byLevel = new Map(GAD_LEVELS.map((level) => [level, competencesOfLevel(all, level)]));
  const rows = await manager.query<
    { dpaCode: string; level: GadFacts['level']; name: string; priorities: PriorityFacts[] | null }[]
  >(
    `SELECT g.dpa_code AS "dpaCode", g.level, g.name,
            (SELECT jsonb_agg(jsonb_build_object('text', p.text, 'component', p.component,
                                                 'themes', p.themes, 'sdgs', p.sdgs) ORDER BY p.position)
               FROM development_plan d JOIN priority p ON p.plan_id = d.id
              WHERE d.gad_code = g.dpa_code AND d.current) AS priorities
       FROM gad g
      WHERE $1::text IS NULL OR g.dpa_code = $1
      ORDER BY g.dpa_code`,
    [gadCode],
  );
  return rows.map((row) => ({ ...row, competences: byLevel.get(row.level) ?? [] }));
}
