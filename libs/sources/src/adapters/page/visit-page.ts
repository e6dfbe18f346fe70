import { createHash } from 'node:crypto';
import { pageTitle, PdfFault, readPdf } from '@chasqui/extraction';
import { FetchError } from '@chasqui/fetching';
import { canonicalJson } from '../../canonical-json.js';
import type { PageRules } from '../definition/page-rules.js';
import { type CollectContext, type RawPart, SourceFault } from '../types.js';
import { type DocumentLink, documentLinks, fileNameOf } from './documents.js';
import { isFrontPage } from './links.js';
import { contentKind, openPage, type OpenPage, refuseErrorPage, requireKind } from './open-page.js';
import { pickLine } from './pick.js';

export const PAGE_PART = 'página';

/** How the pages of a source are visited. */
export interface VisitRules {
  readonly rules: PageRules;
  readonly encoding: string | null;
  readonly isAllowed: (url: string) => boolean;
  /** A page is not asked for again while its list says the same of it. */
  readonly trustHint?: boolean;
}

export interface Visit {
  /** Empty when nothing changed since the last reading. */
  readonly parts: readonly RawPart[];
  readonly unchanged: boolean;
  /** As the page calls itself. */
  readonly title: string | null;
  /** Spanish. */
  readonly warnings: readonly string[];
  /** Notes what the server said of its version; to be called when the parts are safe, or they could be lost. */
  keep(): Promise<void>;
}

/**
 * Reads the page of one call and its documents.
 * @param hint what the list says of the call: when that changed, the page is read whatever the server says
 * @throws FetchError, SourceFault
 */
export async function visitPage(
  url: string,
  hint: string,
  how: VisitRules,
  context: CollectContext,
): Promise<Visit> {
  // A fragment never reaches a server: what the list said is noted beside the versions of the page itself.
  const hintUrl = `${url}#lista`;
  const fingerprint = fingerprintOf(hint, how);
  const sameHint = (await context.validatorsOf(hintUrl))?.etag === fingerprint;
  const keepHint = () => context.keepValidators(hintUrl, { etag: fingerprint, lastModified: null });
  if (sameHint && how.trustHint) return unchanged(keepHint);
  const validators = sameHint ? await context.validatorsOf(url) : undefined;
  const answer = await context.fetcher.fetch({ url, ...(validators && { validators }) }, context.signal);
  if (answer.notModified) return unchanged(keepHint);
  refuseDetour(url, answer.finalUrl, answer.redirected, how);
  const page: RawPart = {
    name: PAGE_PART,
    url: answer.finalUrl,
    mediaType: answer.mediaType,
    charset: answer.charset,
    body: answer.body,
  };
  const keep = async () => {
    await context.keepValidators(url, answer.validators);
    await keepHint();
  };
  if (requireKind(page, 'html', 'pdf') === 'pdf') {
    return { parts: [page], unchanged: false, ...(await pdfTitle(page)), keep };
  }
  const open = openPage(page, how.encoding);
  requireContent(open, how.rules);
  const { parts, warnings } = await fetchDocuments(documentLinks(open, how.rules), how, context);
  return { parts: [page, ...parts], unchanged: false, title: titleOf(open, how.rules), warnings, keep };
}

function unchanged(keep: () => Promise<void>): Visit {
  return { parts: [], unchanged: true, title: null, warnings: [], keep };
}

/** Another way of reading the page makes its old reading worthless. */
function fingerprintOf(hint: string, { rules, encoding }: VisitRules): string {
  return createHash('sha256').update(canonicalJson({ hint, rules, encoding })).digest('hex');
}

function refuseDetour(url: string, finalUrl: string, redirected: boolean, { isAllowed }: VisitRules): void {
  if (!redirected) return;
  if (isFrontPage(finalUrl) && !isFrontPage(url)) {
    throw new SourceFault('layout', `La página ya no existe: el sitio envía a su portada (${finalUrl}).`);
  }
  if (!isAllowed(finalUrl)) {
    const { hostname } = new URL(finalUrl);
    throw new SourceFault(
      'layout',
      `La página lleva a otro sitio, ${hostname}. Si es de confianza, añada su dominio.`,
    );
  }
}

