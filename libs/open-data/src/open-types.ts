import { commissionRecord, roundRecord } from '@chasqui/commissions';
import { fieldsOfType, publicFields, type RecordType } from '@chasqui/curation';
import { donorRecord, fundRecord } from '@chasqui/donors';

import { offerRecord } from '@chasqui/gads';
import { networkRecord } from '@chasqui/networks';
import { CALL_TYPE } from './call-type.js';
import { GAD_TYPE } from './gad-type.js';
import type { OpenType } from './open-type.js';
import {
  MEMBERS_FACT,
  OFFER_GAD,
  ROUND_CALL,
  withGad,
  withMembers,
  withRoundPlace,
} from './related-facts.js';

/** Everything that anybody may read and download, in the order in which it is offered. */
export const OPEN_TYPES: readonly OpenType[] = [
  curated(donorRecord, 'donors', { otherNames: ['acronym', 'aliases'] }),
  curated(fundRecord, 'funds'),
  CALL_TYPE,
  curated(commissionRecord, 'commissions', { otherNames: ['denominationEs'] }),
  // A session is told on the page of its commission.
  curated(roundRecord, 'rounds', {
    extras: [ROUND_CALL],
    enrich: withRoundPlace,
    page: ({ commissionSlug }) => `/comisiones/${String(commissionSlug)}`,
    ownPage: false,
  }),
  curated(networkRecord, 'networks', {
    otherNames: ['acronym', 'aliases'],
    extras: [MEMBERS_FACT],
    enrich: withMembers,
  }),
  // Every public one is published: no need to say so.
  curated(offerRecord, 'offers', {
    fields: publicFields(fieldsOfType(offerRecord)).filter(({ name }) => name !== 'published'),
    extras: [OFFER_GAD],
    enrich: withGad,
    visible: 'r.published AND r.mergedIntoId IS NULL',
  }),
  GAD_TYPE,
];

/** The type under a key such as "donor". */
export function openType(key: string): OpenType {
  const type = OPEN_TYPES.find((each) => each.key === key);
  if (!type) throw new Error(`No open type ${key}.`);
  return type;
}

function curated(
  record: RecordType,
  api: string,
  changes: Partial<
    Pick<OpenType, 'otherNames' | 'fields' | 'extras' | 'enrich' | 'visible' | 'page' | 'ownPage'>
  > = {},
): OpenType {
  return {
    key: record.key,
    api,
    file: record.path,
    label: record.many,
    one: `${record.feminine ? 'una' : 'un'} ${record.one}`,
    entity: record.entity,
    keyField: 'slug',
    nameField: record.nameField,
    otherNames: [],
    fields: publicFields(fieldsOfType(record)),
    extras: [],
    visible: 'r.mergedIntoId IS NULL',
    dated: true,
    page: ({ slug }) => `/${record.path}/${String(slug)}`,
    ownPage: true,
    ...changes,
  };
}
