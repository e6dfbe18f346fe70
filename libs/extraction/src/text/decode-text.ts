import { decodeBuffer, getEncoding } from 'encoding-sniffer';

/**
 * The characters of what a server sent. A byte order mark counts first, then what the bytes themselves prove, then
 * the label of the transport and the one that the document carries: servers name the wrong encoding often, and text
 * in UTF-8 is next to never valid by chance.
 * @param mediaType of the answer, without parameters: "text/html"
 * @param charset label of the transport: "iso-8859-1"
 */
export function decodeText(body: Buffer, mediaType: string | null, charset: string | null): string {
  const wide = wideEncoding(body);
  if (wide) return withoutMark(decodeBuffer(body, { userEncoding: wide }));
  const label = getEncoding(body, {
    defaultEncoding: isMarkup(mediaType) ? 'windows-1252' : 'utf-8',
    ...(charset ? { transportLayerEncodingLabel: charset } : {}),
  }).toLowerCase();
  if (isValidUtf8(body)) {
    // ASCII alone proves nothing: an encoding with escapes (ISO-2022-JP) looks like it.
    const escaped = label.startsWith('iso-2022') && !hasHighByte(body);
    return withoutMark(escaped ? decodeBuffer(body, { userEncoding: label }) : utf8(body));
  }
  const isWide = label.startsWith('utf-16');
  if (label !== 'utf-8' && !isWide) return decodeBuffer(body, { userEncoding: label });
  return mostlyUtf8(body) ? withoutMark(utf8(body)) : decodeBuffer(body, { userEncoding: 'windows-1252' });
}

function isMarkup(mediaType: string | null): boolean {
  return mediaType === null || /html|text\/plain/i.test(mediaType);
}

function utf8(body: Buffer): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** UTF-16 by its mark, or without one by the zero bytes that Latin letters leave in it. */
function wideEncoding(body: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  const length = Math.min(body.length, 1024) & ~1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (body[index] === 0) even++;
    if (body[index + 1] === 0) odd++;
  }
  const enough = length / 4;
  if (length < 8) return null;
  if (odd > enough && even < odd / 8) return 'utf-16le';
  return even > enough && odd < even / 8 ? 'utf-16be' : null;
}

function isValidUtf8(body: Buffer): boolean {
  try {
    // A body that was cut inside a character is still UTF-8.
    new TextDecoder('utf-8', { fatal: true }).decode(body, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function hasHighByte(body: Buffer): boolean {
  return body.some((byte) => byte > 0x7f);
}

/** Whether more characters of several bytes can be read as UTF-8 than there are broken ones. */
function mostlyUtf8(body: Buffer): boolean {
  let good = 0;
  let broken = 0;
  for (const character of utf8(body.subarray(0, 200_000))) {
    if (character === '\uFFFD') broken++;
    else if (character > '\u007F') good++;
  }
  return good > broken;
}
