import { bdnsAdapter } from './bdns/bdns.adapter.js';
import { commonGrantsAdapter } from './common-grants/common-grants.adapter.js';
import { feedAdapter } from './feed/feed.adapter.js';
import { grantsGovAdapter } from './grants-gov/grants-gov.adapter.js';
import { htmlAdapter } from './html/html.adapter.js';
import { jsonAdapter } from './json/json.adapter.js';
import { pastedAdapter } from './pasted/pasted.adapter.js';
import { sediaAdapter } from './sedia/sedia.adapter.js';
import { sitemapAdapter } from './sitemap/sitemap.adapter.js';
import { spreadsheetAdapter } from './spreadsheet/spreadsheet.adapter.js';
import type { Adapter, AdapterKind } from './types.js';

/** Every way of reading a source. */
export const ADAPTERS: Readonly<Record<AdapterKind, Adapter>> = {
  html: htmlAdapter,
  feed: feedAdapter,
  json: jsonAdapter,
  sitemap: sitemapAdapter,
  bdns: bdnsAdapter,
  sedia: sediaAdapter,
  grants_gov: grantsGovAdapter,
  common_grants: commonGrantsAdapter,
  spreadsheet: spreadsheetAdapter,
  pasted: pastedAdapter,
};

export function adapterOf(kind: AdapterKind): Adapter {
  return ADAPTERS[kind];
}
