import type { LinkSet } from './link-sets.js';
import { Matcher, type Path, textOfPath } from './match.js';
import type { Outline, Place } from './outline.js';
import { containerSteps, Holders, itemSteps } from './steps.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';

/** So many ways of naming the entries are tried on the page. */
const MOST_TRIED = 80;

export interface FoundItems {
  readonly selector: string;
  readonly items: readonly Place[];
  /** How hard the entries were to name: small for a class that says what they are. */
  readonly cost: number;
}

/** Looks for short selectors that find the entries of lists on one page. */
export class ItemSelectors {
  private readonly matcher: Matcher;
  private readonly holders: Holders;

  constructor(private readonly outline: Outline) {
    this.matcher = new Matcher(outline);
    this.holders = new Holders(outline);
  }

  /** The best selectors for the entries of a set, best first: each finds all of them, and others only if they are entries too. */
  of(set: LinkSet): FoundItems[] {
    const found: FoundItems[] = [];
    const apart = holdersOf(set.apart);
    const paths = set.levels.flatMap((level) => this.pathsTo(level, set).map((path) => ({ level, path })));
    const sorted = paths.toSorted((a, b) => costOf(a.path) - costOf(b.path)).slice(0, MOST_TRIED);
    for (const { level, path } of sorted) {
      const selector = textOfPath(path);
      if (selectorProblem(selector)) continue;
      const items = this.matcher.match(path);
      if (this.areEntries(items, level, apart)) found.push({ selector, items, cost: costOf(path) });
      if (found.length >= 3) break;
    }
    return found;
  }

  private pathsTo(level: readonly Place[], set: LinkSet): Path[] {
    const items = itemSteps(level, set, this.holders);
    const containers = containerSteps(level, this.outline);
    const alone = items.map((item): Path => ({ container: null, isDirect: false, item }));
    const within = containers.flatMap(({ step, isParent }) =>
      items.flatMap((item): Path[] => {
        const path = { container: step, item };
        return isParent
          ? [
              { ...path, isDirect: false },
              { ...path, isDirect: true },
            ]
          : [{ ...path, isDirect: false }];
      }),
    );
    return [...alone, ...within];
  }

  private areEntries(items: readonly Place[], level: readonly Place[], apart: ReadonlySet<Place>): boolean {
    const wanted = new Set(level);
    const others = items.filter((place) => !wanted.has(place));
    if (items.length - others.length < wanted.size || others.length > wanted.size) return false;
    const isAround = level.some((place) => place.isAround);
    const linking = this.holders.of(null);
    const areAlike = others.every(
      (place) =>
        !apart.has(place) &&
        place.textLength >= 15 &&
        (linking.has(place) || place.tag === 'a') &&
        (isAround || !place.isAround),
    );
    return areAlike && !isNested(items);
  }
}

function holdersOf(links: LinkSet['apart']): Set<Place> {
  const holders = new Set<Place>();
  for (const { place } of links)
    for (let up: Place | null = place; up && !holders.has(up); up = up.parent) holders.add(up);
  return holders;
}

/** Places come in the order of the page: one in another follows it before it ends. */
function isNested(items: readonly Place[]): boolean {
  return items.some((place, at) => (items[at + 1]?.at ?? Infinity) <= place.end);
}

/** A step more is a place more where the page can change; tags alone are those of the next box of the page too. */
function costOf({ container, isDirect, item }: Path): number {
  const place = container ? container.cost * 0.6 + 0.6 + (isDirect ? 0.3 : 0) : 0;
  const isBare = [container, item].every((step) => step === null || BARE_TAG.test(step.text));
  return item.cost + place + (isBare ? 8 : 0) + item.text.length / 40;
}

const BARE_TAG = /^(?!main$|article$)[a-z0-9]+(?::has\((?:a|h[1-6] a|> h[1-6])\))?$/;
