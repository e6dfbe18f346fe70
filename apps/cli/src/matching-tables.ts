import type { AnalystTables, CrsName } from '@chasqui/matching';
import { readDataFile, readGads, readReferenceFile } from '@chasqui/reference-data';
import { parse } from 'csv-parse/sync';

/** The reference tables of matching from the files that come with the product: no database is needed. */
export async function matchingTables(): Promise<AnalystTables> {
  const [themes, { networks }, { donors }, { competences }, dpa, crs] = await Promise.all([
    readReferenceFile('themes'),
    readReferenceFile('networks'),
    readReferenceFile('donors'),
    readReferenceFile('competences'),
    readDataFile('dpa.csv'),
    readDataFile('crs-sectors.csv'),
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
    crsSectors: crsNames(crs),
    donors,
    competences,
  };
}

function crsNames(csv: string): CrsName[] {
  const rows = parse<Record<'code' | 'name_es' | 'name_en', string>>(csv, { columns: true, bom: true });
  return rows.map((row) => ({ code: row.code, nameEs: row.name_es, nameEn: row.name_en }));
}
