import type { Gate, GateId } from '../facts.js';
import { describe, expect, it } from '@jest/globals';
import { jointGroups, parishesToActFor, type ProvinceCandidate } from './joint-application.js';

const WATER = { code: 'agua', nameEs: 'Agua' };
const RIVERS = { code: 'cuencas', nameEs: 'Cuencas' };

function gad(
  gadCode: string,
  score: number | null,
  changes: Partial<ProvinceCandidate> = {},
): ProvinceCandidate {
  const assessment = { score, need: 0.5, capacity: 0.9, gates: [] };
  return {
    gadCode,
    gadName: gadCode,
    level: 'municipal',
    hasPlan: true,
    topics: [WATER],
    assessment,
    ...changes,
  };
}

function failed(...ids: GateId[]): Gate[] {
  const plain = { reason: '', norm: null, quote: null, field: null, fromText: false };
  return ids.map((id) => ({ id, answer: 'fails', ...plain }));
}

const codes = (gads: readonly ProvinceCandidate[]) => gads.map(({ gadCode }) => gadCode);

describe('GADs that could apply together', () => {
  it('are at least two that the call suits and that share a topic of it', () => {
    const groups = jointGroups([gad('0801', 40), gad('0802', 71.5), gad('0803', 39.9), gad('0804', null)]);
    expect(groups.map(({ gads }) => codes(gads))).toEqual([['0801', '0802']]);
  });

  it('are nobody when each fits for another reason or one fits alone', () => {
    expect(jointGroups([gad('0801', 80), gad('0802', 80, { topics: [RIVERS] })])).toEqual([]);
    expect(jointGroups([gad('0801', 80), gad('0802', 10)])).toEqual([]);
    expect(jointGroups([gad('0801', 80, { topics: [] }), gad('0802', 80, { topics: [] })])).toEqual([]);
  });

  it('make one group when several topics bring the same ones together, the largest group first', () => {
    const both = { topics: [WATER, RIVERS] };
    const groups = jointGroups([gad('0801', 50, both), gad('0802', 50, both)]);
    expect(groups.map(({ topics }) => topics)).toEqual([[WATER, RIVERS]]);
    const more = jointGroups([gad('0801', 50, both), gad('0802', 50, both), gad('0803', 50)]);
    expect(more.map(({ topics, gads }) => [topics[0]!.code, gads.length])).toEqual([
      ['agua', 3],
      ['cuencas', 2],
    ]);
  });

  it('of one level are told from those of several', () => {
    expect(jointGroups([gad('0801', 50), gad('0802', 50)])[0]!.sameLevel).toBe(true);
    expect(jointGroups([gad('08', 50, { level: 'provincial' }), gad('0802', 50)])[0]!.sameLevel).toBe(false);
  });
});

describe('parishes that somebody may act for', () => {
  const parish = (code: string, assessment: Partial<ProvinceCandidate['assessment']>) =>
    gad(code, null, {
      level: 'parish',
      assessment: { score: null, need: 0.5, capacity: 0.9, gates: [], ...assessment },
    });

  it('need the call and lack the means, or only fail what another level can answer', () => {
    const asked = [
      parish('080150', { capacity: 0.5 }),
      parish('080151', { gates: failed('level') }),
      parish('080152', { gates: failed('level', 'counterpart') }),
    ];
    expect(codes(parishesToActFor(asked))).toEqual(['080150', '080151', '080152']);
  });

  it('are none that can do it alone, do not need it or are shut out for good', () => {
    const others = [
      parish('080150', {}),
      parish('080151', { need: 0.2, capacity: 0.1 }),
      parish('080152', { gates: failed('level', 'territory') }),
      gad('0801', 50, { assessment: { score: 50, need: 0.9, capacity: 0.1, gates: [] } }),
    ];
    expect(parishesToActFor(others)).toEqual([]);
  });
});
