import type {
  AnalystGad,
  Confusion,
  Eligibility,
  Evaluation,
  Figures,
  Judgment,
  RankedCall,
} from '@chasqui/matching';
import { GAD_LEVELS, LEVEL_LABELS } from '@chasqui/vocabularies';

/** What `evaluate` found; printed as it is with --json. */
export interface EvaluationReport {
  readonly half: string;
  /** Judged pairs whose call and GAD are in the files. */
  readonly judgments: number;
  readonly notInFiles: number;
  /** Ours first, then what it is compared with. */
  readonly methods: readonly { readonly name: string; readonly evaluation: Evaluation }[];
  readonly confusion: Confusion;
  readonly note: string | null;
}

const DETAILED = 10;
/** Calls that clearly help are listed wherever they stand. */
const ALWAYS_TOLD = 2;
const MAX_REASON = 160;

const COLUMNS: readonly [title: string, value: (figures: Figures) => number | null][] = [
  ['nDCG@10', ({ ndcg10 }) => ndcg10],
  ['nDCG@10 lineal', ({ ndcg10Linear }) => ndcg10Linear],
  ['MAP ≥2', ({ mapHelps }) => mapHelps],
  ['MAP ≥1', ({ mapRelated }) => mapRelated],
  ['P@5 ≥2', ({ p5Helps }) => p5Helps],
  ['P@5 ≥1', ({ p5Related }) => p5Related],
];
const ANSWERS: Readonly<Record<Eligibility, string>> = {
  passes: 'cumple',
  unknown: 'por confirmar',
  fails: 'no cumple',
};
const JUDGED: Readonly<Record<Judgment['eligible'], string>> = {
  yes: 'sí puede',
  unknown: 'no se sabe',
  no: 'no puede',
};
const ANSWER_ORDER = ['passes', 'unknown', 'fails'] as const;
const JUDGED_ORDER = ['yes', 'unknown', 'no'] as const;

/** The figures as tables for people. */
export function evaluationText(report: EvaluationReport): string {
  const { half, judgments, notInFiles, methods, confusion, note } = report;
  const left = methods[0]?.evaluation.all.withoutIdeal ?? 0;
  const notes = [
    `Juicios: ${judgments} (mitad: ${half}).`,
    ...(notInFiles > 0
      ? [`Juicios sobre convocatorias o GAD que no están en los archivos: ${notInFiles}.`]
      : []),
    ...(left > 0 ? [`nDCG sin ${left} GAD: ningún juicio suyo pasa de 0.`] : []),
    ...(note ? [note] : []),
  ];
  const tables = [figuresTable(methods), confusionTable(confusion), impossibleTable(methods)];
  return `${[notes.join('\n'), ...tables].join('\n\n')}\n`;
}

function figuresTable(methods: EvaluationReport['methods']): string {
  const rows = methods.flatMap(({ name, evaluation: { all, byLevel } }) => [
    figuresRow(name, all),
    ...GAD_LEVELS.flatMap((level) => {
      const figures = byLevel[level];
      return figures ? [figuresRow(`  ${LEVEL_LABELS[level]} (${figures.gads})`, figures)] : [];
    }),
  ]);
  return table([['', ...COLUMNS.map(([title]) => title)], ...rows]);
}

function figuresRow(name: string, figures: Figures): string[] {
  return [name, ...COLUMNS.map(([, value]) => decimals(value(figures)))];
}

function confusionTable(confusion: Confusion): string {
  const rows = JUDGED_ORDER.map((judged) => [
    JUDGED[judged],
    ...ANSWER_ORDER.map((answer) => String(confusion[judged][answer])),
  ]);
  return table([['Juez / Chasqui', ...ANSWER_ORDER.map((answer) => ANSWERS[answer])], ...rows]);
}

function impossibleTable(methods: EvaluationReport['methods']): string {
  const header = [
    'Imposibles según el juez',
    'en los 5',
    'en los 10',
    'propuestas en los 5',
    'propuestas en los 10',
  ];
  const rows = methods.map(({ name, evaluation: { impossible } }) => [
    name,
    ...[impossible.inTop5, impossible.inTop10, impossible.proposedInTop5, impossible.proposedInTop10].map(
      String,
    ),
  ]);
  return table([header, ...rows]);
}

/** The first judged calls of a GAD with their grades and what decided, to study errors. */
export function detailsText(
  { gadId, facts }: AnalystGad,
  list: readonly RankedCall[],
  judgments: readonly Judgment[],
): string {
  const own = new Map(
    judgments.filter((judgment) => judgment.gadId === gadId).map((judgment) => [judgment.callId, judgment]),
  );
  const rows = list
    .flatMap((ranked) => {
      const judgment = own.get(ranked.callId);
      return judgment ? [{ ranked, judgment }] : [];
    })
    .flatMap(({ ranked, judgment }, at) =>
      at < DETAILED || judgment.grade >= ALWAYS_TOLD ? [detailsRow(at, ranked, judgment)] : [],
    );
  const header = ['', 'grado', 'juez', 'Chasqui', 'puntaje', 'necesidad', 'convocatoria', 'por qué'];
  return `${facts.name} [${gadId}]\n${table([header, ...rows])}\n`;
}

function detailsRow(at: number, ranked: RankedCall, { grade, eligible }: Judgment): string[] {
  const { callId, score, need, gates, reasons, eligibility } = ranked;
  const failed = gates.filter(({ answer }) => answer === 'fails').map(({ id, reason }) => `${id}: ${reason}`);
  const why = failed.length > 0 ? failed : reasons.slice(0, 2).map(({ text }) => text);
  return [
    String(at + 1),
    String(grade),
    JUDGED[eligible],
    ANSWERS[eligibility],
    decimals(score, 1),
    decimals(need),
    callId,
    why.join(' ').slice(0, MAX_REASON),
  ];
}

/** Columns as wide as their longest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return rows.map((cells) => line(cells).trimEnd()).join('\n');
}

function decimals(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits).replace('.', ',');
}
