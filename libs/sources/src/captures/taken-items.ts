import { createHash } from 'node:crypto';
import { FetchError, type Fetcher } from '@chasqui/fetching';
import { type DomainError, invalid } from '@chasqui/kernel';
import { itemOfText, pastedAdapter } from '../adapters/pasted/pasted.adapter.js';
import { itemsOfSheet } from '../adapters/spreadsheet/items-of-sheet.js';
import type { SpreadsheetConfig } from '../adapters/spreadsheet/spreadsheet.config.js';
import { type AdapterKind, type CollectContext, type CollectedItem, SourceFault } from '../adapters/types.js';
import type { SourceDefinition } from '../catalogue/source.entities.js';

/** What a curator hands over: the address of a call, its text, or a file (a sheet with calls, the PDF of one). */
export type HandedOver =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly fileName: string };

export interface TakenItems {
  readonly items: readonly CollectedItem[];
  /** Spanish: what was left out and why. */
  readonly warnings: readonly string[];
}

/** Reading a page by hand ends after that, ms. */
const PATIENCE_MS = 60_000;
const LARGEST_PDF = 20 * 1_048_576;

/** The adapter that reads such a thing when no source is chosen. */
export function adapterFor(given: HandedOver): AdapterKind {
  return given.kind === 'file' && !isPdf(given.bytes) ? 'spreadsheet' : 'pasted';
}

/**
 * The calls in what a curator handed over, ready to be kept for a source with the given definition.
 * @throws DomainError `source.wrong_kind` when that source could not read them later; `source.address`, `source.text`,
 *   `source.sheet`, `spreadsheet.*`, `source.unreadable`
 */
export async function takenItems(
  given: HandedOver,
  definition: Pick<SourceDefinition, 'adapter' | 'config'>,
  fetcher: Fetcher,
  now: Date,
): Promise<TakenItems> {
  const { adapter, config } = definition;
  if (given.kind === 'address') return itemsAt(addressConfig(given.address, definition), fetcher, now);
  if (adapter !== adapterFor(given)) throw wrongKind();
  if (given.kind === 'text') return { items: [itemOfText(given.text)], warnings: [] };
  if (isPdf(given.bytes)) return { items: [itemOfPdf(given.bytes, given.fileName)], warnings: [] };
  return itemsOfSheet(given.bytes, given.fileName, (config as SpreadsheetConfig).mapping);
}

/** A source whose definition says how the page of a call is read can take any such page. */
function addressConfig(
  address: string,
  { adapter, config }: Pick<SourceDefinition, 'adapter' | 'config'>,
): unknown {
  if (adapter === 'pasted') return { ...config, address };
  const { detail, encoding = null, defaults } = config as Record<string, unknown>;
  if (!detail) throw wrongKind();
  return { address, detail, encoding, defaults };
}

async function itemsAt(config: unknown, fetcher: Fetcher, now: Date): Promise<TakenItems> {
  const context: CollectContext = {
    fetcher,
    now,
    cursor: undefined,
    maxItems: 1,
    signal: AbortSignal.timeout(PATIENCE_MS),
    validatorsOf: () => Promise.resolve(undefined),
    keepValidators: () => Promise.resolve(),
  };
  const items: CollectedItem[] = [];
  const warnings: string[] = [];
  try {
    for await (const told of pastedAdapter.collect(pastedAdapter.check(config), context)) {
      if (told.type === 'item') items.push(told.item);
      if (told.type === 'warning') warnings.push(told.message);
    }
  } catch (error) {
    if (error instanceof FetchError || error instanceof SourceFault) throw unreadable(error.message);
    if (!context.signal?.aborted) throw error;
    throw unreadable(
      'El sitio tardó más de un minuto. Inténtelo más tarde o pegue el texto de la convocatoria.',
    );
  }
  return { items, warnings };
}

function itemOfPdf(body: Buffer, fileName: string): CollectedItem {
  if (body.length > LARGEST_PDF) {
    throw invalid('source.pdf', 'El PDF pesa más de 20 MB. Suba solo las bases, sin anexos.');
  }
  const name = fileName.split(/[\\/]/).at(-1)?.trim().slice(0, 200) || 'bases.pdf';
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
  const part = { name, url: '', mediaType: 'application/pdf', charset: null, body };
  const title = name.replace(/\.pdf$/i, '');
  return { key: `pdf#${hash}`, url: '', title, parts: [part], unchanged: false };
}

function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-');
}

function wrongKind(): DomainError {
  return invalid(
    'source.wrong_kind',
    'Esa fuente no puede leer lo que entrega. Déjela sin elegir, o elija una fuente de hojas de cálculo para una hoja ' +
      'y una de páginas para una dirección.',
    [{ field: 'sourceId', message: 'Elija otra fuente o ninguna.' }],
  );
}

function unreadable(message: string): DomainError {
  return invalid('source.unreadable', message, [{ field: 'address', message }]);
}
