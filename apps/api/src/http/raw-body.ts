import { Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** A request of a route whose body is kept as it came, because somebody signed its bytes. */
export interface RawBodyRequest extends FastifyRequest {
  rawBody?: Buffer;
}

/** Keeps the bytes of the body for one route; every other one is read as ever. Called before routes exist. */
export function keepRawBody(app: NestFastifyApplication, path: string, maxBytes: number): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (route.url !== path || route.method !== 'POST') return;
      route.preParsing = async (request: RawBodyRequest, _reply: unknown, payload: Readable) => {
        const bytes = await readAtMost(payload, maxBytes);
        request.rawBody = bytes;
        // Fastify compares what it reads with the length that was announced.
        return Object.assign(Readable.from([bytes], { objectMode: false }), {
          receivedEncodedLength: bytes.length,
        });
      };
    });
}

async function readAtMost(payload: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += (chunk as Buffer).length;
    if (length > maxBytes) throw new PayloadTooLargeException();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
