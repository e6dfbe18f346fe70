import type { CallReading } from '../reading/read-call.js';
import type { CompetenceReach } from '../fit/competences.js';
import type { GadFacts, Gate, GateId } from '../facts.js';
import type { Override } from '../knowledge/overrides.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { competenceGate, donorAxesGate, emergencyGate } from './subject-gates.js';
import { capitalGate, countryGate, membershipGate, populationGate, territoryGate } from './place-gates.js';
import { counterpartGate, levelGate, roleGate } from './who-gates.js';

/** What a rule looks at. */
export interface GateCase {
  readonly call: CallReading;
  readonly gad: GadFacts;
  readonly reach: CompetenceReach;
  readonly knowledge: Knowledge;
  /** Dated rules in force. */
  readonly overrides: readonly Override[];
  /** ISO date in Ecuador on which it is judged; null when time is left aside. */
  readonly day: string | null;
}

/** One condition that must hold before fit is looked at. */
export interface GateRule {
  readonly id: GateId;
  /** Norm, or the source of the rule. */
  readonly source: string;
  /** First and last day on which it holds; null when it is open. */
  readonly from: string | null;
  readonly until: string | null;
  /** Whether the answer depends on the GAD and not only on its level and its competences. */
  readonly byGad: boolean;
  readonly judge: (given: GateCase) => Omit<Gate, 'id'> | null;
}

const CONSTITUTION = '2008-10-20';

/**
 * The conditions in the order in which they are told. A rule answers null when the call says nothing that concerns it.
 * The deadline is judged when the match is read (deadline-gate.ts): it changes every day and the lists do not.
 */
export const GATE_RULES: readonly GateRule[] = [
  {
    id: 'role',
    source: 'Bases de la convocatoria',
    from: null,
    until: null,
    byGad: false,
    judge: roleGate,
  },
  {
    id: 'level',
    source: 'Bases de la convocatoria; Constitución art. 238 (niveles de gobierno)',
    from: CONSTITUTION,
    until: null,
    byGad: false,
    judge: levelGate,
  },
  {
    id: 'country',
    source: 'Bases de la convocatoria',
    from: null,
    until: null,
    byGad: false,
    judge: countryGate,
  },
  {
    id: 'territory',
    source: 'Bases de la convocatoria; Resolución 009-CNC-2011 (circunscripción territorial)',
    from: '2011-09-29',
    until: null,
    byGad: true,
    judge: territoryGate,
  },
  {
    id: 'population',
    source: 'Bases de la convocatoria',
    from: null,
    until: null,
    byGad: true,
    judge: populationGate,
  },
  {
    id: 'capital',
    source: 'Estatutos de la red o bases de la convocatoria (Documento base 001, líneas 7018-7024)',
    from: null,
    until: null,
    byGad: true,
    judge: capitalGate,
  },
  {
    id: 'membership',
    source: 'Bases de la convocatoria (Documento base 003, línea 162)',
    from: null,
    until: null,
    byGad: true,
    judge: membershipGate,
  },
  {
    id: 'competence',
    source: 'Constitución arts. 263 a 267; COOTAD arts. 41 a 67 y 131',
    from: CONSTITUTION,
    until: null,
    byGad: false,
    judge: competenceGate,
  },
  {
    id: 'donor_axes',
    source: 'Acuerdo marco del cooperante con el Ecuador (Documento base 000, líneas 16746-16757)',
    from: null,
    until: null,
    byGad: false,
    judge: donorAxesGate,
  },
  {
    id: 'emergency',
    source: 'Declaratorias con fecha (Documento base 000, líneas 16803-16814 y 18778-18813)',
    from: null,
    until: null,
    byGad: true,
    judge: emergencyGate,
  },
  {
    id: 'counterpart',
    source: 'Bases de la convocatoria; COPFP art. 69',
    from: '2010-10-22',
    until: null,
    byGad: false,
    judge: counterpartGate,
  },
];

/**
 * What the rules that do not look at the single GAD answer, in the order of the rules: one answer for all GADs of a level
 * and its competences. Null where a rule has no answer or looks at the single GAD.
 */
export type SharedAnswers = readonly (Gate | null)[];

export function sharedAnswers(given: GateCase): SharedAnswers {
  return GATE_RULES.map((rule) => (rule.byGad ? null : answerOf(rule, given)));
}

/** The answers of the rules in force. */
export function judgeGates(given: GateCase, shared: SharedAnswers = sharedAnswers(given)): Gate[] {
  const gates: Gate[] = [];
  for (let at = 0; at < GATE_RULES.length; at += 1) {
    const rule = GATE_RULES[at]!;
    const gate = rule.byGad ? answerOf(rule, given) : shared[at];
    if (gate) gates.push(gate);
  }
  return gates;
}

function answerOf(rule: GateRule, given: GateCase): Gate | null {
  const answer = inForce(rule, given.day) ? rule.judge(given) : null;
  return answer && { id: rule.id, ...answer };
}

/** Whether one of the rules in force fails; it asks no further than the first. */
export function anyFails(given: GateCase, rules: readonly GateRule[]): boolean {
  return rules.some((rule) => inForce(rule, given.day) && rule.judge(given)?.answer === 'fails');
}

/** Without a day every rule counts. */
export function inForce({ from, until }: GateRule, day: string | null): boolean {
  return day === null || ((from === null || day >= from) && (until === null || day <= until));
}
