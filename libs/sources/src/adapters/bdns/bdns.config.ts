import { z } from 'zod';
import { baseAddress, codes, shortText, wholeNumber } from '../api/check-config.js';

const SITE = 'https://www.infosubvenciones.es/bdnstrans';

/**
 * What a curator chooses of Spain's national grants register (BDNS). Codes of bodies, regions, purposes and so on come
 * from the register's own catalogues, which change: none is fixed here.
 */
export const bdnsConfig = z.strictObject({
  apiUrl: baseAddress.default(`${SITE}/api`),
  /** Pages of the calls for people, without the code. */
  pageUrl: baseAddress.default(`${SITE}/GE/es/convocatorias`),
  words: shortText.default(''),
  wordsMode: z
    .enum(['phrase', 'all', 'any'], { message: 'Elija la frase, todas las palabras o cualquiera.' })
    .default('all'),
  /** Who calls: the state, an autonomous community, a local body, another. */
  administration: z
    .enum(['C', 'A', 'L', 'O'], { message: 'Elija C (Estado), A (autonómica), L (local) u O (otra).' })
    .nullable()
    .default(null),
  bodies: codes.default([]),
  regions: codes.default([]),
  purpose: codes.max(1, 'Solo se admite una finalidad.').default([]),
  beneficiaries: codes.default([]),
  instruments: codes.default([]),
  /** Calls registered in so many days up to today are read each time. */
  lookbackDays: wholeNumber(1, 730).default(120),
  pageSize: wholeNumber(1, 1000).default(50),
});
export type BdnsConfig = z.output<typeof bdnsConfig>;
