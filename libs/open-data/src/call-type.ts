import { Call, callFields, callStatus, callStatusName, descriptionText } from '@chasqui/calls';
import { type Field, publicFields } from '@chasqui/curation';
import { z } from 'zod';
import type { ExtraFact, OpenType, StoredRecord } from './open-type.js';

const instant = z.iso.datetime();

const EXTRAS: readonly ExtraFact[] = [
  {
    name: 'status',
    label: 'Estado',
    schema: z.enum(['upcoming', 'open', 'closing_soon', 'closed']),
    value: (record, { now }) => statusOf(record, now),
    cell: (record, { now }) => callStatusName(statusOf(record, now)),
  },
  {
    name: 'closesAt',
    label: 'Cierre (UTC)',
    schema: instant.nullable(),
    value: ({ closesAt }) => iso(closesAt),
  },
  {
    name: 'isDemo',
    label: 'Demostración con fechas movidas',
    schema: z.boolean(),
    value: ({ isDemo }) => isDemo,
  },
  {
    name: 'publishedAt',
    label: null,
    schema: instant.nullable(),
    value: ({ publishedAt }) => iso(publishedAt),
  },
  { name: 'createdAt', label: null, schema: instant, value: ({ createdAt }) => iso(createdAt) },
];

/** A further date also says when it is, whatever its zone. */
const DATE_FACTS: readonly Field[] = [
  { kind: 'boolean', name: 'zoneAssumed', label: 'Zona horaria supuesta' },
  { kind: 'text', name: 'at', label: 'UTC', required: true },
];

/** Every fact of a call, the curators' own among them. */
export const ALL_CALL_FIELDS: readonly Field[] = callFields.map((field) =>
  field.kind === 'group' && field.name === 'otherDeadlines'
    ? { ...field, fields: [...field.fields, ...DATE_FACTS] }
    : field,
);

/** Published calls, also those that have closed. */
export const CALL_TYPE: OpenType = {
  key: 'call',
  api: 'calls',
  file: 'convocatorias',
  label: 'Convocatorias',
  one: 'una convocatoria',
  entity: Call,
  keyField: 'slug',
  nameField: 'title',
  otherNames: [],
  fields: publicFields(ALL_CALL_FIELDS),
  extras: EXTRAS,
  visible: `r.state = 'published' AND r.mergedIntoId IS NULL`,
  dated: true,
  page: ({ slug }) => `/convocatorias/${String(slug)}`,
  ownPage: true,
  // The text may have come with the marks of its page.
  enrich: async (_, records) =>
    records.map((record) => ({ ...record, summary: descriptionText(String(record['summary'])) })),
};

function statusOf(record: StoredRecord, now: Date): ReturnType<typeof callStatus> {
  return callStatus(record as unknown as Pick<Call, 'opensOn' | 'closesAt'>, now);
}

export function iso(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}
