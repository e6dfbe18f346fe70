import type { Donor } from '@chasqui/donors';
import type { DonorFacts } from '../facts.js';
import { plainName } from './plain-name.js';

/** A donor of the catalogue with the names it goes by. */
export type KnownDonor = DonorFacts & Pick<Donor, 'slug' | 'acronym' | 'aliases'>;

/** Between the names of several donors, or of a donor and its programme. */
const BETWEEN_NAMES = /[()[\]/;,|+]| - | – | — | y | and | et | e | und | con | with /i;

/** Finds donors of the catalogue by their whole names. */
export class KnownDonors {
  private readonly byName = new Map<string, Set<KnownDonor>>();

  constructor(donors: readonly KnownDonor[]) {
    for (const donor of donors) {
      for (const name of [donor.nameEs, donor.slug, donor.acronym, ...donor.aliases]) {
        if (!name) continue;
        const key = plainName(name);
        this.byName.set(key, (this.byName.get(key) ?? new Set()).add(donor));
      }
    }
  }

  /**
   * What is known of the donor of a call: that of the one donor whose name, acronym or other name is the whole text, or
   * else a whole part of it. Of a text that names several, or none, nothing but the text is known.
   */
  find(name: string): DonorFacts {
    const whole = this.byName.get(plainName(name));
    const parts = name.split(BETWEEN_NAMES).flatMap((part) => [...(this.byName.get(plainName(part)) ?? [])]);
    const found = whole ?? new Set(parts);
    const [donor] = found;
    if (found.size !== 1 || !donor) return unknownDonor(name);
    const { country, themes, gadRoles, presence, agreements } = donor;
    return { nameEs: whole ? donor.nameEs : name, country, themes, gadRoles, presence, agreements };
  }
}

function unknownDonor(nameEs: string): DonorFacts {
  return { nameEs, country: null, themes: [], gadRoles: [], presence: 'unknown', agreements: [] };
}
