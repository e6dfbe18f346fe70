import type { AnyNode, Element } from 'domhandler';
import type { OpenPage } from '../../adapters/page/open-page.js';
import { isAroundLists, stableClasses, stableId } from './class-names.js';

/** What is not shown, or not as text. */
const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'select',
  'option',
]);
/** Pages of lists have some thousand elements. */
const MOST_ELEMENTS = 60_000;

/** An element with what is asked of it again and again. Places count in the order of the document. */
export interface Place {
  readonly at: number;
  readonly node: Element;
  readonly tag: string;
  readonly parent: Place | null;
  readonly depth: number;
  readonly classes: readonly string[];
  readonly id: string | null;
  /** In a menu, at an edge or in another thing beside the content. */
  readonly isAround: boolean;
  /** In `main`, `article` or what stands for them. */
  readonly isInMain: boolean;
  /** Place of the last element in it; its own when there is none. */
  end: number;
  /** Characters of text in it. */
  textLength: number;
  /** The same for all elements that are built and placed alike. */
  form: number;
}

/** The elements of a page, read once. */
export interface Outline {
  readonly page: OpenPage;
  readonly places: readonly Place[];
  readonly of: ReadonlyMap<AnyNode, Place>;
}

/** Goes over the page once, and once more over the elements found. */
export function outlineOf(page: OpenPage): Outline {
  const places: Place[] = [];
  const of = new Map<AnyNode, Place>();
  const body = page.$('body').get(0) ?? page.$.root().children().get(0);
  const waiting: { node: AnyNode; parent: Place | null }[] = body ? [{ node: body, parent: null }] : [];
  for (let next = waiting.pop(); next && places.length < MOST_ELEMENTS; next = waiting.pop()) {
    const { node, parent } = next;
    if (!('attribs' in node) || SILENT.has(node.name)) continue;
    const place = placeOf(node, parent, places.length);
    places.push(place);
    of.set(node, place);
    for (let child = node.children.length - 1; child >= 0; child -= 1) {
      waiting.push({ node: node.children[child]!, parent: place });
    }
  }
  for (const place of places.toReversed()) {
    if (!place.parent) continue;
    place.parent.textLength += place.textLength;
    place.parent.end = Math.max(place.parent.end, place.end);
  }
  nameForms(places);
  return { page, places, of };
}

function placeOf(node: Element, parent: Place | null, at: number): Place {
  const { name: tag, attribs } = node;
  const isMain =
    tag === 'main' ||
    tag === 'article' ||
    attribs['role'] === 'main' ||
    /^(?:main|content|contenido|main-content)$/i.test(attribs['id'] ?? '');
  const isHeader = tag === 'header' && !(parent?.isInMain ?? false);
  return {
    at,
    node,
    tag,
    parent,
    depth: parent ? parent.depth + 1 : 0,
    classes: stableClasses(attribs['class']),
    id: stableId(attribs['id']),
    isAround: (parent?.isAround ?? false) || isHeader || isAroundLists(tag, attribs),
    isInMain: isMain || (parent?.isInMain ?? false),
    end: at,
    textLength: ownTextLength(node),
    form: 0,
  };
}

function ownTextLength(node: Element): number {
  let length = 0;
  for (const child of node.children) if (child.nodeType === 3) length += child.data.trim().length;
  return length;
}

/** Tags of which a list is made whatever their classes. */
const ENTRY_TAGS = new Set([
  'li',
  'tr',
  'td',
  'th',
  'article',
  'dt',
  'dd',
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/**
 * Gives elements the same form when the way to them has the same tags and classes. A class that only some elements
 * of a kind have ("agua", "salud") is no part of it when most of them share another one.
 */
function nameForms(places: readonly Place[]): void {
  const forms = new Map<string, number>();
  let level = places.filter(({ parent }) => parent === null);
  const children = childrenOf(places);
  while (level.length > 0) {
    const kinds = new Map<string, Place[]>();
    for (const place of level) push(kinds, kindOf(place, children), place);
    for (const [kind, alike] of kinds) {
      const shared = majority(alike);
      for (const place of alike) {
        const told =
          ENTRY_TAGS.has(place.tag) || shared.size > 0
            ? place.classes.filter((name) => shared.has(name))
            : place.classes;
        const form = `${kind} ${told.toSorted().join('.')}`;
        const known = forms.get(form) ?? forms.size + 1;
        forms.set(form, known);
        place.form = known;
      }
    }
    level = level.flatMap((place) => children[place.at] ?? []);
  }
}

/** Cells of one column are of a kind. */
function kindOf({ parent, tag, node }: Place, children: readonly Place[][]): string {
  const isCell = tag === 'td' || tag === 'th';
  const column = parent && isCell ? children[parent.at]!.findIndex((cell) => cell.node === node) : 0;
  return `${parent?.form ?? ''} ${tag}${column}`;
}

function childrenOf(places: readonly Place[]): Place[][] {
  const children: Place[][] = [];
  for (const place of places) if (place.parent) (children[place.parent.at] ??= []).push(place);
  return children;
}

function majority(alike: readonly Place[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { classes } of alike) for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 > alike.length).map(([name]) => name));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
