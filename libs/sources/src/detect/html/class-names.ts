import { soundsLikeCalls, wordsOf } from '../words/call-words.js';

/** Say in which state something is or where it stands, not what it is: they change from item to item or day to day. */
const STATE =
  /^(?:is-|has-|js-|no-|with-|without-)|^(?:active|current|selected|open|opened|closed|show|shown|visible|hidden|first|last|odd|even|par|impar|sticky|featured|destacad[oa]|new|nuevo|nueva|loaded|lazy|lazyloaded|clearfix|cf|fade|in|collapse|collapsed|wow|aos-init|aos-animate|hentry|hover|left|right|alt)$|(?:^|[-_])(?:odd|even|first|last|active)$/i;

/** What a call is about or which number it has: set by the programs of blogs on every item. */
const OF_ONE_ITEM =
  /^(?:category|categoria|cat|tag|term|status|format|author|post|node|page-item|menu-item)-/i;

/** Only how it looks. */
const LOOK =
  /^(?:row|col|cols|column|columns|container|container-fluid|wrapper|wrap|inner|outer|grid|flex|block|inline|inline-block|box|clear|left|right|center|centered|text|title-sm|bold|small|large|big|d-flex|d-block|w-full|h-full|img-fluid|relative|absolute|section|content-wrapper|group|stack|truncate|underline|uppercase|rounded|shadow|border|bg-white|bg-light|media|body)$|^(?:col|row|text|bg|btn|align|justify|items|font|border|rounded|shadow|d|p|m|px|py|pt|pb|mx|my|mt|mb|w|h|gap|space|order|offset|float|overflow|position|flex|grid|tw|uk|is|animate|elementor-(?:column|row|section|container|element|repeater))-/i;

/** What lists and their entries are called on sites of all kinds. */
const OF_LISTS =
  /\b(?:item|items|card|cards|entry|post|article|articulo|result|results|resultado|resultados|row|rows|teaser|list|lista|listado|listing|views|view|node|record|ficha|tarjeta|notice|aviso|title|titulo|heading|headline|summary|resumen|fecha|date|next|siguiente|pager)\b/;

const USABLE = /^[a-z_][\w-]{1,49}$/i;
const MOST_CLASSES = 12;

/** Classes that stay when the site is built again and that say what something is. */
export function stableClasses(attribute: string | undefined): string[] {
  if (!attribute) return [];
  const tokens = attribute.slice(0, 1000).split(/\s+/).slice(0, MOST_CLASSES);
  return [...new Set(tokens.filter(isStable))];
}

/** An id that a person gave: a made one changes with the next build. */
export function stableId(attribute: string | undefined): string | null {
  const id = attribute?.trim();
  return id && USABLE.test(id) && !/\d/.test(id) && !isMade(id) ? id : null;
}

function isStable(token: string): boolean {
  if (!USABLE.test(token) || /\d/.test(token)) return false;
  return !STATE.test(token) && !OF_ONE_ITEM.test(token) && !isMade(token);
}

/** Made by a program: "sc-bdVaJa", "css-qwrtp", "Card_root__xKpQz", "_aBcDe". */
function isMade(token: string): boolean {
  if (
    /^(?:sc|css|jss|jsx|svelte|emotion|ng|astro|data-v|tss|makeStyles|r|e|yui|ext-gen)-|^_(?!_)/i.test(token)
  )
    return true;
  return token
    .split(/[-_]+/)
    .filter(Boolean)
    .some((piece) => {
      const humps = piece.match(/\p{Lu}+/gu)?.length ?? 0;
      // Names made of words change case at their beginnings: "CardTitle", but not "xKpQz".
      if (humps > 1 && piece.length / humps < 3) return true;
      if (/[a-z]{1,3}[A-Z]{1,2}[a-z]{0,2}$/.test(piece) && piece.length <= 6 && humps > 0) return true;
      const letters = piece.toLowerCase();
      return letters.length >= 5 && (!/[aeiouy]/.test(letters) || /[^aeiouy]{6}/.test(letters));
    });
}

/** How little a class says: 0 names calls, 1 lists, 2 anything else, 6 only looks. */
export function vagueness(token: string): number {
  const words = wordsOf(token);
  if (soundsLikeCalls(words)) return 0;
  if (LOOK.test(token)) return 6;
  return OF_LISTS.test(words) ? 1 : 2;
}

/** Around the lists: menus, edges, what is offered besides. */
const CHROME =
  /^(?:(?:main|site|page|top|mega|nav|primary|secondary|header|footer|block|region|mobile|sub|left|right|c|l|o|m|layout)[-_]*)*(?:nav|navs|navbar|navigation|navegacion|menu|menus|megamenu|mega-menu|submenu|dropdown|dropdown-menu|breadcrumbs?|breadcrumb-trail|migas|miga-de-pan|migas-de-pan|pagination|paginacion|paginador|pager|pager-nav|footer|pie|sidebar|sidebar-first|sidebar-second|barra-lateral|aside|widget|widgets|widget-area|social|share|sharing|compartir|redes-sociales|cookie|cookies|cookie-banner|language|languages|language-switcher|idiomas|related|relacionad[oa]s|related-posts|tag-cloud|tags|tagcloud|carousel|banner|topbar|top-bar|toolbar|skip|search-form|comments|filters|filtros|facets)(?:[-_](?:wrapper|container|inner|content|area|block|list|items|links|nav))*$/i;
const CHROME_ROLE = /^(?:navigation|banner|contentinfo|complementary|menu|menubar|search|dialog)$/;
const CHROME_TAG = new Set(['nav', 'aside', 'footer', 'dialog', 'select', 'template', 'noscript']);

/** Whether an element holds menus, edges or side offers, by what it is called. */
export function isAroundLists(tag: string, attributes: Readonly<Record<string, string>>): boolean {
  if (tag === 'body' || tag === 'html' || tag === 'main') return false;
  if (CHROME_TAG.has(tag) || CHROME_ROLE.test(attributes['role'] ?? '')) return true;
  const names = `${attributes['id'] ?? ''} ${attributes['class'] ?? ''}`.slice(0, 1000).split(/\s+/);
  return names.slice(0, MOST_CLASSES).some((name) => name.length <= 60 && CHROME.test(name));
}
