/** A page of a list. */
export interface Place {
  readonly url: string;
  /** From 1. */
  readonly number: number;
}

/** Where an interrupted reading of a list goes on; its first page when what was noted is none. */
export function resumedPlace(resume: unknown, firstUrl: string): Place {
  const { url, number } = (resume ?? {}) as Partial<Place>;
  const isPlace = typeof url === 'string' && URL.canParse(url) && Number.isInteger(number);
  return isPlace ? { url, number: number! } : { url: firstUrl, number: 1 };
}

/**
 * Why the next page is not read although there seems to be one.
 * @param maxPages of one list, null for no limit
 * @param visited addresses of this run that must not come again
 * @returns Spanish; null when it is read
 */
export function whyStop(
  next: Place,
  maxPages: number | null,
  visited: ReadonlySet<string>,
  isAllowed: (url: string) => boolean,
): string | null {
  const read = next.number - 1;
  if (visited.has(next.url)) {
    return `La página ${read} de la lista envía a una ya leída: ahí se dejó de pasar páginas.`;
  }
  if (!isAllowed(next.url)) {
    const { hostname } = new URL(next.url);
    return `La página ${next.number} de la lista está en otro sitio, ${hostname}, y no se leyó.`;
  }
  const isCut = maxPages !== null && read >= maxPages;
  return isCut ? `Se leyeron ${read} páginas de la lista y hay más: suba el máximo de páginas.` : null;
}
