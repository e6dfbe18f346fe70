import type { FieldReading } from '../types.js';
import { listReading, listUnder, withoutBullet } from './lists.js';
import { isStruckAt, readingAt, type ReadPart, type Stretch, withHint, withoutHint } from './read-part.js';
import { sentenceAround } from './sentence.js';

const ELIGIBLE = new RegExp(
  [
    '(?:podra|puede)n? (?:participar|postular(?:se)?|aplicar|solicitar|concurrir|acceder|optar|inscribirse|ser beneficiari|presentar(?:se)? (?:propuestas?|proyectos?|solicitud|candidatura|iniciativas?|a ))',
    '(?:dirigid|destinad|abiert)[oa]s? (?:exclusivamente |principalmente |unicamente )?a(?:l| los| las| l[oa]s| entidades| organizaciones| gobiernos| municipi| gad| instituciones| ciudades)',
    '(?:se dirige|esta dirigida|estan dirigidas) a|(?:may|can|are eligible to|is eligible to) (?:apply|participate|submit|be submitted by)|eligible applicants? (?:are|is|include)|(?:is|are) open to|applicants must be',
    'podem (?:participar|se candidatar|candidatar-se|concorrer|apresentar|inscrever|se inscrever)|destina-se a|dirigid[oa] a',
    "peuvent (?:participer|candidater|deposer|repondre|presenter|postuler|beneficier)|s'adresse (?:a|aux)|(?:est )?ouverte? (?:a|aux) (?:les |toutes |tous )?",
    "possono (?:partecipare|presentare|candidarsi)|rivolt[oa] a|destinat[oa] a(?:i|gli|lle)?|poden (?:participar|presentar|optar|sol)|s'adreca a|adrecada a",
    'antragsberechtigt sind|richtet sich an|teilnahmeberechtigt sind|konnen (?:sich bewerben|beantragen)',
  ].join('|'),
  'g',
);
const REFUSED = /\b(?:no|not|nao|non|nicht|cannot|tampoco)\b[^.;]{0,15}$|ne $/;
const MOST_ITEMS = 40;
const MOST_SENTENCES = 2;
const LONGEST_SENTENCE = 500;

/** Who may apply, as written: what a part made for it says, the list below a heading, else the sentences that say it. */
export function readApplicants(parts: readonly ReadPart[]): FieldReading | null {
  for (const part of withHint(parts, 'applicants')) {
    const lines = part.lines.filter((line) => !isStruckAt(part, line)).map(withoutBullet);
    const items = lines.filter(({ text }) => text).slice(0, MOST_ITEMS);
    if (items.length === 0) continue;
    const found = listUnder(part, 'applicants') ?? { part, items, isBulleted: true };
    return listReading('applicantTypes', found, 'applicants.part', 0.9);
  }
  for (const part of withoutHint(parts)) {
    const found = listUnder(part, 'applicants');
    if (found)
      return listReading('applicantTypes', found, 'applicants.heading', found.isBulleted ? 0.8 : 0.7);
  }
  for (const part of [...withoutHint(parts), ...withHint(parts, 'summary')]) {
    const reading = inSentences(part);
    if (reading) return reading;
  }
  return null;
}

function inSentences(part: ReadPart): FieldReading | null {
  const found: Stretch[] = [];
  let end = -1;
  for (const match of part.folded.matchAll(ELIGIBLE)) {
    const { index } = match;
    if (index < end || REFUSED.test(part.folded.slice(Math.max(0, index - 20), index))) continue;
    const sentence = sentenceAround(part.text, { start: index, end: index + match[0].length });
    if (sentence.text.length > LONGEST_SENTENCE || isStruckAt(part, sentence)) continue;
    found.push(sentence);
    ({ end } = sentence);
    if (found.length === MOST_SENTENCES) break;
  }
  const [first] = found;
  if (!first) return null;
  const value = found.map((sentence) => sentence.text);
  return readingAt('applicantTypes', part, { start: first.start, end }, value, 'applicants.sentence', 0.5);
}
