/** Every number of the formula in one place. A change here is a new formula version (see assess.ts). */

/** How much one mention in a part of the call says that the call is about it. */
export const FIELD_WEIGHTS = { classified: 4, title: 3, summary: 1 } as const;

/** How surely words of each strength mean the topic they point to. */
export const STRENGTH_WEIGHTS = { theme: 1, subject: 0.9, cue: 0.4 } as const;

/** Evidence saturates: this much makes 63 % of "certainly about it". */
export const EVIDENCE_SCALE = 1.6;

/** How fast a topic loses with the distance of its evidence from that of the main topic: 0 not at all, 1 in proportion. */
export const SIDE_MATTER = 0.7;

/** A call about more topics than this is about each of them less: the precise ones stay above. */
export const BROAD_FROM = 3;

/** What a shared term of each kind is worth on the side of the priority, at most 255. */
export const TERM_WEIGHTS = {
  theme: 200,
  subject: 110,
  root: 28,
  /** A topic too general to carry a match. */
  generic: 22,
  sdg: 4,
} as const;

/** What a topic near that of the priority is worth, as a share of the topic itself. */
export const NEAR_TOPIC = { narrower: 0.6, broader: 0.45, sibling: 0.2, related: 0.28 } as const;

/** Shared weight at which a priority is met to 63 %. */
export const NEED_SCALE = 150;
/** Above 1: little in common counts for less than its share, a whole topic for most. */
export const NEED_POWER = 1.3;
/** The second best priority adds this share of its own. */
export const SECOND_PRIORITY = 0.3;

/** Need that a competence gives by itself when no priority of the plan asks for the topic. */
export const NEED_OF_COMPETENCE = { exclusive: 0.22, concurrent: 0.16, delegated: 0.16 } as const;
/** Need that a call for any topic, or for a topic too general, gives. */
export const NEED_OF_GENERAL_CALL = 0.1;

/** Score = 100 × need × (base + means + donor). */
export const SHARES = { base: 0.55, capacity: 0.35, donor: 0.1 } as const;

/** What a GAD can do in each role. What is not known takes nothing away. */
export const ROLE_CAPACITY = {
  applicant: 1,
  through_network: 0.6,
  partner: 0.55,
  beneficiary: 0.55,
  foreign_lead: 0.2,
  other_only: 0,
} as const;

/** Parts of capacity. */
export const CAPACITY_SHARES = { role: 0.7, counterpart: 0.1, amount: 0.1, readiness: 0.1 } as const;
