import { validateHeaderValue } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headersOf, userAgentOf } from './request-headers.js';

const AGENT = 'Chasqui/1.2.3 (+https://chasqui.example.gob.ec; avisos@example.gob.ec)';

describe('userAgentOf', () => {
  it('names the robot, its version, its address and a contact', () => {
    const identity = {
      version: '1.2.3',
      publicUrl: 'https://chasqui.example.gob.ec',
      contact: 'avisos@example.gob.ec',
    };
    expect(userAgentOf(identity)).toBe(AGENT);
  });

  it('is one safe line whatever the settings hold', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, (version, publicUrl, contact) => {
        const agent = userAgentOf({ version, publicUrl, contact });
        expect(() => validateHeaderValue('user-agent', agent)).not.toThrow();
        expect(agent).toMatch(/^Chasqui\/[\w.-]* \(\+[^()]*; [^()]*\)$/);
      }),
    );
  });
});

describe('headersOf', () => {
  it('asks for compressed Spanish by name, and conditionally with what is known', () => {
    const validators = { etag: '"abc"', lastModified: 'Mon, 02 Mar 2026 15:00:00 GMT' };
    expect(headersOf({ url: 'https://ejemplo.org', validators }, AGENT)).toEqual({
      accept: '*/*',
      'accept-language': 'es, en;q=0.7, *;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
      'if-none-match': '"abc"',
      'if-modified-since': 'Mon, 02 Mar 2026 15:00:00 GMT',
      'user-agent': AGENT,
    });
  });

  it('sends what a request sets, whatever its capitals', () => {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    expect(headersOf({ url: 'https://ejemplo.org', headers }, AGENT)).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
    });
  });

  it.each([
    ['Cookie', 'a=b'],
    ['authorization', 'Basic YQ=='],
    ['X-Api-Key', 'clave'],
    ['Host', 'otro.org'],
    ['user-agent', 'Mozilla/5.0'],
    ['Transfer-Encoding', 'chunked'],
    ['accept', 'text/html\r\ncookie: a=b'],
    ['accept', 'text/html\n'],
    ['accept', 'año'],
  ])('refuses %s: %j', (name, value) => {
    expect(() => headersOf({ url: 'https://ejemplo.org', headers: { [name]: value } }, AGENT)).toThrow(
      expect.objectContaining({ fault: 'bad_url' }),
    );
  });

  it('leaves out a validator that would begin another header', () => {
    const validators = { etag: '"a"\r\ncookie: b', lastModified: null };
    expect(headersOf({ url: 'https://ejemplo.org', validators }, AGENT)).not.toHaveProperty('if-none-match');
  });
});
