import type { CallIdentity } from './call-identity.js';
import { prepare } from './evidence.js';

/** Words of a title under which it can be found. */
const WORDS = 8;

/**
 * Under what a call is filed, so that a query finds those that share a key with it instead of comparing all with
 * all: two calls without a common key are not likely duplicates. Words are the longest of the title, since the
 * longest are the rarest.
 */
export function blockingKeys(call: CallIdentity): string[] {
  const { words, codes } = prepare(call);
  const telling = words.telling.length > 0 ? words.telling : words.all;
  const rare = [...new Set(telling)]
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, WORDS);
  const keys = [
    ...(call.donorId ? [`donor:${call.donorId}`] : []),
    ...(call.normalisedAddress ? [`address:${call.normalisedAddress}`] : []),
    ...(call.sourceId && call.sourceKey ? [`item:${call.sourceId}:${call.sourceKey}`] : []),
    ...[...codes].map((code) => `code:${code}`),
    ...call.documents.flatMap(({ url, fileName, size }) => [
      `document:${url}`,
      ...(fileName && size ? [`file:${fileName.toLowerCase()}:${size}`] : []),
    ]),
    ...rare.map((word) => `word:${word}`),
  ];
  return [...new Set(keys)];
}
