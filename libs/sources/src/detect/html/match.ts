import type { Outline, Place } from './outline.js';

/** A selector of one step, as text and as a test. */
export interface Step {
  readonly text: string;
  /** Smaller is better: how little it says and how easily it breaks. */
  readonly cost: number;
  fits(place: Place): boolean;
}

export interface Path {
  readonly container: Step | null;
  /** Whether the item stands directly in the container. */
  readonly isDirect: boolean;
  readonly item: Step;
}

export function textOfPath({ container, isDirect, item }: Path): string {
  return container ? `${container.text}${isDirect ? ' > ' : ' '}${item.text}` : item.text;
}

/** Applies paths to one page; what a container holds is found once. One pass over the page per path. */
export class Matcher {
  private readonly inside = new Map<string, Uint8Array>();

  constructor(private readonly outline: Outline) {}

  match({ container, isDirect, item }: Path): Place[] {
    const { places } = this.outline;
    if (!container) return places.filter((place) => item.fits(place));
    if (isDirect) {
      return places.filter(
        (place) => place.parent !== null && container.fits(place.parent) && item.fits(place),
      );
    }
    const inside = this.insideOf(container);
    return places.filter((place) => inside[place.at] === 1 && item.fits(place));
  }

  private insideOf(container: Step): Uint8Array {
    const known = this.inside.get(container.text);
    if (known) return known;
    const { places } = this.outline;
    const inside = new Uint8Array(places.length);
    for (const { at, parent } of places) {
      if (parent && (inside[parent.at] === 1 || container.fits(parent))) inside[at] = 1;
    }
    this.inside.set(container.text, inside);
    return inside;
  }
}
