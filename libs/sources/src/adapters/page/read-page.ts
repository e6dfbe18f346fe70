import {
  type Hint,
  type Part,
  pageTitle,
  PdfFault,
  readHtmlNode,
  readPdf,
  type SourceText,
} from '@chasqui/extraction';
import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode } from 'domhandler';
import { HINT_NAMES } from '../definition/common-fields.js';
import type { FieldSelector, PageRules } from '../definition/page-rules.js';
import type { RawPart } from '../types.js';
import { type DocumentLink, documentLinks } from './documents.js';
import { contentKind, openPage } from './open-page.js';
import { pickValues } from './pick.js';
import { publicationDay } from './publication-day.js';
import { PAGE_PART } from './visit-page.js';

/** What the kept page of a call and its documents say. */
export interface PageText {
  readonly parts: readonly Part[];
  readonly documents: readonly DocumentLink[];
  /** ISO date. */
  readonly publishedOn: string | null;
}

/** Names parts so that each name comes once: "página: plazo", "página: plazo (2)". */
export class PartNames {
  private readonly times = new Map<string, number>();

  free(name: string): string {
    const times = (this.times.get(name) ?? 0) + 1;
    this.times.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  }
}

/** The parts that selectors point at within a scope. */
export function fieldParts(
  $: CheerioAPI,
  scope: Cheerio<AnyNode>,
  fields: readonly FieldSelector[],
  where: string,
  names: PartNames,
): Part[] {
  return fields.flatMap((field) =>
    pickValues($, scope, field).map((source) => hintedPart(names, where, field.hint, source)),
  );
}

function hintedPart(names: PartNames, where: string, hint: Hint, source: SourceText): Part {
  return { name: names.free(`${where}: ${HINT_NAMES[hint]}`), source, hint };
}

/**
 * Reads the page of a call and its PDFs from what was kept of it.
 * @param names of the parts that the item already has
 * @param withTitle whether the page's own heading is the title of the call, because no list names it
 * @throws SourceFault when the kept page cannot be read any more
 */
export async function readPage(
  kept: readonly RawPart[],
  rules: PageRules,
  encoding: string | null,
  names: PartNames,
  withTitle: boolean,
): Promise<PageText> {
  const parts: Part[] = [];
  let documents: readonly DocumentLink[] = [];
  let publishedOn: string | null = null;
  for (const raw of kept) {
    if (contentKind(raw) === 'pdf') {
      const source = await pdfText(raw.body);
      if (source) parts.push({ name: names.free(raw.name), source, hint: null });
    } else if (raw.name === PAGE_PART) {
      const page = openPage(raw, encoding);
      const { $ } = page;
      parts.push(...fieldParts($, $.root(), rules.fields, PAGE_PART, names));
      if (withTitle && !rules.fields.some(({ hint }) => hint === 'title')) {
        const text = pageTitle($);
        if (text) parts.push(hintedPart(names, PAGE_PART, 'title', { text, struck: [] }));
      }
      const content = rules.content ? $.root().find(rules.content.selector).toArray() : $.root().toArray();
      for (const node of content) {
        const source = readHtmlNode($, node);
        if (source.text) parts.push({ name: names.free(PAGE_PART), source, hint: null });
      }
      documents = documentLinks(page, rules);
      publishedOn = publicationDay($, rules.fields);
    }
  }
  return { parts, documents, publishedOn };
}

/** Null for a file that holds no readable text: scanned, damaged or locked with a password. */
async function pdfText(body: Buffer): Promise<SourceText | null> {
  try {
    return await readPdf(body);
  } catch (error) {
    if (!(error instanceof PdfFault)) throw error;
    return null;
  }
}
