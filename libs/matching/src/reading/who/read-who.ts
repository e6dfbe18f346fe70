import { GAD_LEVELS } from '@chasqui/vocabularies';
import type { CallText, Claim, WhoReading } from '../claims.js';
import { readApplicant } from './applicants.js';
import { bodiesOf, type Body } from './bodies.js';
import type { Evidence } from './evidence.js';
import { readCapitals, readMembers } from './instruments.js';
import type { WhoKnowledge } from './knowledge.js';
import type { Mark } from './lexicon.js';
import { levelsOf, type Levels } from './levels.js';
import { readPopulation, readPopulationBand } from './population.js';
import { decideRole, type RoleReading } from './role.js';
import { hasTag, quoteAround, scan, sentencesOf, type Scan } from './scan.js';
import { sentenceOf } from './sentence.js';
import { readText } from './text-evidence.js';
import { GAP, tokenise } from './tokens.js';

export { loadWhoKnowledge, type NetworkNames, type WhoKnowledge } from './knowledge.js';

/**
 * Who can take part in a call: a structured field wins; then the list of applicants, the requirements on partners,
 * the title and the summary, in any of the seven languages. Silence is null, never a guess.
 */
export function readWho(call: CallText, knowledge: WhoKnowledge): WhoReading {
  const read = (field: Scan['field'], text: string) => scan(field, text, knowledge.bodies, call.language);
  const applicants = call.applicantTypes.map((text) => read('applicantTypes', text));
  const partners = call.partnerRequirements ? [read('partnerRequirements', call.partnerRequirements)] : [];
  const title = read('title', call.title);
  const summary = read('summary', call.summary);
  const all = [...applicants, ...partners, title, summary];

  const funder = funderOf(knowledge.donors.find(tokenise(call.donorName), call.language), call);
  const evidence = {
    listed: applicants
      .map((text) => readApplicant(text))
      .filter((one) => one !== null)
      .map(funder.own),
    partners: partners.flatMap((text) => readPartnerRequirements(text, knowledge)),
    told: [
      ...readText(title, knowledge.conjunctions),
      ...readText(summary, knowledge.conjunctions),
      ...readTitle(title, knowledge),
    ].map(funder.own),
  };
  const role = decideRole(evidence, {
    donorFundsItsOwn: funder.fundsItsOwn,
    sendsPeople: all.some(({ marks }) => hasTag(marks, 'volunteers')),
  });
  const levels = levelsFrom(role, title, summary);
  const limited = [...applicants, title, summary, ...partners];

  return {
    role: call.gadRole
      ? { value: call.gadRole, field: 'gadRole', quote: null, fromText: false }
      : (role?.claim ?? null),
    levels:
      call.gadLevels.length > 0
        ? { value: call.gadLevels, field: 'gadLevels', quote: null, fromText: false }
        : (levels?.claim ?? null),
    levelsInDoubt: call.gadLevels.length > 0 ? [] : (levels?.inDoubt ?? []),
    partnerLevels: partnerLevelsFrom([...evidence.partners, ...evidence.told]),
    population: call.populationBand
      ? readPopulationBand(call.populationBand, tokenise(call.populationBand), knowledge, call.language)
      : readPopulation(limited, knowledge, call.language),
    capitals: readCapitals(limited, call.donorName, knowledge, levels !== null),
    members: mayApply(role) ? readMembers(limited, call.title, call.donorName, knowledge) : null,
  };
}

interface Funder {
  /** A foreign local government, or an agency that funds bodies of its own country. */
  readonly fundsItsOwn: boolean;
  /** Reads "i comuni" of an Italian call of the Italian agency as Italian ones. */
  readonly own: (one: Evidence) => Evidence;
}

/** Languages in which an agency of the donor writes to bodies of its own country. */
const DONOR_LANGUAGES: ReadonlySet<string> = new Set(['fr', 'it', 'de', 'ca']);

/** Where agencies that fund bodies of their own country are at home. */
const DONOR_COUNTRIES: ReadonlySet<string> = new Set([
  'FR',
  'IT',
  'DE',
  'ES',
  'BE',
  'CH',
  'AT',
  'AD',
  'LU',
  'NL',
  'PT',
]);

function funderOf(marks: readonly Mark[], { language, countries }: CallText): Funder {
  const isSubnational = hasTag(marks, 'donorSubnational');
  const fundsItsOwn = isSubnational || hasTag(marks, 'donorAgency');
  // A list of partner countries only says whose local governments are meant.
  const isForPartners = countries.length > 0 && !countries.some((country) => DONOR_COUNTRIES.has(country));
  const writesToItsOwn = !isForPartners && (isSubnational || (fundsItsOwn && DONOR_LANGUAGES.has(language)));
  const isOwn = (one: Evidence) =>
    writesToItsOwn && one.says === 'applicant' && !one.bodies.some((body) => body.ofPartnerCountry);
  return { fundsItsOwn, own: (one) => (isOwn(one) ? { ...one, says: 'foreignLocal' } : one) };
}

