import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { invalid } from '@chasqui/kernel';
import type { AnalystGad, RankedCall } from '@chasqui/matching';
import { isFileError } from './catalogue-export.js';
import { prepareRanking, type Ranking } from './ranking.js';

const TOLD = 3;
const POINTS = new Intl.NumberFormat('es-EC', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Ranks the calls of one file for each GAD of another and writes the lists; one line per GAD on standard output. */
export async function rank(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { calls: text, gads: text, now: text, out: text } });
  const { calls, gads, now = 'off', out } = values;
  if (!calls || !gads || !out) {
    throw invalid(
      'cli.rank',
      'Indique los tres archivos: rank --calls calls.json --gads gads.json --out ranking.json.',
    );
  }
  await refuseFolder(out);
  const summary = await writeRanking(await prepareRanking({ calls, gads, now }), out);
  process.stdout.write(summary);
}

async function refuseFolder(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) {
    throw invalid(
      'cli.out',
      `${file} es una carpeta. Indique el nombre de un archivo, por ejemplo ranking.json.`,
    );
  }
}

/**
 * The file appears when it is complete; lists are made one after the other, so that memory does not grow with them.
 * @returns one line for people per GAD
 */
async function writeRanking(ranking: Ranking, file: string): Promise<string> {
  let summary = '';
  function* pieces(): Generator<string> {
    yield '[';
    for (const [at, gad] of ranking.gads.entries()) {
      const calls = ranking.rank(gad);
      summary += `${summaryOf(gad, calls)}\n`;
      yield `${at === 0 ? '' : ','}\n${JSON.stringify({ gadId: gad.gadId, calls })}`;
    }
    yield '\n]\n';
  }
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(pieces()), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (!isFileError(error)) throw error;
    throw invalid('cli.out', `No se pudo escribir el archivo ${file}. Revise la carpeta y el permiso.`);
  }
  return summary;
}

function summaryOf({ gadId, facts }: AnalystGad, list: readonly RankedCall[]): string {
  const best = list.filter(({ score }) => score !== null && score > 0).slice(0, TOLD);
  const told = best.map(
    ({ callId, score, label }, at) =>
      `${at + 1}. ${callId} (${POINTS.format(score!)}${label ? `, ${label}` : ''})`,
  );
  return `${facts.name} [${gadId}]: ${told.length > 0 ? told.join(' · ') : 'ninguna convocatoria con coincidencias'}`;
}
