import { DEADLINE_KINDS } from '@chasqui/calls';
import { ECUADOR_ZONE, instantOf, isTimeZone } from '@chasqui/kernel';
import { detectLanguage } from '@chasqui/language';
import { CALL_KINDS, DIRECTIONS, GAD_LEVELS, GAD_ROLES, type GadLevelCode } from '@chasqui/vocabularies';
import type { CallFacts } from '../facts.js';
import type { AnalystWords } from './analyst-words.js';
import type { KnownDonors } from './known-donors.js';
import type { TopicNames } from './topic-codes.js';
import {
  amountOf,
  field,
  goalsOf,
  isRecord,
  isTrue,
  type JsonRecord,
  percentOf,
  textOf,
  wordsOf,
} from './values.js';

/** What is needed to understand the records of an analyst's file. */
export interface CallVocabulary {
  readonly words: AnalystWords;
  readonly topics: TopicNames;
  readonly donors: KnownDonors;
}

const END_OF_DAY = '23:59';

/**
 * A call as the formula sees it, from a record in which every field may be missing, empty or of a slightly different
 * type. Both the names of public data sets (`eligibleCountries`, `sectors`, `ods`) and those of the demo data
 * (`countries`, `themes`, `sdgs`) are understood. Notes and addresses are never read.
 */
export function parseCall(id: string, record: JsonRecord, vocabulary: CallVocabulary): CallFacts {
  const { words, topics, donors } = vocabulary;
  const title = textOf(field(record, 'title', 'name'));
  const summary = textOf(field(record, 'summary', 'description'));
  const levels = levelsOf(record, words);
  const named = topics.read([
    ...wordsOf(field(record, 'themes')),
    ...wordsOf(field(record, 'sectors')),
    ...wordsOf(field(record, 'crsSectors')),
  ]);
  return {
    id,
    title,
    summary,
    language: words.language(textOf(field(record, 'language'))) ?? detectLanguage(`${title}. ${summary}`),
    donor: donors.find(textOf(field(record, 'donor', 'donorName'))),
    financialForm: words.financialForm(textOf(field(record, 'modality', 'financialForm', 'financialForms'))),
    direction: codeOf(DIRECTIONS, field(record, 'direction')) ?? 'demand',
    kind: codeOf(CALL_KINDS, field(record, 'kind', 'recordKind')) ?? null,
    ...deadlineOf(record, words),
    amountMin: amountOf(field(record, 'amountMin')),
    amountMax: amountOf(field(record, 'amountMax')),
    currency: /^[A-Z]{3}$/.exec(textOf(field(record, 'currency')).toUpperCase())?.[0] ?? null,
    cofinancingPercent: percentOf(field(record, 'cofinancingPercent')),
    countries: wordsOf(field(record, 'eligibleCountries', 'countries')),
    territories: wordsOf(field(record, 'territory', 'territories')),
    gadLevels: levels.codes,
    gadLevelsInferred: isTrue(field(record, 'eligibleGadLevelsInferred', 'gadLevelsInferred')),
    gadRole: codeOf(GAD_ROLES, field(record, 'gadRole')) ?? null,
    applicantTypes: [...wordsOf(field(record, 'eligibleApplicantTypes', 'applicantTypes')), ...levels.words],
    partnerRequirements: textOf(field(record, 'partnerRequirements')) || null,
    populationBand: populationOf(field(record, 'populationBand')),
    themes: named.themes,
    topicWords: named.words,
    crsSectors: named.crsSectors,
    sdgs: goalsOf(field(record, 'ods', 'sdgs')),
  };
}

/**
 * Levels by code or by word; other words describe who may apply. Outside the product's own codes whoever says
 * "cantonal" or "municipal" does not set metropolitan districts apart (COOTAD art. 85: they have its functions).
 */
function levelsOf(record: JsonRecord, words: AnalystWords): { codes: GadLevelCode[]; words: string[] } {
  const codes = new Set<GadLevelCode>();
  const others: string[] = [];
  for (const word of wordsOf(field(record, 'gadLevels'))) {
    const code = codeOf(GAD_LEVELS, word);
    if (code) codes.add(code);
  }
  for (const word of wordsOf(field(record, 'eligibleGadLevels'))) {
    const levels = words.gadLevels(word);
    if (levels.length === 0) others.push(word);
    for (const level of levels) codes.add(level);
    if (levels.includes('municipal')) codes.add('metropolitan');
  }
  return { codes: GAD_LEVELS.filter((level) => codes.has(level)), words: others };
}

function deadlineOf(record: JsonRecord, words: AnalystWords): Pick<CallFacts, 'closesAt' | 'deadlineKind'> {
  const closesAt = closeOf(record);
  if (closesAt) return { closesAt, deadlineKind: 'exact' };
  const kind = codeOf(DEADLINE_KINDS, field(record, 'deadlineKind'));
  if (kind && kind !== 'exact') return { closesAt, deadlineKind: kind };
  const open = words.staysOpen(textOf(field(record, 'recordKind', 'kind')));
  return { closesAt, deadlineKind: open ? 'permanent' : 'unpublished' };
}

/** A day without an hour ends at midnight; without a zone that of Ecuador is taken. */
function closeOf(record: JsonRecord): Date | null {
  const text = textOf(field(record, 'closeDate', 'closesOn', 'closesAt'));
  if (/T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? null : at;
  }
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(text);
  const written = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const day =
    iso?.[1] ?? (written && `${written[3]}-${written[2]!.padStart(2, '0')}-${written[1]!.padStart(2, '0')}`);
  if (!day) return null;
  const hour = iso?.[2] ?? /^\d{2}:\d{2}/.exec(textOf(field(record, 'closesTime')))?.[0] ?? END_OF_DAY;
  const zone = textOf(field(record, 'timezone', 'timeZone'));
  return instantOf(`${day}T${hour}`, isTimeZone(zone) ? zone : ECUADOR_ZONE) ?? null;
}

/** Words, or a range that is given as a record ("min", "max"). */
function populationOf(value: unknown): string | null {
  if (!isRecord(value)) return textOf(value) || null;
  const [min, max] = [textOf(field(value, 'min')), textOf(field(value, 'max'))];
  if (min && max) return `${min}-${max}`;
  if (min) return `más de ${min} habitantes`;
  return max ? `hasta ${max} habitantes` : null;
}

function codeOf<Code extends string>(codes: readonly Code[], value: unknown): Code | undefined {
  const text = textOf(value).toLowerCase();
  return codes.find((code) => code === text);
}
