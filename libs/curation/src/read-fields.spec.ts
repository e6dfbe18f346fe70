import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Field } from './field.js';
import { readFields } from './read-fields.js';

const FIELDS: readonly Field[] = [
  { kind: 'text', name: 'text', label: 'Nombre' },
  { kind: 'text', name: 'short', label: 'Siglas', max: 5 },
  { kind: 'area', name: 'area', label: 'Descripción' },
  { kind: 'url', name: 'url', label: 'Página web' },
  { kind: 'date', name: 'date', label: 'Fecha' },
  { kind: 'local-time', name: 'time', label: 'Cierre' },
  { kind: 'year', name: 'year', label: 'Año' },
  { kind: 'integer', name: 'integer', label: 'Meses' },
  { kind: 'amount', name: 'amount', label: 'Monto' },
  { kind: 'currency', name: 'currency', label: 'Moneda' },
  { kind: 'country', name: 'country', label: 'País' },
  { kind: 'zone', name: 'zone', label: 'Zona' },
  { kind: 'boolean', name: 'boolean', label: 'Sí o no' },
  { kind: 'select', name: 'select', label: 'Tipo', choices: { a: 'Uno', b: 'Dos' } },
  { kind: 'boxes', name: 'boxes', label: 'Varios', choices: { a: 'Uno', b: 'Dos' } },
  { kind: 'codes', name: 'themes', label: 'Temas', vocabulary: 'themes' },
  { kind: 'codes', name: 'sdgs', label: 'ODS', vocabulary: 'sdgs' },
  { kind: 'lines', name: 'lines', label: 'Otros nombres' },
  { kind: 'reference', name: 'reference', label: 'Cooperante', to: 'donor' },
  {
    kind: 'group',
    name: 'group',
    label: 'Contactos',
    one: 'Contacto',
    fields: [
      { kind: 'text', name: 'value', label: 'Contacto', required: true },
      { kind: 'select', name: 'kind', label: 'Tipo', choices: { a: 'Uno' } },
      { kind: 'boolean', name: 'personal', label: 'Nombra a una persona' },
      { kind: 'lines', name: 'notes', label: 'Notas' },
    ],
  },
];
const DONOR = '0b6f6f0e-3c1b-4a6e-9a51-1f0f6c9a7d10';
const KNOWN = {
  themes: new Set(['agua', 'riego']),
  sdgs: new Set(['6', '13']),
  donor: new Set([DONOR]),
};

function read(name: string, value: unknown): unknown {
  const field = FIELDS.find((each) => each.name === name)!;
  const { values, errors } = readFields([field], { [name]: value }, KNOWN);
  return errors.length > 0
    ? errors.map((error) => `${error.field}: ${error.message}`).join(' ')
    : values[name];
}

