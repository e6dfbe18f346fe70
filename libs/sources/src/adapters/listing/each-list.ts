import { type CollectContext, type Collected, SourceFault } from '../types.js';
import { Tally } from './deliver.js';

/** One of the lists of a source, and where its reading was interrupted. */
export interface ListStart {
  readonly url: string;
  readonly index: number;
  /** Left of the run before within this list; null at its beginning. */
  readonly resume: unknown;
}

/** A cursor says in which list a run was and, in words of the adapter, where in it. */
interface ListCursor {
  readonly list: number;
  readonly at: unknown;
}

export function listCursor(list: number, at: unknown): ListCursor {
  return { list, at };
}

function readCursor(cursor: unknown, lists: number): ListCursor {
  const { list = 0, at = null } = (cursor ?? {}) as Partial<ListCursor>;
  // The definition may have lost a list since.
  const isKnown = Number.isInteger(list) && list >= 0 && list <= lists;
  return isKnown ? { list, at } : { list: 0, at: null };
}

/**
 * Reads the lists of a source one after the other. A list that cannot be read as one does not keep the others from
 * being read; its fault ends the run.
 * @throws SourceFault the first fault; `no_items` when a whole reading brings fewer calls than the definition expects
 */
export async function* eachList(
  urls: readonly string[],
  minItems: number,
  context: CollectContext,
  walk: (start: ListStart, tally: Tally) => AsyncIterable<Collected>,
): AsyncGenerator<Collected, void> {
  const tally = new Tally(context.maxItems);
  const cursor = readCursor(context.cursor, urls.length);
  let fault: SourceFault | null = null;
  for (const [index, url] of urls.entries()) {
    if (index < cursor.list || tally.isFull) continue;
    try {
      yield* walk({ url, index, resume: index === cursor.list ? cursor.at : null }, tally);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      fault ??= error;
    }
  }
  if (fault) throw fault;
  tally.refuseTotalFailure();
  const isWhole = cursor.list === 0 && cursor.at === null && !tally.isFull;
  if (isWhole && tally.found > 0 && tally.found < minItems) {
    throw new SourceFault(
      'no_items',
      `Solo se encontraron ${tally.found} convocatorias y se esperaban al menos ${minItems}: revise si la lista cambió.`,
    );
  }
}
