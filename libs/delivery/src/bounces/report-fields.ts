const MAX_LINES = 2_000;
const MAX_VALUE = 2_000;
/** Control characters, invisible marks of direction, halves of characters and line separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Fields of one block of a report or of a header, by name in lower case; of repeated ones all values. */
export type ReportFields = ReadonlyMap<string, readonly string[]>;

/** The blocks of fields of a part, divided by empty lines, as in message/delivery-status. Folded lines are joined. */
export function fieldBlocks(text: string): ReportFields[] {
  const blocks: Map<string, string[]>[] = [];
  let block: Map<string, string[]> | null = null;
  let last: string[] | null = null;
  for (const line of text.split(/\r\n|\r|\n/, MAX_LINES)) {
    if (line.trim() === '') {
      block = null;
      last = null;
      continue;
    }
    const folded = /^[ \t]/.test(line);
    if (folded && last) {
      const joined = `${last.at(-1)!} ${line.trim()}`;
      last[last.length - 1] = joined.slice(0, MAX_VALUE);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 80) continue;
    if (!block) blocks.push((block = new Map()));
    const name = line.slice(0, colon).trim().toLowerCase();
    last = block.get(name) ?? [];
    block.set(name, last);
    last.push(line.slice(colon + 1, colon + 1 + MAX_VALUE).trim());
  }
  return blocks;
}

/** The first value of a field; empty when it is absent. */
export function fieldOf(fields: ReportFields | undefined, name: string): string {
  return fields?.get(name)?.[0] ?? '';
}

const ADDRESS = /[^\s<>"'(),;:[\]\\@]{1,64}@[^\s<>"'(),;:[\]\\@]{1,253}/;

/** The mail address in a text such as "rfc822; <Ana@Example.org>", in lower case; null when there is none. */
export function addressIn(text: string): string | null {
  const found = ADDRESS.exec(text.slice(0, MAX_VALUE))?.[0].toLowerCase();
  return found ? found.replace(/\.+$/, '') : null;
}

const MESSAGE_ID =
  /(?:^|\n)(?:x-original-|original-)?message-id:[ \t]*(?:\r?\n[ \t]+)?<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i;
const ID_IN_REFERENCES = /<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]{1,253}>/i;

/** The mail of ours whose Message-ID stands in a header; null when there is none. */
export function mailIdInHeader(text: string): string | null {
  return MESSAGE_ID.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** The mail of ours that a References or In-Reply-To header names. */
export function mailIdInReferences(value: string): string | null {
  return ID_IN_REFERENCES.exec(value.slice(0, MAX_VALUE))?.[1]?.toLowerCase() ?? null;
}

/**
 * What another server wrote, on one line and short enough for a table: at most `limit` characters, none of which could
 * break a page, a mail or the database.
 */
export function plainDetail(text: string, limit = 300): string {
  const line = text
    .slice(0, 10 * limit)
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= limit) return line;
  return `${line
    .slice(0, limit - 1)
    .replace(UNPRINTABLE, '')
    .trimEnd()}…`;
}
