import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { LANGUAGES } from '@chasqui/language';
import { z } from 'zod';
import type { ThemeFacts } from '../facts.js';
import { TermNumbers } from '../fit/terms.js';
import { loadWhereKnowledge, type WhereKnowledge } from '../reading/where/read-where.js';
import { loadWhoKnowledge, type WhoKnowledge } from '../reading/who/read-who.js';
import { Lexicon, STRENGTHS } from './lexicon.js';
import { loadOverrides, type Override } from './overrides.js';
import { TopicGraph } from './topic-graph.js';

const words = z.array(z.string().min(1));
const byLanguage = z.object(
  Object.fromEntries(LANGUAGES.map((language) => [language, words])) as Record<
    (typeof LANGUAGES)[number],
    typeof words
  >,
);

const lexiconShape = z.object({
  source: z.string(),
  concepts: z.array(
    z.object({
      code: z.string().regex(/^[a-z0-9-]+$/),
      themes: z.array(z.string()).min(1),
      strength: z.enum(STRENGTHS),
      terms: byLanguage,
      source: z.string().min(1),
    }),
  ),
});
const namesShape = z.object({ source: z.string(), names: z.record(z.string(), words) });
const genericShape = z.object({ source: z.string(), words: byLanguage });

const LEXICON_FILES = ['ambiente', 'produccion', 'social'] as const;

/** What the reference tables give: they may be edited, so they come from whoever holds them. */
export interface ReferenceTables {
  readonly themes: readonly ThemeFacts[];
  readonly networks: readonly { readonly slug: string; readonly names: readonly string[] }[];
  readonly territories: readonly { readonly code: string; readonly name: string; readonly level: string }[];
}

/** Everything the formula reads besides the call and the GAD, prepared once. */
export interface Knowledge {
  readonly themes: ReadonlyMap<string, ThemeFacts>;
  readonly graph: TopicGraph;
  readonly lexicon: Lexicon;
  readonly who: WhoKnowledge;
  readonly where: WhereKnowledge;
  readonly overrides: readonly Override[];
  readonly terms: TermNumbers;
  /** Spanish words for a subject, for reasons. */
  readonly subjectNames: ReadonlyMap<string, string>;
  readonly networks: ReferenceTables['networks'];
  /** Hash of all of it: stored with every match. */
  readonly version: string;
}

/** Reads and checks the data files of matching; a faulty file stops the program with the place of the fault. */
export function loadKnowledge(tables: ReferenceTables): Knowledge {
  const files = LEXICON_FILES.map((name) => lexiconShape.parse(json('lexicon', name)));
  const concepts = files.flatMap((file) => file.concepts);
  const names = Object.values(namesShape.parse(json('lexicon', 'names')).names).flat();
  const genericWords = genericShape.parse(json('lexicon', 'generic-words')).words;
  const overrides = loadOverrides();
  const themes = new Map(tables.themes.map((theme) => [theme.code, theme]));
  const graph = new TopicGraph(themes);
  const version = createHash('sha256').update(
    JSON.stringify([
      concepts,
      names,
      genericWords,
      overrides,
      ['who', 'countries', 'regions', 'places', 'populations'].map((name) => json('eligibility', name)),
      graph.relations,
      tablesHash(tables),
    ]),
  );
  return {
    themes,
    graph,
    lexicon: new Lexicon({ concepts, names, genericWords }),
    who: loadWhoKnowledge(tables.networks),
    where: loadWhereKnowledge(tables.territories),
    overrides,
    terms: new TermNumbers(),
    subjectNames: new Map(
      concepts.map(({ code, terms }) => [code, (terms.es[0] ?? code).replace(/[=*]/g, '')]),
    ),
    networks: tables.networks,
    version: version.digest('hex').slice(0, 12),
  };
}

/** Tells whether the reference tables are still the same. */
export function tablesHash({ themes, networks, territories }: ReferenceTables): string {
  const rows = [
    themes.map(({ code, nameEs, parent, generic, crsCategories, sdgs }) => [
      code,
      nameEs,
      parent,
      generic,
      crsCategories,
      sdgs,
    ]),
    networks.map(({ slug, names }) => [slug, names]),
    territories.map(({ code, name, level }) => [code, name, level]),
  ];
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12);
}

function json(folder: string, name: string): unknown {
  return JSON.parse(
    readFileSync(join(projectRoot(), 'libs', 'matching', 'data', folder, `${name}.json`), 'utf8'),
  );
}
