import { randomBytes } from 'node:crypto';
import type { PersonalValues } from './mail-types.js';

const KEYS = [
  'name',
  'preferencesUrl',
  'pauseUrl',
  'stopUrl',
  'whyUrl',
] as const satisfies readonly (keyof PersonalValues)[];

/** Where a personal value belongs. */
export interface Slot {
  readonly key: keyof PersonalValues;
  /** The text was turned into capitals (headings of the text part), so the value is as well. */
  readonly upper: boolean;
}

/** What stands in the place of personal values while a message is composed: nobody can guess it, so no text collides. */
export class Placeholders {
  readonly values: PersonalValues;
  private readonly token = `x${randomBytes(16).toString('hex')}`;
  private readonly pattern = new RegExp(`${this.token}(\\d)z`, 'gi');

  constructor() {
    this.values = Object.fromEntries(
      KEYS.map((key, index) => [key, `${this.token}${index}z`]),
    ) as unknown as PersonalValues;
  }

  /**
   * The text between the values and the values, in order.
   * @throws Error when part of a placeholder is left: the text was cut or changed, and the rest would be sent
   */
  split(text: string): (string | Slot)[] {
    const pieces: (string | Slot)[] = [];
    let from = 0;
    for (const match of text.matchAll(this.pattern)) {
      pieces.push(text.slice(from, match.index));
      pieces.push({ key: KEYS[Number(match[1])]!, upper: match[0] !== match[0].toLowerCase() });
      from = match.index + match[0].length;
    }
    pieces.push(text.slice(from));
    if (pieces.some((piece) => typeof piece === 'string' && this.touches(piece))) {
      throw new Error('A personal value was cut or changed while the mail was written.');
    }
    return pieces;
  }

  /** Whether any part of a placeholder, however cut at its end, stands in the text. */
  touches(text: string): boolean {
    return text.toLowerCase().includes(this.token.slice(0, 9));
  }
}
