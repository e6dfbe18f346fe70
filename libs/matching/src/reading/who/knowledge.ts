import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';
import { Lexicon } from './lexicon.js';
import { TAGS, type Tag } from './tags.js';
import { tokenise } from './tokens.js';

/** A network of local governments and what it is called. */
export interface NetworkNames {
  readonly slug: string;
  readonly names: readonly string[];
}

/** What the reader knows, compiled once. Each lexicon is looked up only where its words mean something. */
export interface WhoKnowledge {
  /** Bodies, what is said of them, and limits. */
  readonly bodies: Lexicon;
  /** Words of population bands. */
  readonly sizes: Lexicon;
  readonly donors: Lexicon;
  readonly networks: Lexicon;
  /** Words that tell that a text speaks of inhabitants at all. */
  readonly sizeWords: ReadonlySet<string>;
  readonly conjunctions: ReadonlySet<string>;
  /** Prepositions that make the body named in a title the one it is meant for. */
  readonly titlePrepositions: ReadonlySet<string>;
}

const LANGUAGES = ['es', 'en', 'pt', 'fr', 'it', 'ca', 'de'] as const;
const text = z.string().min(1);

const shape = z.strictObject({
  source: text,
  notation: text,
  groups: z.array(
    z.strictObject({
      tag: z.enum(TAGS),
      source: text,
      ownLanguageOnly: z.boolean().default(false),
      phrases: z.partialRecord(z.enum(LANGUAGES), z.array(text).min(1)),
    }),
  ),
  networkNames: z.strictObject({ source: text, names: z.record(text, z.array(text).min(1)) }),
});

const SIZE_TAGS: ReadonlySet<Tag> = new Set([
  'atMost',
  'lessThan',
  'atLeast',
  'moreThan',
  'orMore',
  'orLess',
  'between',
  'rangeTo',
  'inhabitants',
  'populationOf',
  'settlement',
  'statistic',
  'thousand',
  'million',
  'oneMillion',
  'halfMillion',
]);

/**
 * Reads and compiles the eligibility lexicon (`data/eligibility/who.json`).
 * @param networks Networks of the catalogue with their names, so that "member of" can be told apart.
 * @throws when the file does not have the expected shape.
 */
export function loadWhoKnowledge(networks: readonly NetworkNames[]): WhoKnowledge {
  const file = join(projectRoot(), 'libs', 'matching', 'data', 'eligibility', 'who.json');
  const result = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`Eligibility lexicon: ${z.prettifyError(result.error)}`);
  const { groups, networkNames } = result.data;

  const knowledge = {
    bodies: new Lexicon(),
    sizes: new Lexicon(),
    donors: new Lexicon(),
    networks: new Lexicon(),
    sizeWords: new Set<string>(),
    conjunctions: new Set<string>(),
    titlePrepositions: new Set<string>(),
  };
  for (const group of groups) {
    for (const [language, phrases] of Object.entries(group.phrases)) {
      const entry = { tag: group.tag, language: group.ownLanguageOnly ? language : null, slug: null };
      for (const phrase of phrases) addPhrase(knowledge, phrase, entry);
    }
  }
  for (const { slug, names } of networks) {
    for (const name of [...names, ...(networkNames.names[slug] ?? [])]) {
      if (tokenise(name).words.length > 0) addName(knowledge.networks, name, slug);
    }
  }
  return knowledge;
}

type Compiling = Omit<WhoKnowledge, 'sizeWords' | 'conjunctions' | 'titlePrepositions'> &
  Record<'sizeWords' | 'conjunctions' | 'titlePrepositions', Set<string>>;

function addPhrase(knowledge: Compiling, phrase: string, entry: Parameters<Lexicon['add']>[1]): void {
  const { tag } = entry;
  if (tag === 'conjunction' || tag === 'titleFor') {
    const words = tag === 'conjunction' ? knowledge.conjunctions : knowledge.titlePrepositions;
    for (const word of tokenise(phrase).words) words.add(word);
  } else if (tag.startsWith('donor')) knowledge.donors.add(phrase, entry);
  else if (SIZE_TAGS.has(tag)) {
    knowledge.sizes.add(phrase, entry);
    if (tag === 'inhabitants' || tag === 'populationOf') {
      for (const word of tokenise(phrase.replaceAll('(s)', '')).words) knowledge.sizeWords.add(word);
      for (const word of tokenise(phrase.replaceAll('(s)', 's')).words) knowledge.sizeWords.add(word);
    }
  } else knowledge.bodies.add(phrase, entry);
}

/** A name is a phrase without notation: its brackets and slashes are spaces. */
function addName(lexicon: Lexicon, name: string, slug: string): void {
  lexicon.add(tokenise(name).words.join(' '), { tag: 'network', language: null, slug });
}
