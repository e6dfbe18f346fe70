import { describe, expect, it } from '@jest/globals';
import { loadOverrides, type Override, overridesOn } from './overrides.js';

const rule = (id: string, from: string, until: string | null): Override => ({
  id,
  kind: 'only_themes',
  from,
  until,
  themes: ['salud'],
  territories: [],
  reasonEs: 'Emergencia.',
  norm: 'Decreto',
  source: 'Registro Oficial',
});

describe('dated rules', () => {
  const rules = [rule('past', '2020-03-16', '2021-12-31'), rule('open', '2026-01-10', null)];

  it.each<[string | null, string[]]>([
    ['2020-03-15', []],
    ['2020-03-16', ['past']],
    ['2021-12-31', ['past']],
    ['2022-01-01', []],
    ['2026-01-10', ['open']],
    ['2080-01-01', ['open']],
    [null, []],
  ])('on %s hold from their first to their last day: %j', (day, ids) => {
    expect(overridesOn(rules, day).map(({ id }) => id)).toEqual(ids);
  });

  it('of the product have an id each, end after they begin, and do what their kind says', () => {
    const all = loadOverrides();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { from, until, kind, themes, territories, source } of all) {
      expect(until === null || until > from).toBe(true);
      expect(kind === 'only_themes' ? themes : territories).not.toEqual([]);
      expect(source.length).toBeGreaterThan(10);
    }
  });
});
