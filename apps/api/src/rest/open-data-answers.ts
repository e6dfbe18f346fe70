import type { Readable } from 'node:stream';
import { type DataVersion, tagOf } from '@chasqui/open-data';
import { Logger, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

const log = new Logger('OpenData');

export const JSON_TYPE = 'application/json; charset=utf-8';
export const XML_TYPE = 'application/xml; charset=utf-8';

const FOR_ALL = 'public, no-cache';

/**
 * A small answer; a program that already has it gets 304 and no body.
 * @param cache who on the way may keep it (Cache-Control); anybody unless told otherwise
 */
export function answerText(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string,
  cache = FOR_ALL,
): string {
  if (isKnown(request, reply, { tag: tagOf(body), lastModified: null }, cache)) return '';
  void reply.type(type);
  return body;
}

/** A long answer, written while it is read; not even begun when the program already has it. */
export function answerStream(
  request: FastifyRequest,
  reply: FastifyReply,
  version: DataVersion | null,
  file: { readonly type: string; readonly name: string | null; readonly content: () => Readable },
): StreamableFile | undefined {
  if (version && isKnown(request, reply, version, FOR_ALL)) return undefined;
  const content = file.content();
  // By then the beginning is sent: all that can be done is to break off, which the reader notices, and to say why.
  content.on('error', (error) => log.error(`${request.url}: ${error.stack ?? error.message}`));
  return new StreamableFile(content, {
    type: file.type,
    ...(file.name && { disposition: `attachment; filename="${file.name}"` }),
  });
}

/** Sets what says which state of the data this is, and whether the asker has it (RFC 9110, If-None-Match). */
function isKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  { tag, lastModified }: DataVersion,
  cache: string,
): boolean {
  const etag = `W/"${tag}"`;
  void reply.header('etag', etag).header('cache-control', cache);
  if (lastModified) void reply.header('last-modified', lastModified.toUTCString());
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim());
  const matches = known.some((each) => each === '*' || each.replace(/^W\//, '') === `"${tag}"`);
  if (matches) void reply.status(304);
  return matches;
}
