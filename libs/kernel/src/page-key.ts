/** Where a page of a list ended, as a word for an address. */
export function writeKey(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a key, each of the given shape. One that was tampered with counts as none: the list starts again. */
export function readKey(text: string | undefined, shape: readonly RegExp[]): readonly string[] | null {
  try {
    const parts = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as unknown;
    return Array.isArray(parts) &&
      parts.length === shape.length &&
      shape.every((pattern, index) => typeof parts[index] === 'string' && pattern.test(parts[index]))
      ? (parts as string[])
      : null;
  } catch {
    return null;
  }
}

export const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A day, or before or after all days for what has none. */
export const KEY_DAY = /^(\d{4}-\d{2}-\d{2}|-?infinity)$/;
export const KEY_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** A name; PostgreSQL takes no NUL. */
export const KEY_TEXT = /^[^\0]{0,400}$/u;
