import type { FieldError } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { Field } from './field.js';
import type { KnownCodes } from './read-fields.js';
import { isNamed, nearestNames, recordsNamed, standingRecords } from './record-names.js';

type ReferenceField = Extract<Field, { kind: 'reference' }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Resolved {
  readonly input: Readonly<Record<string, unknown>>;
  /** Ids that exist, by the key of their type. */
  readonly known: KnownCodes;
  readonly errors: readonly FieldError[];
}

/** The fields of a record that point to other records. */
export function referenceFields(fields: readonly Field[]): readonly ReferenceField[] {
  return fields.filter((field): field is ReferenceField => field.kind === 'reference' && isNamed(field.to));
}

/**
 * Finds the records that a form points to, by id or by name. A record that was merged gives way to the one that
 * stayed, so that nothing new hangs on a duplicate.
 */
export async function resolveReferences(
  manager: EntityManager,
  fields: readonly Field[],
  input: Readonly<Record<string, unknown>>,
): Promise<Resolved> {
  const found: Record<string, unknown> = { ...input };
  const known: Record<string, Set<string>> = {};
  const errors: FieldError[] = [];
  for (const { name, to } of referenceFields(fields)) {
    const ids = (known[to] ??= new Set());
    const text = typeof input[name] === 'string' ? input[name].trim() : '';
    if (!text) continue;
    const answer = UUID.test(text)
      ? ((await standingRecords(manager, to, [text])).get(text) ?? {
          message: 'Ese registro ya no existe. Elija otro de la lista.',
        })
      : await byName(manager, to, text);
    if (typeof answer === 'string') {
      ids.add(answer);
      found[name] = answer;
    } else {
      errors.push({ field: name, message: answer.message });
      found[name] = null;
    }
  }
  return { input: found, known, errors };
}

/** The id behind a name, or what to tell the person who wrote it. */
async function byName(
  manager: EntityManager,
  to: string,
  text: string,
): Promise<string | { message: string }> {
  const [first, ...others] = await recordsNamed(manager, to, text);
  const shown = text.slice(0, 80);
  if (!first) {
    const near = await nearestNames(manager, to, text);
    const hint =
      near.length > 0
        ? `¿Quiso decir: ${near.join('; ')}?`
        : 'Revise cómo está escrito o regístrelo primero.';
    return { message: `Nada se llama «${shown}». Escriba el nombre completo. ${hint}` };
  }
  if (others.length === 0) return first.id;
  const choices = [first, ...others].map(({ name, slug }) => `${name} · ${slug}`).join('; ');
  return { message: `Hay varios con el nombre «${shown}». Escriba uno de estos: ${choices}.` };
}
