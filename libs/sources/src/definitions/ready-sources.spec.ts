import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '@chasqui/kernel';
import { adapterOf } from '../adapters/index.js';
import { readReadySources } from './ready-sources.js';

const sources = await readReadySources();
const donors = JSON.parse(
  await readFile(join(projectRoot(), 'libs', 'reference-data', 'data', 'donors.json'), 'utf8'),
) as { donors: { slug: string }[] };

const PROMISED =
  'aecid giz koica jica caf bid afd fieds mercociudades apc-colombia agcid pnud-adquisiciones ue-portal bdns-cooperacion grants-gov-ecuador'.split(
    ' ',
  );

/** Where the selectors of a configuration are, with what they say of themselves. */
function selectorsIn(value: unknown, path: readonly string[] = []): { path: string; guess: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'selector' in value && 'guess' in value ? [{ path: path.join('.'), guess: value.guess }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, member]) => selectorsIn(member, [...path, key]))];
}

describe('the sources that come ready', () => {
  it('have keys of their own and cover who was promised', () => {
    const keys = sources.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(PROMISED));
  });

  it.each(sources.map((source) => [source.key, source] as const))(
    '%s can be read by its adapter',
    (_key, source) => {
      const { adapter, config, donor, guesses, notes } = source;
      const checked = adapterOf(adapter).check(config) as Record<string, unknown>;
      expect(donor === null || donors.donors.some(({ slug }) => slug === donor)).toBe(true);
      // Nobody has seen the real pages: every selector says so, here and in the form.
      const selectors = selectorsIn(checked);
      expect(selectors.every(({ guess }) => guess === true)).toBe(true);
      expect(guesses.filter((path) => path !== 'listUrls').toSorted()).toEqual(
        selectors.map(({ path }) => path).toSorted(),
      );
      for (const path of guesses) expect(checked).toHaveProperty(path);
      expect(selectors.length === 0 || notes.some((note) => note.includes('vista previa'))).toBe(true);
    },
  );
});
