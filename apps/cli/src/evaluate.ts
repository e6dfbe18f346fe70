import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '@chasqui/config';
import { invalid } from '@chasqui/kernel';
import { evaluateRanking, gateConfusion, type GadRanking } from '@chasqui/matching';
import { baselineLists } from './baselines.js';
import { detailsText, evaluationText, type EvaluationReport } from './evaluation-report.js';
import { HALVES, type HalvedJudgment, readJudgments } from './judgments-file.js';
import { prepareRanking, textOf } from './ranking.js';

/** Holds the ranking against judgements of people, beside plain text search, and prints the figures. */
export async function evaluate(args: string[]): Promise<void> {
  const { judged, calls, gads, now, half, details, json, database } = optionsOf(args);
  const judgments = ofHalf(readJudgments(await textOf(judged), basename(judged)), half);
  const ranking = await prepareRanking({ calls, gads, now });
  const lists = ranking.gads.map((gad) => ({ gad, list: ranking.rank(gad) }));
  if (details !== undefined) {
    const found = lists.find(({ gad }) => gad.gadId === details);
    if (!found)
      throw invalid('cli.details', `No hay ningún GAD con el código ${details} en ${basename(gads)}.`);
    process.stdout.write(detailsText(found.gad, found.list, judgments));
    return;
  }
  const ours: GadRanking[] = lists.map(({ gad: { gadId, facts }, list }) => ({
    gadId,
    level: facts.level,
    calls: list,
  }));
  const [callIds, gadIds] = [
    new Set(ranking.calls.map(({ id }) => id)),
    new Set(ours.map(({ gadId }) => gadId)),
  ];
  const found = judgments.filter(({ callId, gadId }) => callIds.has(callId) && gadIds.has(gadId));
  if (found.length === 0) {
    throw invalid(
      'cli.judgments',
      `Ningún juicio de ${basename(judged)} es sobre las convocatorias y los GAD de los otros dos archivos: revise que vayan juntos.`,
    );
  }
  const baselines = await baselineLists(ranking, found, database);
  const report: EvaluationReport = {
    half,
    judgments: found.length,
    notInFiles: judgments.length - found.length,
    methods: [
      { name: 'Chasqui', evaluation: evaluateRanking(ours, found) },
      ...baselines.map(({ name, lists: ranked }) => ({ name, evaluation: evaluateRanking(ranked, found) })),
    ],
    confusion: gateConfusion(ours, found),
    note: database ? null : 'PostgreSQL no se comparó (--no-postgres).',
  };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : evaluationText(report));
}

function optionsOf(args: string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args,
    options: {
      judgments: text,
      calls: text,
      gads: text,
      now: text,
      half: text,
      database: text,
      details: text,
      json: yes,
      'no-postgres': yes,
    },
  });
  const { judgments: judged, calls, gads, now = 'off', half = 'all', details, json = false } = values;
  if (!judged || !calls || !gads) {
    throw invalid(
      'cli.evaluate',
      'Indique los tres archivos: evaluate --judgments judgments.csv --calls calls.json --gads gads.json.',
    );
  }
  const url = values.database ?? readSettings(process.env).databaseUrl;
  return { judged, calls, gads, now, half, details, json, database: values['no-postgres'] ? null : { url } };
}

function ofHalf(judgments: readonly HalvedJudgment[], half: string): readonly HalvedJudgment[] {
  if (half === 'all') return judgments;
  if (!HALVES.some((known) => known === half)) {
    throw invalid('cli.half', `La mitad es ${HALVES.join(', ')} o all, no «${half}».`);
  }
  return judgments.filter((judgment) => judgment.half === half);
}
