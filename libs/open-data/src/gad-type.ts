import { type Field, publicFields } from '@chasqui/curation';
import { Gad, GadProfile, PROFILE_FIELDS } from '@chasqui/gads';
import { LEVEL_LABELS } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import type { OpenType, StoredRecord } from './open-type.js';

/**
 * What the division of the country says of a GAD, and the institutional data that it publishes of itself. Its plan
 * and its self-diagnosis stay with its people.
 */
const FIELDS: readonly Field[] = [
  { kind: 'text', name: 'name', label: 'Nombre', required: true },
  { kind: 'select', name: 'level', label: 'Nivel', required: true, choices: LEVEL_LABELS },
  { kind: 'text', name: 'territory', label: 'Territorio', required: true },
  { kind: 'text', name: 'provinceCode', label: 'Código de la provincia', required: true },
  { kind: 'text', name: 'province', label: 'Provincia', required: true },
  { kind: 'text', name: 'parentCode', label: 'Código del territorio que lo contiene' },
  { kind: 'text', name: 'canton', label: 'Cantón' },
  { kind: 'text', name: 'seat', label: 'Cabecera' },
  { kind: 'text', name: 'specialRegime', label: 'Régimen especial' },
  { kind: 'boolean', name: 'codeConfirmed', label: 'Código confirmado' },
  { kind: 'date', name: 'validFrom', label: 'Existe desde' },
  { kind: 'date', name: 'validUntil', label: 'Existió hasta' },
  ...publicFields(PROFILE_FIELDS),
];

export const GAD_TYPE: OpenType = {
  key: 'gad',
  api: 'gads',
  file: 'gads',
  label: 'GAD del Ecuador',
  one: 'un GAD',
  entity: Gad,
  keyField: 'dpaCode',
  nameField: 'name',
  otherNames: [],
  fields: FIELDS,
  extras: [],
  visible: 'true',
  dated: false,
  page: ({ dpaCode }) => `/gads/${String(dpaCode)}`,
  ownPage: true,
  enrich: withProfiles,
};

async function withProfiles(
  manager: EntityManager,
  records: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const profiles = await manager
    .createQueryBuilder(GadProfile, 'p')
    .where('p.gadCode = ANY(:codes)', { codes: records.map(({ dpaCode }) => dpaCode) })
    .getMany();
  const byCode = new Map(profiles.map((profile) => [profile.gadCode, profile]));
  return records.map((record) => {
    const profile = byCode.get(String(record['dpaCode']));
    const told = PROFILE_FIELDS.map(({ name }) => [
      name,
      (profile as StoredRecord | undefined)?.[name] ?? null,
    ]);
    return { ...record, ...Object.fromEntries(told) };
  });
}
