/** What duplicates are recognised by. Whatever is not known is null or empty and says nothing. */
export interface CallIdentity {
  readonly id: string;
  readonly sourceId: string | null;
  /** Key of the item in its source: the code of an API or the address. */
  readonly sourceKey: string | null;
  /** Official numbers of the call: "795710", "EuropeAid/161866/DD/ACT/CO". */
  readonly codes: readonly string[];
  /** In the one writing for all addresses of a page. */
  readonly normalisedAddress: string | null;
  readonly donorId: string | null;
  readonly title: string;
  /** ISO 639-1. */
  readonly language: string | null;
  readonly closesAt: Date | null;
  readonly documents: readonly IdentityDocument[];
  readonly amountMax: string | null;
  readonly totalBudget: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
  /** ISO alpha-2 codes or "*". */
  readonly countries: readonly string[];
}

export interface IdentityDocument {
  /** In the same writing as `normalisedAddress`. */
  readonly url: string;
  /** Name of its file; null when the address has none. */
  readonly fileName: string | null;
  /** Bytes; null when it was not fetched. */
  readonly size: number | null;
}

export interface Duplicate {
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
  /** Spanish, the strongest first. */
  readonly reasons: readonly string[];
}
