// Texts for the matching benchmark. Plans and donors speak of the same topics in different words: the phrases of each
// topic are dealt out between them, and the sentences come from the project's own plans, offers and competences on one
// side and from its calls, funds, donors and networks on the other.
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../libs/${path}`, import.meta.url), 'utf8'));

const SYLLABLES = 'ca,lla,mi,ru,pa,cha,tin,go,sa,que,yu,ran,te,wi,no,ma,chi,pe,lon,du,ri,va,cu,es,ter'.split(
  ',',
);
/** Topics list their Spanish phrases first; about this share of them. */
const SPANISH_SHARE = 0.6;
const CALL_WORDS = 220;

/**
 * @typedef {{ themes: readonly any[], ofTheme: ReadonlyMap<string, readonly string[]>, any: readonly string[] }} Sentences
 * @returns topics with the phrases of each side, and the sentences of each side
 */
export function textSource() {
  const themes = read('reference-data/data/themes.json').map((theme) => {
    const spanish = theme.keywords.slice(0, Math.ceil(theme.keywords.length * SPANISH_SHARE));
    const others = theme.keywords.slice(spanish.length);
    const half = (rest) => spanish.filter((_, at) => at % 2 === rest);
    return {
      ...theme,
      ofPlans: orAll(half(0), spanish),
      ofDonors: orAll(half(1), spanish),
      foreign: orAll(others, spanish),
    };
  });
  return { themes, plans: planSentences(), donors: donorSentences() };
}

function orAll(some, all) {
  return some.length > 0 ? some : all;
}

function planSentences() {
  return sentencesBy([
    ...read('demo/data/gads.json').flatMap(({ priorities }) => priorities),
    ...read('reference-data/data/offers.json').offers.map(({ titleEs, summaryEs, themes }) => ({
      text: `${titleEs}: ${summaryEs}`,
      themes,
    })),
    ...read('reference-data/data/competences.json').competences,
  ]);
}

function donorSentences() {
  const { funds } = read('reference-data/data/funds.json');
  const { donors } = read('reference-data/data/donors.json');
  const { networks } = read('reference-data/data/networks.json');
  return sentencesBy([
    ...read('demo/data/calls.json').map(({ summary, themes }) => ({ text: summary, themes })),
    ...[...funds, ...donors, ...networks].map(({ noteEs, themes }) => ({ text: noteEs ?? '', themes })),
    ...donors.map(({ gadAccessEs, themes }) => ({ text: gadAccessEs ?? '', themes })),
  ]);
}

/** Sentences by the topics of the text they stand in, and all of them. */
function sentencesBy(texts) {
  const ofTheme = new Map();
  const any = [];
  for (const { text, themes } of texts) {
    const sentences = text.split(/(?<=[.;])\s+/).filter((sentence) => sentence.length > 20);
    any.push(...sentences);
    for (const theme of themes) ofTheme.set(theme, [...(ofTheme.get(theme) ?? []), ...sentences]);
  }
  return { ofTheme, any };
}

const VERBS = [
  'Ampliar la cobertura de',
  'Mejorar',
  'Construir',
  'Garantizar',
  'Implementar',
  'Promover',
  'Rehabilitar',
  'Impulsar',
  'Regular',
  'Mantener',
  'Diversificar',
  'Recuperar',
  'Gestionar',
  'Dotar de',
  'Fortalecer',
  'Consolidar',
];
const MEANS = [
  'mediante convenios con los gobiernos vecinos',
  'con participación de las juntas y los barrios',
  'a través de un plan plurianual',
  'con presupuesto participativo',
  'por medio de mancomunidades',
  'con mano de obra de la zona',
  'según la ordenanza vigente',
  'con cargo al presupuesto del periodo',
];
const ENDS = [
  'para reducir las brechas entre lo urbano y lo rural',
  'a fin de mejorar la calidad de vida',
  'para las familias de los recintos y comunas',
  'hasta cubrir todas las comunidades',
  'durante la administración actual',
  'para beneficio de quienes más lo necesitan',
  'en el marco del ordenamiento territorial',
];
const DONOR_OPENINGS = [
  'La iniciativa',
  'El programa',
  'Esta ventana',
  'El mecanismo',
  'La línea de apoyo',
  'El instrumento',
  'La alianza',
];
const DONOR_ACTS = [
  'financia propuestas sobre',
  'apoya experiencias de',
  'invierte en',
  'selecciona iniciativas que traten de',
  'cofinancia acciones de',
  'acompaña procesos de',
  'reconoce prácticas de',
];
const DONOR_ENDS = [
  'con resultados medibles',
  'con un enfoque de derechos',
  'presentadas por entidades sin fines de lucro',
  'que puedan replicarse en otros países',
  'con asistencia de expertos',
  'durante un máximo de treinta meses',
  'cuando la otra entidad aporta lo que le corresponde',
];

/** Makes the texts of calls and priorities from a source and a generator of numbers. */
export function textMaker({ themes, plans, donors }, places, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const name = () => {
    let made = '';
    for (let count = 2 + Math.floor(random() * 3); count > 0; count -= 1) made += pick(SYLLABLES);
    return made[0].toUpperCase() + made.slice(1);
  };
  const topic = () => themes[Math.floor(random() ** 1.3 * themes.length)];

  /** A text of about 220 words on one to three topics, nine of ten in Spanish. */
  function call() {
    const language = random() < 0.9 ? 'es' : 'en';
    const topics = Array.from({ length: 1 + Math.floor(random() * 3) }, topic);
    const phrase = () => pick(language === 'es' ? pick(topics).ofDonors : pick(topics).foreign);
    const title =
      language === 'es'
        ? `${pick(['Convocatoria', 'Fondo', 'Programa', 'Premio'])} ${name()} de ${phrase()}`
        : `${pick(['Call', 'Fund', 'Programme', 'Award'])} ${name()}: ${phrase()}`;
    const parts = [];
    for (let words = 0; words < CALL_WORDS - 12; words += parts.at(-1).split(' ').length) {
      const kind = random();
      if (kind < 0.15) parts.push(pick(donors.any));
      else if (kind < 0.6) parts.push(pick(donors.ofTheme.get(pick(topics).code) ?? donors.any));
      else if (language === 'en')
        parts.push(
          `The ${name()} facility supports ${phrase()} and ${phrase()} around ${name()} and ${pick(places)}.`,
        );
      else
        parts.push(
          `${pick(DONOR_OPENINGS)} ${name()} ${pick(DONOR_ACTS)} ${phrase()} y ${phrase()} ${pick(DONOR_ENDS)}.`,
        );
    }
    return { title, summary: parts.join(' '), language, topics };
  }

  /** A priority of about 21 words. */
  function priority(wanted) {
    const own = wanted ?? topic();
    const text =
      random() < 0.15
        ? pick(plans.ofTheme.get(own.code) ?? plans.any)
        : `${pick(VERBS)} ${pick(own.ofPlans)} y ${pick(own.ofPlans)} en ${pick(places)} y ${name()}, ${pick(MEANS)}, ${pick(ENDS)}.`;
    return { text, topic: own };
  }

  return { pick, call, priority };
}
