import type { ItemText, KnownValue, Part } from '@chasqui/extraction';
import { checkConfig } from '../api/check-config.js';
import { documentLink } from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { isRecord } from '../api/record.js';
import { PartNames } from '../page/read-page.js';
import { readMapped } from '../record/read-mapped.js';
import { writtenDate } from '../record/written-date.js';
import { type Adapter, type RawPart, SourceFault } from '../types.js';
import { guessMapping } from './guess-mapping.js';
import { ROW_PART } from './items-of-sheet.js';
import { type SpreadsheetConfig, spreadsheetConfigSchema } from './spreadsheet.config.js';

/** Calls that somebody keeps in a sheet and uploads: there is nothing to ask, only rows to read. */
export const spreadsheetAdapter: Adapter<SpreadsheetConfig> = {
  kind: 'spreadsheet',
  label: 'Hoja de cálculo',
  check: (config) => checkConfig(spreadsheetConfigSchema, config),
  collect: () => {
    throw new SourceFault(
      'no_items',
      'Esta fuente no se lee sola: suba la hoja de cálculo con las convocatorias.',
    );
  },
  read: async (config, item) => readRow(config, item),
};

function readRow(
  config: SpreadsheetConfig,
  item: { readonly url: string; readonly parts: readonly RawPart[] },
): ItemText {
  const record = keptRecord(item.parts, ROW_PART);
  const cells = isRecord(record) ? record : {};
  const mapping = config.mapping ?? guessMapping(Object.keys(cells), [Object.values(cells).map(String)]);
  const names = new PartNames();
  const known: KnownValue[] = [];
  const parts: Part[] = [];
  let publishedOn: string | null = null;
  const title = mapping && {
    heading: mapping.title,
    field: null,
    hint: 'title' as const,
    dates: 'iso' as const,
  };
  for (const rule of mapping ? [title!, ...mapping.columns] : []) {
    const cell = cells[rule.heading];
    if (typeof cell !== 'string') continue;
    const mapped = readMapped(names.free(rule.heading), [cell], withOrder(rule, cell), config.defaults);
    known.push(...mapped.known);
    parts.push(...mapped.parts);
    if (rule.hint === 'published') publishedOn ??= writtenDate(cell, 'iso', null)?.day ?? null;
  }
  const links = parts.filter(({ hint }) => hint === 'documents').map(({ source }) => source.text.trim());
  const documents = links.flatMap((link) => (/\s/.test(link) ? [] : documentLink('Bases', link)));
  return { url: item.url, parts, documents, known, publishedOn, defaults: config.defaults };
}

/** A cell that the program holds as a date comes as ISO, whatever the others in its column are. */
function withOrder<Rule extends { readonly dates: string }>(rule: Rule, cell: string): Rule {
  return /^\d{4}-\d{2}-\d{2}(?: |$)/.test(cell) ? { ...rule, dates: 'iso' } : rule;
}
