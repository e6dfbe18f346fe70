import { requireDpaCode } from '@chasqui/gads';
import type { GadLevelCode } from '@chasqui/vocabularies';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const dpaCode = z.string().transform((code, context) => {
  try {
    return requireDpaCode(code);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const row = z.object({
  code: dpaCode,
  level: z.enum(['provincia', 'canton', 'parroquia_rural']),
  name: z.string().min(1),
  parent_code: z.string(),
  province_code: z.string(),
  province: z.string(),
  canton: z.string(),
  seat: z.string(),
  code_status: z.enum(['confirmado', 'inferido']),
  note: z.string(),
});

export interface GadRow {
  readonly dpaCode: string;
  readonly level: GadLevelCode;
  readonly name: string;
  readonly territory: string;
  readonly parentCode: string | null;
  readonly provinceCode: string;
  readonly province: string;
  readonly canton: string | null;
  readonly seat: string | null;
  readonly specialRegime: string | null;
  readonly codeConfirmed: boolean;
}

const METROPOLITAN = 'distrito_metropolitano';
const GALAPAGOS = 'regimen_especial_galapagos';

/**
 * The GADs of the political-administrative division (INEC): each province, canton and rural parish has one.
 * @param csv the file `dpa.csv`; codes are text, their leading zero counts
 * @throws Error naming the row that is wrong
 */
export function readGads(csv: string): GadRow[] {
  const records: unknown[] = parse(csv, { columns: true, skip_empty_lines: true, bom: true });
  return records.map((record, index) => {
    const result = row.safeParse(record);
    if (!result.success) throw new Error(`dpa.csv, row ${index + 2}: ${z.prettifyError(result.error)}`);
    const { data } = result;
    const level = levelOf(data);
    return {
      dpaCode: data.code,
      level,
      name: nameOf(data, level),
      territory: data.name,
      parentCode: data.parent_code || null,
      provinceCode: data.province_code,
      province: data.province,
      canton: data.canton || null,
      seat: data.seat || null,
      specialRegime: data.note || null,
      codeConfirmed: data.code_status === 'confirmado',
    };
  });
}

function levelOf(data: z.output<typeof row>): GadLevelCode {
  if (data.level === 'provincia') return 'provincial';
  if (data.level === 'parroquia_rural') return 'parish';
  return data.note === METROPOLITAN ? 'metropolitan' : 'municipal';
}

function nameOf(data: z.output<typeof row>, level: GadLevelCode): string {
  if (data.note === GALAPAGOS) return 'Consejo de Gobierno del Régimen Especial de Galápagos';
  switch (level) {
    case 'provincial':
      return `GAD Provincial de ${data.name}`;
    case 'municipal':
      return `GAD Municipal de ${data.name}`;
    case 'metropolitan':
      return `GAD del Distrito Metropolitano de ${data.name}`;
    case 'parish':
      return `GAD Parroquial Rural de ${data.name} (${data.canton})`;
  }
}
