import { z } from 'zod';
import { baseAddress, codes, shortText, wholeNumber } from '../api/check-config.js';

const STATUSES = ['forecasted', 'posted', 'closed', 'archived'] as const;

/** What a curator chooses of the calls of the United States' federal agencies. */
export const grantsGovConfig = z.strictObject({
  apiUrl: baseAddress.default('https://api.grants.gov/v1/api'),
  /** Pages of the calls for people, without the number. */
  pageUrl: baseAddress.default('https://www.grants.gov/search-results-detail'),
  /** Attached files, without the number. */
  fileUrl: baseAddress.default('https://www.grants.gov/grantsws/rest/opportunity/att/download'),
  words: shortText.default(''),
  /** Codes of applicants: 25 others (see the text), 99 anybody. The rest are bodies of the United States. */
  eligibilities: codes.default(['25', '99']),
  agencies: codes.default([]),
  categories: codes.default([]),
  statuses: z
    .array(z.enum(STATUSES, { message: 'Los estados son forecasted, posted, closed y archived.' }))
    .min(1, 'Elija al menos un estado.')
    .default(['forecasted', 'posted']),
  pageSize: wholeNumber(1, 500).default(25),
});
export type GrantsGovConfig = z.output<typeof grantsGovConfig>;
