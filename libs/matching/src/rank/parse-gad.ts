import { type Competence, competencesOfLevel } from '@chasqui/competences';
import type { GadLevelCode } from '@chasqui/vocabularies';
import type { GadFacts, PriorityFacts } from '../facts.js';
import type { Lexicon } from '../knowledge/lexicon.js';
import type { ReferenceTables } from '../knowledge/knowledge.js';
import type { AnalystWords } from './analyst-words.js';
import { plainName } from './plain-name.js';
import type { TopicNames } from './topic-codes.js';
import { countOf, field, goalsOf, isRecord, isTrue, type JsonRecord, textOf, wordsOf } from './values.js';

type Territory = ReferenceTables['territories'][number];

/** What is needed to understand the GADs of an analyst's file. */
export interface GadVocabulary {
  readonly words: AnalystWords;
  readonly topics: TopicNames;
  readonly lexicon: Pick<Lexicon, 'scan'>;
  readonly competences: readonly Competence[];
  readonly territories: readonly Territory[];
}

/** The one metropolitan district (COOTAD art. 73 and following). */
const METROPOLITAN_CODE = '1701';
const LEVEL_OF_LENGTH: Readonly<Record<number, GadLevelCode>> = {
  2: 'provincial',
  4: 'municipal',
  6: 'parish',
};

/**
 * A GAD as the formula sees it, from a record in which every field may be missing. The level comes from its word, else
 * from the code, else from the name; the code from the name when it is not given.
 */
export function parseGad(id: string, record: JsonRecord, vocabulary: GadVocabulary): GadFacts {
  const name = textOf(field(record, 'name', 'territory'));
  const given = codeIn(textOf(field(record, 'dpaCode'))) ?? codeIn(id);
  const named = levelNamed(record, vocabulary.words);
  const dpaCode = given ?? codeOfName(record, named, vocabulary.territories) ?? id;
  const level = levelOf(record, dpaCode, named);
  return {
    dpaCode,
    level,
    name: name || id,
    population: countOf(field(record, 'population')),
    networks: Array.isArray(record['networks']) ? wordsOf(record['networks']) : null,
    competences: competencesOfLevel(vocabulary.competences, level),
    exercised: [],
    flags: [],
    offers: [],
    priorities: prioritiesOf(id, record, vocabulary),
  };
}

/** A code of the political-administrative division; one whose leading zero was lost gets it back. */
function codeIn(text: string): string | undefined {
  if (!/^\d{1,6}$/.test(text)) return undefined;
  return text.length % 2 === 0 ? text : `0${text}`;
}

function levelNamed(record: JsonRecord, words: AnalystWords): GadLevelCode | undefined {
  for (const text of [textOf(field(record, 'level')), textOf(field(record, 'name'))]) {
    const levels = words.gadLevels(text);
    // "GAD Municipal del Distrito Metropolitano" is one government.
    if (levels.includes('metropolitan')) return 'metropolitan';
    if (levels.length === 1) return levels[0];
  }
  return undefined;
}

function levelOf(record: JsonRecord, dpaCode: string, named: GadLevelCode | undefined): GadLevelCode {
  if (isTrue(field(record, 'isMetropolitanDistrict')) || dpaCode === METROPOLITAN_CODE) return 'metropolitan';
  return named ?? LEVEL_OF_LENGTH[dpaCode.length] ?? 'municipal';
}

/** The one territory of a level whose name ends the name of the GAD, in the province that is given. */
function codeOfName(
  record: JsonRecord,
  level: GadLevelCode | undefined,
  territories: readonly Territory[],
): string | undefined {
  const names = [textOf(field(record, 'territory')), textOf(field(record, 'name'))]
    .map(plainName)
    .filter(Boolean);
  const province = plainName(textOf(field(record, 'province')));
  const inProvince = territories.find(
    (each) => each.level === 'provincial' && province !== '' && plainName(each.name) === province,
  );
  const fitting = territories.filter(
    (each) =>
      (level === undefined || each.level === level) &&
      each.code.startsWith(inProvince?.code ?? '') &&
      names.some((name) => ` ${name}`.endsWith(` ${plainName(each.name)}`)),
  );
  const longest = Math.max(0, ...fitting.map((each) => each.name.length));
  const best = fitting.filter((each) => each.name.length === longest);
  return best.length === 1 ? best[0]!.code : undefined;
}

function prioritiesOf(id: string, record: JsonRecord, vocabulary: GadVocabulary): PriorityFacts[] | null {
  const list = field(record, 'objectives', 'priorities');
  if (!Array.isArray(list)) return null;
  const priorities = list.flatMap((given: unknown, at): PriorityFacts[] => {
    const each = isRecord(given) ? given : { text: given };
    const text = textOf(field(each, 'text', 'description', 'name'));
    if (!text) return [];
    return [
      {
        id: textOf(field(each, 'id')) || `${id}-${at + 1}`,
        text,
        component: textOf(field(each, 'component')) || 'sin componente',
        themes: themesOf([...wordsOf(field(each, 'themes')), ...wordsOf(field(each, 'sectors'))], vocabulary),
        sdgs: goalsOf(field(each, 'ods', 'sdgs')),
      },
    ];
  });
  return priorities.length > 0 ? priorities : null;
}

/** Topics by code or name; words that are neither give the topics that they name. */
function themesOf(words: readonly string[], { topics, lexicon }: GadVocabulary): string[] {
  const named = topics.read(words);
  const read = named.words.flatMap((word) =>
    lexicon
      .scan(word, 'es')
      .flatMap(({ concepts }) =>
        concepts.flatMap(({ strength, themes }) => (strength === 'cue' ? [] : themes)),
      ),
  );
  return [...new Set([...named.themes, ...read])];
}
