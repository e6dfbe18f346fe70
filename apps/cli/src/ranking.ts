import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ECUADOR_ZONE, instantOf, invalid, localDate } from '@chasqui/kernel';
import {
  AnalystFiles,
  type AnalystGad,
  type CallFacts,
  frameOn,
  loadKnowledge,
  type RankedCall,
  rankCalls,
  type RankingTime,
  readCall,
  readGad,
} from '@chasqui/matching';
import { readReferenceFile } from '@chasqui/reference-data';
import { isFileError } from './catalogue-export.js';
import { matchingTables } from './matching-tables.js';

/** Where calls and GADs are, and for which moment they are ranked; the options of the command as they were given. */
export interface RankingFiles {
  readonly calls: string;
  readonly gads: string;
  /** "off" leaves time aside; else an ISO date or instant. */
  readonly now: string;
}

/** The calls and GADs of two files, and the list of any of those GADs. */
export interface Ranking {
  readonly calls: readonly CallFacts[];
  readonly gads: readonly AnalystGad[];
  readonly rank: (gad: AnalystGad) => RankedCall[];
}

/**
 * Reads two files and prepares the lists of all their GADs, without a database and without a network.
 * @throws DomainError when a file cannot be read or the moment is none
 */
export async function prepareRanking({ calls, gads, now }: RankingFiles): Promise<Ranking> {
  const time = await timeOf(now);
  const tables = await matchingTables();
  const knowledge = loadKnowledge(tables);
  const files = new AnalystFiles(tables, knowledge);
  const callFacts = files.calls(await textOf(calls), basename(calls));
  const gadFacts = files.gads(await textOf(gads), basename(gads));
  const frame = frameOn(knowledge, time && localDate(time.now));
  const readings = callFacts.map((facts) => readCall(facts, knowledge));
  return {
    calls: callFacts,
    gads: gadFacts,
    rank: ({ facts }) => rankCalls(readings, readGad(facts, knowledge), frame, time),
  };
}

/** Reads a file that the user named. */
export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw invalid('cli.file', `No se pudo leer el archivo ${file}. Revise la ruta y el permiso.`);
  }
}

/** A day begins at midnight in Ecuador; an hour without a zone is one of Ecuador. */
async function timeOf(now: string): Promise<RankingTime | null> {
  if (now === 'off') return null;
  const [, day, hour = '00:00', zone] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(.*))?$/.exec(now) ?? [];
  const at = day === undefined ? undefined : zone ? new Date(now) : instantOf(`${day}T${hour}`, ECUADOR_ZONE);
  if (!at || Number.isNaN(at.getTime())) {
    throw invalid(
      'cli.now',
      `No se entiende «${now}» como fecha. Escriba --now off, --now 2026-08-31 o --now 2026-08-31T17:00:00-05:00.`,
    );
  }
  const { steps } = await readReferenceFile('cid-checklist');
  return { now: at, steps };
}
