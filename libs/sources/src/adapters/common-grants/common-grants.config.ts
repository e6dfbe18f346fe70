import { isTimeZone } from '@chasqui/kernel';
import { z } from 'zod';
import { baseAddress, shortText, wholeNumber } from '../api/check-config.js';

const STATUSES = ['forecasted', 'open', 'closed', 'custom'] as const;

/** What a curator chooses of a catalogue that speaks the CommonGrants protocol, another Chasqui among them. */
export const commonGrantsConfig = z.strictObject({
  /** Up to "/common-grants": what stands before "/opportunities". */
  apiUrl: baseAddress,
  words: shortText.default(''),
  /** All when empty. */
  statuses: z
    .array(z.enum(STATUSES, { message: 'Los estados son forecasted, open, closed y custom.' }))
    .default(['forecasted', 'open']),
  pageSize: wholeNumber(1, 100).default(100),
  /** What holds where a record does not say: the protocol's dates have no zone. */
  zone: z
    .string()
    .trim()
    .refine(isTimeZone, 'No es una zona horaria conocida, por ejemplo America/Guayaquil.')
    .nullable()
    .default(null),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2}$/, 'Elija el idioma con dos letras, por ejemplo es.')
    .nullable()
    .default(null),
});
export type CommonGrantsConfig = z.output<typeof commonGrantsConfig>;
