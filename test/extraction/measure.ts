import type {
  AmountMention,
  AnyMention,
  DateMention,
  MentionRole,
  PercentMention,
  ReadingOptions,
  RelativeDate,
  SourceText,
} from '@chasqui/extraction';

interface Label {
  /** Exact words of the phrase, or a core of them. */
  readonly words: string;
  readonly role?: MentionRole;
  /** A careful person may see a mention here or none: neither counted for nor against. */
  readonly optional?: boolean;
}

export interface DateLabel extends Label {
  readonly type: 'date';
  readonly value: string | null;
  readonly precision?: DateMention['precision'];
  readonly time?: string;
  readonly zone?: string;
  readonly recurring?: boolean;
  readonly relative?: RelativeDate;
}

export interface AmountLabel extends Label {
  readonly type: 'amount';
  readonly value: string;
  readonly currency?: string | null;
}

export interface PercentLabel extends Label {
  readonly type: 'percent';
  readonly value: string;
}

export type MentionLabel = DateLabel | AmountLabel | PercentLabel;

export interface LabelledPhrase {
  readonly id: string;
  readonly language: string;
  readonly source: string;
  readonly text: string;
  readonly publishedOn?: string;
  readonly mentions: readonly MentionLabel[];
}

export type FindMentions = (source: SourceText, options: ReadingOptions) => readonly AnyMention[];

/** Shares from 0 to 1; 1 when there was nothing to find or nothing was found. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  /** One line per labelled mention that was not found, or was found with another value. */
  readonly missed: readonly string[];
  /** One line per found mention that no label confirms. */
  readonly wrong: readonly string[];
}

/** How often roles or zones agree, among the right mentions whose label names one. */
export interface Agreement {
  readonly share: number;
  readonly differing: readonly string[];
}

export interface Measurement extends Record<MentionLabel['type'], Score> {
  readonly roles: Agreement;
  readonly zones: Agreement;
}

interface Pair {
  readonly phrase: LabelledPhrase;
  readonly label: MentionLabel;
  readonly mention: AnyMention;
}

interface PhraseResult {
  readonly pairs: readonly Pair[];
  readonly missed: readonly MentionLabel[];
  readonly wrong: readonly AnyMention[];
}

/** Whether the mention lies, at least in part, on any place of the text where the label's words stand. */
function overlaps(text: string, label: MentionLabel, mention: AnyMention): boolean {
  const end = mention.offset + mention.words.length;
  for (let at = text.indexOf(label.words); at >= 0; at = text.indexOf(label.words, at + 1)) {
    if (mention.offset < at + label.words.length && at < end) return true;
  }
  return false;
}

/** "0012.50" and "12.5" are the same number. */
function decimal(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${digits && `.${digits}`}`;
}

function sameDate(label: DateLabel, mention: DateMention): boolean {
  if (label.value !== mention.value) return false;
  if (label.precision && label.precision !== mention.precision) return false;
  if (label.time && label.time !== mention.time) return false;
  if ((label.recurring ?? false) !== mention.recurring) return false;
  if (!label.relative) return true;
  return label.relative.count === mention.relative?.count && label.relative.unit === mention.relative.unit;
}

function sameAmount(label: AmountLabel, mention: AmountMention | PercentMention): boolean {
  if (decimal(label.value) !== decimal(mention.value)) return false;
  return label.currency === undefined || mention.type !== 'amount' || label.currency === mention.currency;
}

function agrees(label: MentionLabel, mention: AnyMention): boolean {
  if (label.type === 'date') return mention.type === 'date' && sameDate(label, mention);
  if (label.type === 'amount') return mention.type === 'amount' && sameAmount(label, mention);
  return mention.type === 'percent' && decimal(label.value) === decimal(mention.value);
}

/** Each label takes at most one mention, and each mention confirms at most one label. */
function judge(phrase: LabelledPhrase, found: readonly AnyMention[]): PhraseResult {
  const free = new Set(found);
  const pairs: Pair[] = [];
  const missed: MentionLabel[] = [];
  for (const label of phrase.mentions.filter(({ optional }) => !optional)) {
    const mention = [...free].find((each) => agrees(label, each) && overlaps(phrase.text, label, each));
    if (mention) {
      free.delete(mention);
      pairs.push({ phrase, label, mention });
    } else missed.push(label);
  }
  const optional = phrase.mentions.filter((label) => label.optional);
  const wrong = [...free].filter(
    (mention) =>
      !optional.some((label) => label.type === mention.type && overlaps(phrase.text, label, mention)),
  );
  return { pairs, missed, wrong };
}

function describe(mention: MentionLabel | AnyMention): string {
  const parts: readonly unknown[] =
    mention.type === 'date'
      ? [mention.value, mention.time, mention.relative && JSON.stringify(mention.relative)]
      : [mention.value, mention.type === 'amount' ? mention.currency : null];
  return `«${mention.words}» = ${parts.filter(Boolean).join(' ') || null}`;
}

const line = ({ id, text }: LabelledPhrase, what: string) => `${id} ${what} | ${text}`;
const share = (part: number, whole: number) => (whole ? part / whole : 1);

function agreement(pairs: readonly Pair[], read: (of: MentionLabel | AnyMention) => unknown): Agreement {
  const labelled = pairs.filter(({ label }) => read(label));
  const differing = labelled.filter(({ label, mention }) => read(label) !== read(mention));
  return {
    share: share(labelled.length - differing.length, labelled.length),
    differing: differing.map(({ phrase, label, mention }) =>
      line(phrase, `«${label.words}»: ${String(read(label))}, not ${String(read(mention))}`),
    ),
  };
}

/**
 * Compares what a reader finds in labelled phrases with their labels, type by type.
 * A mention is right when type and value agree, and its words overlap those of the label; for dates also
 * precision and, where the label has them, time and relative count; for amounts also the currency, if labelled.
 */
export function measurePhrases(phrases: readonly LabelledPhrase[], findMentions: FindMentions): Measurement {
  const results = phrases.map((phrase) => ({
    phrase,
    ...judge(
      phrase,
      findMentions(
        { text: phrase.text, struck: [] },
        { language: phrase.language, publishedOn: phrase.publishedOn },
      ),
    ),
  }));
  const pairs = results.flatMap((result) => result.pairs);
  const score = (type: MentionLabel['type']): Score => {
    const right = pairs.filter(({ label }) => label.type === type).length;
    const lines = (pick: 'missed' | 'wrong') =>
      results.flatMap((result) =>
        result[pick].filter((each) => each.type === type).map((each) => line(result.phrase, describe(each))),
      );
    const [missed, wrong] = [lines('missed'), lines('wrong')];
    return {
      precision: share(right, right + wrong.length),
      recall: share(right, right + missed.length),
      missed,
      wrong,
    };
  };
  return {
    date: score('date'),
    amount: score('amount'),
    percent: score('percent'),
    roles: agreement(pairs, (of) => of.role),
    zones: agreement(pairs, (of) => (of.type === 'date' ? of.zone : null)),
  };
}
