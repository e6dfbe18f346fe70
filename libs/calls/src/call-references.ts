import { type FieldError, invalid } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { CallFields } from './call-input.js';

interface Unknown {
  readonly themes: string[] | null;
  readonly crsSectors: string[] | null;
  readonly agendas: string[] | null;
  readonly mechanism: boolean;
  readonly donor: boolean;
  readonly fund: boolean;
  readonly previous: boolean;
}

/** Codes of a list that a table of the vocabularies does not have. */
const missing = (place: number, table: string): string =>
  `(SELECT array_agg(given) FROM unnest($${place}::text[]) AS given
     WHERE NOT EXISTS (SELECT FROM ${table} WHERE code = given))`;

/**
 * Checks what a call points to: its donor, its fund, its previous edition and the codes of the vocabularies.
 * @param id the call itself; null while it is new
 * @throws DomainError `call.invalid`
 */
export async function requireKnownReferences(
  manager: EntityManager,
  fields: CallFields,
  id: string | null,
): Promise<void> {
  const [unknown] = await manager.query<[Unknown]>(
    `SELECT ${missing(1, 'theme')} AS themes, ${missing(2, 'crs_sector')} AS "crsSectors",
            ${missing(3, 'agenda')} AS agendas,
            $4::text IS NOT NULL AND NOT EXISTS (SELECT FROM mechanism WHERE code = $4) AS mechanism,
            NOT EXISTS (SELECT FROM donor WHERE donor.id = $5) AS donor,
            $6::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM fund WHERE fund.id = $6) AS fund,
            $7::uuid IS NOT NULL AND (NOT EXISTS (SELECT FROM call WHERE call.id = $7) OR EXISTS (
              WITH RECURSIVE earlier AS (
                SELECT c.id, c.previous_edition_id FROM call c WHERE c.id = $7
                UNION SELECT c.id, c.previous_edition_id FROM call c JOIN earlier e ON c.id = e.previous_edition_id
              ) SELECT FROM earlier WHERE earlier.id = $8)) AS previous`,
    [
      fields.themes,
      fields.crsSectors,
      fields.agendas,
      fields.mechanism,
      fields.donorId,
      fields.fundId,
      fields.previousEditionId,
      id,
    ],
  );
  const errors = faults(unknown);
  if (errors.length > 0) {
    throw invalid('call.invalid', 'La convocatoria no se guardó: revise los campos señalados.', errors);
  }
}

function faults(unknown: Unknown): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['themes', 'crsSectors', 'agendas'] as const) {
    const code = unknown[field]?.[0];
    if (code)
      errors.push({ field, message: `«${code.slice(0, 80)}» no está en la lista. Elija uno que exista.` });
  }
  if (unknown.mechanism) errors.push({ field: 'mechanism', message: 'Elija el mecanismo de la lista.' });
  if (unknown.donor) errors.push({ field: 'donorId', message: 'Elija el cooperante.' });
  // An embassy may run the local edition of another donor's fund, so the fund's donor does not matter.
  if (unknown.fund) errors.push({ field: 'fundId', message: 'Elija el fondo de la lista.' });
  if (unknown.previous) {
    errors.push({
      field: 'previousEditionId',
      message: 'Esa no puede ser la edición anterior: no existe o viene después de esta. Elija otra.',
    });
  }
  return errors;
}
