/** A stretch of a text, in UTF-16 units; `end` is behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What people read of a page or a file. Offsets of mentions count in `text`. */
export interface SourceText {
  readonly text: string;
  /** Crossed out by its author (`del`, `s`, `strike`, line-through): no longer valid. */
  readonly struck: readonly Span[];
}

export type MentionRole = 'opening' | 'closing' | 'publication' | 'min' | 'max' | 'total' | 'cofinancing';

/** What a date is for besides opening and final close. */
export type DateStage =
  'expression_of_interest' | 'questions' | 'info_session' | 'cut_off' | 'second_stage' | 'results';

interface Mention {
  /** The exact words of the source. */
  readonly words: string;
  readonly offset: number;
  readonly role: MentionRole | null;
  /** Which rule read it, for people who look for a mistake. */
  readonly rule: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** In crossed-out text. */
  readonly struck: boolean;
}

export type RelativeUnit = 'day' | 'workday' | 'week' | 'month' | 'year';

export interface RelativeDate {
  readonly count: number;
  readonly unit: RelativeUnit;
  /** What it is counted from; null when the source does not say. */
  readonly from: 'publication' | 'signature' | 'notification' | 'opening' | 'today' | null;
}

export interface DateMention extends Mention {
  readonly type: 'date';
  /** "2024-03-15", "2024-03", "2024"; every year: "--03-15", "--03"; null for a relative date that cannot be computed. */
  readonly value: string | null;
  readonly precision: 'day' | 'month' | 'year';
  /** Wall-clock time "23:59"; "24:00" is written "23:59" of that day, noon "12:00", midnight "00:00". */
  readonly time: string | null;
  /** IANA zone, where the words name one ("hora peninsular", "GMT-5", "Uruguay"). */
  readonly zone: string | null;
  readonly recurring: boolean;
  readonly relative: RelativeDate | null;
  /** The words gave no year and it was taken from another date beside it or from the day of publication. */
  readonly yearAssumed: boolean;
  readonly stage: DateStage | null;
}

export interface AmountMention extends Mention {
  readonly type: 'amount';
  /** Decimal, "12300000.00" or "30000". */
  readonly value: string;
  /** ISO 4217; null when the words name none. */
  readonly currency: string | null;
}

export interface PercentMention extends Mention {
  readonly type: 'percent';
  /** Decimal, "80" or "12.5". */
  readonly value: string;
}

export type AnyMention = DateMention | AmountMention | PercentMention;

export interface ReadingOptions {
  /** ISO 639-1: es, en, pt, fr, it, ca, de. Detected when absent. */
  readonly language?: string | undefined;
  /** ISO date on which the text was published: relative dates and dates without a year count from it. */
  readonly publishedOn?: string | undefined;
}

/** What a part of an item is known to tell of, because a selector or a field of an API says so. */
export type Hint =
  | 'title'
  | 'summary'
  | 'opening'
  | 'deadline'
  | 'published'
  | 'amount'
  | 'applicants'
  | 'countries'
  | 'documents'
  | 'contact'
  | 'themes';

/** A named piece of what was captured: the page, a field of an API's record, the text of a PDF. */
export interface Part {
  /** Unique within the item: "página", "plazo", "bases.pdf", "data.synopsis.responseDateDesc". */
  readonly name: string;
  readonly source: SourceText;
  readonly hint: Hint | null;
}

/** A value that the source gives as such, not in prose: an ISO date or a number in a field of an API. */
export interface KnownValue {
  readonly field: ExtractedField;
  readonly value: unknown;
  /** As the source writes it. */
  readonly words: string;
  /** Name of the field in the source: "fechaFinSolicitud". */
  readonly part: string;
}

/** Everything that was captured of one call, decoded, before anything is read from it. */
export interface ItemText {
  readonly url: string;
  readonly parts: readonly Part[];
  readonly documents: readonly { readonly title: string; readonly url: string }[];
  readonly known: readonly KnownValue[];
  /** ISO date. */
  readonly publishedOn: string | null;
  /** What the definition of the source says where a text is silent. */
  readonly defaults: {
    readonly language: string | null;
    /** IANA zone of deadlines. */
    readonly zone: string | null;
    readonly currency: string | null;
  };
}

/** Facts of a call that are read from a source. The names are those of the call's fields. */
export type ExtractedField =
  | 'title'
  | 'summary'
  | 'language'
  | 'opensOn'
  | 'deadline'
  | 'otherDeadlines'
  | 'amountMin'
  | 'amountMax'
  | 'totalBudget'
  | 'currency'
  | 'cofinancingPercent'
  | 'applicantTypes'
  | 'countries'
  | 'territories'
  | 'requiredDocuments'
  | 'documents'
  | 'contact'
  | 'sourceStatus';

/** Value of the field `deadline`. */
export interface DeadlineReading {
  readonly kind: 'exact' | 'relative' | 'rolling' | 'cut_offs' | 'recurring' | 'permanent' | 'unpublished';
  /** "2026-08-31T17:00" for an exact one; the end of the day when the source gives no time. */
  readonly local: string | null;
  readonly zone: string | null;
  readonly text: string | null;
}

/** One candidate value, with the words that it came from. */
export interface FieldReading {
  readonly field: ExtractedField;
  readonly value: unknown;
  readonly words: string;
  readonly part: string;
  /** In the text of the part; null when the value is a field of its own in the source. */
  readonly offset: number | null;
  readonly rule: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Two values that one source gives for the same fact. The earlier date is taken until a curator decides. */
export interface FieldConflict {
  readonly field: ExtractedField;
  readonly readings: readonly FieldReading[];
  /** Spanish. */
  readonly message: string;
}

export interface ExtractedCall {
  /** At most one per field. */
  readonly fields: readonly FieldReading[];
  readonly conflicts: readonly FieldConflict[];
}