/** @throws SourceFault when the page lacks what every page of a call has */
function requireContent(page: OpenPage, rules: PageRules): void {
  const { $ } = page;
  const required = rules.fields.filter((field) => field.required);
  const missing =
    (rules.content && $.root().find(rules.content.selector).length === 0 && rules.content.selector) ||
    required.find((field) => pickLine($, $.root(), field) === '')?.selector;
  // A call may be about maintenance: with all that was asked for in place its title proves nothing.
  const proven = required.length > 0 || rules.content !== null;
  if (missing || !proven) refuseErrorPage(page);
  if (missing) {
    throw new SourceFault(
      'layout',
      `La página no tiene «${missing}»: cambió el diseño o no es una convocatoria.`,
    );
  }
}

/** A call that is nothing but a file is named by its first line. */
async function pdfTitle({ url, body }: RawPart): Promise<{ title: string; warnings: string[] }> {
  try {
    const { text } = await readPdf(body);
    const line = text.split('\n').find((words) => /\p{L}{3}/u.test(words)) ?? '';
    return { title: line.trim().slice(0, 300) || fileNameOf(url), warnings: [] };
  } catch (error) {
    if (!(error instanceof PdfFault)) throw error;
    return { title: fileNameOf(url), warnings: [`${error.message} (${url})`] };
  }
}

function titleOf(page: OpenPage, rules: PageRules): string | null {
  const rule = rules.fields.find(({ hint }) => hint === 'title');
  return (rule && pickLine(page.$, page.$.root(), rule)) || pageTitle(page.$);
}

/** One document that cannot be read is told and the call goes on without it. */
async function fetchDocuments(
  documents: readonly DocumentLink[],
  { rules, isAllowed }: VisitRules,
  context: CollectContext,
): Promise<{ parts: RawPart[]; warnings: string[] }> {
  const parts: RawPart[] = [];
  const warnings: string[] = [];
  if (!rules.documents.read) return { parts, warnings };
  const wanted = documents.filter(({ url }) => isPdfLink(url, rules) && isAllowed(url));
  for (const { title, url } of wanted.slice(0, rules.documents.most)) {
    try {
      // Each would need its page: asked for whole, because without its bytes the call would be incomplete.
      const answer = await context.fetcher.fetch({ url }, context.signal);
      const part = {
        url: answer.finalUrl,
        mediaType: answer.mediaType,
        charset: answer.charset,
        body: answer.body,
      };
      if (!isAllowed(answer.finalUrl) || contentKind(part) !== 'pdf') {
        warnings.push(`El documento «${title}» no es un PDF y no se leyó: ${url}`);
        continue;
      }
      parts.push({ name: freeName(fileNameOf(url), parts), ...part });
    } catch (error) {
      if (!(error instanceof FetchError) || error.fault === 'throttled') throw error;
      context.signal?.throwIfAborted();
      warnings.push(`No se pudo leer el documento «${title}»: ${error.message}`);
    }
  }
  return { parts, warnings };
}

/** A link that was chosen by its own selector may lead to a PDF without saying so. */
function isPdfLink(url: string, rules: PageRules): boolean {
  const { pathname } = new URL(url);
  const otherFile = /\.[a-z]{3,4}$/i.test(pathname) && !/\.(?:pdf|php|aspx?|jsp|html?|cfm)$/i.test(pathname);
  return /\.pdf$/i.test(pathname) || (rules.documents.links !== null && !otherFile);
}

function freeName(fileName: string, parts: readonly RawPart[]): string {
  const name = /\.pdf$/i.test(fileName) ? fileName : `${fileName}.pdf`;
  const taken = new Set(parts.map((part) => part.name));
  for (let copy = 2, free = name; ; copy += 1) {
    if (!taken.has(free)) return free;
    free = name.replace(/\.pdf$/i, ` (${copy}).pdf`);
  }
}
