import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { notFound } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { RawPart } from '../adapters/types.js';
import { SourceDefinition } from '../catalogue/source.entities.js';
import type { SourceItem } from '../runs/run.entities.js';
import { itemCaptured } from '../source-events.js';
import { storableText } from '../storable-text.js';
import { Capture, type CapturedPart, RawPayload } from './capture.entities.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** What is stored, ready to be read by the adapter of its definition. */
export interface LoadedCapture {
  readonly capture: Capture;
  readonly item: SourceItem;
  /** The one that was in use when it was taken. */
  readonly definition: SourceDefinition;
  readonly parts: readonly RawPart[];
}

/** Where a capture belongs. */
export interface CaptureOrigin {
  readonly itemId: string;
  /** Null for an upload or a pasted text. */
  readonly runId: string | null;
  readonly definitionVersion: number;
  readonly at: Date;
}

/** Keeps what sources said, as it came. */
@Injectable()
export class CaptureStore {
  constructor(private readonly database: DataSource) {}

  /** Stores a capture and announces it, with the caller's transaction. @returns its id */
  async save(manager: EntityManager, origin: CaptureOrigin, parts: readonly RawPart[]): Promise<string> {
    const named = parts.map(describe);
    await savePayloads(manager, named, parts, origin.at);
    const capture = await manager.save(
      manager.create(Capture, { ...origin, contentHash: contentHash(parts), parts: named }),
    );
    await appendEvent(manager, itemCaptured, { captureId: capture.id }, origin.at);
    return capture.id;
  }

  /**
   * Reads a capture back with its bytes.
   * @throws DomainError `not_found`; Error when the stored bytes are not those that came
   */
  async load(captureId: string): Promise<LoadedCapture> {
    const { manager } = this.database;
    const capture = await manager.findOne(Capture, { where: { id: captureId }, relations: { item: true } });
    if (!capture) throw notFound('Esa captura no existe.');
    const { item, ...rest } = capture;
    const definition = await manager.findOneByOrFail(SourceDefinition, {
      sourceId: item!.sourceId,
      version: capture.definitionVersion,
    });
    const hashes = [...new Set(capture.parts.map(({ hash }) => hash))];
    const payloads = await manager.findBy(RawPayload, { hash: In(hashes) });
    const bodies = new Map(payloads.map(({ hash, body }) => [hash, body]));
    const parts = await Promise.all(capture.parts.map((part) => unpacked(part, bodies.get(part.hash))));
    return { capture: Object.assign(new Capture(), rest), item: item!, definition, parts };
  }
}

/** SHA-256 over the hashes of the parts, in order. */
export function contentHash(parts: readonly RawPart[]): string {
  return sha256(parts.map(({ body }) => sha256(body)).join('\n'));
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function describe({ name, url, mediaType, charset, body }: RawPart): CapturedPart {
  return {
    name: storableText(name),
    url: storableText(url),
    mediaType: mediaType && storableText(mediaType),
    charset: charset && storableText(charset),
    hash: sha256(body),
    bytes: body.length,
  };
}

async function savePayloads(
  manager: EntityManager,
  named: readonly CapturedPart[],
  parts: readonly RawPart[],
  firstAt: Date,
): Promise<void> {
  const bodies = new Map(named.map(({ hash }, at) => [hash, parts[at]!.body]));
  const kept = await manager.find(RawPayload, {
    select: { hash: true },
    where: { hash: In([...bodies.keys()]) },
  });
  for (const { hash } of kept) bodies.delete(hash);
  // Always in the same order, so that two sources that bring the same documents do not wait for each other in a ring.
  for (const [hash, body] of [...bodies].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await manager.query(
      'INSERT INTO raw_payload (hash, body, first_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING',
      [hash, await compress(body), firstAt],
    );
  }
}

async function unpacked(part: CapturedPart, packed: Buffer | undefined): Promise<RawPart> {
  const { name, url, mediaType, charset, hash, bytes } = part;
  if (!packed) throw new Error(`Captures: the bytes ${hash} of the part "${name}" are missing.`);
  const body = await decompress(packed, { maxOutputLength: Math.max(1, bytes) });
  if (sha256(body) !== hash)
    throw new Error(`Captures: the bytes ${hash} of the part "${name}" were altered.`);
  return { name, url, mediaType, charset, body };
}
