/** A time of the day as the words give it. */
export interface Clock {
  /** "23:59"; "24:00" is already "23:59". */
  readonly time: string;
  /** "medianoche": the end of a day that closes, the beginning of another. */
  readonly midnight: boolean;
  /** The end of "de 9:00 a 17:00". */
  readonly until: string | null;
  readonly from: number;
  /** Index of the token behind it. */
  readonly to: number;
}

/** A date as its own words give it, before its surroundings add the year, the time and what it is for. */
export interface RawDate {
  /** Index of its first token. */
  readonly from: number;
  /** Index of the token behind it. */
  readonly to: number;
  readonly day: number | null;
  readonly month: number;
  readonly year: number | null;
  /** "del mismo año", "del año en curso", "del próximo año". */
  readonly yearHint: 'same' | 'current' | 'next' | null;
  readonly rule: string;
  readonly confidence: number;
  /** 1 Monday to 7 Sunday, where the words name it. */
  readonly weekday: number | null;
  /** Follows the one before it in "1 y 2 de octubre" or "del 5 al 9 de mayo". */
  readonly link: 'list' | 'range' | null;
  /** "03/04/2024" may be either; which one, the rest of the text tells. */
  readonly ambiguous: boolean;
  /** A month that stands alone is a date only if its surroundings say so. */
  readonly firm: boolean;
  /** The time of an ISO date-time. */
  readonly clock: Clock | null;
  /** The offset of an ISO date-time as an IANA zone. */
  readonly zone: string | null;
}

export type RawDay = Pick<RawDate, 'from' | 'to' | 'day' | 'month' | 'year' | 'rule' | 'confidence'>;

export function rawDate(date: RawDay & Partial<RawDate>): RawDate {
  return {
    yearHint: null,
    weekday: null,
    link: null,
    ambiguous: false,
    firm: true,
    clock: null,
    zone: null,
    ...date,
  };
}

/** What a reader made of a place: the dates, none when the words are those of an impossible one, and where to go on. */
export interface Reading {
  readonly dates: readonly RawDate[];
  readonly next: number;
}
