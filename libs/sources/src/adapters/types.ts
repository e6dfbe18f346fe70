import type { ItemText } from '@chasqui/extraction';
import type { Fetcher } from '@chasqui/fetching';

export const ADAPTER_KINDS = [
  'html',
  'feed',
  'json',
  'sitemap',
  'bdns',
  'sedia',
  'grants_gov',
  'common_grants',
  'spreadsheet',
  'pasted',
] as const;
export type AdapterKind = (typeof ADAPTER_KINDS)[number];

/** One answer of the source about an item, as it came: kept and hashed. */
export interface RawPart {
  /** "lista", "página", "detalle", "bases.pdf" */
  readonly name: string;
  readonly url: string;
  readonly mediaType: string | null;
  readonly charset: string | null;
  readonly body: Buffer;
}

/** One call as the source gives it. */
export interface CollectedItem {
  /** Stable in its source: the code of an API, else the normalised address. */
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly parts: readonly RawPart[];
  /** Nothing changed since the last reading (304 or the same list entry): parts are empty. */
  readonly unchanged: boolean;
}

/** What an adapter tells while it collects. */
export type Collected =
  | { readonly type: 'item'; readonly item: CollectedItem }
  /** A page of the list was read; `cursor` resumes after it. */
  | { readonly type: 'page'; readonly found: number; readonly cursor: unknown }
  /** One item could not be read; the others go on. */
  | { readonly type: 'failed'; readonly key: string; readonly url: string; readonly message: string }
  /** Spanish, for the curator. */
  | { readonly type: 'warning'; readonly message: string };

export interface CollectContext {
  readonly fetcher: Fetcher;
  readonly now: Date;
  /** From the last `page` of an interrupted run. */
  readonly cursor: unknown;
  /** For a preview: stop after so many items. */
  readonly maxItems: number;
  readonly signal?: AbortSignal;
  /** ETag and Last-Modified of an address as last read. */
  validatorsOf(url: string): Promise<{ etag: string | null; lastModified: string | null } | undefined>;
  /** Notes them after a reading. */
  keepValidators(
    url: string,
    validators: { etag: string | null; lastModified: string | null },
  ): Promise<void>;
}

/**
 * Reads one kind of source. Both halves are driven by the definition alone.
 * `Config` is checked by the adapter's zod schema.
 */
export interface Adapter<Config = unknown> {
  readonly kind: AdapterKind;
  /** Spanish name for people. */
  readonly label: string;
  /** @throws DomainError `source.invalid` with Spanish messages per field */
  check(config: unknown): Config;
  /**
   * Asks the source. A page that cannot be read as what it should be is a fault, never "no calls".
   * @throws FetchError, SourceFault
   */
  collect(config: Config, context: CollectContext): AsyncIterable<Collected>;
  /** Decodes what was captured of an item: the same bytes and definition give the same text. */
  read(
    config: Config,
    item: { readonly key: string; readonly url: string; readonly parts: readonly RawPart[] },
  ): Promise<ItemText>;
}

/** The source answered, but not with what it should: changed layout, an error inside a 200, a filter ignored. */
export class SourceFault extends Error {
  constructor(
    readonly code:
      'layout' | 'error_inside' | 'not_expected_type' | 'filter_ignored' | 'truncated' | 'no_items',
    /** Spanish, for curators. */
    message: string,
  ) {
    super(message);
    this.name = 'SourceFault';
  }
}
