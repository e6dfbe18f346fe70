import type { DateMention } from '../types.js';
import { END_OF_DAY, isDay, isLocal } from './calendar-day.js';
import { type ReadPart, spanOf, withHint, withoutHint } from './read-part.js';
import { labelledSentence, sentenceAround } from './sentence.js';

/** A date on which a call may close. */
export interface ClosingDate {
  readonly part: ReadPart;
  readonly mention: DateMention;
  /** "2026-08-31" */
  readonly day: string;
  /** "2026-08-31T17:00", the end of the day where the words give no time. */
  readonly local: string;
  readonly sentence: string;
  readonly isExtension: boolean;
  readonly confidence: number;
  readonly rule: string;
}

const EXTENSION = new RegExp(
  [
    'prorrog|amplia(?:d[oa]s?|cion|ron)\\b|se amplia\\b|nuev[oa] (?:fecha|plazo|cierre)|extendid[oa]|se extiende|aplazad',
    'extended|extension|new (?:deadline|closing date|due date)|postponed',
    'prolongad|estendid|nov[oa] (?:prazo|data)|adiad[oa]|prolonge|repousse|reporte[e]? au|nouvelle date',
    'prorogat|nuova scadenza|posticipat|ampliat|nova data|nou termini|verlangert|neue frist',
  ].join('|'),
);

/** The end of what is paid for, not of the time to apply for it. */
const OF_THE_PROJECTS = new RegExp(
  [
    '(?:proyectos?|actividades|ejecucion|acciones|intervenciones)[^.;]{0,50}(?:deben|deberan|tienen que|podran|concluir|finalizar|terminar|ejecutarse)',
    '(?:periodo|plazo) de ejecucion|vigencia del (?:convenio|contrato|proyecto)|fecha de (?:fin|finalizacion|inicio) del proyecto',
    'projects? (?:must|should|shall|may)[^.;]{0,40}(?:end|finish|start|complete|implement|run)|implementation period|end of the project',
    'projetos? (?:devem|podem)[^.;]{0,40}(?:terminar|concluir)|periodo de execucao|projets? doi(?:t|vent)[^.;]{0,40}(?:terminer|achever)',
    'justificacion de (?:la|los) (?:subvencion|gastos)|informe final|final report',
  ].join('|'),
);
const OF_APPLICATIONS =
  /solicitud|postulaci|propuesta|candidatura|aplicaci|inscripci|application|proposal|submission|submit|apply|candidature|domanda|sol·licitud|antrag/;

/** Closing dates that the item names, those of parts known to tell of them first; a day once per part. */
export function closingDates(parts: readonly ReadPart[]): ClosingDate[] {
  const told = withHint(parts, 'deadline').flatMap((part) => ofDeadlinePart(part));
  const prose = [...withHint(parts, 'summary'), ...withoutHint(parts)].flatMap((part) =>
    part.dates
      .filter((date) => date.role === 'closing')
      .flatMap((date) => closing(part, date, 'deadline.text', 0)),
  );
  return [...told, ...prose];
}

/** In a part about the deadline a date without a role is one; of several the last closes. */
function ofDeadlinePart(part: ReadPart): ClosingDate[] {
  const named = part.dates.filter((date) => date.role === 'closing');
  const closings = named.flatMap((date) => closing(part, date, 'deadline.part', 0.9));
  if (closings.length > 0) return closings;
  const bare = part.dates.filter(
    (date) => date.role === null && date.stage === null && date.relative === null,
  );
  const dated = bare.flatMap((date) => closing(part, date, 'deadline.part', 0.8));
  const last = dated.toSorted((a, b) => (a.local < b.local ? 1 : -1))[0];
  return last ? [dated.length > 1 ? { ...last, rule: 'deadline.part_last', confidence: 0.6 } : last] : [];
}

function closing(part: ReadPart, mention: DateMention, rule: string, least: number): ClosingDate[] {
  const { value, stage } = mention;
  if (value === null || mention.precision !== 'day' || mention.recurring || !isDay(value)) return [];
  if (stage !== null && stage !== 'second_stage') return [];
  const span = spanOf(mention);
  const { start, end } = sentenceAround(part.text, span);
  const sentence = labelledSentence(part.text, span);
  const folded = part.folded.slice(start, end);
  if (least === 0 && OF_THE_PROJECTS.test(folded) && !OF_APPLICATIONS.test(folded)) return [];
  const written = mention.relative ? writtenBeside(part, mention) : undefined;
  if (written) return closing(part, { ...written, role: 'closing' }, rule, least);
  if (mention.relative?.unit === 'workday') return [];
  const local = `${value}T${mention.time ?? END_OF_DAY}`;
  if (!isLocal(local)) return [];
  const assumed = (mention.yearAssumed ? 0.15 : 0) + (mention.relative ? 0.25 : 0);
  const confidence = Math.max(0.1, Math.max(mention.confidence, least) - assumed);
  const isExtension = EXTENSION.test(folded);
  return [
    { part, mention, day: value, local, sentence, isExtension, confidence, rule: `${rule}:${mention.rule}` },
  ];
}

const FARTHEST = 200;
const DAYS_OFF = 3 * 24 * 3_600_000;

/**
 * "45 días desde la publicación, del 10 de julio al 23 de agosto": the day that is written counts, not our counting.
 * Working days depend on holidays that nobody has told us: without such a day they stay relative.
 */
function writtenBeside(part: ReadPart, counted: DateMention): DateMention | undefined {
  if (counted.value === null) return undefined;
  const day = Date.parse(counted.value);
  return part.dates.find(
    ({ value, precision, relative, offset }) =>
      relative === null &&
      precision === 'day' &&
      value !== null &&
      Math.abs(offset - counted.offset) <= FARTHEST &&
      Math.abs(Date.parse(value) - day) <= DAYS_OFF,
  );
}
