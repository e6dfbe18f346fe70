import { describe, expect, it } from '@jest/globals';
import { ADAPTERS, adapterOf } from './index.js';
import { ADAPTER_KINDS } from './types.js';

describe('the ways of reading a source', () => {
  it.each(ADAPTER_KINDS)('%s has one, with a name for people', (kind) => {
    expect(adapterOf(kind)).toMatchObject({ kind, label: expect.stringMatching(/^\p{Lu}/u) });
  });

  it.each(ADAPTER_KINDS)('%s refuses what is no definition with a message per field', (kind) => {
    expect(() => adapterOf(kind).check({ inventado: true })).toThrow(
      expect.objectContaining({
        code: 'source.invalid',
        fields: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringContaining('inventado') }),
        ]),
      }),
    );
  });

  it('are told apart by name and by label', () => {
    const labels = Object.values(ADAPTERS).map(({ label }) => label);
    expect(new Set(labels).size).toBe(ADAPTER_KINDS.length);
  });
});
