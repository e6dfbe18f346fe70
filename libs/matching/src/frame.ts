import type { GadFacts } from './facts.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type Override, overridesOn } from './knowledge/overrides.js';

/** What a judgement depends on besides the call and the GAD. */
export interface Frame {
  readonly knowledge: Knowledge;
  /** ISO date in Ecuador; null leaves time aside: dated rules do not count. */
  readonly day: string | null;
  readonly overrides: readonly Override[];
}

export function frameOn(knowledge: Knowledge, day: string | null): Frame {
  return { knowledge, day, overrides: overridesOn(knowledge.overrides, day) };
}

/** The dated rule that makes the territory of a GAD a priority, if one does. */
export function priorityTerritory(
  { dpaCode }: Pick<GadFacts, 'dpaCode'>,
  overrides: readonly Override[],
): Override | undefined {
  return overrides.find(
    ({ kind, territories }) =>
      kind === 'priority_territory' && territories.some((code) => dpaCode.startsWith(code)),
  );
}
