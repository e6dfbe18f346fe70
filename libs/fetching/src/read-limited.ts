import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { bodyFault, tooLarge } from './faults.js';
import { FetchError } from './types.js';

export interface ReadingLimits {
  readonly url: string;
  /** On the wire and, separately, after decompression. */
  readonly maxBytes: number;
  /** `cut`: what lies beyond the limit is left out. */
  readonly beyond: 'refuse' | 'cut';
}

type Chunks = AsyncIterable<Buffer>;

async function* rejoin(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Servers mean the zlib format or the bare one by "deflate": the first byte tells which. */
async function* inflate(source: Chunks): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const inflater = ((first.value[0] ?? 0) & 0x0f) === 0x08 ? createInflate() : createInflateRaw();
  const feeding = pipeline(rejoin(first.value, chunks), inflater);
  // An error of the feeding also ends the iteration, which is where it is heard.
  feeding.catch(() => {});
  yield* inflater as Chunks;
}

function decoderFor(encoding: string, url: string): Transform | typeof inflate {
  switch (encoding) {
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return inflate;
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchError(
        'network',
        `El sitio responde con una compresión que no se le pidió (${encoding.slice(0, 40)}). Avise a quien lo administra.`,
        { url },
      );
  }
}

/**
 * Reads a body to its end, decompressing as it arrives: a small answer that would unfold into a huge one is dropped
 * at the limit, having cost no more than that.
 * @param encoding the Content-Encoding header; null when there is none
 * @throws FetchError too_large, truncated, timeout, or network for an encoding that was not asked for
 */
export async function readLimited(
  body: Readable,
  encoding: string | null,
  limits: ReadingLimits,
): Promise<Buffer> {
  const { url, maxBytes } = limits;
  const chunks: Buffer[] = [];
  let wireBytes = 0;
  let bytes = 0;
  // A connection that breaks after the reading is over concerns nobody.
  body.on('error', () => {});
  async function* countWire(source: Chunks): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      wireBytes += chunk.length;
      // What is not compressed is measured, and cut, once it is read.
      if (encoding !== null && wireBytes > maxBytes) throw tooLarge(url, maxBytes);
      yield chunk;
    }
  }
  async function collect(source: Chunks): Promise<void> {
    for await (const chunk of source) {
      chunks.push(chunk.subarray(0, maxBytes - bytes));
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(url, maxBytes);
    }
  }
  try {
    const decoder = decoderFor((encoding ?? 'identity').toLowerCase(), url);
    await pipeline(body, countWire, decoder, collect);
  } catch (error) {
    // Nothing is nothing in every encoding, though decoders miss their header.
    if (wireBytes === 0 && body.readableEnded) return Buffer.alloc(0);
    const fault = bodyFault(error, url);
    if (limits.beyond === 'refuse' || fault.fault !== 'too_large') throw fault;
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks);
}
