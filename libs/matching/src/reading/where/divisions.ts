import { fold } from '@chasqui/kernel';

/** A province, canton or rural parish with its DPA code (2, 4 or 6 digits). */
export interface Territory {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

const PROVINCE_DIGITS = 2;
const CANTON_DIGITS = 4;

/** Codes of the political-administrative division (INEC): each code begins with its parent's. */
export class Divisions {
  private readonly names = new Map<string, string>();
  private readonly cantonsOf = new Map<string, string[]>();

  constructor(readonly all: readonly Territory[]) {
    for (const { code, name } of all) {
      this.names.set(code, name);
      if (code.length !== CANTON_DIGITS) continue;
      const province = code.slice(0, PROVINCE_DIGITS);
      this.cantonsOf.set(province, [...(this.cantonsOf.get(province) ?? []), code]);
    }
  }

  nameOf(code: string): string {
    return this.names.get(code) ?? '';
  }

  provinces(): string[] {
    return [...this.cantonsOf.keys()].toSorted();
  }

  /**
   * The code that was meant: a leading zero may have been lost, and the code of a cantonal seat (an urban parish)
   * stands for its canton. Null when there is no such place.
   */
  known(digits: string): string | null {
    const code = digits.length % 2 === 1 ? `0${digits}` : digits;
    if (this.names.has(code)) return code;
    const canton = code.slice(0, CANTON_DIGITS);
    return code.length === 6 && this.names.has(canton) ? canton : null;
  }

  /**
   * @param entry a code, or the name of a parish of the canton `within`
   * @throws Error when there is no such place
   */
  codeOf(entry: string, within?: string): string {
    if (/^\d+$/.test(entry) && this.names.has(entry)) return entry;
    const wanted = fold(entry);
    const found = this.all.find(
      ({ code, name }) => within && code.startsWith(within) && fold(name) === wanted,
    );
    if (!found) throw new Error(`Unknown place of Ecuador: ${entry}`);
    return found.code;
  }

  /** The codes without some cantons of theirs: their provinces become their other cantons. */
  without(codes: readonly string[], cantons: readonly string[]): string[] {
    const out = new Set(cantons);
    const split = new Set(cantons.map((code) => code.slice(0, PROVINCE_DIGITS)));
    return codes
      .flatMap((code) => (split.has(code) ? (this.cantonsOf.get(code) ?? []) : [code]))
      .filter((code) => !out.has(code));
  }

  /** The shortest list of codes for the same places, in order; empty when it is the whole country. */
  shortest(codes: Iterable<string>): string[] {
    const kept = new Set(codes);
    for (const [province, cantons] of this.cantonsOf)
      if (cantons.every((canton) => kept.has(canton))) kept.add(province);
    const list = [...kept].filter((code) => !ancestors(code).some((ancestor) => kept.has(ancestor)));
    return this.provinces().every((province) => kept.has(province)) ? [] : list.toSorted();
  }
}

/** The codes of the places that a place is part of. */
export function ancestors(code: string): string[] {
  return [PROVINCE_DIGITS, CANTON_DIGITS]
    .filter((digits) => digits < code.length)
    .map((digits) => code.slice(0, digits));
}

/** Whether a place is one of these or within one of them. */
export function isWithin(code: string, places: ReadonlySet<string>): boolean {
  return places.has(code) || ancestors(code).some((ancestor) => places.has(ancestor));
}
