import { type FieldError, invalid } from '@chasqui/kernel';
import { field, isRecord, type JsonRecord, textOf } from './values.js';

/** What a list of an analyst's file holds. */
export interface ListKind {
  /** Under which the list stands when the file is an object. */
  readonly key: 'calls' | 'gads';
  /** In Spanish, as in "a la convocatoria le falta". */
  readonly toOne: string;
  readonly many: string;
  /** Fields that identify a record; the first that is there counts. */
  readonly ids: readonly string[];
}

export const CALL_LIST: ListKind = {
  key: 'calls',
  toOne: 'A la convocatoria',
  many: 'convocatorias',
  ids: ['id'],
};
export const GAD_LIST: ListKind = { key: 'gads', toOne: 'Al GAD', many: 'GAD', ids: ['id', 'dpaCode'] };

export interface IdentifiedRecord {
  readonly id: string;
  readonly record: JsonRecord;
}

const MAX_TOLD = 20;

/**
 * The records of a file with what identifies them.
 * @param text JSON: an array, or an object that holds it under the key of its kind
 * @param name of the file, for messages
 * @throws DomainError with one line per record that cannot be told from the others
 */
export function readList(text: string, name: string, kind: ListKind): IdentifiedRecord[] {
  const records = listIn(text, name, kind);
  const faults: FieldError[] = [];
  const places = new Map<string, number>();
  const found: IdentifiedRecord[] = [];
  for (const [at, record] of records.entries()) {
    const place = `${kind.key}[${at}]`;
    const fault = (message: string) => faults.push({ field: place, message });
    if (!isRecord(record)) {
      fault(`El elemento ${at + 1} de ${name} no es un objeto con campos.`);
      continue;
    }
    const id = textOf(field(record, ...kind.ids));
    const before = places.get(id);
    if (id === '') {
      fault(
        `${kind.toOne} que ocupa el lugar ${at + 1} de ${name} le falta su código («${kind.ids.join('» o «')}»).`,
      );
    } else if (before !== undefined) {
      fault(`El código «${id}» está dos veces en ${name}: en los lugares ${before + 1} y ${at + 1}.`);
    } else {
      places.set(id, at);
      found.push({ id, record });
    }
  }
  if (faults.length > 0) {
    const rest = faults.length - MAX_TOLD;
    const told = faults.slice(0, MAX_TOLD);
    if (rest > 0) told.push({ field: kind.key, message: `Y ${rest} más.` });
    throw invalid(`rank.${kind.key}`, `El archivo ${name} no se puede leer:`, told);
  }
  return found;
}

function listIn(text: string, name: string, { key, many }: ListKind): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw invalid(`rank.${key}`, `El archivo ${name} no es JSON. Revise que esté completo.`);
  }
  const list = isRecord(json) ? json[key] : json;
  if (Array.isArray(list)) return list;
  throw invalid(
    `rank.${key}`,
    `El archivo ${name} no tiene una lista de ${many}: debe ser [ … ] o {"${key}": [ … ]}.`,
  );
}
