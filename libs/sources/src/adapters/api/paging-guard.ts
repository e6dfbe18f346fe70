import { SourceFault } from '../types.js';

const MOST_PAGES = 400;

/** Keeps the reading of a list from going round in circles when a source ignores which page it is asked for. */
export class PagingGuard {
  private readonly seen = new Set<string>();
  private pages = 0;

  /**
   * The entries of a page that earlier pages did not bring.
   * @throws SourceFault `filter_ignored` when a page only repeats, `layout` when the list does not end
   */
  fresh<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
    this.pages += 1;
    if (this.pages > MOST_PAGES) {
      throw new SourceFault(
        'layout',
        `La lista no termina: ya son ${MOST_PAGES} páginas. Acote la búsqueda.`,
      );
    }
    const fresh = entries.filter((entry) => {
      const key = keyOf(entry);
      if (this.seen.has(key)) return false;
      this.seen.add(key);
      return true;
    });
    if (entries.length > 0 && fresh.length === 0) {
      throw new SourceFault(
        'filter_ignored',
        'La fuente repite la misma página: no atiende el número pedido.',
      );
    }
    return fresh;
  }
}

/** @throws SourceFault `no_items` when the source announces records and sends none */
export function refuseSilence(announced: number, place: string): void {
  if (announced > 0) {
    throw new SourceFault(
      'no_items',
      `La fuente dice que hay ${announced} convocatorias y no envía ninguna (${place}).`,
    );
  }
}
