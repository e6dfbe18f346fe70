import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';

const range = z
  .strictObject({ min: z.int().positive(), max: z.int().positive() })
  .refine(({ min, max }) => min <= max, 'min is above max');
const ranges = (digits: number) => z.record(z.string().regex(new RegExp(`^\\d{${digits}}$`)), range);
const canton = z.string().regex(/^\d{4}$/);

const shape = z.strictObject({
  source: z.string().min(1),
  note: z.string().min(1),
  other: z.strictObject({ canton: range, parish: range }),
  ranges: z.strictObject({ provinces: ranges(2), cantons: ranges(4), parishes: ranges(6) }),
  capitals: z.strictObject({
    source: z.string().min(1),
    national: canton,
    provincial: z.array(canton).length(24),
  }),
});

let loaded: z.output<typeof shape> | null = null;

/**
 * Orders of magnitude of population and capitals; read once.
 * @throws Error naming the fault of the file
 */
export function populations(): z.output<typeof shape> {
  if (loaded) return loaded;
  const path = join(projectRoot(), 'libs', 'matching', 'data', 'eligibility', 'populations.json');
  const result = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`Eligibility data populations.json: ${z.prettifyError(result.error)}`);
  loaded = result.data;
  return loaded;
}
