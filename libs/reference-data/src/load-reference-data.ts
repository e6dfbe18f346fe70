import { ChecklistStep, ChecklistTask, ChecklistTemplate } from '@chasqui/checklists';
import { Competence } from '@chasqui/competences';
import { Gad } from '@chasqui/gads';
import { refreshSearchEntries, SEARCH_KINDS } from '@chasqui/search';
import { loadSourceDefinitions } from '@chasqui/sources';
import {
  Agenda,
  CrsSector,
  FinancialForm,
  GadLevel,
  Instrument,
  Mechanism,
  Modality,
  Sdg,
  Theme,
} from '@chasqui/vocabularies';
import { parse } from 'csv-parse/sync';
import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { readGads } from './dpa.js';
import { loadCuratedRecords } from './load-curated.js';
import { readDataFile, readReferenceFile } from './reference-files.js';

/** PostgreSQL takes 65,535 parameters in a statement; rows here have at most 20 columns. */
const CHUNK = 1000;

/**
 * Loads the reference data that comes with the product: code lists, GADs, competences, the catalogue, checklist.
 * Loading again changes only what the files changed; a checklist version in use is never altered, a new one is added,
 * and what a curator changed stays.
 * @returns rows per table
 */
export async function loadReferenceData(manager: EntityManager): Promise<Record<string, number>> {
  const [levels, themes, sdgs, forms, { competences }, agendas, dpa, crs] = await Promise.all([
    readReferenceFile('gad-levels'),
    readReferenceFile('themes'),
    readReferenceFile('sdgs'),
    readReferenceFile('modalities'),
    readReferenceFile('competences'),
    readReferenceFile('agendas'),
    readDataFile('dpa.csv'),
    readDataFile('crs-sectors.csv'),
  ]);
  const gads = readGads(dpa);
  return manager.transaction(async (transaction) => {
    await upsert(transaction, GadLevel, levels, 'code');
    await upsert(transaction, Theme, themes, 'code');
    await upsert(transaction, Sdg, sdgs, 'number');
    await upsert(transaction, CrsSector, readCrsSectors(crs), 'code');
    await upsert(transaction, Modality, forms.modalities, 'code');
    await upsert(transaction, Instrument, forms.instruments, 'code');
    await upsert(transaction, Mechanism, forms.mechanisms, 'code');
    await upsert(transaction, FinancialForm, forms.financialForms, 'code');
    await upsert(transaction, Competence, competences, 'code');
    await upsert(transaction, Gad, gads, 'dpaCode');
    await upsert(transaction, Agenda, agendas, 'code');
    const records = await loadCuratedRecords(transaction);
    await loadChecklist(transaction);
    const sources = await loadSourceDefinitions(transaction, new Date());
    for (const kind of SEARCH_KINDS) await refreshSearchEntries(transaction, kind, 'all');
    return {
      ...records,
      gads: gads.length,
      competences: competences.length,
      themes: themes.length,
      sources,
    };
  });
}

async function upsert<Row extends ObjectLiteral>(
  manager: EntityManager,
  target: EntityTarget<Row>,
  rows: readonly QueryDeepPartialEntity<Row>[],
  key: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    await manager.upsert(target, chunk, { conflictPaths: [key], skipUpdateIfNoValuesChanged: true });
  }
}

function readCrsSectors(csv: string) {
  const rows = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true, bom: true });
  return rows.map((row) => ({
    code: row['code']!,
    category: row['category'] || null,
    nameEs: row['name_es']!,
    nameEn: row['name_en']!,
    active: row['status'] === 'active',
  }));
}

async function loadChecklist(manager: EntityManager): Promise<void> {
  const { steps, ...template } = await readReferenceFile('cid-checklist');
  const { key, version } = template;
  if (await manager.existsBy(ChecklistTemplate, { key, version })) return;
  const { id: templateId } = await manager.save(ChecklistTemplate, template);
  for (const { tasks, ...step } of steps) {
    const { id: stepId } = await manager.save(ChecklistStep, { ...step, templateId });
    await manager.insert(
      ChecklistTask,
      tasks.map((task) => ({ ...task, stepId })),
    );
  }
}
