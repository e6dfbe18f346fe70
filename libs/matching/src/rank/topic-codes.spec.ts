import { describe, expect, it } from '@jest/globals';
import { TopicNames } from './topic-codes.js';

const topics = new TopicNames(
  [
    { code: 'agua-potable', nameEs: 'Agua potable' },
    { code: 'agricultura', nameEs: 'Agricultura' },
  ],
  [
    { code: '311', nameEs: 'Agricultura', nameEn: 'Agriculture' },
    { code: '14030', nameEs: '', nameEn: 'Basic drinking water supply and basic sanitation' },
  ],
);

describe('the words of a classification', () => {
  it.each([
    ['AGUA POTABLE', { themes: ['agua-potable'], crsSectors: [], words: [] }],
    ['agua-potable', { themes: ['agua-potable'], crsSectors: [], words: [] }],
    // A topic comes before the line of the same name.
    ['agricultura', { themes: ['agricultura'], crsSectors: [], words: [] }],
    ['Agriculture', { themes: [], crsSectors: ['311'], words: [] }],
    ['basic drinking water supply and basic sanitation', { themes: [], crsSectors: ['14030'], words: [] }],
    ['14030', { themes: [], crsSectors: ['14030'], words: [] }],
    ['14030 - Basic drinking water', { themes: [], crsSectors: ['14030'], words: [] }],
    ['99999', { themes: [], crsSectors: [], words: ['99999'] }],
    ['Wasserversorgung', { themes: [], crsSectors: [], words: ['Wasserversorgung'] }],
  ])('«%s» are sorted by what they are', (word, expected) => {
    expect(topics.read([word])).toEqual(expected);
  });

  it('count once', () => {
    expect(topics.read(['agua potable', 'Agua Potable', 'otra', 'otra'])).toEqual({
      themes: ['agua-potable'],
      crsSectors: [],
      words: ['otra'],
    });
  });
});
