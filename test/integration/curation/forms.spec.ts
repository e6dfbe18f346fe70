import {
  type Field,
  fieldsOfType,
  type FormBody,
  formToInput,
  knownCodes,
  type KnownCodes,
  readFields,
  recordToInput,
  sameFact,
} from '@chasqui/curation';
import { RECORD_TYPES } from '@chasqui/open-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { openScene, type Scene } from './scene.js';

const ID = '0b6f6f0e-3c1b-4a6e-9a51-1f0f6c9a7d10';

describe('the form of a record', () => {
  let scene: Scene;
  let known: KnownCodes;

  beforeAll(async () => {
    scene = await openScene();
    known = await knownCodes(scene.database.manager);
  });

  afterAll(() => scene.close());

  it.each(RECORD_TYPES.map((type) => [type.path, type] as const))(
    'gives back what a record of %s says, whatever it says',
    (_path, type) => {
      const fields = fieldsOfType(type);
      fc.assert(
        fc.property(entered(fields, known), (given) => {
          const { values: record, errors } = readFields(fields, given, known);
          expect(errors).toEqual([]);
          const body = flat(fields, recordToInput(fields, record));
          const again = readFields(fields, formToInput(fields, body), known);
          expect(again.errors).toEqual([]);
          expect(again.values).toEqual(record);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(RECORD_TYPES.map((type) => [type.path, type] as const))(
    'accepts every record of %s that comes with the product as it is',
    async (_path, type) => {
      const fields = fieldsOfType(type);
      const records = (await scene.database.manager.find(type.entity)) as unknown as Record<
        string,
        unknown
      >[];
      expect(records.length).toBeGreaterThan(1);
      const wrong: string[] = [];
      for (const record of records) {
        const body = flat(fields, recordToInput(fields, record));
        const { values, errors } = readFields(fields, formToInput(fields, body), known);
        for (const { field, message } of errors) wrong.push(`${String(record['slug'])} ${field}: ${message}`);
        for (const { name } of fields) {
          if (!sameFact(values[name], record[name])) wrong.push(`${String(record['slug'])} changes ${name}`);
        }
        wrong.push(
          ...(type.check?.(values as Record<string, string>) ?? []).map(
            ({ message }) => `${String(record['slug'])}: ${message}`,
          ),
        );
      }
      expect(wrong).toEqual([]);
    },
  );
});

/** What a browser sends of a form: flat names, empty fields as empty texts, ticked boxes only. */
function flat(fields: readonly Field[], input: Readonly<Record<string, unknown>>, prefix = ''): FormBody {
  return Object.assign(
    {},
    ...fields.map((field) => {
      const name = prefix + field.name;
      const value = input[field.name];
      if (field.kind === 'group') {
        const rows = [...(value as Record<string, unknown>[]), {}];
        return Object.assign(
          {},
          ...rows.map((row, index) => flat(field.fields, row, `${name}.${index}.`)),
        ) as FormBody;
      }
      if (Array.isArray(value)) {
        if (value.length === 0) return {};
        return { [name]: value.length === 1 ? String(value[0]) : (value as string[]) };
      }
      if (field.kind === 'boolean') return value ? { [name]: 'si' } : {};
      const text = (value as string | undefined) ?? '';
      // Browsers send the line ends of the net.
      return { [name]: text.replaceAll('\n', '\r\n') };
    }),
  ) as FormBody;
}

/** Anything that people may rightly enter in these fields. */
function entered(fields: readonly Field[], known: KnownCodes): Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      fields.map((field) => {
        const value = valueOf(field, known);
        return [field.name, field.required ? value : fc.oneof(fc.constant(undefined), value)];
      }),
    ),
  );
}

function valueOf(field: Field, known: KnownCodes): Arbitrary<unknown> {
  const words = (maxLength: number) =>
    fc
      .string({ unit: 'binary', maxLength })
      .filter((text) => /[\p{L}\p{N}]/u.test(text))
      .filter((text) => text.length <= maxLength);
  const some = (codes: Iterable<string>, least: number) =>
    fc.uniqueArray(fc.constantFrom(...codes), { minLength: least, maxLength: 6 });
  switch (field.kind) {
    case 'text':
      return words(Math.min(field.max ?? 300, 60));
    case 'area':
      return fc.array(words(40), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n\n'));
    case 'lines':
      return fc.array(words(40), { maxLength: 4 });
    case 'url':
      return fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => url.length < 300);
    case 'date':
      return day();
    case 'local-time':
      return fc.tuple(day(), fc.constantFrom('00:00', '17:00', '23:59')).map((parts) => parts.join('T'));
    case 'year':
      return fc.integer({ min: 1900, max: 2099 }).map(String);
    case 'integer':
      return fc.integer({ min: 0, max: 999_999_999 }).map(String);
    case 'amount':
      return fc.constantFrom('0', '25.000', '12,3 millones', '1.250.000,50');
    case 'currency':
      return fc.constantFrom('USD', 'eur', 'PEN');
    case 'country':
      return fc.constantFrom('EC', 'es', 'PE');
    case 'zone':
      return fc.constantFrom('America/Guayaquil', 'Pacific/Galapagos', 'Europe/Madrid');
    case 'boolean':
      return fc.boolean();
    case 'select':
      return fc.constantFrom(...Object.keys(field.choices));
    case 'boxes':
      return some(Object.keys(field.choices), field.required ? 1 : 0);
    case 'codes':
      return some(known[field.vocabulary]!, field.required ? 1 : 0);
    case 'reference':
      return fc.constant(ID);
    case 'group':
      return fc.array(entered(field.fields, known), { minLength: field.required ? 1 : 0, maxLength: 3 });
  }
}

function day(): Arbitrary<string> {
  const [min, max] = [new Date('1950-01-01'), new Date('2090-12-31')];
  return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
}
