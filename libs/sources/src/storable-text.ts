/**
 * Text of a source as PostgreSQL takes it: without NUL characters and halves of characters, which pages and APIs do
 * send now and then.
 */
export function storableText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const clean = whole(text.replaceAll('\0', ''));
  return clean.length > longest ? `${whole(clean.slice(0, longest - 1))}…` : clean;
}

function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
