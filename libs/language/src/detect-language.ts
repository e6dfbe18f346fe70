import { eld } from 'eld/extrasmall';
import { LANGUAGES, type Language } from './stem.js';

eld.setLanguageSubset([...LANGUAGES]);

/** The language a text is most likely written in; Spanish when there is too little of it to tell. */
export function detectLanguage(text: string): Language {
  const { language } = eld.detect(text.slice(0, 2000));
  return LANGUAGES.find((known) => known === language) ?? 'es';
}
