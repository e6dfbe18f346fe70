import { describe, expect, it } from '@jest/globals';
import { hashPassword, newToken, passwordMatches, tokenHash } from './secrets.js';

describe('a password', () => {
  it('is recognised by its hash and no other is', async () => {
    const stored = await hashPassword('quinde-páramo-1822');
    expect(await passwordMatches('quinde-páramo-1822', stored)).toBe(true);
    expect(await passwordMatches('quinde-páramo-1823', stored)).toBe(false);
    expect(await passwordMatches('', stored)).toBe(false);
  });

  it('is the same however the keyboard composes its accents', async () => {
    const stored = await hashPassword('páramo'.normalize('NFD'));
    expect(await passwordMatches('páramo'.normalize('NFC'), stored)).toBe(true);
  });

  it('is kept with its cost and a salt of its own, never as text', async () => {
    const [first, second] = await Promise.all([hashPassword('igual'), hashPassword('igual')]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w+/]{22}==\$[\w+/]{43}=$/);
    expect(first).not.toContain('igual');
  });

  it('never fits a person without one', async () => {
    expect(await passwordMatches('', null)).toBe(false);
    expect(await passwordMatches('x', null)).toBe(false);
  });
});

describe('a token', () => {
  it('is new every time, long and safe in addresses', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });

  it('is kept as a hash that does not show it', () => {
    const token = newToken();
    expect(tokenHash(token)).toBe(tokenHash(token));
    expect(tokenHash(token)).not.toBe(token);
    expect(tokenHash('chasqui')).toBe('nO5ndXwXyXuC110bHuV1hyGiM3zsM0idRkK0JI21c84');
  });
});
