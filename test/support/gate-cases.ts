import {
  type CallFacts,
  type CompetenceFacts,
  type GadFacts,
  type Gate,
  type GateId,
} from '@chasqui/matching';
import { judge, realCompetences } from './knowledge.js';
import { aCall, aGad } from './matching-facts.js';

/** A GAD with the competences the law gives to its level, and nothing else on record. */
export async function lawfulGad(
  dpaCode: string,
  level: GadFacts['level'],
  change: Partial<GadFacts> = {},
): Promise<GadFacts> {
  const competences: readonly CompetenceFacts[] = (await realCompetences()).get(level) ?? [];
  return aGad({ dpaCode, level, name: dpaCode, competences, population: null, ...change });
}

/** A call that says nothing but what is given. */
export function silentCall(change: Partial<CallFacts>): CallFacts {
  return aCall({
    title: 'Convocatoria',
    summary: '',
    countries: [],
    gadLevels: [],
    gadRole: null,
    applicantTypes: [],
    themes: [],
    sdgs: [],
    ...change,
  });
}

/** One condition of a judgement; undefined when the call says nothing that concerns it. */
export async function gateOf(
  id: GateId,
  call: CallFacts,
  gad: GadFacts,
  day: string | null = null,
): Promise<Gate | undefined> {
  return (await judge(call, gad, day)).gates.find((one) => one.id === id);
}
