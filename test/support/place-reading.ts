import {
  loadWhereKnowledge,
  readWhere,
  type WhereKnowledge,
} from '../../libs/matching/src/reading/where/read-where.js';
import type { CallText, WhereReading } from '../../libs/matching/src/reading/claims.js';
import { readDataFile, readGads } from '@chasqui/reference-data';

/** What the readers of place know, from the product's own reference files. */
export async function placeKnowledge(): Promise<WhereKnowledge> {
  const gads = readGads(await readDataFile('dpa.csv'));
  return loadWhereKnowledge(
    gads.map(({ dpaCode, territory, level }) => ({ code: dpaCode, name: territory, level })),
  );
}

/** A call that says nothing of where it applies. */
export function aCallText(change: Partial<CallText> = {}): CallText {
  return {
    title: '',
    summary: '',
    language: 'es',
    donorName: '',
    applicantTypes: [],
    partnerRequirements: null,
    gadRole: null,
    gadLevels: [],
    countries: [],
    territories: [],
    populationBand: null,
    ...change,
  };
}

/** Reads a call of which only some parts are known. */
export const placeOf = (knowledge: WhereKnowledge, change: Partial<CallText>): WhereReading =>
  readWhere(aCallText(change), knowledge);
