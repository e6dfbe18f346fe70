import { describe, expect, it } from '@jest/globals';
import { findDates } from '../dates/find-dates.js';
import type { ItemText, Part } from '../types.js';
import { extractCall } from './extract-call.js';

function itemOf(...parts: readonly [text: string, hint: Part['hint']][]): ItemText {
  return {
    url: 'https://fondo.example/llamado',
    parts: parts.map(([text, hint], at) => ({ name: `parte ${at}`, source: { text, struck: [] }, hint })),
    documents: [],
    known: [],
    publishedOn: null,
    defaults: { language: null, zone: null, currency: null },
  };
}

const LONG =
  'The fund supports local governments that protect their water sources together with the communities. It pays for works and for advice.';

describe('what a person has to look at', () => {
  it.each([
    ['Closing date: 12/01/2027', 'en', true],
    ['Closing date: 12/01/2027. Results: 25/02/2027', 'en', false],
    ['Closing date: 13/01/2027', 'en', false],
    ['Fecha de cierre: 12/01/2027', 'es', false],
  ])('%s (%s): in doubt %s', (text, language, inDoubt) => {
    const [date] = findDates({ text, struck: [] }, { language });
    expect(date!.value).toMatch(/^2027-01-1[23]$/);
    expect(date!.confidence < 0.6).toBe(inDoubt);
  });

  it('a text that breaks off is only the description where there is no other', () => {
    const teaser = 'The fund supports local governments that protect...';
    const summaryOf = (item: ItemText) => extractCall(item).fields.find(({ field }) => field === 'summary');
    expect(summaryOf(itemOf([teaser, 'summary'], [LONG, null]))?.value).toBe(LONG);
    expect(summaryOf(itemOf([teaser, 'summary']))).toMatchObject({ value: teaser, confidence: 0.5 });
    expect(summaryOf(itemOf([LONG, 'summary']))).toMatchObject({ value: LONG, confidence: 0.85 });
  });
});
