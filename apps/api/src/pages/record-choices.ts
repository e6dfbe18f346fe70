import {
  type Field,
  fieldsOfType,
  namedRecords,
  type NameOf,
  namesOfRecords,
  type RecordType,
  referenceFields,
  vocabularyNames,
} from '@chasqui/curation';
import { notFound } from '@chasqui/kernel';
import { recordTypeAt } from '@chasqui/open-data';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { RecordChoices } from './record-fields.js';

/** More records than this are looked up by name instead of chosen from a list. */
const LIST_MAX = 300;
/** Names offered while typing: what they add to the page has to stay small. */
const SUGGESTIONS_BYTES = 40_000;
const SUGGESTIONS_MAX = 2_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A form of any record as browsers send it. */
export const recordBody = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .nullish()
  .transform((body) => body ?? {});
export type RecordBody = z.output<typeof recordBody>;

/** The revision that the person was looking at; 0, which no record has, when the form does not say. */
export function revisionIn(body: RecordBody): number {
  const text = String(body['revision'] ?? '');
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** @throws DomainError `not_found` for an address that is no type's */
export function typeAt(path: string): RecordType {
  const type = recordTypeAt(path);
  if (!type) throw notFound('No hay nada en esta dirección. Vuelva a la curaduría.');
  return type;
}

/** The type of a record that curators may enter themselves. @throws DomainError `not_found` */
export function newTypeAt(path: string): RecordType {
  const type = typeAt(path);
  if (type.ownedByGad) throw notFound('Estas fichas se ingresan en las páginas del GAD al que pertenecen.');
  return type;
}

/** @throws DomainError `not_found` for an address that cannot be a record's */
export function recordId(text: string): string {
  if (!UUID.test(text)) throw notFound('Esa ficha no existe. Búsquela en la lista.');
  return text;
}

/** What the form of a record offers, and the names of the records that these ones point to. */
export async function recordChoices(
  manager: EntityManager,
  fields: readonly Field[],
  pointing: readonly object[],
): Promise<RecordChoices> {
  const references: Record<string, RecordChoices['references'][string]> = {};
  const suggestions: Record<string, readonly string[]> = {};
  for (const { to } of referenceFields(fields)) {
    if (to in references) continue;
    references[to] = await namedRecords(manager, to, LIST_MAX);
    if (references[to] === null) suggestions[to] = await suggestedNames(manager, to);
  }
  return {
    vocabularies: await vocabularyNames(manager),
    references,
    suggestions,
    nameOf: await namesOfRecords(manager, pointedTo(fields, pointing)),
  };
}

async function suggestedNames(manager: EntityManager, to: string): Promise<readonly string[]> {
  const names = ((await namedRecords(manager, to, SUGGESTIONS_MAX)) ?? []).map(({ name }) => name);
  const bytes = names.reduce((sum, name) => sum + Buffer.byteLength(name) + 20, 0);
  // Half a list would look like a whole one.
  return bytes > SUGGESTIONS_BYTES ? [] : names;
}

/** The names of the records that these records of a type point to. */
export function referenceNames(
  manager: EntityManager,
  type: RecordType,
  records: readonly object[],
): Promise<NameOf> {
  return namesOfRecords(manager, pointedTo(fieldsOfType(type), records));
}

/** Ids by the key of their type. Forms may hold anything; only ids are looked up. */
export function pointedTo(
  fields: readonly Field[],
  pointing: readonly object[],
): Readonly<Record<string, readonly string[]>> {
  const ids: Record<string, string[]> = {};
  for (const { name, to } of referenceFields(fields)) {
    for (const record of pointing) {
      const id = (record as Record<string, unknown>)[name];
      if (typeof id === 'string' && UUID.test(id)) (ids[to] ??= []).push(id);
    }
  }
  return ids;
}
