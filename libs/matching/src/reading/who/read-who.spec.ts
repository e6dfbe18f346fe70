import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallText, Claim, WhoReading } from '../claims.js';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

const LANGUAGES = ['es', 'en', 'pt', 'fr', 'it', 'ca', 'de', ''];

const claimsOf = (who: WhoReading): Claim<unknown>[] =>
  [who.role, who.levels, who.population, who.capitals, who.members].filter((claim) => claim !== null);

function textOf(call: CallText, { field }: Claim<unknown>): readonly string[] {
  switch (field) {
    case 'title':
      return [call.title];
    case 'summary':
      return [call.summary];
    case 'donor':
      return [call.donorName];
    case 'applicantTypes':
      return call.applicantTypes;
    case 'partnerRequirements':
      return [call.partnerRequirements ?? ''];
    case 'populationBand':
      return [call.populationBand ?? ''];
    default:
      return [];
  }
}

const isVerbatim = (call: CallText, claim: Claim<unknown>): boolean =>
  claim.quote === null || textOf(call, claim).some((words) => words.includes(claim.quote ?? ''));

/** Words that the lexicon knows, so that random texts reach every rule. */
const WORDS = (
  'municipios|gobiernos locales|ONG|ayuntamientos españoles|cities|communes|Gemeinden|pueden postular|' +
  'no podrán participar|excepto|may apply|en alianza con|como socios|que|miembros de|ICLEI|ciudades capitales|' +
  'menos de|20.000|habitantes|entre|y|a través de|asociación de municipios|voluntarios|institución receptora|' +
  'regional|municipal|(|)|:|;|,|.|\n|1|999 999|𝕏|é|ß|—|😀|"|d\''
).split('|');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 120 }).map((words) => words.join(' ')),
);

const calls = fc.record({
  title: text,
  summary: text,
  donorName: text,
  language: fc.constantFrom(...LANGUAGES),
  applicantTypes: fc.array(text, { maxLength: 3 }),
  partnerRequirements: fc.option(text),
  populationBand: fc.option(text),
});

describe('reading who takes part', () => {
  it('takes the structured role before any word', () => {
    const call = callText({ gadRole: 'beneficiary', applicantTypes: ['municipios'] });
    expect(readWho(call, whoKnowledge).role).toEqual({
      value: 'beneficiary',
      field: 'gadRole',
      quote: null,
      fromText: false,
    });
  });

  it('names the levels that those who apply may bring in', () => {
    const call = callText({
      gadLevels: ['provincial'],
      summary:
        'Solo postulan las prefecturas, con la posibilidad de asociar a municipios y juntas parroquiales.',
    });
    expect(readWho(call, whoKnowledge).partnerLevels?.value).toEqual(['municipal', 'metropolitan', 'parish']);
  });

  it('reads who may be an ally of those who receive the money as a partner', () => {
    const call = callText({
      applicantTypes: ['organización de base'],
      summary: 'Los gobiernos locales no pueden postular, pero pueden participar como aliados.',
    });
    expect(readWho(call, whoKnowledge).role?.value).toBe('partner');
  });

  it('takes the local governments of a list of partner countries for those of the place', () => {
    const call = callText({
      applicantTypes: ['municipalité'],
      donorName: 'Agence française de développement',
      language: 'fr',
    });
    expect(readWho(call, whoKnowledge).role?.value).toBe('foreign_lead');
    expect(readWho({ ...call, countries: ['EC', 'CO'] }, whoKnowledge).role?.value).toBe('applicant');
  });

  it('is for capitals when the list of applicants says so, whatever the text tells of other cities', () => {
    const call = callText({
      applicantTypes: ['ciudades capitales'],
      summary: 'Las demás ciudades pueden seguir las sesiones en línea.',
    });
    expect(readWho(call, whoKnowledge).capitals?.value).toBe('national');
  });

  it('says nothing of a call that says nothing', () => {
    expect(readWho(callText({}), whoKnowledge)).toEqual({
      role: null,
      levels: null,
      levelsInDoubt: [],
      partnerLevels: null,
      population: null,
      capitals: null,
      members: null,
    });
  });

  it('quotes the call verbatim', () => {
    fc.assert(
      fc.property(calls, (given) => {
        const call = callText(given);
        const invented = claimsOf(readWho(call, whoKnowledge)).filter((claim) => !isVerbatim(call, claim));
        expect(invented).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never doubts a level that it names', () => {
    fc.assert(
      fc.property(calls, (given) => {
        const { levels, levelsInDoubt } = readWho(callText(given), whoKnowledge);
        expect(levelsInDoubt.filter((level) => levels?.value.includes(level))).toEqual([]);
      }),
    );
  });

  it.each([
    ['one phrase again and again', 'pueden postular municipios de menos de 20.000 habitantes '],
    ['no full stop', 'municipios, ONG no podrán participar excepto ciudades miembros de ICLEI '],
    ['digits', '1 000 '],
    ['one word', 'municipio'],
    ['brackets', '(((:'],
    ['newlines', '\n.\n'],
    ['members', 'miembros de Red '],
  ])('reads 100 kB of %s in less than two seconds', (_name, unit) => {
    const long = unit.repeat(Math.ceil(100_000 / unit.length));
    const call = callText({
      title: long,
      summary: long,
      donorName: long,
      applicantTypes: [long],
      partnerRequirements: long,
      populationBand: long,
    });
    const start = performance.now();
    const who = readWho(call, whoKnowledge);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(claimsOf(who).filter((claim) => !isVerbatim(call, claim))).toEqual([]);
  });
});