describe('what people enter', () => {
  it.each<[string, unknown, unknown]>([
    ['text', '  Fondo Ñandú ', 'Fondo Ñandú'],
    ['text', '', null],
    ['text', '   ', null],
    ['text', undefined, null],
    ['text', 'dos\r\nrenglones', 'dos renglones'],
    ['text', 'sin\u0000 control\u0007es', 'sin controles'],
    ['text', 'media \ud83d letra', 'media \ufffd letra'],
    ['text', 'una 🌽 entera', 'una 🌽 entera'],
    ['area', 'uno\r\n\r\ndos\rtres', 'uno\n\ndos\ntres'],
    ['url', 'https://aecid.es/a?b=c', 'https://aecid.es/a?b=c'],
    ['date', '2024-02-29', '2024-02-29'],
    ['time', '2026-08-31T17:00', '2026-08-31T17:00'],
    ['year', '2024', 2024],
    ['year', 2024, 2024],
    ['integer', '024', 24],
    ['integer', 553900, 553900],
    ['integer', '553.900', 553900],
    ['integer', '553,900', 553900],
    ['integer', '1 553 900', 1553900],
    ['integer', '1\u2009553\u2009900', 1553900],
    ['integer', '1\u202f553\u202f900', 1553900],
    ['integer', '553\u00a0900', 553900],
    ['amount', '12,3 millones', '12300000.00'],
    ['currency', 'usd', 'USD'],
    ['country', 'es', 'ES'],
    ['zone', 'America/Lima', 'America/Lima'],
    ['boolean', 'si', true],
    ['boolean', 'on', true],
    ['boolean', undefined, false],
    ['boolean', 'no', false],
    ['select', 'a', 'a'],
    ['boxes', ['a', 'b', 'a'], ['a', 'b']],
    ['boxes', 'b', ['b']],
    ['themes', 'agua, riego;agua', ['agua', 'riego']],
    ['sdgs', ['6', '13'], [6, 13]],
    ['sdgs', [6], [6]],
    ['lines', ' uno \r\n\r\ndos\nuno', ['uno', 'dos']],
    ['lines', undefined, []],
    ['reference', DONOR, DONOR],
    ['group', undefined, []],
    ['group', '', []],
    ['group', [{ value: '', kind: 'a', personal: 'si' }], []],
    [
      'group',
      [{ value: ' x ', personal: 'si' }, {}],
      [{ value: 'x', kind: null, personal: true, notes: [] }],
    ],
  ])('in the field %s, %j is read as %j', (name, value, expected) => {
    expect(read(name, value)).toEqual(expected);
  });

  it.each<[string, unknown, string]>([
    ['text', 'x'.repeat(301), 'Es demasiado largo: 300 caracteres como mucho.'],
    ['text', ['a', 'b'], 'Este dato no es válido. Revíselo.'],
    ['text', { toString: 'x' }, 'Este dato no es válido. Revíselo.'],
    ['short', 'abcdef', 'Es demasiado largo: 5 caracteres como mucho.'],
    ['url', 'javascript:alert(1)', 'Pegue la dirección completa, que empieza por https:// o http://.'],
    ['url', 'www.aecid.es', 'Pegue la dirección completa, que empieza por https:// o http://.'],
    ['date', '2025-02-29', 'Esa fecha no existe. Escríbala como AAAA-MM-DD.'],
    ['date', '31/12/2025', 'Esa fecha no existe. Escríbala como AAAA-MM-DD.'],
    ['date', '0000-01-01', 'Revise el año de la fecha.'],
    ['date', '9999-01-01', 'Revise el año de la fecha.'],
    ['time', '2026-08-31', 'Escriba la fecha y la hora.'],
    ['time', '2026-08-31T24:00', 'Escriba la fecha y la hora.'],
    ['year', '24', 'Escriba el año con cuatro cifras, por ejemplo 2024.'],
    ['integer', '1.5', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '-3', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '5.53', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '5539.00', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '1.553,900', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '0.553', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', 5.125, 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['integer', '55.3900', 'Escriba un número entero, por ejemplo 553900 o 553.900.'],
    ['amount', 'mucho', 'No se entiende el monto «mucho».'],
    ['currency', 'dólares', 'Escriba la moneda con tres letras, por ejemplo USD.'],
    ['currency', 'XYZ', 'Escriba la moneda con tres letras, por ejemplo USD.'],
    ['country', 'España', 'Use el código de dos letras del país, por ejemplo ES.'],
    ['country', 'ZZ', 'Use el código de dos letras del país, por ejemplo ES.'],
    ['zone', 'Quito', '«Quito» no es una zona horaria conocida, por ejemplo America/Guayaquil.'],
    ['select', 'c', 'Elija uno de la lista.'],
    ['select', 'toString', 'Elija uno de la lista.'],
    ['select', '__proto__', 'Elija uno de la lista.'],
    ['boxes', ['a', 'c'], '«c» no está en la lista.'],
    ['boxes', 'constructor', '«constructor» no está en la lista.'],
    ['themes', 'minas', '«minas» no está en la lista.'],
    ['lines', 'x'.repeat(901), 'Una de las líneas es demasiado larga: 900 caracteres como mucho.'],
    ['lines', Array.from({ length: 101 }, (_, index) => index), 'Hay demasiados valores: 100 como mucho.'],
    ['lines', [{}], 'Este dato no es válido. Revíselo.'],
    ['reference', '-'.repeat(36), 'Elija uno de la lista.'],
    ['reference', '11111111-1111-1111-1111-111111111111', 'Elija uno de la lista.'],
    ['group', 'x', 'Este dato no es válido. Revíselo.'],
    ['group', [null], 'Este dato no es válido. Revíselo.'],
    ['group', Array.from({ length: 101 }, () => ({})), 'Hay demasiadas filas: 100 como mucho.'],
    ['group', [{}, { kind: 'a', notes: 'nota' }], 'group.1.value: Falta: contacto.'],
  ])('in the field %s, %j is refused: %s', (name, value, message) => {
    expect(read(name, value)).toEqual(expect.stringContaining(message));
  });

  it('every faulty field is told in one go, and what is missing by its name', () => {
    const fields: Field[] = [
      { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS', required: true },
      { kind: 'text', name: 'name', label: 'Tipo según IATI', required: true },
      { kind: 'year', name: 'year', label: 'Año' },
    ];
    expect(readFields(fields, { year: 'ayer' }).errors).toEqual([
      { field: 'sdgs', message: 'Falta: ODS.' },
      { field: 'name', message: 'Falta: tipo según IATI.' },
      { field: 'year', message: 'Escriba el año con cuatro cifras, por ejemplo 2024.' },
    ]);
  });

  it('whatever comes in, there are values or Spanish errors of known fields, and nothing is thrown', () => {
    const names = FIELDS.map(({ name }) => name);
    const garbage = fc.anything({
      withNullPrototype: true,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSparseArray: true,
    });
    const likely = fc.oneof(
      garbage,
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(fc.string(), fc.integer(), garbage)),
      fc.array(fc.dictionary(fc.constantFrom('value', 'kind', 'personal', 'notes'), garbage)),
      fc.constantFrom('__proto__', 'constructor', '0000-00-00', '9'.repeat(400), 'NaN', '-0', '1e9'),
    );
    const input = fc.dictionary(fc.constantFrom(...names), likely, { noNullPrototype: true });
    fc.assert(
      fc.property(input, (given) => {
        const { values, errors } = readFields(FIELDS, given, KNOWN);
        for (const { field, message } of errors) {
          expect(names).toContain(field.split('.')[0]);
          expect(message).toMatch(/^[«A-ZÚ].*[.?]$/su);
          expect(message).not.toMatch(/undefined|null|object|TypeError|cannot/i);
        }
        const faulty = new Set(errors.map(({ field }) => field.split('.')[0]));
        for (const name of names) expect(faulty.has(name) || Object.hasOwn(values, name)).toBe(true);
        // What is accepted can be stored: JSON without NUL and without halves of characters.
        expect(JSON.stringify(values)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        // Reading what was read changes nothing.
        const clean = FIELDS.filter(({ name }) => !faulty.has(name));
        const again = readFields(clean, values, KNOWN);
        expect(again.errors).toEqual([]);
        for (const { name } of clean) expect(again.values[name]).toEqual(values[name]);
      }),
      { numRuns: 500 },
    );
  });
});
