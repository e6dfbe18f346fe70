import { describe, expect, it } from '@jest/globals';
import { requireDpaCode, zoneOfGad } from './gad-facts.js';

describe('a DPA code of INEC', () => {
  it.each([
    ['01', '01'],
    ['0101', '0101'],
    ['010150', '010150'],
    [' 2001 ', '2001'],
  ])('«%s» is one', (code, expected) => {
    expect(requireDpaCode(code)).toBe(expected);
  });

  it.each(['', '1', '101', '10101', '0101500', '01O1', '01-01', '٠١', '01 01', "01' OR '1'='1"])(
    '«%s» is refused with what to write instead',
    (code) => {
      expect(() => requireDpaCode(code)).toThrow(
        `El código «${code}» no es un código DPA del INEC. Debe tener 2 cifras (provincia), 4 (cantón) o 6 ` +
          '(parroquia); los ceros a la izquierda cuentan, por ejemplo 0101.',
      );
    },
  );
});

describe('the zone in which a GAD reads deadlines', () => {
  it('is that of Galápagos for its province and that of the continent for all others', () => {
    expect(zoneOfGad({ provinceCode: '20' })).toBe('Pacific/Galapagos');
    expect(zoneOfGad({ provinceCode: '01' })).toBe('America/Guayaquil');
    expect(zoneOfGad({ provinceCode: '02' })).toBe('America/Guayaquil');
  });
});
