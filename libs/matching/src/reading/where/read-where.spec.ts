import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCallText, placeKnowledge } from '../../../../../test/support/place-reading.js';
import type { CallText, Claim } from '../claims.js';
import { readWhere, type WhereKnowledge } from './read-where.js';

let knowledge: WhereKnowledge;

beforeAll(async () => {
  knowledge = await placeKnowledge();
});

/** Words that places and their contexts are made of, and the marks that part them. */
const WORDS =
  `proyectos en de la las para Ecuador Perú México España América Latina Amazonía provincia provincias cantón
  parroquia Manabí Esmeraldas Loja Bolívar Cuenca ganó excepto countries developing Embajada Unión municipios y e zonas
  planificación 1 7 1701 mexicanos países ( ) , . : ; – \n «ciudades» İ ß é 中文 a\u0301`.split(/ +/);
const text = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    {
      maxLength: 40,
    },
  )
  .map((words) => words.join(' '));
const texts = fc.array(text, { maxLength: 3 });
const calls = fc
  .record({
    title: text,
    summary: text,
    language: fc.constantFrom('es', 'en', 'pt', 'fr', 'it', 'ca', 'de'),
    donorName: text,
    applicantTypes: texts,
    partnerRequirements: fc.option(text),
    countries: fc.oneof(fc.constant([]), texts),
    territories: fc.oneof(fc.constant([]), texts),
  })
  .map(aCallText);

function fieldTexts(call: CallText, { field }: Claim<unknown>): readonly string[] {
  switch (field) {
    case 'title':
      return [call.title];
    case 'summary':
      return [call.summary];
    case 'donor':
      return [call.donorName];
    case 'partnerRequirements':
      return [call.partnerRequirements ?? ''];
    case 'applicantTypes':
    case 'countries':
    case 'territories':
      return call[field];
    default:
      return [];
  }
}

describe('what is read of where a call applies', () => {
  it('quotes the words of the field it names, and always quotes what it read from words', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const { country, territory } = readWhere(call, knowledge);
        for (const claim of [country, territory]) {
          if (!claim) continue;
          expect(claim.quote !== null).toBe(claim.fromText);
          if (claim.quote === null) continue;
          expect(claim.quote).not.toBe('');
          expect(fieldTexts(call, claim).some((part) => part.includes(claim.quote ?? ''))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('holds only codes of the division, none within another and never the whole country', () => {
    fc.assert(
      fc.property(calls, (call) => {
        const codes = readWhere(call, knowledge).territory?.value ?? [];
        for (const code of codes) {
          expect(knowledge.divisions.nameOf(code)).not.toBe('');
          expect(codes.some((other) => other !== code && code.startsWith(other))).toBe(false);
        }
        expect(knowledge.divisions.provinces().every((code) => codes.includes(code))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the list of countries in what it answers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('EC', 'PE', 'Bolivia', 'LAC', 'MERCOSUR', 'raro', '')),
        (countries) => {
          const value = (list: string[]) =>
            readWhere(aCallText({ countries: list }), knowledge).country?.value;
          expect(value(countries.toReversed())).toBe(value(countries));
        },
      ),
    );
  });

  it.each([
    ['one long word', 'a'.repeat(100_000)],
    ['names without end', 'provincia de Manabí, '.repeat(5_000)],
    ['one endless list', 'Perú y Ecuador y '.repeat(6_000)],
    ['open parentheses', 'América Latina ('.repeat(6_000)],
    ['unfinished names', 'República de los Estados '.repeat(4_000)],
    ['marks only', '((((::::,,,,'.repeat(9_000)],
    ['white space', ' \n\t'.repeat(33_000)],
    ['zones', 'zona de planificación 1, 2, 3 y 4, '.repeat(3_000)],
    ['prepositions', 'de la de la en el '.repeat(5_500)],
    ['words that fold to more', 'ŉİßǰ '.repeat(20_000)],
  ])('reads 100 kB of %s at once', (_, hostile) => {
    const call = aCallText({ title: hostile, summary: hostile });
    const fields = aCallText({ countries: [hostile], territories: [hostile] });
    // Processor time: other suites share the machine.
    const start = process.cpuUsage();
    readWhere(call, knowledge);
    readWhere(fields, knowledge);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  });

  it('reads decomposed accents like composed ones', () => {
    const call = aCallText({ title: 'Fondo para la Amazonía de Sucumbíos'.normalize('NFD') });
    expect(readWhere(call, knowledge).territory?.value).toEqual(['21']);
  });
});
