import type { DateStage, MentionRole } from '../types.js';
import type { CueKind, CuePlace } from './cues.js';
import type { RawDate } from './raw-date.js';

export interface Purpose {
  readonly role: MentionRole | null;
  readonly stage: DateStage | null;
}

export const NOTHING: Purpose = { role: null, stage: null };

const STAGES: ReadonlySet<CueKind> = new Set<CueKind>([
  'expression_of_interest',
  'questions',
  'info_session',
  'cut_off',
  'second_stage',
  'results',
]);
const HEADS: ReadonlySet<CueKind> = new Set<CueKind>([
  ...STAGES,
  'close',
  'extension',
  'open',
  'start',
  'end',
  'publication',
  'event',
  'thing',
]);

/** What the words around a date say, the nearest cue last. */
export interface Surroundings {
  readonly cues: readonly CuePlace[];
  /** "hasta", "desde" right before the date. */
  readonly lead: 'until' | 'since' | null;
  /** ":" or the border of a cell right before the date. */
  readonly labelled: boolean;
  /** Nothing but little words stand before it in its sentence. */
  readonly bare: boolean;
}

/** A cue that names what happens on a date. */
export function isHead({ kind }: CuePlace): boolean {
  return HEADS.has(kind);
}

/** A step of a call besides opening and final close. */
export function isStage(kind: CueKind): boolean {
  return STAGES.has(kind);
}

function stageOf(cues: readonly CuePlace[]): DateStage | null {
  return (cues.findLast(({ kind }) => STAGES.has(kind))?.kind as DateStage | undefined) ?? null;
}

const APPLYING: ReadonlySet<CueKind> = new Set<CueKind>(['apply', 'hand', 'close', 'extension', 'open']);

/** Whether the words are about applying and not about something that is carried out. */
function isAboutApplying(cues: readonly CuePlace[], thingsMayBe: boolean): boolean {
  const kinds = new Set(cues.map(({ kind }) => kind));
  const applies = cues.some(({ kind }) => APPLYING.has(kind));
  const last = cues.findLast(({ kind }) => kind !== 'thing' && kind !== 'report')?.kind;
  if (last === 'event' || last === 'publication') return false;
  return applies || thingsMayBe || (!kinds.has('thing') && !kinds.has('event'));
}

/** "Los informes se entregarán antes del …", "Plazo de justificación: …": what is due comes after the award. */
function isDueAfterAward(cues: readonly CuePlace[]): boolean {
  const last = (kind: CueKind) => cues.findLastIndex((cue) => cue.kind === kind);
  if (last('later') >= 0) return last('later') > last('apply');
  return last('report') >= 0 && last('apply') < 0;
}

const NEVER_CLOSES: ReadonlySet<DateStage> = new Set<DateStage>(['info_session', 'results']);

/**
 * Says of "begins" and "ends" what begins and ends: the call, or something that is carried out.
 * @param clause cues of the whole clause, and of what stands before the date in it
 * @param isFirm the date is a day, or the words are its label
 */
export function withSubject(
  cues: readonly CuePlace[],
  clause: readonly CuePlace[],
  isFirm: boolean,
): readonly CuePlace[] {
  const has = (kinds: ReadonlySet<CueKind>) => [...clause, ...cues].some(({ kind }) => kinds.has(kind));
  const isOfCall = has(APPLYING) || (isFirm && !has(OTHER_SUBJECTS));
  return cues.map((cue) => {
    if (cue.kind !== 'start' && cue.kind !== 'end') return cue;
    return { ...cue, kind: !isOfCall ? 'event' : cue.kind === 'start' ? 'open' : 'close' };
  });
}

const OTHER_SUBJECTS: ReadonlySet<CueKind> = new Set<CueKind>(['thing', 'event', 'report', 'later']);

/** What the two days of a range are for. */
export function rangePurpose({ cues, bare }: Surroundings, closesRange: boolean): Purpose {
  const stage = stageOf(cues);
  if (isDueAfterAward(cues)) return { role: null, stage };
  if (stage && NEVER_CLOSES.has(stage)) return { role: null, stage };
  if (cues.length === 0 ? !bare : !isAboutApplying(cues, false)) return { role: null, stage };
  // "Extended from 30 April to 15 May": the first day is the end that was.
  const isMoved = cues.some(({ kind }) => kind === 'extension');
  return { role: closesRange ? 'closing' : isMoved ? null : 'opening', stage };
}

/** What a day that stands alone or leads a list is for. */
export function purposeFrom({ cues, lead, labelled, bare }: Surroundings, date: RawDate): Purpose {
  const stage = stageOf(cues);
  if (isDueAfterAward(cues)) return { role: null, stage };
  if (stage && NEVER_CLOSES.has(stage)) return { role: null, stage };
  if (lead !== null) {
    // "La alianza existe desde el 12 de mayo": nothing says that it is a call.
    if (lead === 'since' && cues.length === 0 && !bare) return { role: null, stage };
    const speaks = cues.some(({ kind }) => APPLYING.has(kind));
    const isKnown =
      isAboutApplying(cues, lead === 'until') && (date.day !== null || speaks || (bare && lead === 'until'));
    return { role: !isKnown ? null : lead === 'until' ? 'closing' : 'opening', stage };
  }
  const head = cues.findLast((cue) => isHead(cue) && cue.kind !== 'thing' && !STAGES.has(cue.kind));
  if (stage) {
    const closes =
      head?.kind === 'close' || head?.kind === 'extension' || (labelled && stage !== 'questions');
    return { role: closes ? 'closing' : null, stage };
  }
  if (head?.kind === 'close' || head?.kind === 'extension') return { role: 'closing', stage };
  if (head?.kind === 'open') return { role: 'opening', stage };
  if (head?.kind === 'publication') return { role: 'publication', stage };
  const last = cues.at(-1)?.kind;
  const isLabel = labelled && !head && (last === 'apply' || last === 'hand');
  return { role: isLabel ? 'closing' : null, stage };
}
