import { encode, wrap } from 'nodemailer/lib/qp';

/** One less than allowed (RFC 2045 §6.7), so that the sign of a soft break always fits. */
const LINE = 75;

const SOFT_BREAK = '=\r\n';

/**
 * Text in quoted-printable, whole lines: what follows can be appended as it is, because everything but a line break
 * ends with a soft one.
 */
export function wholeLines(text: string): string {
  const encoded = wrap(encode(text.replace(/\r\n|\r|\n/g, '\r\n')), LINE);
  return encoded === '' || encoded.endsWith('\r\n') ? encoded : `${encoded}${SOFT_BREAK}`;
}

/** The same as it stands in an HTML document, in text or between double quotes. */
export function wholeHtmlLines(text: string): string {
  return wholeLines(escaped(text));
}

/** Exactly what the renderer of the HTML part escapes, so that a value reads the same wherever it was inserted. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
