import type { CallIdentity } from './call-identity.js';

/** Calls as the specs of duplicates need them: only what a case is about is said. */
export const call = (title: string, more: Partial<CallIdentity> = {}): CallIdentity => ({
  id: title,
  sourceId: null,
  sourceKey: null,
  codes: [],
  normalisedAddress: null,
  donorId: null,
  title,
  language: 'es',
  closesAt: null,
  documents: [],
  amountMax: null,
  totalBudget: null,
  currency: null,
  countries: [],
  ...more,
});
export const on = (day: string) => ({ closesAt: new Date(`${day}T22:00:00Z`) });
export const at = (normalisedAddress: string) => ({ normalisedAddress });
export const donor = (donorId: string) => ({ donorId });
export const file = (url: string, size: number | null = null) => ({
  documents: [{ url, fileName: url.replace(/^.*\//, ''), size }],
});
export const bySource = (sourceId: string, sourceKey: string, code?: string) => ({
  sourceId,
  sourceKey,
  codes: code ? [code] : [],
});
