import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, projectRoot } from '@chasqui/kernel';
import { LANGUAGES, wordsIn } from '@chasqui/language';
import { productKnowledge, productTables, realCompetences } from '../../../../test/support/knowledge.js';
import { type Knowledge, loadKnowledge } from './knowledge.js';
import type { ConceptEntry } from './lexicon.js';

const FILES = ['ambiente', 'produccion', 'social'] as const;

interface LexiconFile {
  readonly source: string;
  readonly concepts: readonly (ConceptEntry & { readonly source: string })[];
}
interface Relations {
  readonly related: readonly (readonly [string, string])[];
  readonly indirect: { readonly themes: Readonly<Record<string, string>> };
}

function dataFile(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), 'libs', 'matching', 'data', ...path), 'utf8'));
}

/** The competences of all levels. */
async function allCompetences() {
  return [...(await realCompetences()).values()].flat();
}

const concepts = FILES.flatMap((name) => (dataFile('lexicon', `${name}.json`) as LexiconFile).concepts);
const terms = concepts.flatMap(({ code, terms: own }) =>
  LANGUAGES.flatMap((language) => own[language].map((term) => ({ code, language, term }))),
);
const relations = dataFile('topic-relations.json') as Relations;

let knowledge: Knowledge;
let themeCodes: Set<string>;

beforeAll(async () => {
  knowledge = await productKnowledge();
  themeCodes = new Set((await productTables()).themes.map(({ code }) => code));
}, 60_000);

const unknown = (codes: readonly string[]) => codes.filter((code) => !themeCodes.has(code));

describe('the lexicon of the product', () => {
  it('names known topics only', () => {
    expect(unknown(concepts.flatMap(({ themes }) => themes))).toEqual([]);
  });

  it('has every concept once', () => {
    const codes = concepts.map(({ code }) => code);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  it('has words that mean each topic by themselves, in every language', () => {
    const missing = [...themeCodes].flatMap((theme) => {
      const own = concepts.filter(({ themes, strength }) => strength === 'theme' && themes[0] === theme);
      return LANGUAGES.filter((language) => !own.some(({ terms: words }) => words[language].length > 0)).map(
        (language) => `${theme} ${language}`,
      );
    });
    expect(missing).toEqual([]);
  });

  it('has no term twice within a concept', () => {
    const keys = terms.map(({ code, language, term }) => `${code} ${language} ${fold(term)}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('marks as a beginning, or as the very word, single words that are long enough', () => {
    const faulty = terms.filter(({ term }) => {
      const words = wordsIn(term);
      const [exact, beginning] = [term.startsWith('='), term.includes('*')];
      if (exact && beginning) return true;
      if (exact) return words.length !== 1;
      return beginning && (!term.endsWith('*') || words.length !== 1 || words[0]!.length < 4);
    });
    expect(faulty).toEqual([]);
  });

  it('finds every term; a single word may belong to an entry that says it better', () => {
    const lost = terms.filter(({ code, language, term }) => {
      const text = term.replaceAll(/[=*]/g, '');
      const found = knowledge.lexicon.scan(text, language).flatMap((hit) => hit.concepts);
      return wordsIn(text).length === 1
        ? found.length === 0
        : !found.some((concept) => concept.code === code);
    });
    expect(lost).toEqual([]);
  });

  it('names every subject in Spanish for people', () => {
    for (const { code } of concepts) expect(knowledge.subjectNames.get(code)).toMatch(/^[^=*]+$/);
  });
});

describe('topics that belong together', () => {
  it('are known, two different ones, each pair once', () => {
    expect(unknown(relations.related.flat())).toEqual([]);
    const keys = relations.related.map((pair) => pair.toSorted((a, b) => (a < b ? -1 : 1)).join(' '));
    expect(new Set(keys).size).toBe(keys.length);
    expect(relations.related.filter(([a, b]) => a === b)).toEqual([]);
  });

  it('are reached indirectly only where no list of competences reaches them, through one that some list does', async () => {
    const competences = await allCompetences();
    const covered = new Set(competences.flatMap(({ themes, enabler }) => (enabler ? [] : themes)));
    expect(unknown(Object.entries(relations.indirect.themes).flat())).toEqual([]);
    const through = Object.values(relations.indirect.themes);
    expect(through.filter((code) => !covered.has(code))).toEqual([]);
  });
});

describe('topics of the competences and of the dated rules', () => {
  it('are known', async () => {
    const competences = await allCompetences();
    expect(unknown(competences.flatMap(({ themes }) => themes))).toEqual([]);
    expect(unknown(knowledge.overrides.flatMap(({ themes }) => themes))).toEqual([]);
  });

  it('with a whole have a known one, which has none itself', async () => {
    const { themes } = await productTables();
    const parents = themes.flatMap(({ parent }) => parent ?? []);
    expect(unknown(parents)).toEqual([]);
  });
});

describe('the version of the knowledge', () => {
  it('is the same each time, and another one when a table says something else', async () => {
    const tables = await productTables();
    const { version } = loadKnowledge(tables);
    const renamed = tables.themes.map((theme, at) =>
      at === 0 ? { ...theme, nameEs: 'Otro nombre' } : theme,
    );

    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(loadKnowledge(tables).version).toBe(version);
    expect(loadKnowledge({ ...tables, themes: renamed }).version).not.toBe(version);
    expect(loadKnowledge({ ...tables, networks: tables.networks.slice(1) }).version).not.toBe(version);
  });
});
