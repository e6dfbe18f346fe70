import type { AmountMention, FieldReading, ItemText, MentionRole } from '../types.js';
import { readingAt, type ReadPart, spanOf, withHint, withoutHint } from './read-part.js';
import { labelAbove, sentenceAround } from './sentence.js';

interface PlacedAmount {
  readonly part: ReadPart;
  readonly mention: AmountMention;
  readonly number: number;
  readonly confidence: number;
  readonly rule: string;
}

type Role = Extract<MentionRole, 'min' | 'max' | 'total'>;
type Money = Record<Role, PlacedAmount | null>;

export interface ReadMoney {
  readonly amountMin: FieldReading | null;
  readonly amountMax: FieldReading | null;
  readonly totalBudget: FieldReading | null;
  readonly currency: FieldReading | null;
}

/** Several amounts for the same thing (two lines of work, two sizes of project): the widest is taken, with doubt. */
const OF_SEVERAL = 0.55;
const UNLABELLED = 0.5;
/** Amounts read with much less certainty than the best one do not count beside it. */
const MUCH_LESS = 0.35;
const FOR_EACH = 0.6;

/** What a project can get and what the call has in all. Amounts of a currency other than the main one are left out. */
export function readMoney(item: ItemText, parts: readonly ReadPart[]): ReadMoney {
  const told = withHint(parts, 'amount');
  const main = pick(collect(told, true));
  const rest = pick(collect([...withoutHint(parts), ...withHint(parts, 'summary')], false));
  const money = consistent({
    min: main.min ?? rest.min,
    max: main.max ?? rest.max,
    total: main.total ?? rest.total,
  });
  return {
    amountMin: reading('amountMin', money.min),
    amountMax: reading('amountMax', money.max),
    totalBudget: reading('totalBudget', money.total),
    currency: currencyOf(item, money),
  };
}

function collect(parts: readonly ReadPart[], isTold: boolean): Map<Role, PlacedAmount[]> {
  const found = new Map<Role, PlacedAmount[]>();
  const source = isTold ? 'amount.part' : 'amount.text';
  const add = (role: Role, part: ReadPart, mention: AmountMention, most: number) => {
    const number = Number(mention.value);
    if (!(number > 0)) return;
    const confidence = Math.min(most, mention.confidence);
    const amount = { part, mention, number, confidence, rule: `${source}:${mention.rule}` };
    found.set(role, [...(found.get(role) ?? []), amount]);
  };
  for (const part of parts) {
    const hasRoles = part.amounts.some(({ role }) => role !== null);
    for (const mention of part.amounts) {
      const bare = isTold && !hasRoles ? bareRole(part, mention) : null;
      if (isPrize(part, mention)) add('max', part, mention, FOR_EACH);
      else if (isRole(mention.role)) add(mention.role, part, mention, 1);
      else if (bare) add(bare, part, mention, UNLABELLED);
    }
  }
  if (found.has('max') || isTold) return found;
  for (const part of parts) {
    for (const mention of part.amounts) {
      if (mention.role !== null) continue;
      const label = labelledRole(part, mention);
      if (saysEach(part, mention)) add('max', part, mention, FOR_EACH);
      else if (label && !found.has(label)) add(label, part, mention, UNLABELLED);
    }
  }
  return found;
}

function isRole(role: MentionRole | null): role is Role {
  return role === 'min' || role === 'max' || role === 'total';
}

/** "Cada ciudad ganadora recibe 20.000 dólares": what one project gets, although no limit is named. */
const EACH =
  /\b(?:cada (?:un[oa]?|proyecto|propuesta|ciudad|municipio|ganador\w*|iniciativa|beneficiari[oa]|projeto|organizacion|gad)|por (?:proyecto|propuesta|iniciativa|projeto)|per (?:project|grant|proposal|city|winner|projecte|progetto)|each|par projet|chaque projet|ciascun[oa]?|ogni progetto|cada um|pro projekt|je projekt)\b/;

function saysEach(part: ReadPart, mention: AmountMention): boolean {
  const { start, end } = spanOf(mention);
  const sentence = sentenceAround(part.text, { start, end });
  const from = Math.max(sentence.start, start - 60);
  return EACH.test(part.folded.slice(from, Math.min(sentence.end, end + 30)));
}

/** "30.000 € para el primer premio": what one winner gets, although the whole is called its "dotación". */
const PRIZE =
  /^[^.;\n]{0,18}(?:primer|segund|tercer|first|second|third|1\.?[oº°]|2\.?[oº°])[a-z]{0,2} (?:premio|lugar|puesto|prize|place|clasificad)/;

function isPrize(part: ReadPart, mention: AmountMention): boolean {
  const { end } = spanOf(mention);
  return PRIZE.test(part.folded.slice(end, end + 45));
}

