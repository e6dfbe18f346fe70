import { soundsLikeCalls, wordsOf } from '../words/call-words.js';
import { vagueness } from './class-names.js';
import type { LinkSet } from './link-sets.js';
import type { Step } from './match.js';
import type { Outline, Place } from './outline.js';

/** How well a tag alone tells the entries of a list. */
const TAG_COST: Readonly<Record<string, number>> = {
  article: 3,
  li: 4,
  tr: 4,
  dt: 4,
  h2: 5,
  h3: 5,
  h4: 5,
  p: 7,
};
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const CONTAINER_TAGS = new Set(['main', 'article', 'section', 'ul', 'ol', 'dl', 'table', 'tbody']);
/** A class that tells only how something looks: the next box of the page looks so too. */
const LOOK_COST = 16;
const MOST_CLASSES = 4;

/** Texts that can stand between quotes in a selector. */
const QUOTABLE = /^[\p{L}\p{N} .,;:()°ºª/&+-]{3,60}$/u;

/** Names that a selector takes for tags as they are. */
const PLAIN_TAG = /^[a-z][a-z0-9-]*$/;

/** Where a selector may look for elements that hold something, found once per page. */
export class Holders {
  private readonly known = new Map<string, ReadonlySet<Place>>();
  private readonly headed = new Map<string, ReadonlySet<Place>>();

  constructor(private readonly outline: Outline) {}

  /** Elements with a link in them, or with one in such a heading ("h3"). */
  of(heading: string | null): ReadonlySet<Place> {
    if (!heading) return this.above('', ({ node }) => 'href' in node.attribs);
    const known = this.headed.get(heading);
    if (known) return known;
    const holders = this.above(heading, (link) => 'href' in link.node.attribs && isWithin(link, heading));
    // Those within the heading hold the link, but no heading.
    const whole = new Set([...holders].filter((place) => place.tag !== heading && !isWithin(place, heading)));
    this.headed.set(heading, whole);
    return whole;
  }

  /** Elements with a link to such an address in them. */
  to(piece: string): ReadonlySet<Place> {
    return this.above(`"${piece}"`, ({ node }) => (node.attribs['href'] ?? '').includes(piece));
  }

  private above(name: string, isWanted: (link: Place) => boolean): ReadonlySet<Place> {
    const known = this.known.get(name);
    if (known) return known;
    const holders = new Set<Place>();
    for (const place of this.outline.places) {
      if (place.tag !== 'a' || !isWanted(place)) continue;
      for (let up = place.parent; up && !holders.has(up); up = up.parent) holders.add(up);
    }
    this.known.set(name, holders);
    return holders;
  }
}

function isWithin(place: Place, tag: string): boolean {
  for (let up = place.parent, height = 0; up && height < 8; up = up.parent, height += 1)
    if (up.tag === tag) return true;
  return false;
}

/** Every way of naming the entries themselves. */
export function itemSteps(level: readonly Place[], set: LinkSet, holders: Holders): Step[] {
  const tag = sharedTag(level);
  const classes = sharedClasses(level);
  const steps: Step[] = classes.map((name) => classStep(name));
  if (classes.length > 1) steps.push(bothClasses(classes[0]!, classes[1]!));
  if (!tag) return steps;
  const base: Step = { text: tag, cost: TAG_COST[tag] ?? 9, fits: (place) => place.tag === tag };
  steps.push(...classes.map((name) => withTag(tag, classStep(name))), base);
  const named = [...classes.slice(0, 1).map((name) => withTag(tag, classStep(name))), base];
  if (tag === 'a') return [...steps, ...linkSteps(set), ...named.flatMap((step) => withHeading(step, level))];
  for (const step of named) steps.push(...withLink(step, level, holders), ...withHeading(step, level));
  return [...steps, ...withAddress(base, set, holders)];
}

function sharedTag(level: readonly Place[]): string | null {
  const tag = level[0]!.tag;
  return PLAIN_TAG.test(tag) && level.every((place) => place.tag === tag) ? tag : null;
}

function sharedClasses(level: readonly Place[]): string[] {
  const [first, ...others] = level.map(({ classes }) => new Set(classes));
  return [...first!]
    .filter((name) => others.every((classes) => classes.has(name)))
    .toSorted((a, b) => vagueness(a) - vagueness(b))
    .slice(0, MOST_CLASSES);
}

function classStep(name: string): Step {
  const vague = vagueness(name);
  return {
    text: `.${name}`,
    cost: vague < 6 ? vague * 1.5 : LOOK_COST,
    fits: ({ classes }) => classes.includes(name),
  };
}

function bothClasses(one: string, other: string): Step {
  const steps = [classStep(one), classStep(other)];
  return {
    text: steps.map(({ text }) => text).join(''),
    cost: Math.min(...steps.map(({ cost }) => cost)) + 1.5,
    fits: (place) => steps.every((step) => step.fits(place)),
  };
}

function withTag(tag: string, step: Step): Step {
  return {
    text: tag + step.text,
    cost: step.cost + 0.5,
    fits: (place) => place.tag === tag && step.fits(place),
  };
}

