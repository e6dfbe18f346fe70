import { type CueKind, cuesAt, cuesBetween, type CuePlace } from './cues.js';
import { isDateOfGazette } from './gazettes.js';
import { BEFORE_DAY, DAY_TO_MONTH, weekdayWord } from './lexicon.js';
import {
  isHead,
  isStage,
  NOTHING,
  type Purpose,
  purposeFrom,
  rangePurpose,
  type Surroundings,
  withSubject,
} from './purposes.js';
import type { RawDate } from './raw-date.js';
import { lineEnd, lineStart, sentenceEnd, sentenceStart } from './stretches.js';
import { headerCell } from './table-headers.js';
import { GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

const OF_GAZETTE: Purpose = { role: 'publication', stage: null };
/** Cues that count only right before a date. */
const UNTOLD: ReadonlySet<CueKind> = new Set<CueKind>(['until', 'since', 'gazette']);
/** Most tokens behind a date that still say what it is: "15 de marzo: cierre de la convocatoria". */
const RIGHT_REACH = 10;
/** Most tokens between "publicación" or "límite" and the stage that is meant. */
const STAGE_REACH = 5;
const PARTS = wordSet(', ; y and e et und i');
/** A line of a few words above a date is its label. */
const LONGEST_LABEL = 10;

class RoleReader {
  constructor(
    private readonly tokens: readonly Token[],
    private readonly dates: readonly RawDate[],
    /** Tokens of times and zones, which say nothing of the purpose. */
    private readonly skipped: ReadonlySet<number>,
  ) {}

  read(): Purpose[] {
    const purposes: Purpose[] = [];
    this.dates.forEach((date, index) => {
      const before = purposes[index - 1];
      const own = this.purposeOf(index);
      // The further dates of a list are for what the first one is for.
      purposes.push(own ?? (date.link !== null && before ? before : NOTHING));
    });
    return purposes;
  }

  private purposeOf(index: number): Purpose | null {
    const date = this.dates[index]!;
    const opensRange = this.dates[index + 1]?.link === 'range';
    const closesRange = date.link === 'range';
    const head = this.groupHead(index);
    const around = this.surroundings(head, index);
    if (opensRange || closesRange) return rangePurpose(around, closesRange);
    if (around.lead === null && isDateOfGazette(this.tokens, date.from)) return OF_GAZETTE;
    if (date.link !== null && around.lead === null && around.cues.length === 0) return null;
    return purposeFrom(around, date);
  }

  private groupHead(index: number): number {
    let head = index;
    while (head > 0 && this.dates[head]!.link !== null) head -= 1;
    return head;
  }

  private surroundings(head: number, index: number): Surroundings {
    const { from } = this.dates[index]!;
    const lead = this.leadBefore(from) ?? (head === index ? null : this.leadBefore(this.dates[head]!.from));
    const first = this.dates[head]!.from;
    const labelled = this.isLabelled(first);
    const start = Math.max(this.clauseStart(first), this.dates[head - 1]?.to ?? 0);
    const bare = this.tokens
      .slice(start, first)
      .every(({ kind, text }) => kind !== 'word' || LITTLE.has(text));
    const cues = this.cuesFor(head, index, lead);
    const isFirm = labelled || this.dates[index]!.day !== null;
    return { cues: this.withSubject(cues, first, isFirm), lead, labelled, bare };
  }

  private withSubject(cues: readonly CuePlace[], from: number, isFirm: boolean): readonly CuePlace[] {
    if (!cues.some(({ kind }) => kind === 'start' || kind === 'end')) return cues;
    return withSubject(cues, this.cues(this.clauseStart(from), from), isFirm);
  }

  /** Cues of the nearest circle that has any: the line before the date, the head of its column, behind it, above it. */
  private cuesFor(head: number, index: number, lead: Surroundings['lead']): readonly CuePlace[] {
    const { tokens } = this;
    const isLed = lead !== null;
    const { from } = this.dates[head]!;
    const last = this.dates[this.groupEnd(index)]!;
    const bound = this.dates[head - 1]?.to ?? 0;
    const sentence = this.clauseStart(from);
    const start = Math.max(sentence, bound);
    const line = this.isRunningOn(from) ? start : Math.max(lineStart(tokens, from), start);
    const found = this.cues(line, from);
    // "Desde el día siguiente al de la publicación hasta …": when a term begins, and not what ends.
    const startsAt = (at: number) => lead === 'until' && startsTerm(tokens, at, line);
    const near = found.filter((cue) => cue.kind !== 'publication' || !startsAt(cue.from));
    const inRange = last.link === 'range' || this.dates[index + 1]?.link === 'range';
    const isAnswered = isLed || inRange || this.isLabelled(from);
    if (near.some(({ kind }) => kind !== 'thing' && (isAnswered || kind !== 'apply'))) return near;
    const header = headerCell(tokens, from);
    const column = header ? this.cues(header.from, header.to) : [];
    if (column.length > 0) return column;
    const behind = this.cuesBehind(last, this.groupEnd(index));
    if (behind.length > 0 && !isLed) return behind;
    if (near.length > 0 && !isLed) return near;
    const above = this.cues(start, from);
    if (above.length > 0) return above;
    // "desde … hasta …" share what stands before the first of them.
    const shared = isLed ? this.cues(sentenceStart(tokens, from), from) : [];
    if (shared.length > 0) return shared;
    return isLed ? behind : this.cuesOfLabel(from, bound);
  }

  private isLabelled(from: number): boolean {
    return isMark(this.tokens[from - 1], ':|') || this.tokens[from]!.gap >= GAP.line;
  }

  private groupEnd(index: number): number {
    let end = index;
    while (this.dates[end + 1] && this.dates[end + 1]!.link !== null) end += 1;
    return end;
  }

  private clauseStart(from: number): number {
    const sentence = sentenceStart(this.tokens, from);
    for (let at = from - 1; at >= sentence; at -= 1) if (this.tokens[at]!.text === ';') return at + 1;
    return sentence;
  }

  /** "vence el" / "15 de marzo": the line breaks within the sentence. */
  private isRunningOn(from: number): boolean {
    const before = this.tokens[from - 1];
    if (!before || this.tokens[from]!.gap !== GAP.line) return false;
    return BEFORE_DAY.has(before.text) || DAY_TO_MONTH.has(before.text) || this.leadBefore(from) !== null;
  }

  private cuesBehind(date: RawDate, index: number): CuePlace[] {
    const next = this.dates[index + 1]?.from ?? this.tokens.length;
    const end = Math.min(
      next,
      date.to + RIGHT_REACH,
      lineEnd(this.tokens, date.to),
      sentenceEnd(this.tokens, date.to),
    );
    const cues = this.cues(date.to, end);
    const first = cues.find(isHead);
    // "Emisión: 4 de abril – Cierre: 25 de abril": the words are the label of the next date.
    if (!first || isMark(this.tokens[next - 1], ':')) return [];
    // "… el 3 de enero, y cierra el 30 de abril": the words belong to the date behind them.
    const isParted = this.tokens.slice(date.to, first.from).some(({ text }) => PARTS.has(text));
    if (isParted && (date.day === null || next < sentenceEnd(this.tokens, date.to))) return [];
    // "15 de marzo: publicación de los resultados".
    return [first, ...cues.filter(({ kind, from }) => isStage(kind) && from - first.to <= STAGE_REACH)];
  }

  /** The last line of the paragraph above, if it is short and the date begins its own. */
  private cuesOfLabel(from: number, bound: number): CuePlace[] {
    const { tokens } = this;
    const start = lineStart(tokens, from);
    if (start === 0 || tokens[start]!.gap !== GAP.paragraph || from - start > 2) return [];
    const label = Math.max(lineStart(tokens, start - 1), bound);
    return start - label > LONGEST_LABEL ? [] : this.cues(label, start);
  }

  private cues(from: number, to: number): CuePlace[] {
    const text = (at: number) => (at < to && !this.skipped.has(at) ? this.tokens[at]!.text : undefined);
    return cuesBetween(text, from, to).filter(({ kind }) => !UNTOLD.has(kind));
  }

  /** "hasta" and the like, with nothing but little words and the time between them and the date. */
  private leadBefore(from: number): 'until' | 'since' | null {
    let start = from;
    while (start > 0 && from - start < LEAD_REACH && this.isFiller(start - 1)) start -= 1;
    let best: CuePlace | null = null;
    const text = (at: number) => (at < from ? this.tokens[at]?.text : undefined);
    for (let at = Math.max(0, start - LONGEST_LEAD); at < from; at += 1) {
      for (const cue of cuesAt(text, at)) {
        const leads = (cue.kind === 'until' || cue.kind === 'since') && cue.to >= start;
        if (leads && (best === null || cue.to > best.to)) best = cue;
      }
    }
    if (best === null) return null;
    return best.kind === 'until' ? 'until' : 'since';
  }

  private isFiller(at: number): boolean {
    const { tokens } = this;
    const token = tokens[at]!;
    if (tokens[at + 1]?.gap === GAP.paragraph) return false;
    if (this.skipped.has(at)) return true;
    if (token.kind === 'number') return false;
    return BEFORE_DAY.has(token.text) || FILLERS.has(token.text) || weekdayWord(tokens, at) !== undefined;
  }
}

/** Most tokens between "hasta" and its date: "hasta las 23:59 (hora de Quito) del viernes". */
const LEAD_REACH = 20;
/** Words of the longest phrase before a date. */
const LONGEST_LEAD = 5;

const FILLERS = wordSet(
  'de las la del al on at do of no da um : ( ) " « “ * , . d \' au aux a horas hora h hs hrs ore',
  'ora heure heures uhr time nuevo inclusive dem zum midnight end final finales fin fine fins di',
  'mediodia noon midday midi mezzogiorno migdia mittag mediados principios inicios early late mid ende mitte anfang cob eod horario local oficial legal',
);

const LITTLE = new Set([
  ...FILLERS,
  ...BEFORE_DAY,
  ...'desde from entre between du vom dal abierto cada ano anos every each year years'.split(' '),
  ...'chaque annee ans ogni anno any jedes jahr jeweils todos tous tots les'.split(' '),
]);

/** Most tokens from "desde" to the publication that a term is counted from. */
const TERM_REACH = 8;
const TERM_STARTS = wordSet(
  'desde siguiente partir contar depuis suivant following from after nach ab endema seguinte apos dalla',
  'dal dopo successivo compter',
);

function startsTerm(tokens: readonly Token[], at: number, from: number): boolean {
  return tokens.slice(Math.max(from, at - TERM_REACH), at).some(({ text }) => TERM_STARTS.has(text));
}

/**
 * Reads from the words around each date what it is for.
 * @param times indexes of the tokens of times and zones
 */
export function purposesOf(
  tokens: readonly Token[],
  dates: readonly RawDate[],
  times: ReadonlySet<number>,
): Purpose[] {
  return new RoleReader(tokens, dates, times).read();
}
