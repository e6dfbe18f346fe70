import { describe, expect, it } from '@jest/globals';
import { aCall, THEMES } from '../../../test/support/matching-facts.js';
import { mentionsAny, readTopics } from './topics.js';

describe('words in a text', () => {
  it.each([
    ['redes de agua potable', 'agua', true],
    ['las aguas residuales', 'agua', true],
    ['sectores vulnerables', 'sector', true],
    ['paraguas para todos', 'agua', false],
    ['el aguacate', 'agua', false],
    ['agua', 'agua', true],
    ['paraguas y agua', 'agua', true],
    ['agua potable', 'agua potable', true],
    ['', 'agua', false],
  ])('«%s» names «%s»: %s', (text, word, expected) => {
    expect(mentionsAny(text, [word])).toBe(expected);
  });
});

describe('the topics of a call', () => {
  it('count fully, their broader ones by half, generic ones little', () => {
    const { weights } = readTopics(aCall({ themes: ['water', 'development'] }), THEMES);
    expect(Object.fromEntries(weights)).toEqual({ water: 1, environment: 0.5, development: 0.15 });
  });

  it('count fully when named beside a narrower one', () => {
    const { weights } = readTopics(aCall({ themes: ['water', 'environment'] }), THEMES);
    expect(weights.get('environment')).toBe(1);
  });

  it('that nobody knows are left out', () => {
    const topics = readTopics(aCall({ themes: ['unknown-topic'] }), THEMES);
    expect(topics.weights.size).toBe(0);
    expect(topics.onlyGeneric).toBe(true);
  });

  it('quote the sentence that names them, else the title', () => {
    const { quotes } = readTopics(aCall({ themes: ['water', 'forests'] }), THEMES);
    expect(quotes.get('water')).toBe('Financia redes de agua potable.');
    expect(quotes.get('forests')).toBeUndefined();
  });

  it('shorten a long sentence between words', () => {
    const summary = `El agua potable ${'es un derecho de todas las personas '.repeat(20)}.`;
    const quote = readTopics(aCall({ summary }), THEMES).quotes.get('water')!;
    expect(quote.length).toBeLessThanOrEqual(241);
    expect(quote).toMatch(/^El agua potable .*\S…$/);
  });
});