/** Rows of headings and notes between the entries have no link. */
function withLink(step: Step, level: readonly Place[], holders: Holders): Step[] {
  const heading = [...HEADINGS].find((name) => level.every((place) => holders.of(name).has(place)));
  return [null, heading ?? null].flatMap((name, at): Step[] => {
    if (at === 1 && name === null) return [];
    const holding = holders.of(name);
    return [
      {
        text: `${step.text}:has(${name ? `${name} a` : 'a'})`,
        cost: step.cost + 2.5 + at / 2,
        fits: (place) => step.fits(place) && holding.has(place),
      },
    ];
  });
}

function withHeading(step: Step, level: readonly Place[]): Step[] {
  const names = [...HEADINGS].filter((name) => level.every((place) => hasChild(place, name)));
  return names.map((name) => ({
    text: `${step.text}:has(> ${name})`,
    cost: step.cost + 3,
    fits: (place) => step.fits(place) && hasChild(place, name),
  }));
}

function hasChild({ node }: Place, tag: string): boolean {
  return node.children.some((child) => 'name' in child && child.name === tag);
}

/** By a folder that the addresses of all calls have in common: a[href*="/convocatorias/"]. */
function linkSteps(set: LinkSet): Step[] {
  return sharedPieces(set).map((piece) => ({
    text: `a[href*="${piece}"]`,
    cost: costOfPiece(piece),
    fits: ({ tag, node }) => tag === 'a' && (node.attribs['href'] ?? '').includes(piece),
  }));
}

function withAddress(step: Step, set: LinkSet, holders: Holders): Step[] {
  return sharedPieces(set).map((piece) => {
    const holding = holders.to(piece);
    return {
      text: `${step.text}:has(a[href*="${piece}"])`,
      cost: step.cost + costOfPiece(piece) + 2.5,
      fits: (place) => step.fits(place) && holding.has(place),
    };
  });
}

function costOfPiece(piece: string): number {
  return soundsLikeCalls(wordsOf(piece)) ? 2 : 4.5;
}

function sharedPieces({ links }: LinkSet): string[] {
  const pieces = links.map(({ place }) => new Set(piecesOf(place.node.attribs['href'] ?? '')));
  return [...pieces[0]!].filter((piece) => pieces.every((each) => each.has(piece))).slice(0, MOST_CLASSES);
}

/** Folders, and the program that makes the page: "edital.php?id=31". */
function piecesOf(href: string): string[] {
  const [path = '', query] = href
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/#.*$/, '')
    .split('?', 2);
  const pieces = path.split('/');
  const folders = pieces
    .slice(0, -1)
    .filter((piece) => /^[a-z][\w-]{2,40}$/i.test(piece) && !/\d/.test(piece));
  const program =
    query === undefined
      ? []
      : pieces.slice(-1).filter((piece) => /^[a-z][a-z_-]{1,40}(?:\.[a-z]{2,5})?$/i.test(piece));
  return [...folders.map((piece) => (path.includes(`/${piece}/`) ? `/${piece}/` : `${piece}/`)), ...program];
}

/** Every way of naming what the entries stand in, the nearest first. */
export function containerSteps(
  level: readonly Place[],
  outline: Outline,
): { step: Step; isParent: boolean }[] {
  const steps: { step: Step; isParent: boolean }[] = [];
  let above: (Place | null)[] = level.map(({ parent }) => parent);
  for (let height = 0; height < 12; height += 1) {
    const places = [...new Set(above)].filter((place) => place !== null);
    if (places.length === 0 || above.includes(null)) break;
    for (const step of stepsOf(places, outline)) {
      steps.push({ step: { ...step, cost: step.cost + height * 0.3 }, isParent: height === 0 });
    }
    above = above.map((place) => place!.parent);
  }
  return steps;
}

function stepsOf(places: readonly Place[], outline: Outline): Step[] {
  const [first] = places;
  if (!first || first.tag === 'html' || first.tag === 'body') return [];
  const steps = sharedClasses(places)
    .map(classStep)
    .map((step) => ({ ...step, cost: step.cost + 1 }));
  const tag = sharedTag(places);
  if (tag && CONTAINER_TAGS.has(tag)) {
    steps.push({ text: tag, cost: tag === 'main' ? 3 : 6, fits: (place) => place.tag === tag });
  }
  if (first.node.attribs['role'] === 'main') {
    steps.push({ text: '[role="main"]', cost: 3, fits: ({ node }) => node.attribs['role'] === 'main' });
  }
  if (places.length > 1) return steps;
  const { id } = first;
  if (id) {
    const cost = soundsLikeCalls(wordsOf(id)) ? 0.5 : 2;
    steps.push({ text: `#${id}`, cost, fits: (place) => place.id === id });
  }
  return [...steps, ...headedSteps(first, outline)];
}

/** By the words of its own heading, where nothing else tells one part of the page from the next. */
function headedSteps({ tag, node }: Place, { page }: Outline): Step[] {
  if (!PLAIN_TAG.test(tag)) return [];
  for (const child of node.children) {
    if (!('name' in child) || !HEADINGS.has(child.name)) continue;
    const words = page.$(child).text().trim();
    if (!QUOTABLE.test(words)) return [];
    const { name } = child;
    const isHeaded = (place: Place): boolean =>
      place.tag === tag &&
      place.node.children.some(
        (each) => 'name' in each && each.name === name && page.$(each).text().includes(words),
      );
    return [{ text: `${tag}:has(> ${name}:contains("${words}"))`, cost: 8, fits: isHeaded }];
  }
  return [];
}
