import { createHash } from 'node:crypto';
import { type Field, formToInput, recordToInput, resolveReferences, type Section } from '@chasqui/curation';
import { DomainError, type FieldError, invalid } from '@chasqui/kernel';
import {
  ADAPTER_KINDS,
  adapterOf,
  type AdapterKind,
  type Source,
  type SourceDefinition,
  type SourceInput,
} from '@chasqui/sources';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { RecordBody } from './record-choices.js';
import {
  definitionFields,
  errorsOnForm,
  type Form,
  readDefinitionForm,
  textOf,
  toConfig,
  toDefinitionForm,
} from './source-config-form.js';
import { selectorKeys } from './source-config-shape.js';

export type StoredDefinition = Pick<SourceDefinition, 'adapter' | 'config'>;

/** What a person says of a source in its form. */
export interface SourceDraft {
  readonly kind: AdapterKind;
  /** Facts and definition by the name of their field. */
  readonly form: Form;
  /** Selectors that were taken from the real page. */
  readonly confirmed: readonly string[];
  /** The person says that the preview showed all of them right. */
  readonly allConfirmed: boolean;
  /** Mark of the definition that a preview succeeded with; empty when none did. */
  readonly tried: string;
}

export const FACTS: readonly Field[] = [
  { kind: 'text', name: 'name', label: 'Nombre de la fuente', required: true },
  {
    kind: 'reference',
    to: 'donor',
    name: 'donorId',
    label: 'Cooperante',
    help: 'Vacío si cada convocatoria nombra a su propio cooperante.',
  },
  {
    kind: 'url',
    name: 'homeUrl',
    label: 'Página principal',
    required: true,
    help: 'La que usted abriría en el navegador (https://…).',
  },
  {
    kind: 'select',
    name: 'everyMinutes',
    label: 'Cada cuánto se lee',
    required: true,
    choices: { 60: 'Cada hora', 360: 'Cada 6 horas', 1440: 'Una vez al día', 10_080: 'Una vez a la semana' },
  },
  {
    kind: 'boolean',
    name: 'mayBeEmpty',
    label: 'Puede pasar meses sin convocatorias (que esté vacía no es una avería)',
  },
  { kind: 'area', name: 'notes', label: 'Notas para la curaduría' },
];
export const FACT_SECTION: Section = { title: 'La fuente', fields: FACTS };

const text = z.string().catch('');
const keys = z.array(z.string().max(400)).max(500).catch([]);
const kindSchema = z.enum(ADAPTER_KINDS);

/** Null for what is no kind of source. */
export function kindIn(given: unknown): AdapterKind | null {
  return kindSchema.safeParse(given).data ?? null;
}

