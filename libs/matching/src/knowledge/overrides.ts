import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';

const shape = z.object({
  source: z.string(),
  overrides: z.array(
    z.object({
      id: z.string(),
      /** `only_themes`: nothing outside these topics may be asked for. `priority_territory`: these go first. */
      kind: z.enum(['only_themes', 'priority_territory']),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      themes: z.array(z.string()),
      territories: z.array(z.string().regex(/^\d{2,6}$/)),
      reasonEs: z.string().min(1),
      norm: z.string().min(1),
      source: z.string().min(1),
    }),
  ),
});

/** A rule that holds for a time: an emergency, an earthquake, a national priority. */
export type Override = z.output<typeof shape>['overrides'][number];

export function loadOverrides(): Override[] {
  const file = join(projectRoot(), 'libs', 'matching', 'data', 'overrides.json');
  return shape.parse(JSON.parse(readFileSync(file, 'utf8'))).overrides;
}

/**
 * The rules in force on a day, first and last day included.
 * @param day ISO date in Ecuador; null when time is left aside: then none is
 */
export function overridesOn(overrides: readonly Override[], day: string | null): Override[] {
  return overrides.filter(
    ({ from, until }) => day !== null && from <= day && (until === null || day <= until),
  );
}
