import { describe, expect, it } from '@jest/globals';
import { redirectOf } from './redirect.js';
import type { FetchRequest } from './types.js';

const answer = (status: number, location?: string) => ({ status, headers: location ? { location } : {} });
const post: FetchRequest = {
  url: 'https://ejemplo.org/es/buscar',
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: '{}',
};

describe('redirectOf', () => {
  it.each([301, 302, 303])('turns POST into GET without its body on %i', (status) => {
    expect(redirectOf(post, answer(status, '/resultado'))).toEqual({
      url: 'https://ejemplo.org/resultado',
      method: 'GET',
      headers: { accept: 'application/json' },
    });
  });

  it.each([307, 308])('keeps method and body on %i', (status) => {
    expect(redirectOf(post, answer(status, '../otro'))).toEqual({
      ...post,
      url: 'https://ejemplo.org/otro',
    });
  });

  it('keeps HEAD', () => {
    const head: FetchRequest = { url: 'https://ejemplo.org/', method: 'HEAD' };
    expect(redirectOf(head, answer(303, '/a'))?.method).toBe('HEAD');
  });

  it.each([
    [200, '/a'],
    [300, '/a'],
    [304, '/a'],
    [302, undefined],
    [404, '/a'],
  ])('sees no redirect in %i with %p', (status, location) => {
    expect(redirectOf(post, answer(status, location))).toBeNull();
  });

  it('goes from http to https, never back', () => {
    const plain: FetchRequest = { url: 'http://ejemplo.org/' };
    expect(redirectOf(plain, answer(301, 'https://ejemplo.org/'))?.url).toBe('https://ejemplo.org/');
    expect(() => redirectOf(post, answer(301, 'http://ejemplo.org/'))).toThrow(
      expect.objectContaining({ fault: 'refused_address' }),
    );
  });

  it('understands accents that a server writes in UTF-8', () => {
    const raw = Buffer.from('/convocatoria/año-2026', 'utf8').toString('latin1');
    expect(redirectOf(post, answer(302, raw))?.url).toBe('https://ejemplo.org/convocatoria/a%C3%B1o-2026');
  });

  it('refuses an address that nobody can read', () => {
    expect(() => redirectOf(post, answer(302, 'http://['))).toThrow(
      expect.objectContaining({ fault: 'bad_url' }),
    );
  });
});
