import { competencesOfLevel } from '@chasqui/competences';
import {
  assess,
  type Assessment,
  type CallFacts,
  type CompetenceFacts,
  frameOn,
  type GadFacts,
  type Knowledge,
  loadKnowledge,
  readCall,
  readGad,
  type ReferenceTables,
} from '@chasqui/matching';
import { readDataFile, readGads, readReferenceFile } from '@chasqui/reference-data';
import { GAD_LEVELS } from '@chasqui/vocabularies';

let loaded: Promise<Knowledge> | undefined;

/** What the product knows, from its own reference files and without a database. */
export function productKnowledge(): Promise<Knowledge> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Knowledge> {
  return loadKnowledge(await productTables());
}

/** The reference tables as the product loads them. */
export async function productTables(): Promise<ReferenceTables> {
  const [themes, { networks }, dpa] = await Promise.all([
    readReferenceFile('themes'),
    readReferenceFile('networks'),
    readDataFile('dpa.csv'),
  ]);
  return {
    themes,
    networks: networks.map(({ slug, nameEs, acronym, aliases }) => ({
      slug,
      names: [nameEs, ...(acronym ? [acronym] : []), ...aliases],
    })),
    territories: readGads(dpa).map(({ dpaCode, territory, level }) => ({
      code: dpaCode,
      name: territory,
      level,
    })),
  };
}

/** The real competences of every level. */
export async function realCompetences(): Promise<Map<GadFacts['level'], readonly CompetenceFacts[]>> {
  const { competences } = await readReferenceFile('competences');
  return new Map(GAD_LEVELS.map((level) => [level, competencesOfLevel(competences, level)]));
}

/** Judges one pair on a day; null leaves time aside. */
export async function judge(call: CallFacts, gad: GadFacts, day: string | null = null): Promise<Assessment> {
  const knowledge = await productKnowledge();
  return assess(readCall(call, knowledge), readGad(gad, knowledge), frameOn(knowledge, day));
}
