import { z } from 'zod';
import { baseAddress, codes, shortText, wholeNumber } from '../api/check-config.js';

const PORTAL = 'https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities';

/** Kinds of records: grants, calls and tenders of external action, competitive calls by beneficiaries. */
export const SEDIA_TYPES = ['1', '2', '8'] as const;
/** Codes of the states of a record, with what they mean here. */
export const SEDIA_STATUSES = { '31094501': 'upcoming', '31094502': 'open', '31094503': 'closed' } as const;
type SediaStatus = keyof typeof SEDIA_STATUSES;
const STATUS_CODES = Object.keys(SEDIA_STATUSES) as [SediaStatus, ...SediaStatus[]];

/** What a curator chooses of the EU funding and tenders portal. */
export const sediaConfig = z.strictObject({
  apiUrl: baseAddress.default('https://api.tech.ec.europa.eu/search-api/prod/rest/search'),
  /** The public key of the portal's own search. */
  apiKey: z
    .string()
    .trim()
    .regex(/^\w{1,60}$/, 'Escriba la clave pública del buscador.')
    .default('SEDIA'),
  /** Pages of the calls for people. */
  pageUrl: baseAddress.default(PORTAL),
  words: shortText.default(''),
  types: z
    .array(z.enum(SEDIA_TYPES, { message: 'Los tipos son 1, 2 y 8.' }))
    .min(1, 'Elija al menos un tipo.')
    .default([...SEDIA_TYPES]),
  statuses: z
    .array(z.enum(STATUS_CODES, { message: 'Los estados son 31094501, 31094502 y 31094503.' }))
    .min(1, 'Elija al menos un estado.')
    .default(['31094501', '31094502']),
  programmePeriod: shortText.nullable().default('2021 - 2027'),
  /** Codes of framework programmes, from the portal's own list; all when empty. */
  programmes: codes.default([]),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2}$/, 'Elija el idioma con dos letras, por ejemplo en.')
    .default('en'),
  pageSize: wholeNumber(1, 100).default(50),
});
export type SediaConfig = z.output<typeof sediaConfig>;
