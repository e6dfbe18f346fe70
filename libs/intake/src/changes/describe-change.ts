import type { DeadlineReading, ExtractedField } from '@chasqui/extraction';
import { formatAmount, formatDateTime, instantOf } from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS } from '@chasqui/vocabularies';
import { cutAtWord } from '../cut-at-word.js';
import {
  deadlineOf,
  decimalOf,
  documentsOf,
  listOf,
  minuteOf,
  otherDatesOf,
  textOf,
} from '../reading-values.js';
import type { CallChange, ChangeSide } from './change.js';
import { FIELD_IN_SENTENCE, shortZoneLabel, STANDING_LABELS } from './labels.js';
import { wordingKey } from './same-value.js';
import { standingOfWords } from './standing.js';

/** Characters of a text that a sentence quotes. */
const QUOTED = 120;

/** What happened, in one Spanish sentence without a full stop, with before and after. */
export function describeChange(change: CallChange): string {
  const { kind, field, before, after } = change;
  if (kind === 'new') return `Convocatoria nueva${titled(after)}`;
  if (kind === 'withdrawn') return `La fuente ya no publica la convocatoria${titled(before)}`;
  if (field === null) return 'La convocatoria cambia';
  if (kind === 'cosmetic') return `Solo cambia la forma de escribir ${FIELD_IN_SENTENCE[field]}`;
  if (kind === 'cancelled') return `La fuente la da por cancelada${wordsOf(before, after)}`;
  if (kind === 'opened')
    return `Ya está abierta${field === 'opensOn' ? sinceDay(after) : wordsOf(before, after)}`;
  if (kind === 'reopened')
    return `Se reabre${field === 'deadline' ? newClose(before, after) : wordsOf(before, after)}`;
  if (field === 'sourceStatus' && kind === 'brought_forward') {
    return `La fuente la da por cerrada antes del plazo${wordsOf(before, after)}`;
  }
  if (field === 'deadline') return describeDeadline(change);
  if (isList(field)) return describeList(field, before, after);
  if (field === 'summary' && before && after) return 'Cambia la descripción';
  return describeValue(field, before, after);
}

function titled(side: ChangeSide | null): string {
  const title = textOf(side?.value);
  return title ? `: ${quoted(title)}` : '';
}

function wordsOf(before: ChangeSide | null, after: ChangeSide | null): string {
  const [old, next] = [saidBy(before), saidBy(after)];
  if (old && next && old !== next) return `: decía ${quoted(old)}, ahora dice ${quoted(next)}`;
  return next ? `: dice ${quoted(next)}` : '';
}

/** What the source writes of it; what that means where it is a code. */
function saidBy(side: ChangeSide | null): string | null {
  const words = side && (textOf(side.words) ?? textOf(side.value));
  if (!words || !/^(\d+|true|false)$/i.test(words)) return words;
  const told = standingOfWords(textOf(side.value) ?? '') ?? standingOfWords(words);
  if (!told) return words;
  return told === 'not_open' ? 'no abierta' : STANDING_LABELS[told].toLowerCase();
}

function sinceDay(after: ChangeSide | null): string {
  const day = dayText(textOf(after?.value) ?? '');
  return day ? ` desde el ${day}` : '';
}

function newClose(before: ChangeSide | null, after: ChangeSide | null): string {
  const [old, next] = [deadlineOf(before?.value), deadlineOf(after?.value)];
  if (!next) return '';
  if (next.kind !== 'exact') return `: ${deadlineText(next)}`;
  const was = old?.kind === 'exact' ? `; cerraba el ${deadlineText(old)}` : '';
  return `: ahora cierra el ${deadlineText(next)}${was}`;
}

function describeDeadline({ kind, before, after }: CallChange): string {
  const [old, next] = [deadlineOf(before?.value), deadlineOf(after?.value)];
  if (!old || !next) {
    const [lead, only] = next ? ['Ahora consta el plazo', next] : ['La fuente ya no publica el plazo', old];
    return only ? `${lead}${next ? ': ' : ', que era: '}${deadlineText(only)}` : lead;
  }
  if (kind === 'text') return `La fuente ya no dice la hora del cierre, que era: ${deadlineText(old)}`;
  const lead = {
    extended: 'El plazo se prorroga',
    brought_forward: 'El plazo se adelanta',
  }[kind as string];
  if (old.kind === 'exact' && next.kind === 'exact') {
    const isOneZone = old.zone === next.zone;
    return `${lead ?? 'El plazo cambia'}: del ${deadlineText(old, !isOneZone)} al ${deadlineText(next)}`;
  }
  return `${lead ?? 'El plazo cambia'}: antes, ${deadlineText(old)}; ahora, ${deadlineText(next)}`;
}

