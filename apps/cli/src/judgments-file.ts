import { type FieldError, invalid } from '@chasqui/kernel';
import { JUDGED_ELIGIBLE, type Judgment } from '@chasqui/matching';
import { parse } from 'csv-parse/sync';

export const HALVES = ['tuning', 'test'] as const;

/** A judgement with the half of the set that its call belongs to. */
export interface HalvedJudgment extends Judgment {
  readonly half: string;
}

const COLUMNS = ['call', 'gad', 'grade', 'eligible'] as const;
const MAX_GRADE = 3;
const MAX_TOLD = 20;

/**
 * Reads judgements: columns call, gad, grade (0 to 3), eligible (yes, no, unknown), and half (tuning or test).
 * @throws DomainError with one line per faulty row
 */
export function readJudgments(csv: string, name: string): HalvedJudgment[] {
  const rows = rowsOf(csv, name);
  const missing = COLUMNS.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0) {
    throw invalid('evaluate.judgments', `Al archivo ${name} le faltan columnas: ${missing.join(', ')}.`);
  }
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  const judgments = rows.flatMap((row, at): HalvedJudgment[] => {
    const { call: callId = '', gad: gadId = '', half = '' } = row;
    const eligible = JUDGED_ELIGIBLE.find((answer) => answer === row['eligible']);
    const grade = /^\d$/.test(row['grade'] ?? '') ? Number(row['grade']) : MAX_GRADE + 1;
    const pair = JSON.stringify([callId, gadId]);
    const fault =
      callId === '' || gadId === ''
        ? 'falta la convocatoria o el GAD'
        : grade > MAX_GRADE
          ? 'grade debe ser 0, 1, 2 o 3'
          : eligible === undefined
            ? 'eligible debe ser yes, no o unknown'
            : seen.has(pair)
              ? 'ese par ya está juzgado'
              : null;
    seen.add(pair);
    if (fault === null) return [{ callId, gadId, grade, eligible: eligible!, half }];
    faults.push({ field: `rows[${at}]`, message: `Fila ${at + 2}: ${fault}.` });
    return [];
  });
  if (faults.length === 0) return judgments;
  throw invalid(
    'evaluate.judgments',
    `El archivo ${name} tiene filas con errores:`,
    faults.slice(0, MAX_TOLD),
  );
}

function rowsOf(csv: string, name: string): Record<string, string>[] {
  try {
    return parse<Record<string, string>>(csv, {
      columns: true,
      skip_empty_lines: true,
      bom: true,
      trim: true,
    });
  } catch {
    throw invalid('evaluate.judgments', `El archivo ${name} no es una tabla CSV con una fila de títulos.`);
  }
}