const TOTAL_LABEL =
  /^(?:presupuesto|dotacion|fondos? disponible|recursos disponibles|monto total|total|budget|total funding|orcamento|enveloppe|dotazione|pressupost)/;
const AMOUNT_LABEL =
  /^(?:montos?|importes?|cuantia|valor|ayuda|subvencion|financiamiento|financiacion|amount|funding|grant|award|premio|montant|subvention|importo|contributo|import|betrag|forderung|apoio)\b/;

/** "Monto" alone on the line above, or before a colon or the next cell. */
function labelledRole(part: ReadPart, mention: AmountMention): 'max' | 'total' | null {
  const { start } = spanOf(mention);
  const from = part.folded.lastIndexOf('\n', start - 1) + 1;
  const before = start - from > 80 ? '' : part.folded.slice(from, start).trim();
  const label = before
    ? (/^[^:|]{3,40}(?=\s?[:|])/.exec(before)?.[0] ?? '')
    : (labelAbove(part.folded, start) ?? '');
  if (TOTAL_LABEL.test(label)) return 'total';
  return AMOUNT_LABEL.test(label) ? 'max' : null;
}

/** The one amount of a part about money is what a project can get at most; of two the lower one is the least. */
function bareRole(part: ReadPart, mention: AmountMention): Role | null {
  const numbers = part.amounts.map(({ value }) => Number(value));
  if (numbers.length > 2) return null;
  return numbers.length === 2 && Number(mention.value) === Math.min(...numbers) ? 'min' : 'max';
}

/** Of each role the surest amounts, and of those the lowest minimum, the highest maximum and total. */
function pick(found: ReadonlyMap<Role, readonly PlacedAmount[]>): Money {
  const all = [...found.values()].flat();
  const currency = mainCurrency(all);
  const chosen = (role: Role) => {
    const same = (found.get(role) ?? []).filter(
      ({ mention }) => mention.currency === currency || mention.currency === null || currency === null,
    );
    if (same.length === 0) return null;
    const best = Math.max(...same.map((amount) => amount.confidence));
    const sure = same.filter((amount) => amount.confidence >= best - MUCH_LESS);
    const sorted = sure.toSorted((a, b) => (role === 'min' ? a.number - b.number : b.number - a.number));
    const first = sorted[0]!;
    const isOne = sorted.every((amount) => amount.number === first.number);
    return isOne ? first : { ...first, confidence: Math.min(first.confidence, OF_SEVERAL) };
  };
  return { min: chosen('min'), max: chosen('max'), total: chosen('total') };
}

/** The currency of most amounts; on a tie that of the first one. */
function mainCurrency(amounts: readonly PlacedAmount[]): string | null {
  const counts = new Map<string, number>();
  for (const { mention } of amounts) {
    if (mention.currency) counts.set(mention.currency, (counts.get(mention.currency) ?? 0) + 1);
  }
  let main: string | null = null;
  for (const [currency, count] of counts) {
    if (main === null || count > counts.get(main)!) main = currency;
  }
  return main;
}

/** A minimum above the maximum, or a project that gets more than there is, was misread: the less sure one goes. */
function consistent(money: Money): Money {
  let { min, max, total } = money;
  const main = mainCurrency([max, total, min].filter((amount) => amount !== null));
  const fits = (amount: PlacedAmount | null) =>
    amount && (amount.mention.currency === null || amount.mention.currency === main) ? amount : null;
  [min, max, total] = [fits(min), fits(max), fits(total)];
  if (max && total && max.number > total.number) {
    if (max.confidence >= total.confidence) total = null;
    else max = null;
  }
  const top = max ?? total;
  if (min && top && min.number > top.number) min = null;
  if (min && max && min.number === max.number) min = null;
  return { min, max, total };
}

function reading(
  field: 'amountMin' | 'amountMax' | 'totalBudget',
  amount: PlacedAmount | null,
): FieldReading | null {
  if (!amount) return null;
  const { part, mention, rule, confidence } = amount;
  return readingAt(field, part, spanOf(mention), mention.value, rule, confidence);
}

function currencyOf(item: ItemText, { min, max, total }: Money): FieldReading | null {
  const amounts = [max, total, min].filter((amount) => amount !== null);
  const named = amounts.find(({ mention }) => mention.currency !== null);
  if (named) {
    const { part, mention, confidence } = named;
    return readingAt('currency', part, spanOf(mention), mention.currency, 'currency.words', confidence);
  }
  const [first] = amounts;
  if (!first || !item.defaults.currency) return null;
  return readingAt(
    'currency',
    first.part,
    spanOf(first.mention),
    item.defaults.currency,
    'currency.default',
    0.5,
  );
}
