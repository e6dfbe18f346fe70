import type { AnyNode, Element } from 'domhandler';
import { isElement } from './html-nodes.js';

/** Not text for people, or text that the page shows only in answer to them. */
export const NEVER_READ: ReadonlySet<string> = new Set(
  (
    'script style noscript template head title meta link svg math canvas audio video object embed iframe map ' +
    'select option datalist textarea input progress meter'
  ).split(' '),
);

const HIDDEN_STYLE = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const HIDDEN_CLASS = /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|element-invisible)(?:\s|$)/;

/** Style sheets in wide use hide with these, and show again on wider screens with the others. */
const HIDDEN_SOMEWHERE = /(?:^|\s)(?:d-none|hidden)(?:\s|$)/;
const SHOWN_SOMEWHERE = /(?:^|\s)(?:d-[a-z]{2,5}-|[a-z]{2,3}:)(?:block|flex|grid|inline|table|contents)/;

/** Hidden by the page itself, as far as its elements say so (style sheets are not read). */
export function isHidden(element: Element): boolean {
  const attributes = element.attribs;
  if ('hidden' in attributes || attributes['aria-hidden']?.toLowerCase() === 'true') return true;
  if (attributes['style'] && HIDDEN_STYLE.test(attributes['style'])) return true;
  if (element.name === 'dialog' && !('open' in attributes)) return true;
  const classes = attributes['class'];
  if (!classes) return false;
  return HIDDEN_CLASS.test(classes) || (HIDDEN_SOMEWHERE.test(classes) && !SHOWN_SOMEWHERE.test(classes));
}

const CHROME_ROLE = /^(?:navigation|banner|contentinfo|search|menu|menubar)$/;
const CHROME_CLASS =
  /(?:^|[\s_-])(?:cookies?|cookie-?(?:banner|consent|notice)|gdpr|breadcrumbs?|site-(?:header|footer)|skip-link)(?:[\s_-]|$)/i;
const BOX = new Set(['div', 'section', 'aside', 'ol', 'ul', 'p', 'a']);
const CONTENT = new Set(['main', 'article', 'section']);

/** Around the content and the same on every page: menus, headers and footers of the site, the notice on cookies. */
export function isChrome(element: Element): boolean {
  const { name, attribs } = element;
  if (name === 'nav' || CHROME_ROLE.test(attribs['role'] ?? '')) return !hasHeading(element);
  if (name === 'footer') return !isWithinContent(element);
  if (name === 'header') return !isWithinContent(element) && !hasHeading(element);
  if (name === 'button') return !isDisclosure(element);
  if (!BOX.has(name)) return false;
  const names = `${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`;
  return names.length > 1 && CHROME_CLASS.test(names) && !hasHeading(element);
}

/** The button that opens a part of the page carries the heading of that part. */
function isDisclosure(element: Element): boolean {
  if ('aria-expanded' in element.attribs || 'aria-controls' in element.attribs) return true;
  const parent = element.parent;
  return parent !== null && isElement(parent) && /^(?:h[1-6]|summary)$/.test(parent.name);
}

const DEEPEST_LOOK = 60;

function isWithinContent(element: Element): boolean {
  let parent = element.parent;
  for (let level = 0; parent && level < DEEPEST_LOOK; level++, parent = parent.parent) {
    if (isElement(parent) && CONTENT.has(parent.name)) return true;
  }
  return false;
}

const MOST_NODES_LOOKED_AT = 500;

/** Some themes put the title of the call into the header of the page. */
function hasHeading(element: Element): boolean {
  const waiting: AnyNode[] = [...element.children];
  for (let looked = 0; waiting.length > 0 && looked < MOST_NODES_LOOKED_AT; looked++) {
    const node = waiting.pop()!;
    if (!isElement(node)) continue;
    if (node.name === 'h1') return true;
    waiting.push(...node.children.slice(0, MOST_NODES_LOOKED_AT));
  }
  return false;
}

const STRUCK_TAG = new Set(['del', 's', 'strike']);
const STRUCK_CLASS =
  /(?:^|\s)(?:text-decoration-)?(?:line-?through|strike-?through|strikethrough|tachado)(?:\s|$)/i;

/** Crossed out: shown, but no longer valid. */
export function isStruck(element: Element): boolean {
  const { name, attribs } = element;
  if (STRUCK_TAG.has(name)) return true;
  if (attribs['style'] && /line-through/i.test(attribs['style'])) return true;
  return STRUCK_CLASS.test(attribs['class'] ?? '');
}
