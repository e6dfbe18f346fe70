import { type CallInput, callInputSchema } from '@chasqui/calls';
import type { DeadlineReading, ExtractedField, FieldReading } from '@chasqui/extraction';
import { isTimeZone, safeHttpUrl } from '@chasqui/kernel';
import { detectLanguage } from '@chasqui/language';
import { cutAtWord } from '../cut-at-word.js';
import { deadlineOf, decimalOf, documentsOf, listOf, otherDatesOf, textOf } from '../reading-values.js';
import { callDates } from './merge-dates.js';

/** What a source says of all its calls, where a reading is silent. */
export interface CallDefaults {
  readonly kind?: CallInput['kind'];
  readonly financialForm?: CallInput['financialForm'];
  readonly language?: string | null;
  /** IANA zone. */
  readonly zone?: string | null;
  /** ISO 4217. */
  readonly currency?: string | null;
  readonly countries?: readonly string[];
  readonly gadRole?: CallInput['gadRole'];
  readonly gadLevels?: CallInput['gadLevels'];
  readonly direction?: CallInput['direction'];
}

export interface CallSource {
  readonly donorId: string | null;
  /** Where people can check everything. */
  readonly url: string;
  readonly defaults: CallDefaults;
}

const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 20_000;
const LONGEST_NAME = 300;
const MOST_DOCUMENTS = 40;

/**
 * The readings of a call as a curator's form takes them. What the form would refuse is left out and told in the
 * notes, so that nothing that was read is lost; whoever has a title, a summary, a donor and an address gets an input
 * that `callInputSchema` accepts.
 */
export function callInputFrom(fields: readonly FieldReading[], source: CallSource): Partial<CallInput> {
  const value = (field: ExtractedField) => fields.find((reading) => reading.field === field)?.value;
  const { defaults } = source;
  const title = cutText(value('title'), LONGEST_TITLE);
  const summary = cutText(value('summary'), LONGEST_SUMMARY);
  const zone = defaults.zone && isTimeZone(defaults.zone) ? defaults.zone : null;
  const dates = callDates(
    readDeadline(fields),
    otherDatesOf(value('otherDeadlines')),
    textOf(value('opensOn')),
    zone,
  );
  const money = callMoney(value, defaults.currency ?? null);
  const documents = callDocuments(value('documents'));
  const notes = [
    ...dates.notes,
    ...money.notes,
    ...documents.notes,
    note('Contacto según la fuente', textOf(value('contact'))),
    note('Estado según la fuente', fields.find(({ field }) => field === 'sourceStatus')?.words ?? null),
  ].filter((text) => text !== null);
  const input: Partial<CallInput> = {
    ...(title && { title }),
    ...(summary && { summary }),
    ...(source.donorId && { donorId: source.donorId }),
    ...(safeHttpUrl(source.url) && { sourceUrl: source.url }),
    kind: defaults.kind ?? (dates.input.deadlineKind === 'permanent' ? 'permanent' : 'open_window'),
    financialForm: defaults.financialForm ?? 'grant',
    language: languageOf(value('language'), defaults.language, `${title ?? ''}\n${summary ?? ''}`),
    ...dates.input,
    ...money.input,
    ...presentList('applicantTypes', listOf(value('applicantTypes'))),
    ...presentList('countries', countriesOf(value('countries'), defaults.countries ?? [])),
    ...presentList('territories', accepted('territories', listOf(value('territories')))),
    ...presentList('requiredDocuments', listOf(value('requiredDocuments'))),
    ...(documents.input.length > 0 && { documents: documents.input }),
    ...(defaults.gadRole && { gadRole: defaults.gadRole }),
    ...(defaults.gadLevels && { gadLevels: defaults.gadLevels }),
    ...(defaults.direction && { direction: defaults.direction }),
    ...(notes.length > 0 && { notes: notes.join('\n') }),
  };
  return input;
}

function cutText(value: unknown, limit: number): string | null {
  const text = textOf(value);
  return text && cutAtWord(text, limit);
}

