import type { ThemeFacts } from '../facts.js';
import { plainName } from './plain-name.js';

/** A line of the OECD-DAC list with its names. */
export interface CrsName {
  readonly code: string;
  readonly nameEs: string;
  readonly nameEn: string;
}

/** Topics of a record: those that have a code, and the words that have none. */
export interface TopicCodes {
  readonly themes: readonly string[];
  readonly crsSectors: readonly string[];
  readonly words: readonly string[];
}

/** Finds the code of a topic by its code or its whole name, without accents and signs. */
export class TopicNames {
  private readonly themes = new Map<string, string>();
  private readonly crs = new Map<string, string>();

  constructor(themes: Iterable<Pick<ThemeFacts, 'code' | 'nameEs'>>, crsSectors: readonly CrsName[]) {
    for (const { code, nameEs } of themes) {
      this.themes.set(plainName(nameEs), code);
      this.themes.set(plainName(code), code);
    }
    // Lines with three digits come after those with five: a name that both have means the broader one.
    for (const { code, nameEs, nameEn } of crsSectors.toSorted((a, b) => b.code.length - a.code.length)) {
      for (const name of [nameEs, nameEn, code]) if (name) this.crs.set(plainName(name), code);
    }
  }

  /** Sorts the words of a classification by what they are. */
  read(words: readonly string[]): TopicCodes {
    const themes = new Set<string>();
    const crsSectors = new Set<string>();
    const others = new Set<string>();
    for (const word of words) {
      const theme = this.themes.get(plainName(word));
      const crs = theme === undefined ? this.crsCode(word) : undefined;
      if (theme !== undefined) themes.add(theme);
      else if (crs !== undefined) crsSectors.add(crs);
      else others.add(word);
    }
    return { themes: [...themes], crsSectors: [...crsSectors], words: [...others] };
  }

  /** By its name, its number, or its number followed by a name ("14030 - Basic drinking water"). */
  private crsCode(word: string): string | undefined {
    const number = /^\s*(\d{5}|\d{3})(?!\d)/.exec(word)?.[1];
    return this.crs.get(plainName(word)) ?? (number === undefined ? undefined : this.crs.get(number));
  }
}
