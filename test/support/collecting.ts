import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FetchAnswer,
  type Fetcher,
  type FetchRequest,
  MemoryHostBook,
  PoliteFetcher,
} from '@chasqui/fetching';
import { projectRoot } from '@chasqui/kernel';
import type { Adapter, CollectContext, Collected, CollectedItem, RawPart } from '@chasqui/sources';

/** A recorded answer of a source: "bdns/search.json". */
export async function recordedAnswer(name: string): Promise<string> {
  return readFile(join(projectRoot(), 'test', 'fixtures', 'sources', name), 'utf8');
}

/** The same, as a value that a test may change. */
export async function recordedJson<Value>(name: string): Promise<Value> {
  return JSON.parse(await recordedAnswer(name)) as Value;
}

export interface FakeFetcher extends Fetcher {
  readonly requests: FetchRequest[];
}

type FakeAnswer = string | Partial<FetchAnswer> | Error;

/** Answers without a network; a text is the body of a good answer in JSON. */
export function fakeFetcher(answer: (request: FetchRequest) => FakeAnswer): FakeFetcher {
  const requests: FetchRequest[] = [];
  return {
    requests,
    fetch: async (request) => {
      requests.push(request);
      const given = answer(request);
      if (given instanceof Error) throw given;
      const changes = typeof given === 'string' ? { body: Buffer.from(given) } : given;
      return {
        url: request.url,
        finalUrl: request.url,
        redirected: false,
        status: 200,
        notModified: false,
        mediaType: 'application/json',
        charset: null,
        body: Buffer.alloc(0),
        validators: { etag: null, lastModified: null },
        latencyMs: 1,
        ...changes,
      };
    },
  };
}

/** Reads from this machine, hardly pausing. Close it. */
export function loopbackFetcher(): PoliteFetcher {
  const clock = { now: () => new Date() };
  return new PoliteFetcher({
    identity: { version: '0', publicUrl: 'https://chasqui.example', contact: 'prueba@chasqui.example' },
    book: new MemoryHostBook(clock),
    clock,
    allowLoopback: true,
    limits: { gapMs: 105, patienceMs: 1_000 },
  });
}

export interface Gathered {
  readonly items: CollectedItem[];
  readonly pages: Extract<Collected, { type: 'page' }>[];
  readonly failed: Extract<Collected, { type: 'failed' }>[];
  readonly warnings: string[];
}

/** Lets an adapter read a source to its end. @throws what the adapter throws */
export async function gather<Config>(
  adapter: Adapter<Config>,
  config: unknown,
  fetcher: Fetcher,
  changes: Partial<CollectContext> = {},
): Promise<Gathered> {
  const gathered: Gathered = { items: [], pages: [], failed: [], warnings: [] };
  const context: CollectContext = {
    fetcher,
    now: new Date('2024-10-18T12:00:00Z'),
    cursor: undefined,
    maxItems: Number.POSITIVE_INFINITY,
    validatorsOf: () => Promise.resolve(undefined),
    keepValidators: () => Promise.resolve(),
    ...changes,
  };
  for await (const told of adapter.collect(adapter.check(config), context)) {
    if (told.type === 'item') gathered.items.push(told.item);
    else if (told.type === 'page') gathered.pages.push(told);
    else if (told.type === 'failed') gathered.failed.push(told);
    else gathered.warnings.push(told.message);
  }
  return gathered;
}

/** The text of a captured part. */
export function bytesOf(
  item: { readonly parts: readonly RawPart[] } | undefined,
  name: string,
): string | undefined {
  return item?.parts.find((part) => part.name === name)?.body.toString('utf8');
}

/** A value with every list in it the other way round, as sources send them now and then. */
export function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reordered(member)]));
}
