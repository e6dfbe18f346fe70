import { describe, expect, it } from '@jest/globals';
import { type KnownDonor, KnownDonors } from './known-donors.js';

function donor(
  slug: string,
  nameEs: string,
  acronym: string,
  aliases: string[],
  country: string,
): KnownDonor {
  const profile = { themes: ['cultura'], gadRoles: ['partner' as const], presence: 'reaches' as const };
  return { slug, nameEs, acronym, aliases, country, ...profile, agreements: [] };
}

const donors = new KnownDonors([
  donor('aecid', 'Agencia Española de Cooperación', 'AECID', ['AECI'], 'ES'),
  donor('pnud', 'Programa de las Naciones Unidas para el Desarrollo', 'PNUD', ['UNDP'], 'US'),
]);

describe('the donor of a call', () => {
  it.each([
    ['aecid', 'ES'],
    ['Agencia Espanola de Cooperacion', 'ES'],
    ['AECI (hoy AECID)', 'ES'],
    ['Embajada del Japón / UNDP', 'US'],
    // Two of the catalogue: nobody knows whose rules hold.
    ['AECID y PNUD', null],
    // A name that only begins like one of the catalogue.
    ['AECID Perú', null],
    ['Fundación desconocida', null],
    ['', null],
  ])('«%s» is one of %s', (name, country) => {
    expect(donors.find(name).country).toBe(country);
  });

  it('that is not in the catalogue takes nothing away', () => {
    expect(donors.find('Fundación X')).toEqual({
      nameEs: 'Fundación X',
      country: null,
      themes: [],
      gadRoles: [],
      presence: 'unknown',
      agreements: [],
    });
  });

  it('keeps the words of the call unless they are its whole name', () => {
    expect(donors.find('AECID (programa Intercoonecta)').nameEs).toBe('AECID (programa Intercoonecta)');
    expect(donors.find('aecid').nameEs).toBe('Agencia Española de Cooperación');
  });
});
