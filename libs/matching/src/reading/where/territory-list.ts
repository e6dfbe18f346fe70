import type { Claim } from '../claims.js';
import { tokenise } from '../who/tokens.js';
import { contextOf } from './context.js';
import { isNeutral } from './cues.js';
import { ancestors } from './divisions.js';
import { covered } from './spots.js';
import { territoryRuns } from './territory-runs.js';
import type { WhereKnowledge } from './where-knowledge.js';

/** What the field of territories says: a limit, no limit, or nothing that is understood. */
export type TerritoryList =
  | { readonly kind: 'limit'; readonly claim: Claim<readonly string[]> }
  | { readonly kind: 'whole' | 'unclear' };

/** Reads the field of territories: DPA codes or words. Null when it is empty. */
export function readTerritoryList(
  territories: readonly string[],
  knowledge: WhereKnowledge,
): TerritoryList | null {
  const entries = territories.map((entry) => entry.trim()).filter(Boolean);
  if (entries.length === 0) return null;
  const codes: string[] = [];
  let quote: string | null = null;
  for (const entry of entries) {
    const found = readEntry(entry, knowledge);
    if (found === 'whole' || found === 'unclear') return { kind: found };
    codes.push(...found.codes);
    if (found.words) quote ??= entry;
  }
  const value = knowledge.divisions.shortest(codes);
  if (value.length === 0) return { kind: 'whole' };
  return { kind: 'limit', claim: { value, field: 'territories', quote, fromText: quote !== null } };
}

function readEntry(
  entry: string,
  knowledge: WhereKnowledge,
): { codes: string[]; words: boolean } | 'whole' | 'unclear' {
  const tokens = tokenise(entry);
  const { divisions } = knowledge;
  if (tokens.words.length === 0 || entry === '*') return 'whole';
  if (tokens.words.every((word) => /^\d+$/.test(word))) {
    const codes = tokens.words.flatMap((word) => divisions.known(word) ?? []);
    return codes.length === tokens.words.length ? { codes, words: false } : 'unclear';
  }
  const mentions = knowledge.names.find(tokens, true);
  const runs = territoryRuns(tokens, mentions, knowledge, true);
  const excepted = runs.filter(
    ({ kind, from }) => contextOf(tokens, Math.min(kind?.at ?? from, from), '').except,
  );
  const whole = mentions.some(({ places }) => places.some((place) => place.kind === 'nationwide'));
  const kept = runs.filter((run) => !excepted.includes(run));
  if (excepted.length > 0 && kept.every(({ codes }) => codes.length === 0)) {
    const out = new Set(excepted.flatMap(({ codes }) => codes));
    return { codes: divisions.provinces().filter((code) => !out.has(code)), words: true };
  }
  if (whole && kept.length === 0) return 'whole';
  const inName = covered(tokens.words.length, [...mentions, ...runs]);
  const understood = tokens.words.every((word, at) => inName[at] || isNeutral(word) || word === 'rurales');
  if (kept.length === 0 || !understood) return 'unclear';
  const codes = new Set(kept.flatMap((run) => run.codes));
  // "cantón Bolívar, provincia del Carchi": the province only says where the canton is.
  const wider = new Set([...codes].flatMap(ancestors));
  return { codes: [...codes].filter((code) => !wider.has(code)), words: true };
}
