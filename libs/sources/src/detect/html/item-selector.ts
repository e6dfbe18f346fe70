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
    const paths = set.levels.flatMap((level) => this.pathsTo(level, set).map((path) => ({ level, path })));
    const sorted = paths.toSorted((a, b) => costOf(a.path) - costOf(b.path)).slice(0, MOST_TRIED);
    for (const { level, path } of sorted) {
      const selector = textOfPath(path);
      if (selectorProblem(selector)) continue;
      const items = this.matcher.match(path);
      if (this.areEntries(items, level)) found.push({ selector, items, cost: costOf(path) });
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
        return isParent ? [{ ...path, isDirect: false }, { ...path, isDirect: true }] : [{ ...path, isDirect: false }];
      }),
    );
    return [...alone, ...within];
  }

  private areEntries(items: readonly Place[], level: readonly Place[]): boolean {
    const wanted = new Set(level);
    const others = items.filter((place) => !wanted.has(place));
    if (items.length - others.length < wanted.size || others.length > wanted.size) return false;
    const forms = new Set(level.map(({ form }) => form));
    const isAround = level.some((place) => place.isAround);
    const linking = this.holders.of(null);
    const areAlike = others.every(
      (place) =>
        !forms.has(place.form) && place.textLength >= 15 && (linking.has(place) || place.tag === 'a') && (isAround || !place.isAround),
    );
    return areAlike && !isNested(items);
  }
}

/** Places come in the order of the page: one in another follows it before it ends. */
function isNested(items: readonly Place[]): boolean {
  return items.some((place, at) => (items[at + 1]?.at ?? Infinity) <= place.end);
}

/** A step more is a place more where the page can change. */
function costOf({ container, isDirect, item }: Path): number {
  const own = item.cost + (container ? container.cost * 0.4 + 1 + (isDirect ? 0.3 : 0) : bareCost(item.text));
  return own + item.text.length / 40;
}

/** A tag without anything says nothing of calls: the next box of the page has it too. */
function bareCost(text: string): number {
  return text.startsWith('.') || /^[a-z0-9]+[.[]/.test(text) ? 0 : 4;
}
