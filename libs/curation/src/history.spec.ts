import { describe, expect, it } from '@jest/globals';
import { differing, sameFact, settled } from './changed-values.js';
import type { Field } from './field.js';
import { changedFields, changedSince, fieldChange, type HistoryEntry } from './history.js';

const NAME: Field = { kind: 'text', name: 'nameEs', label: 'Nombre' };
const THEMES: Field = { kind: 'codes', name: 'themes', label: 'Temas', vocabulary: 'themes' };
const DONOR: Field = { kind: 'reference', name: 'donorId', label: 'Cooperante', to: 'donor' };
const CONTACTS: Field = {
  kind: 'group',
  name: 'contacts',
  label: 'Contactos',
  one: 'Contacto',
  fields: [
    { kind: 'select', name: 'kind', label: 'Tipo', choices: { email: 'Correo' } },
    { kind: 'text', name: 'value', label: 'Contacto' },
    { kind: 'boolean', name: 'personal', label: 'Nombra a una persona' },
  ],
};
const names = (vocabulary: string, code: string) => `${vocabulary}:${code}`;

describe('a change told to people', () => {
  it.each<[Field, unknown, unknown, object]>([
    [NAME, 'Antes', null, { kind: 'single', before: 'Antes', after: '' }],
    [DONOR, 'x', 'y', { kind: 'single', before: 'donor:x', after: 'donor:y' }],
    [
      THEMES,
      ['agua', 'riego'],
      ['riego', 'suelo'],
      { kind: 'list', added: ['themes:suelo'], removed: ['themes:agua'], kept: 1 },
    ],
    [THEMES, null, ['agua'], { kind: 'list', added: ['themes:agua'], removed: [], kept: 0 }],
    [
      CONTACTS,
      [{ kind: 'email', value: 'a@b.ec', personal: false }],
      [{ kind: 'email', value: 'a@b.ec', personal: true }],
      {
        kind: 'list',
        added: ['Correo · a@b.ec · nombra a una persona'],
        removed: ['Correo · a@b.ec'],
        kept: 0,
      },
    ],
  ])('of the field %j from %j to %j', (field, before, after, expected) => {
    expect(fieldChange(field, before, after, names)).toEqual(expected);
  });

  it('names the fields of the form that it touched, and those that changed again since', () => {
    const entry: HistoryEntry = {
      id: '1',
      at: new Date(0),
      action: 'donor.updated',
      actorName: null,
      before: { nameEs: 'A', themes: [] },
      after: { nameEs: 'B', themes: ['agua'], moved: {} },
    };
    const fields = [CONTACTS, THEMES, NAME];
    expect(changedFields(fields, entry)).toEqual([THEMES, NAME]);
    expect(changedSince(fields, entry, { nameEs: 'C', themes: ['agua'] })).toEqual([NAME]);
    expect(changedSince(fields, { ...entry, after: null }, {})).toEqual([]);
  });
});

describe('what counts as a change', () => {
  it.each<[unknown, unknown, boolean]>([
    [null, undefined, true],
    [[{ a: 1, b: null }], [{ a: 1 }], true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [['a', 'b'], ['b', 'a'], false],
    ['', null, false],
    [0, null, false],
    [false, null, false],
  ])('%j and %j say the same: %j', (one, other, same) => {
    expect(sameFact(one, other)).toBe(same);
  });

  it('is not the order of ticked boxes, wherever they stand; that of lines and rows is', () => {
    const notes: Field = { kind: 'lines', name: 'notes', label: 'Notas' };
    const offices: Field = {
      kind: 'group',
      name: 'offices',
      label: 'Oficinas',
      one: 'Oficina',
      fields: [THEMES],
    };
    const fields = [THEMES, notes, offices];
    const stored = { themes: ['b', 'a'], notes: ['b', 'a'], offices: [{ themes: ['b', 'a'] }] };
    const same = { themes: ['a', 'b'], notes: ['b', 'a'], offices: [{ themes: ['a', 'b'] }] };
    expect(differing(stored, settled(fields, stored, same))).toEqual({});
    const other = { themes: ['a'], notes: ['a', 'b'], offices: [{ themes: ['b'] }, { themes: ['a'] }] };
    expect(differing(stored, settled(fields, stored, other))).toEqual(other);
    expect(settled(fields, stored, { notes: [] })).toEqual({ notes: [] });
  });

  it('only what differs is written', () => {
    expect(differing({ a: 1, b: [1], c: null }, { a: 1, b: [2], c: undefined })).toEqual({ b: [2] });
  });
});
