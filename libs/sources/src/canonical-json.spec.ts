import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, shuffled(member)] as const)
      .toReversed(),
  );
}

describe('canonical JSON', () => {
  it('sorts keys and the members of nested lists', () => {
    const value = { b: [{ y: 2, x: 1 }, { x: 0 }, 'z', null], a: undefined, A: true };
    expect(canonicalJson(value)).toBe('{"A":true,"b":["z",null,{"x":0},{"x":1,"y":2}]}');
  });

  it('gives the same text whatever the order, and loses no member', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('refuses what is nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    expect(() => canonicalJson(deep)).toThrow('anidados sin fin');
  });
});
