import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';
import { ADAPTER_KINDS } from '../adapters/types.js';

const text = z.string().min(1);
const code = z.string().regex(/^[a-z0-9_-]+$/);

const readySourceSchema = z.strictObject({
  /** Stable: a source that was taken over is not taken over again. */
  key: code,
  name: text,
  /** Slug in the catalogue; null when the source gathers calls of many donors. */
  donor: code.nullable(),
  homeUrl: z.url(),
  adapter: z.enum(ADAPTER_KINDS),
  everyMinutes: z.int().min(60),
  /** Checked by the adapter. */
  config: z.record(z.string(), z.unknown()),
  /** Parts of `config` that nobody has compared with the real page yet. */
  guesses: z.array(text),
  /** Spanish, for the curator who tries it. */
  notes: z.array(text).min(1),
  /** Where the addresses are documented. */
  provenance: z.array(z.strictObject({ title: text, place: text, url: z.url().nullable() })).min(1),
});
export type ReadySource = z.output<typeof readySourceSchema>;

const fileSchema = z.strictObject({ sources: z.array(readySourceSchema) });

/**
 * The sources that come with Chasqui. None has been tried against the real source: they stay off until a curator
 * does so.
 * @throws Error with the place of the fault in the file
 */
export async function readReadySources(): Promise<readonly ReadySource[]> {
  const file = join(projectRoot(), 'libs', 'sources', 'data', 'sources.json');
  const result = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!result.success) throw new Error(`Sources sources.json: ${z.prettifyError(result.error)}`);
  return result.data.sources;
}