const KIND_TEXT: Readonly<Record<Exclude<DeadlineReading['kind'], 'exact'>, string>> = {
  relative: 'contado desde otra fecha',
  rolling: 'recepción continua',
  cut_offs: 'varios cortes',
  recurring: 'se repite cada cierto tiempo',
  permanent: 'sin fecha de cierre',
  unpublished: 'sin fecha publicada',
};

function deadlineText(deadline: DeadlineReading, withZone = true): string {
  const { kind, local, zone, text } = deadline;
  if (kind !== 'exact') return `${KIND_TEXT[kind]}${text ? ` (${quoted(text)})` : ''}`;
  return `${timeText(local ?? '') ?? text ?? 'fecha que no se entiende'}${withZone && zone ? ` (${shortZoneLabel(zone)})` : ''}`;
}

/** "15 de marzo de 2026, 23:59" */
function timeText(local: string): string | null {
  const instant = instantOf(minuteOf(local), 'UTC');
  return instant ? formatDateTime(instant, 'UTC').replace(/^\S+ /, '') : null;
}

function dayText(date: string): string | null {
  return timeText(date)?.replace(/,.*$/, '') ?? null;
}

type ListField =
  'applicantTypes' | 'countries' | 'territories' | 'requiredDocuments' | 'documents' | 'otherDeadlines';

const LIST_FIELDS: readonly ExtractedField[] = [
  'applicantTypes',
  'countries',
  'territories',
  'requiredDocuments',
  'documents',
  'otherDeadlines',
] satisfies ListField[];

function isList(field: ExtractedField): field is ListField {
  return LIST_FIELDS.includes(field);
}

/** Entries that a sentence names; more are counted. */
const NAMED = 5;

function describeList(field: ListField, before: ChangeSide | null, after: ChangeSide | null): string {
  const [old, next] = [entriesOf(field, before), entriesOf(field, after)];
  const missingIn = (others: readonly string[]) => {
    const keys = new Set(others.map(wordingKey));
    return (entry: string) => !keys.has(wordingKey(entry));
  };
  const parts = [
    enumerated('se añade', 'se añaden', next.filter(missingIn(old))),
    enumerated('se quita', 'se quitan', old.filter(missingIn(next))),
  ].filter((part) => part !== null);
  const verb = field === 'otherDeadlines' ? 'Cambian' : 'Cambia';
  const lead = `${verb} ${FIELD_IN_SENTENCE[field]}`;
  return parts.length > 0 ? `${lead}: ${parts.join('; ')}` : lead;
}

function enumerated(one: string, many: string, entries: readonly string[]): string | null {
  if (entries.length === 0) return null;
  const named = entries.slice(0, NAMED).map(quoted);
  const rest = entries.length - named.length;
  const shown = rest > 0 ? `${named.join(', ')} y ${rest} más` : listed(named);
  return `${entries.length === 1 ? one : many} ${shown}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} y ${names.at(-1)}`;
}

const COUNTRY_NAMES = new Intl.DisplayNames('es', { type: 'region', fallback: 'code' });

function entriesOf(field: ListField, side: ChangeSide | null): string[] {
  if (field === 'documents') return documentsOf(side?.value).map(({ title }) => title);
  if (field === 'otherDeadlines') {
    return otherDatesOf(side?.value).map(({ role, local, zone }) => {
      const when = timeText(local) ?? local;
      return `${DEADLINE_ROLE_LABELS[role]}: ${when}${zone ? ` (${shortZoneLabel(zone)})` : ''}`;
    });
  }
  const entries = listOf(side?.value);
  return field === 'countries' ? entries.map(countryName) : entries;
}

function countryName(code: string): string {
  if (code === '*') return 'todos los países';
  return /^[A-Z]{2}$/.test(code) ? (COUNTRY_NAMES.of(code) ?? code) : code;
}

function describeValue(field: ExtractedField, before: ChangeSide | null, after: ChangeSide | null): string {
  const [old, next] = [valueText(field, before), valueText(field, after)];
  const name = FIELD_IN_SENTENCE[field];
  if (old === null) return `Ahora consta ${name}: ${next ?? ''}`;
  if (next === null) return `Ya no consta ${name}: era ${old}`;
  if (field === 'opensOn') return `La fecha de apertura cambia: del ${old} al ${next}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} cambia: de ${old} a ${next}`;
}

function valueText(field: ExtractedField, side: ChangeSide | null): string | null {
  if (!side) return null;
  const text = textOf(side.value) ?? side.words;
  const decimal = decimalOf(side.value);
  if (field === 'amountMin' || field === 'amountMax' || field === 'totalBudget') {
    return decimal ? formatAmount(decimal.replace(/\.(\d)$/, '.$10'), side.currency) : text;
  }
  if (field === 'cofinancingPercent') return `${decimal?.replace('.', ',') ?? text} %`;
  if (field === 'opensOn') return dayText(text) ?? text;
  return field === 'currency' ? text : quoted(text);
}

function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return `«${cutAtWord(flat, QUOTED)}»`;
}
