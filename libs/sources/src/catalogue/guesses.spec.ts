import { describe, expect, it } from '@jest/globals';
import { guessesIn } from './guesses.js';

describe('the guesses of a definition', () => {
  it('are told by the places of their selectors', () => {
    const config = {
      listUrls: ['https://x.example'],
      item: { selector: 'li', guess: true },
      title: { selector: 'a', guess: false },
      link: null,
      detail: {
        fields: [
          { selector: '.a', guess: false },
          { selector: '.b', guess: true },
        ],
      },
    };
    expect(guessesIn(config)).toEqual(['item', 'detail.fields.1']);
  });

  it('are none where there are no selectors', () => {
    expect(guessesIn({ words: 'Ecuador' })).toEqual([]);
    expect(guessesIn(null)).toEqual([]);
  });
});
