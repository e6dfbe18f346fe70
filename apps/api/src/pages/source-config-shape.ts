import type { AdapterKind } from '@chasqui/sources';

export type Tree = Record<string, unknown>;

/** What of a choice of paging belongs to each of its kinds. */
const PAGING: Readonly<Record<string, readonly string[]>> = {
  none: ['kind'],
  next: ['kind', 'link', 'path', 'maxPages'],
  page: ['kind', 'name', 'first', 'step', 'maxPages'],
  number: ['kind', 'in', 'name', 'first', 'step', 'total', 'maxPages'],
};

/**
 * Puts the values of a form into the shape of an adapter's configuration: what was not chosen is left out, and every
 * selector says whether it is a guess.
 * @param confirmed selectors that were taken from the real page, as `selectorKeys` names them; null when all were
 */
export function shapeOf(kind: AdapterKind, tree: Tree, confirmed: ReadonlySet<string> | null): Tree {
  const config: Tree = { ...tree };
  if (isTree(config['pagination'])) config['pagination'] = chosenPaging(config['pagination']);
  if (isTree(config['detail'])) config['detail'] = chosenDetail(config['detail']);
  if (kind === 'html') config['link'] = withSelector(config['link']);
  if (kind === 'json') shapeJson(config);
  // "All periods" is a choice of its own: the adapter's own value is one of them.
  if (kind === 'sedia') config['programmePeriod'] ??= null;
  return markGuesses(config, confirmed, '') as Tree;
}

function chosenPaging(pagination: Tree): Tree {
  const own = PAGING[String(pagination['kind'])] ?? ['kind'];
  return Object.fromEntries(Object.entries(pagination).filter(([name]) => own.includes(name)));
}

function chosenDetail(detail: Tree): Tree | null {
  const { on, content, documents, ...rest } = detail;
  if (on === false) return null;
  const { links, ...others } = isTree(documents) ? documents : {};
  return { ...rest, content: withSelector(content), documents: { ...others, links: withSelector(links) } };
}

/** A part of a page without its selector is no part. */
function withSelector(part: unknown): Tree | null {
  return isTree(part) && part['selector'] ? part : null;
}

function shapeJson(config: Tree): void {
  const link = isTree(config['link']) ? config['link'] : {};
  // With both, the one that people rather fill in by mistake loses.
  config['link'] = link['template']
    ? { template: link['template'] }
    : link['path']
      ? { path: link['path'] }
      : null;
  config['list'] ??= '';
  const documents = isTree(config['documents']) ? config['documents'] : null;
  config['documents'] = documents && { list: '', url: '', ...documents };
  const error = isTree(config['error']) ? config['error'] : {};
  config['error'] = error['path'] || error['message'] ? { path: '', ...withGood(error) } : null;
  const filter = isTree(config['filter']) ? config['filter'] : {};
  config['filter'] = filter['path'] ? filter : null;
}

/** No value at all that means "all is well" stands for the adapter's own. */
function withGood({ good, ...error }: Tree): Tree {
  return Array.isArray(good) && good.length > 0 ? { ...error, good } : error;
}

/** A selector that nobody has compared with the real page says so. */
function markGuesses(value: unknown, confirmed: ReadonlySet<string> | null, path: string): unknown {
  if (Array.isArray(value)) return value.map((each) => markGuesses(each, confirmed, path));
  if (!isTree(value)) return value;
  const marked = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, markGuesses(member, confirmed, `${path}.${name}`)]),
  );
  if (typeof value['selector'] !== 'string') return marked;
  return { ...marked, guess: confirmed !== null && !confirmed.has(keyOf(path, value['selector'])) };
}

/** The selectors of a configuration that were taken from the real page, by place and text. */
export function selectorKeys(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => selectorKeys(each, path));
  if (!isTree(value)) return [];
  const own =
    typeof value['selector'] === 'string' && value['guess'] === false ? [keyOf(path, value['selector'])] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, member]) => selectorKeys(member, `${path}.${name}`)),
  ];
}

function keyOf(path: string, selector: string): string {
  return `${path.slice(1)} ${selector}`;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
