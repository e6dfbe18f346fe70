/** A JSON object of which nothing is known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a path of keys; an empty one when something else is there. */
export function recordAt(value: unknown, ...path: readonly string[]): JsonRecord {
  const found = path.reduce<unknown>((each, key) => (isRecord(each) ? each[key] : undefined), value);
  return isRecord(found) ? found : {};
}

/** The text at a key, trimmed; a number or a boolean as it is written; null when there is none. */
export function textAt(value: unknown, key: string): string | null {
  const found = isRecord(value) ? value[key] : undefined;
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}

/** The members of the list at a key; a single value counts as a list of one, none as an empty one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isRecord(value) ? value[key] : undefined;
  if (Array.isArray(found)) return found;
  return found === undefined || found === null ? [] : [found];
}

/** The texts at a key, whether the source gives one or a list. */
export function textsAt(value: unknown, key: string): string[] {
  return listAt(value, key).flatMap((member) => textAt({ member }, 'member') ?? []);
}

/** One text of every object of a list: [{descripcion: "…"}] → ["…"]. */
export function textsOf(value: unknown, key: string, of: string): string[] {
  return listAt(value, key).flatMap((member) => textAt(member, of) ?? []);
}

/**
 * An amount of money as decimal text with two decimals.
 * @returns null for anything but a positive number: sources write 0, "none" or "" when they do not say
 */
export function amountAt(value: unknown, key: string): string | null {
  const text = textAt(value, key)?.replace(/^\$\s*/, '') ?? '';
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  if (!/^\d{1,16}(\.\d+)?$/.test(plain)) return null;
  const [whole = '0', decimals = ''] = plain.split('.');
  const amount = `${whole.replace(/^0+(?=\d)/, '')}.${decimals.slice(0, 2).padEnd(2, '0')}`;
  return /[1-9]/.test(amount) ? amount : null;
}

export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
