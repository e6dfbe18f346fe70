import type { GadLevelCode, GadRole } from '@chasqui/vocabularies';

/** The part of a call that a claim was read from. */
export type CallField =
  | 'title'
  | 'summary'
  | 'donor'
  | 'applicantTypes'
  | 'partnerRequirements'
  | 'gadRole'
  | 'gadLevels'
  | 'countries'
  | 'territories'
  | 'populationBand';

/** Something a call says about who can take part or where, with the words that say it. */
export interface Claim<T> {
  readonly value: T;
  readonly field: CallField;
  /** The call's own words, verbatim; null when the field is a code ("EC"). */
  readonly quote: string | null;
  /** Read from running text or free words, because the structured field is empty or is not a code. */
  readonly fromText: boolean;
}

/** What the readers see of a call. Every part may be missing. */
export interface CallText {
  readonly title: string;
  /** Plain text. */
  readonly summary: string;
  /** ISO 639-1: es, en, pt, fr, it, ca or de. */
  readonly language: string;
  readonly donorName: string;
  /** Who may apply: free words in any of the languages. */
  readonly applicantTypes: readonly string[];
  readonly partnerRequirements: string | null;
  readonly gadRole: GadRole | null;
  readonly gadLevels: readonly GadLevelCode[];
  /** ISO alpha-2 codes, "*", or names of countries, regions, groups of countries and networks. */
  readonly countries: readonly string[];
  /** DPA codes, or free words ("provincias de Manabí y Esmeraldas", "Amazonía", "frontera norte"). */
  readonly territories: readonly string[];
  /** Free words or a range ("menos de 100.000 habitantes", "20000-100000"). */
  readonly populationBand: string | null;
}

/**
 * What a GAD can be in the call. `other_only`: only others may take part (companies, universities, NGOs of the
 * place), or governments are excluded in words. `foreign_lead`: somebody of the donor's country applies and a local
 * government of the partner country would be its counterpart, though the call does not say so.
 */
export type RoleClaim = GadRole | 'other_only' | 'foreign_lead';

export interface PopulationBand {
  /** Inhabitants, both inclusive; null when that side is open. */
  readonly min: number | null;
  readonly max: number | null;
}

/** Who can take part. A null claim: the call does not say. */
export interface WhoReading {
  readonly role: Claim<RoleClaim> | null;
  /** Levels that are named, or meant by a word ("ciudades" means municipal and metropolitan). */
  readonly levels: Claim<readonly GadLevelCode[]> | null;
  /** Levels that the same words may or may not mean ("gobiernos locales" and a parish). */
  readonly levelsInDoubt: readonly GadLevelCode[];
  /** Levels that may be partners of those who apply, though they are not among them. */
  readonly partnerLevels: Claim<readonly GadLevelCode[]> | null;
  readonly population: Claim<PopulationBand> | null;
  /** Only for capitals: of the country, or of provinces. */
  readonly capitals: Claim<'national' | 'provincial'> | null;
  /** Only for members of a network: its slug in the network catalogue, or its name when it is not there. */
  readonly members: Claim<{ readonly slug: string | null; readonly name: string }> | null;
}

/** Where the call applies. */
export interface WhereReading {
  /** Whether Ecuador can take part; `unknown` when a name was given and is not understood. */
  readonly country: Claim<'included' | 'excluded' | 'unknown'> | null;
  /** DPA codes of the parts of Ecuador it is limited to; null when it is not limited or does not say. */
  readonly territory: Claim<readonly string[]> | null;
}