/** @throws DomainError `source.invalid` when the form does not say what kind of source it is about */
export function readDraft(body: RecordBody): SourceDraft {
  const kind = kindIn(body['adapter']);
  if (!kind) throw invalid('source.invalid', 'Elija cómo se lee la fuente y vuelva a intentarlo.');
  return {
    kind,
    form: { ...formToInput(FACTS, body), ...readDefinitionForm(kind, body) },
    confirmed: keys.parse(parsed(text.parse(body['comprobados']))),
    allConfirmed: body['comprobado'] === 'si',
    tried: text.parse(body['probada']).slice(0, 64),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

/** A definition that somebody may fill in, with the facts that are known. */
export function draftFrom(definition: StoredDefinition, facts: Form): SourceDraft {
  return {
    kind: definition.adapter,
    form: { everyMinutes: '1440', ...facts, ...toDefinitionForm(definition) },
    confirmed: selectorKeys(definition.config),
    allConfirmed: false,
    tried: '',
  };
}

/** The empty form of a kind, with what its adapter says where nothing is said. */
export function blankDraft(kind: AdapterKind, facts: Form): SourceDraft {
  return draftFrom({ adapter: kind, config: BLANK[kind] ?? (adapterOf(kind).check({}) as object) }, facts);
}

const DETAIL = { content: null, fields: [], documents: { links: null, read: true, most: 3 } };
/** Kinds that cannot be checked while nothing is filled in. */
const BLANK: Readonly<Partial<Record<AdapterKind, object>>> = {
  html: {
    minItems: 1,
    link: { selector: 'a', attribute: null, guess: true },
    pagination: { kind: 'none', first: 1, step: 1, maxPages: 10 },
    detail: DETAIL,
  },
  feed: { minItems: 1, detail: DETAIL },
  json: {
    method: 'GET',
    minItems: 1,
    pagination: { kind: 'none', in: 'query', first: 1, step: 1, maxPages: 10 },
  },
  sitemap: { minItems: 1, maxAddresses: 300, trustLastmod: true, detail: DETAIL },
  common_grants: { statuses: ['forecasted', 'open'], pageSize: 100 },
};

/** A stored source as its form shows it. */
export function draftOf(source: Source, definition: StoredDefinition): SourceDraft {
  return draftFrom(definition, factsOf(source));
}

export function factsOf({ nameEs, ...source }: Source): Form {
  return recordToInput(FACTS, { ...source, name: nameEs });
}

/**
 * The configuration that a draft describes, checked by its adapter.
 * @param stored what is in use: columns of sheets are chosen where a sheet is uploaded
 * @throws DomainError `source.invalid` with its errors at the fields of the form
 */
export function checkedConfig(draft: SourceDraft, stored: StoredDefinition | null): object {
  return onForm(draft.kind, () => {
    const config = configOf(draft, stored);
    return adapterOf(draft.kind).check(config) as object;
  });
}

function configOf(
  { kind, form, confirmed, allConfirmed }: SourceDraft,
  stored: StoredDefinition | null,
): unknown {
  const config = toConfig(kind, form, allConfirmed ? null : new Set(confirmed));
  if (kind !== 'spreadsheet' || stored?.adapter !== kind) return config;
  return { ...(config as object), mapping: (stored.config as { mapping?: unknown }).mapping ?? null };
}

/** Errors of a configuration, at the fields of the form. */
function onForm<Result>(kind: AdapterKind, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const named = error.fields.map(({ field, message }): FieldError => ({
      field: field.startsWith('config') ? field : `config.${field}`,
      message,
    }));
    throw new DomainError(error.kind, error.code, error.message, errorsOnForm(kind, named));
  }
}

/**
 * What the draft says, for the rules of sources to check. The name of a donor becomes its id.
 * @throws DomainError `source.invalid` when it names a donor that nobody knows or its configuration is no JSON
 */
export async function toSourceInput(
  database: DataSource,
  draft: SourceDraft,
  stored: StoredDefinition | null,
): Promise<SourceInput> {
  const { input, errors } = await resolveReferences(database.manager, FACTS, draft.form);
  const config = onForm(draft.kind, () => configOf(draft, stored));
  if (errors.length > 0) throw invalid('source.invalid', 'Revise los datos de la fuente.', errors);
  return {
    name: textOf(input['name']),
    donorId: textOf(input['donorId']) || null,
    homeUrl: textOf(input['homeUrl']),
    everyMinutes: textOf(input['everyMinutes']),
    mayBeEmpty: Boolean(textOf(input['mayBeEmpty'])),
    notes: textOf(input['notes']).replace(/\r\n?/g, '\n') || null,
    adapter: draft.kind,
    config,
  };
}

/** An error of the rules of sources, at the fields of the form. */
export function draftError(kind: AdapterKind, error: DomainError): DomainError {
  return new DomainError(error.kind, error.code, error.message, errorsOnForm(kind, error.fields));
}

/** Tells one definition from another, so that saving knows whether a preview was of the same one. */
export function definitionMark(kind: AdapterKind, config: object): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, withoutGuesses(config)]))
    .digest('hex')
    .slice(0, 32);
}

/** Whether a selector is a guess changes nothing of what is read. */
function withoutGuesses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGuesses);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'guess')
      .map(([name, member]) => [name, withoutGuesses(member)]),
  );
}

/** All fields of the form of a kind. */
export function draftFields(kind: AdapterKind): readonly Field[] {
  return [...FACTS, ...definitionFields(kind)];
}

/** The draft with another empty row in one of its lists; null when that was not asked for. */
export function withAnotherRow(draft: SourceDraft, group: unknown): SourceDraft | null {
  const field = draftFields(draft.kind).find(({ name, kind }) => name === group && kind === 'group');
  const rows = field && draft.form[field.name];
  if (!field || !Array.isArray(rows)) return null;
  return { ...draft, form: { ...draft.form, [field.name]: [...(rows as unknown[]), {}] } };
}