/** Members are asked for of whoever applies: "ajuntaments socis del Fons" is no condition on a partner from here. */
const mayApply = (role: RoleReading | null): boolean =>
  role === null || role.claim.value === 'applicant' || role.claim.value === 'through_network';

/** Whatever local government the requirements on partners name is one, unless they keep it out. */
function readPartnerRequirements(text: Scan, knowledge: WhoKnowledge): Evidence[] {
  const told = readText(text, knowledge.conjunctions);
  if (told.some((one) => one.says === 'excluded')) return told.filter((one) => one.says === 'excluded');
  return sentencesOf(text).flatMap((marks): Evidence[] => {
    const { bodies, tokens } = sentenceOf(text, marks);
    const locals = bodies.filter((body) => body.kind === 'local');
    if (locals.length === 0 && !hasTag(marks, 'publicPartner')) return [];
    const [first] = marks;
    const quote = quoteAround(tokens, first?.from ?? 0, first?.to ?? 0);
    return [{ says: 'partner', strength: 'required', field: text.field, quote, bodies: locals }];
  });
}

/** Whom the title names as those it is for ("Premio de Municipios"), when nothing else is said. */
function readTitle(title: Scan, knowledge: WhoKnowledge): Evidence[] {
  const { tokens, marks } = title;
  return bodiesOf(tokens, marks).flatMap((body): Evidence[] => {
    const isOfSociety = body.kind === 'ngo' || body.kind === 'foreignNgo';
    if ((body.kind !== 'local' && !isOfSociety) || body.loose || body.tag === 'public') return [];
    if (!opensOrIsMeant(body, tokens, knowledge)) return [];
    const says = body.kind === 'local' ? 'applicant' : body.kind === 'ngo' ? 'ngo' : 'foreignNgo';
    const quote = quoteAround(tokens, body.from, body.to);
    return [{ says, strength: 'mentioned', field: 'title', quote, bodies: [body] }];
  });
}

function opensOrIsMeant(body: Body, { words, gaps }: Scan['tokens'], knowledge: WhoKnowledge): boolean {
  if ((gaps[body.from] ?? 0) >= GAP.strong) return true;
  const [last = '', earlier = ''] = [words[body.from - 1], words[body.from - 2]];
  return (
    knowledge.titlePrepositions.has(last) || (ARTICLES.has(last) && knowledge.titlePrepositions.has(earlier))
  );
}

const ARTICLES: ReadonlySet<string> = new Set([
  'los',
  'las',
  'the',
  'os',
  'as',
  'les',
  'i',
  'gli',
  'le',
  'els',
  'die',
  'den',
]);

interface LevelsReading {
  readonly claim: Claim<Levels['named']>;
  readonly inDoubt: Levels['inDoubt'];
}

/**
 * The levels of those that the role speaks of. "El municipio recibe al experto" tells who takes part and limits
 * nobody: the levels that such a sentence does not name are in doubt.
 */
function levelsFrom(role: RoleReading | null, title: Scan, summary: Scan): LevelsReading | null {
  if (role?.claim.value === 'other_only' || role?.claim.value === 'foreign_lead') return null;
  const isAboutCities = speaksOfCities(title, summary);
  const grounds = role?.grounds ?? [];
  const bodies = grounds.flatMap((ground) => ground.bodies);
  const levels = levelsOf(bodies, isAboutCities);
  const ground = grounds.find((one) => levelsOf(one.bodies, isAboutCities) !== null);
  if (!levels || !ground) return null;
  const isLimit = grounds.some((one) => one.strength === 'said' || one.field === 'title');
  return {
    claim: { value: levels.named, field: ground.field, quote: ground.quote, fromText: true },
    inDoubt: isLimit ? levels.inDoubt : GAD_LEVELS.filter((level) => !levels.named.includes(level)),
  };
}

/** "Podrán asociar a municipios y juntas parroquiales": levels that others may bring in. */
function partnerLevelsFrom(evidence: readonly Evidence[]): Claim<Levels['named']> | null {
  const partners = evidence.filter((one) => one.says === 'partner' && one.bodies.length > 0);
  const levels = levelsOf(
    partners.flatMap((one) => one.bodies),
    false,
  );
  const [first] = partners;
  return levels && first
    ? { value: levels.named, field: first.field, quote: first.quote, fromText: true }
    : null;
}

/** Whether a call that says "gobiernos locales" is about cities: its title is, or its summary keeps saying so. */
function speaksOfCities(title: Scan, summary: Scan): boolean {
  const isWider = [title, summary].some(({ marks }) =>
    hasTag(marks, 'provincial', 'citiesAndRegions', 'allLevels'),
  );
  const mentions = summary.marks.filter(({ entry }) => entry.tag === 'city').length;
  return !isWider && (hasTag(title.marks, 'city') || mentions >= 2);
}
