import type { CallIdentity } from './call-identity.js';
import { type TitleMarks, titleMarks } from './title-marks.js';
import { titleSimilarity, type TitleWords, titleWords } from './title-words.js';

/** A call with what its title tells, read once. */
export interface Prepared {
  readonly call: CallIdentity;
  readonly words: TitleWords;
  readonly marks: TitleMarks;
  /** Its own codes and those in its title, folded. */
  readonly codes: ReadonlySet<string>;
}

export function prepare(call: CallIdentity): Prepared {
  const marks = titleMarks(call.title);
  const own = call.codes.map((code) => code.trim().toLowerCase()).filter(Boolean);
  return { call, words: titleWords(call.title), marks, codes: new Set([...own, ...marks.codes]) };
}

/** How much one sign says by itself that two calls are one, 0 to 1. */
export interface Evidence {
  readonly weight: number;
  /** Spanish. */
  readonly reason: string;
}

const DAY_MS = 86_400_000;

/** Whole days between the closes; null when one is not known. */
export function daysApart(one: CallIdentity, other: CallIdentity): number | null {
  if (!one.closesAt || !other.closesAt) return null;
  return Math.round(Math.abs(one.closesAt.getTime() - other.closesAt.getTime()) / DAY_MS);
}

/** Same page, official number or document: whatever the language. */
export function hardEvidence(one: Prepared, other: Prepared): Evidence[] {
  const [a, b] = [one.call, other.call];
  const found: Evidence[] = [];
  const isOneSource = a.sourceId !== null && a.sourceId === b.sourceId;
  const isOneItem = isOneSource && a.sourceKey !== null && a.sourceKey === b.sourceKey;
  if (isOneItem) found.push({ weight: 0.98, reason: 'Es el mismo registro de la misma fuente' });
  if (a.normalisedAddress !== null && a.normalisedAddress === b.normalisedAddress) {
    // One source that lists two things at one address says that they are two.
    const weight = isHomePage(a.normalisedAddress) || (isOneSource && !isOneItem) ? 0.3 : 0.9;
    found.push({ weight, reason: 'Tienen la misma dirección' });
  }
  const code = [...one.codes].filter((each) => other.codes.has(each)).toSorted()[0];
  if (code) found.push({ weight: 0.9, reason: `Tienen el mismo código: ${code.toUpperCase()}` });
  const document = documentEvidence(one, other);
  return document ? [...found, document] : found;
}

function isHomePage(address: string): boolean {
  try {
    const { pathname, search, hash } = new URL(address);
    return /^\/([a-z]{2}(-[a-z]{2})?\/?)?$/i.test(pathname) && !search && !hash;
  } catch {
    return false;
  }
}

/** Manuals of a donor are shared by calls that have nothing else in common: their titles must not speak against it. */
function documentEvidence(one: Prepared, other: Prepared): Evidence | null {
  const [a, b] = [one.call.documents, other.call.documents];
  const keys = (document: CallIdentity['documents'][number]) => [
    document.url,
    ...(document.fileName && document.size ? [`${document.fileName.toLowerCase()} ${document.size}`] : []),
  ];
  const sharedBy = (mine: typeof a, theirs: typeof a) => {
    const known = new Set(theirs.flatMap(keys));
    return mine.filter((document) => keys(document).some((key) => known.has(key))).length;
  };
  const shared = Math.min(sharedBy(a, b), sharedBy(b, a));
  if (shared === 0) return null;
  const areMost = shared * 2 >= Math.min(a.length, b.length);
  const speaksAgainst = areOneLanguage(one.call, other.call) && titleSimilarity(one.words, other.words) < 0.4;
  const reason = shared === 1 ? 'Comparten un documento' : `Comparten ${shared} documentos`;
  return { weight: speaksAgainst ? 0.3 : areMost ? 0.75 : 0.5, reason };
}

/** Titles in two languages cannot be compared; a language that is not known is taken for the same. */
function areOneLanguage(a: CallIdentity, b: CallIdentity): boolean {
  return a.language === null || b.language === null || a.language === b.language;
}

/** Title, donor, close and amounts: each says little, all together enough. */
export function softEvidence(one: Prepared, other: Prepared): Evidence[] {
  const [a, b] = [one.call, other.call];
  const alike = titleSimilarity(one.words, other.words);
  const isOneLanguage = areOneLanguage(a, b);
  const donors = donorFactor(a, b);
  const found: Evidence[] = [];
  const apart = daysApart(a, b);
  if (alike > 0.5) {
    const telling = Math.min(one.words.telling.length, other.words.telling.length) > 1 ? 1 : 0.7;
    const weight = (alike - 0.5) * 1.5 * donors * telling * closeFactor(apart);
    found.push({ weight, reason: `Sus títulos se parecen en un ${Math.round(alike * 100)} %` });
  }
  const mayBeOne = alike >= 0.5 || !isOneLanguage;
  if (!mayBeOne) return found;
  if (a.donorId !== null && a.donorId === b.donorId)
    found.push({ weight: 0.05, reason: 'Son del mismo cooperante' });
  if (apart !== null && apart <= 1) {
    found.push({ weight: (apart === 0 ? 0.45 : 0.35) * donors, reason: 'Cierran el mismo día' });
  }
  if (haveOneAmount(a, b)) found.push({ weight: 0.3 * donors, reason: 'Ofrecen el mismo monto' });
  return found;
}

/** Aggregators name no donor or themselves. */
function donorFactor(a: CallIdentity, b: CallIdentity): number {
  if (a.donorId === null || b.donorId === null) return 0.85;
  return a.donorId === b.donorId ? 1 : 0.7;
}

/** The same call may have been extended where one source was read; the further apart, the less likely. */
function closeFactor(days: number | null): number {
  if (days === null || days <= 1) return 1;
  return days <= 60 ? 0.9 : 0.7;
}

function haveOneAmount(a: CallIdentity, b: CallIdentity): boolean {
  if (a.currency !== b.currency) return false;
  const isOne = (x: string | null, y: string | null) => x !== null && y !== null && Number(x) === Number(y);
  return isOne(a.amountMax, b.amountMax) || isOne(a.totalBudget, b.totalBudget);
}
