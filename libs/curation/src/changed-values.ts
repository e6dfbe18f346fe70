import type { Field } from './field.js';

type Values = Readonly<Record<string, unknown>>;

/** Of the decided values, those that the record does not have already. */
export function differing(record: Values, decided: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(decided).filter(([name, value]) => !sameFact(record[name], value)),
  );
}

/**
 * The decided values, with the stored one wherever only the order of ticked boxes differs: forms list what is ticked
 * in the order of the vocabulary, sources in theirs.
 */
export function settled(fields: readonly Field[], record: Values, decided: Values): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ name }) => Object.hasOwn(decided, name))
      .map((field) => {
        const [stored, entered] = [record[field.name], decided[field.name]];
        return [field.name, sameFact(ordered(field, stored), ordered(field, entered)) ? stored : entered];
      }),
  );
}

/** The value with every choice of several in one order. Lines and rows keep theirs: it says something. */
function ordered(field: Field, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (field.kind === 'boxes' || field.kind === 'codes') return value.map(String).toSorted();
  if (field.kind !== 'group') return value;
  return value.map((row: Values) =>
    Object.assign(
      {},
      row,
      Object.fromEntries(field.fields.map((each) => [each.name, ordered(each, row[each.name])])),
    ),
  );
}

/** Whether two stored values say the same. What is not said counts as null, however it is not said. */
export function sameFact(one: unknown, other: unknown): boolean {
  return canonical(one ?? null) === canonical(other ?? null);
}

/** The same facts in the same text, whatever order JSON gave their properties. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, each]) => each !== null && each !== undefined)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
