// Texts for the catalogue benchmark: sentences of the real demo calls, phrases of the real topics, real place names
// and made-up project names, mixed by a seeded generator, so that every run searches the same 50,000 calls.
import { readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const SYLLABLES = 'ca,lla,mi,ru,pa,cha,tin,go,sa,que,yu,ran,te,wi,no,ma,chi,pe,lon,du,ri,va,cu,es,ter'.split(
  ',',
);

/** A generator of numbers from 0 to 1 (mulberry32): the same ones for the same seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the texts are made of: sentences by language, topics with their phrases, names of places. */
export function textSource() {
  const { calls } = { calls: JSON.parse(read('libs/demo/data/calls.json')) };
  const list = Array.isArray(calls) ? calls : calls.calls;
  const sentences = { es: [], en: [] };
  for (const { language, summary } of list) {
    sentences[language]?.push(...summary.split(/(?<=[.;])\s+/).filter((sentence) => sentence.length > 20));
  }
  const themes = JSON.parse(read('libs/reference-data/data/themes.json'));
  const places = read('libs/reference-data/data/dpa.csv')
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[2])
    .filter(Boolean);
  return { sentences, themes, places };
}

/** Makes texts of about 120 words about one or two topics. */
export function textMaker({ sentences, themes, places }, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const projectName = () => {
    let name = '';
    for (let count = 2 + Math.floor(random() * 3); count > 0; count -= 1) name += pick(SYLLABLES);
    return name[0].toUpperCase() + name.slice(1);
  };
  return {
    pick,
    call() {
      // Nine of ten in Spanish, as in the real list; some topics come up far more often than others.
      const language = random() < 0.9 ? 'es' : 'en';
      const topics = [pickTopic(), pickTopic()];
      const phrases = topics.flatMap((topic) => topic.keywords);
      const title =
        language === 'es'
          ? `${pick(['Convocatoria', 'Fondo', 'Programa', 'Apoyo', 'Premio'])} ${projectName()} de ${pick(phrases)} en ${pick(places)}`
          : `${pick(['Call', 'Fund', 'Programme', 'Award'])} ${projectName()}: ${pick(phrases)} for ${pick(places)}`;
      const parts = [];
      let words = 0;
      while (words < 95 + random() * 50) {
        const sentence =
          random() < 0.75
            ? pick(sentences[language])
            : language === 'es'
              ? `El proyecto ${projectName()} trabaja en ${pick(phrases)} y ${pick(phrases)} con las comunidades de ${pick(places)}.`
              : `The ${projectName()} project works on ${pick(phrases)} and ${pick(phrases)} in ${pick(places)}.`;
        parts.push(sentence);
        words += sentence.split(' ').length;
      }
      return {
        title,
        summary: parts.join(' '),
        language,
        themes: [...new Set(topics.map(({ code }) => code))],
      };
    },
    projectName,
  };

  function pickTopic() {
    return themes[Math.floor(random() ** 1.8 * themes.length)];
  }
}
