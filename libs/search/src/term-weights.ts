import { indexLanguage } from './analysis.js';
import { PhraseWalker } from './phrase-book.js';
import type { SearchEntry } from './search-entry.entity.js';
import type { Vocabulary } from './vocabulary.js';

/** A find in the title says more than one in the names around it, and that more than one in the text. */
const TITLE = 3;
const NAMES = 2;
const BODY = 1;

/** BM25: how fast repeating a word stops counting, and how much a long text is held against it. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** A usual text in words that count; fixed, so that the weight of a document does not depend on the others. */
const USUAL_LENGTH = 80;

/** What a document says, term by term, between 0 and 1. Synonyms count as terms of their own. */
export function termWeights(
  entry: Pick<SearchEntry, 'title' | 'subtitle' | 'keywords' | 'body' | 'language'>,
  vocabulary: Vocabulary,
): Map<number, number> {
  const weights = new Map<number, number>();
  let length = 0;
  const read = (text: string, language: string, weight: number): void => {
    const learn = vocabulary.learner(language);
    const walker = new PhraseWalker();
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const known = learn(word);
      if (!known) continue;
      length += 1;
      weights.set(known.term, (weights.get(known.term) ?? 0) + weight);
      for (const group of walker.step(known.root, known.start)) {
        const term = vocabulary.number(group);
        weights.set(term, (weights.get(term) ?? 0) + weight);
      }
    }
  };
  const language = indexLanguage(entry.language);
  read(entry.title, language, TITLE);
  // Names of donors, places and topics are Spanish whatever the language of the record.
  read(entry.subtitle, 'es', NAMES);
  read(entry.keywords, 'es', NAMES);
  read(entry.body, language, BODY);
  const damping = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / USUAL_LENGTH);
  for (const [term, weight] of weights) weights.set(term, weight / (weight + damping));
  return weights;
}
