import { fold } from '@chasqui/kernel';
import { LANGUAGES, stopWordsOf, wordsIn } from '@chasqui/language';

const STOP_WORDS = stopWordsOf(LANGUAGES);

/** Words of the trade that half of all calls have in their titles, folded: they tell little of which one it is. */
const COMMON = new Set(
  `convocatoria convocatorias convocatória chamada chamadas edital appel appels bando bandi crida aufruf ausschreibung
  call calls proposals proposal propuestas propuesta propostas applications application candidaturas candidatures
  projects project proyectos proyecto projetos projeto projets projet progetti projectes projekte
  fondo fondos fund funds fundo fundos fons fonds programa programme program programmes programmi programm
  subvencion subvenciones subvencao subvention subventions grant grants ayuda ayudas ajuts aid funding financiamiento
  financiacion concurso concursable premio premios award awards edicion edition edicao edizione edicio ronda round
  cooperacion cooperation cooperacao cooperazione cooperacio desarrollo development desenvolvimento developpement
  internacional international apertura abierta open publica public ventana window cierre lote lot anual bases`
    .split(/\s+/)
    .map(fold),
);

export interface TitleWords {
  /** Every word that is not a stop word, a year or a number of an edition; folded, in their order. */
  readonly all: readonly string[];
  /** Those that are not common in the trade. */
  readonly telling: readonly string[];
}

const YEAR = /^(19|20)\d\d$/;
const NUMBERED = /^(\d{1,3}(st|nd|rd|th|a|o|er|ra|ro|da|do|va|vo|eme|e)?|[ivx]{1,6})$/;

export function titleWords(title: string): TitleWords {
  const all = wordsIn(fold(title)).filter(
    (word) => !STOP_WORDS.has(word) && !YEAR.test(word) && !NUMBERED.test(word) && word.length > 1,
  );
  return { all, telling: all.filter((word) => !COMMON.has(word)) };
}

const COMMON_WEIGHT = 0.25;
const weightOf = (word: string) => (COMMON.has(word) ? COMMON_WEIGHT : 1);
/** Telling words from which a title that is wholly within a longer one is most likely the same title. */
const ENOUGH_WORDS = 3;
const WITHIN = 0.92;

/**
 * How alike two titles are, 0 to 1, in one language: by their words, by their letters, and by one being the other
 * with something around it, as aggregators write them. Years and edition numbers do not count here.
 */
export function titleSimilarity(one: TitleWords, other: TitleWords): number {
  if (one.all.length === 0 || other.all.length === 0) return 0;
  const [first, second] = [new Set(one.all), new Set(other.all)];
  const shared = [...first].filter((word) => second.has(word));
  const weight = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + weightOf(word), 0);
  const [a, b, common] = [weight(first), weight(second), weight(shared)];
  const byWords = (2 * common) / (a + b);
  const [tells, otherTells] = [new Set(one.telling), new Set(other.telling)];
  const fewest = Math.min(tells.size, otherTells.size);
  const sharedTelling = [...tells].filter((word) => otherTells.has(word)).length;
  const within = fewest >= ENOUGH_WORDS ? (WITHIN * sharedTelling) / fewest : 0;
  return Math.max(byWords, within, lettersAlike(one.all, other.all));
}

/** By three letters in a row: forgives typing errors and endings. A little less than the same words. */
function lettersAlike(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [trigrams(one), trigrams(other)];
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return (0.95 * 2 * shared) / (a.size + b.size);
}

function trigrams(words: readonly string[]): Set<string> {
  return new Set(
    words.flatMap((word) => {
      const padded = `  ${word} `;
      return Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3));
    }),
  );
}
