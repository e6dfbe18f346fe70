import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import fc from 'fast-check';
import { resolveLink } from './adapters/page/links.js';
import { normalisedAddress, readAddress, shortKey, siteFilter } from './addresses.js';

describe('an address as people write it', () => {
  it.each([
    ['www.agci.gob.cl', 'https://www.agci.gob.cl/'],
    ['  https://aecid.es/convocatorias ', 'https://aecid.es/convocatorias'],
    [
      'www.cancilleria.gov.ar/portal/secin/dgcin/ descentralizada.html',
      'https://www.cancilleria.gov.ar/portal/secin/dgcin/descentralizada.html',
    ],
    ['https://www.apccolombia .gov.co/', 'https://www.apccolombia.gov.co/'],
    ['https://x.org/conv\u200Bocatoria', 'https://x.org/convocatoria'],
    ['https://x.org/una-\n  convocatoria', 'https://x.org/una-convocatoria'],
    ['//x.org/a', 'https://x.org/a'],
    ['HTTP://X.ORG:80/A', 'http://x.org/A'],
    ['x.org:8080/a', 'https://x.org:8080/a'],
    ['https://x.org/una%20convocatoria', 'https://x.org/una%20convocatoria'],
    ['münchen.de/förderung', 'https://xn--mnchen-3ya.de/f%C3%B6rderung'],
  ])('makes «%s» whole', (text, whole) => {
    expect(readAddress(text)).toBe(whole);
  });

  it.each([
    ['', /falta la dirección/],
    ['https://x.org/una convocatoria', /espacio dentro/],
    ['www.fonscatala.org / www.felcode.org', /más de una dirección/],
    ['relint@regione.veneto.it', /https:\/\//],
    ['convocatorias de agua', /espacio dentro/],
    ['convocatorias', /https:\/\//],
    ['ftp://x.org/a', /http:\/\/ o https:\/\//],
    ['javascript:alert(1)', /http:\/\/ o https:\/\//],
    ['https://ana:clave@x.org/', /usuario o una clave/],
    [`https://x.org/${'a'.repeat(3000)}`, /demasiado larga/],
  ])('refuses «%s» with a reason', (text, reason) => {
    expect(() => readAddress(text)).toThrow(expect.objectContaining({ code: 'source.address' }));
    expect(() => readAddress(text)).toThrow(reason);
  });
});

describe('the one writing of an address', () => {
  it.each([
    ['http://WWW.X.org:80/a/', 'https://www.x.org/a'],
    ['https://x.org', 'https://x.org/'],
    ['https://x.org/index.html', 'https://x.org/'],
    ['https://x.org/es/index.php?b=2&a=1', 'https://x.org/es?a=1&b=2'],
    ['https://x.org/index.php/llamados', 'https://x.org/index.php/llamados'],
    ['https://x.org/a?utm_source=x&UTM_medium=y&fbclid=1&gclid=2&id=7', 'https://x.org/a?id=7'],
    ['https://x.org/a;jsessionid=0A1B?JSESSIONID=3&sessionid=4', 'https://x.org/a'],
    ['https://x.org/a#plazo', 'https://x.org/a'],
    ['https://x.org/app/#/llamado/7', 'https://x.org/app#/llamado/7'],
    ['https://x.org/%7eana/caf%c3%a9', 'https://x.org/~ana/caf%C3%A9'],
    ['https://x.org./a?', 'https://x.org/a'],
    ['https://x.org/a?q=uno+dos', 'https://x.org/a?q=uno+dos'],
    ['https://x.org/a?q=uno%20dos', 'https://x.org/a?q=uno+dos'],
    ['https://x.org:8443/a', 'https://x.org:8443/a'],
  ])('of %s is %s', (address, key) => {
    expect(normalisedAddress(address)).toBe(key);
    expect(normalisedAddress(key)).toBe(key);
  });

  it('of any link that a page may hold stays the same when it is normalised again', () => {
    const piece = fc.constantFrom(
      '/',
      '?',
      '&',
      '=',
      '#',
      ' ',
      '%',
      '%20',
      '%c3',
      ';',
      '..',
      'ñ',
      'index.php',
      'utm_x',
      'a',
      '',
    );
    const link = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.array(piece).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(link, (href) => {
        const url = resolveLink(href, 'https://x.org/es/');
        fc.pre(url !== null);
        const key = normalisedAddress(url);
        expect(normalisedAddress(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it('of any text is made or refused with words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        try {
          expect(readAddress(text)).toMatch(/^https?:/);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps keys storable and apart', () => {
    const long = shortKey(`https://x.org/${'a'.repeat(900)}1`);
    expect(long.length).toBeLessThanOrEqual(500);
    expect(long).not.toBe(shortKey(`https://x.org/${'a'.repeat(900)}2`));
  });
});

describe('the sites of a source', () => {
  const isAllowed = siteFilter(['https://www.aecid.es/convocatorias'], ['gob.ec', '*.europa.eu']);

  it.each([
    ['http://aecid.es/x', true],
    ['https://www.aecid.es/x', true],
    ['https://sede.aecid.es/x', false],
    ['https://www.gob.ec/x', true],
    ['https://ec.europa.eu/x', true],
    ['https://europa.eu/x', true],
    ['https://noteuropa.eu/x', false],
    ['https://aecid.es.malo.example/x', false],
    ['sin dirección', false],
  ])('%s: %s', (url, allowed) => {
    expect(isAllowed(url)).toBe(allowed);
  });
});
