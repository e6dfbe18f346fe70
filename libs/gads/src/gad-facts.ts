import { ECUADOR_ZONE, GALAPAGOS_ZONE, invalid } from '@chasqui/kernel';

const GALAPAGOS_PROVINCE = '20';

/** The zone in which people of this GAD read deadlines. */
export function zoneOfGad(gad: { readonly provinceCode: string }): string {
  return gad.provinceCode === GALAPAGOS_PROVINCE ? GALAPAGOS_ZONE : ECUADOR_ZONE;
}

/**
 * Checks the shape of an INEC code: 2 digits (province), 4 (canton) or 6 (parish), as text.
 * @throws DomainError `gad.bad_code`
 */
export function requireDpaCode(code: string): string {
  const text = code.trim();
  if (!/^(\d{2}|\d{4}|\d{6})$/.test(text)) {
    throw invalid(
      'gad.bad_code',
      `El código «${code}» no es un código DPA del INEC. Debe tener 2 cifras (provincia), 4 (cantón) o 6 ` +
        `(parroquia); los ceros a la izquierda cuentan, por ejemplo 0101.`,
    );
  }
  return text;
}