/** The deadline with its words, which are all that is left of one that the form would refuse. */
function readDeadline(fields: readonly FieldReading[]): DeadlineReading | null {
  const reading = fields.find(({ field }) => field === 'deadline');
  const deadline = deadlineOf(reading?.value);
  return deadline && { ...deadline, text: deadline.text ?? textOf(reading?.words) };
}

function note(lead: string, text: string | null): string | null {
  return text?.trim() ? `${lead}: ${text.trim()}` : null;
}

function languageOf(value: unknown, fallback: string | null | undefined, text: string): string {
  const codes = [textOf(value), fallback].map((code) => code?.toLowerCase().slice(0, 2));
  return codes.find((code) => code && /^[a-z]{2}$/.test(code)) ?? detectLanguage(text);
}

type Money = Pick<CallInput, 'amountMin' | 'amountMax' | 'totalBudget' | 'currency' | 'cofinancingPercent'>;

const AMOUNTS = ['amountMin', 'amountMax', 'totalBudget'] as const;
const AMOUNT_NAMES = {
  amountMin: 'monto mínimo',
  amountMax: 'monto máximo',
  totalBudget: 'presupuesto total',
};

function callMoney(
  value: (field: ExtractedField) => unknown,
  fallback: string | null,
): { readonly input: Money; readonly notes: readonly string[] } {
  const codes = [textOf(value('currency')), fallback].map((code) => code?.toUpperCase());
  const currency = codes.find((code) => code && /^[A-Z]{3}$/.test(code)) ?? null;
  const input: { -readonly [Name in keyof Money]: Money[Name] } = {};
  const notes: string[] = [];
  for (const name of AMOUNTS) {
    const amount = decimalOf(value(name));
    if (amount === null) continue;
    const cents = inCents(amount);
    if (currency && cents && callInputSchema.shape[name].safeParse(cents).success) input[name] = cents;
    else
      notes.push(
        `La fuente da un ${AMOUNT_NAMES[name]} de ${amount}${currency ? '' : ' sin decir la moneda'}.`,
      );
  }
  const { amountMin, amountMax } = input;
  if (amountMin && amountMax && Number(amountMin) > Number(amountMax)) {
    delete input.amountMin;
    notes.push(`La fuente da un monto mínimo de ${amountMin}, mayor que el máximo.`);
  }
  const percent = decimalOf(value('cofinancingPercent'));
  const share = percent && Number(percent) <= 100 ? String(Number(Number(percent).toFixed(2))) : null;
  if (currency) input.currency = currency;
  if (share) input.cofinancingPercent = share;
  return { input, notes };
}

/** With two decimals, the further ones cut: a form takes cents. */
function inCents(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}

function callDocuments(value: unknown): {
  readonly input: { title: string; url: string }[];
  readonly notes: readonly string[];
} {
  const all = documentsOf(value).filter(({ url }) => safeHttpUrl(url) !== null);
  const input = all
    .slice(0, MOST_DOCUMENTS)
    .map(({ title, url }) => ({ title: cutAtWord(title, LONGEST_NAME), url }));
  const rest = all
    .slice(MOST_DOCUMENTS)
    .map(({ title, url }) => `Otro documento de la fuente: ${title} ${url}`);
  return { input, notes: rest };
}

function countriesOf(value: unknown, fallback: readonly string[]): string[] {
  const read = accepted(
    'countries',
    listOf(value).map((code) => code.toUpperCase()),
  );
  return read.length > 0 ? read : accepted('countries', fallback);
}

/** The entries of a list that the form takes. */
function accepted(field: 'countries' | 'territories', entries: readonly string[]): string[] {
  return [...new Set(entries)].filter((entry) => callInputSchema.shape[field].safeParse([entry]).success);
}

function presentList(
  name: 'applicantTypes' | 'countries' | 'territories' | 'requiredDocuments',
  entries: readonly string[],
): Partial<CallInput> {
  return entries.length > 0 ? { [name]: [...new Set(entries)] } : {};
}
