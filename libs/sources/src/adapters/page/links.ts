const LONGEST = 2000;

/**
 * The whole address of a link as a browser would follow it, without fragment (but with the route of a program in the
 * page, "#/llamado/7"). Null for what leads to no page: mail, telephone, scripts, places within the same page.
 */
export function resolveLink(href: string | undefined, base: string): string | null {
  const link = href?.trim();
  if (!link || (link.startsWith('#') && !/^#!?\//.test(link)) || !URL.canParse(link, base)) return null;
  const url = new URL(link, base);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) return null;
  if (!/[a-z0-9]/.test(url.hostname)) return null;
  if (!/^#!?\//.test(url.hash)) url.hash = '';
  return url.href.length > LONGEST ? null : url.href;
}

/** Whether an address is the front page of its site, in whatever language. */
export function isFrontPage(address: string): boolean {
  const { pathname, search } = new URL(address);
  return !search && /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?(?:(?:inicio|home|index\.\w+)\/?)?$/i.test(pathname);
}
