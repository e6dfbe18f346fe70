import { commissionRecord, roundRecord } from '@chasqui/commissions';
import type { RecordType } from '@chasqui/curation';
import { donorRecord, fundRecord } from '@chasqui/donors';
import { offerRecord } from '@chasqui/gads';
import { networkRecord } from '@chasqui/networks';

/** Every kind of record that curators keep by form. Calls have a workflow of their own. */
export const RECORD_TYPES: readonly RecordType[] = [
  donorRecord,
  fundRecord,
  commissionRecord,
  roundRecord,
  networkRecord,
  offerRecord,
];

/** The type under an address such as "/curaduria/cooperantes". */
export function recordTypeAt(path: string): RecordType | undefined {
  return RECORD_TYPES.find((type) => type.path === path);
}
