import type { ItemText, KnownValue, Part } from '@chasqui/extraction';
import { htmlPart, known, linesPart, textPart } from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { amountAt, isRecord, type JsonRecord, listAt, recordAt, textAt, textsAt } from '../api/record.js';
import type { Adapter } from '../types.js';
import { customValue, datesOf } from './common-grants-dates.js';
import type { CommonGrantsConfig } from './common-grants.config.js';

const STATUSES: Readonly<Record<string, string>> = { forecasted: 'upcoming', open: 'open', closed: 'closed' };

/** What a record of the protocol says of a call. The records of another Chasqui are read back whole. */
export function readCommonGrantsCall(
  config: CommonGrantsConfig,
  item: Parameters<Adapter['read']>[1],
): ItemText {
  const kept = keptRecord(item.parts, 'registro');
  const record = isRecord(kept) ? kept : {};
  const dates = datesOf(record);
  const language = customValue(record, 'language') ?? config.language;
  return {
    url: item.url,
    parts: [...partsOf(record), ...dates.parts],
    documents: [],
    known: [...factsOf(record), ...dates.known, ...amountsOf(record), ...listsOf(record)],
    publishedOn: null,
    defaults: { language, zone: config.zone, currency: null },
  };
}

function partsOf(record: JsonRecord): Part[] {
  const status = recordAt(record, 'status');
  const custom = ['customValue', 'description'].flatMap((name) => textAt(status, name) ?? []);
  return [
    ...textPart('title', textAt(record, 'title'), 'title'),
    ...descriptionOf(record),
    ...textPart('funding.details', textAt(recordAt(record, 'funding'), 'details'), 'amount'),
    ...linesPart('acceptedApplicantTypes', applicantsOf(record), 'applicants'),
    ...(textAt(status, 'value') === 'custom' ? linesPart('status', custom) : []),
    ...linesPart('themes', customTexts(record, 'themes'), 'themes'),
    ...textPart('partnerRequirements', customValue(record, 'partnerRequirements')),
    ...textPart('donor', customValue(record, 'donor')),
  ];
}

/** Plain text by the protocol; some catalogues write HTML all the same. */
function descriptionOf(record: JsonRecord): Part[] {
  const description = textAt(record, 'description');
  const isHtml = /<\/?[a-z][^>]*>/i.test(description ?? '');
  return (isHtml ? htmlPart : textPart)('description', description, 'summary');
}

function factsOf(record: JsonRecord): KnownValue[] {
  const summary = descriptionOf(record)[0]?.source.text;
  const title = textAt(record, 'title');
  const status = textAt(recordAt(record, 'status'), 'value');
  const language = customValue(record, 'language');
  return [
    ...known('title', title, title, 'title'),
    ...known('summary', summary, summary ?? null, 'description'),
    ...known('language', language, language, 'customFields.language'),
    ...known('sourceStatus', status && STATUSES[status], status, 'status.value'),
  ];
}

/** Amounts are decimal texts with their currency. Those in a second currency are left to the reader. */
function amountsOf(record: JsonRecord): KnownValue[] {
  const funding = recordAt(record, 'funding');
  const fields = [
    ['totalBudget', 'totalAmountAvailable'],
    ['amountMin', 'minAwardAmount'],
    ['amountMax', 'maxAwardAmount'],
  ] as const;
  const given = fields.flatMap(([field, name]) => {
    const money = recordAt(funding, name);
    const amount = amountAt(money, 'amount');
    const currency = textAt(money, 'currency');
    return amount && currency ? [{ field, amount, currency, part: `funding.${name}` }] : [];
  });
  const currency = given[0]?.currency;
  const values = given
    .filter((each) => each.currency === currency)
    .flatMap(({ field, amount, part }) => known(field, amount, `${currency} ${amount}`, part));
  const share = customValue(record, 'cofinancingPercent');
  return [
    ...values,
    ...known('currency', currency, currency ?? null, given[0]?.part ?? 'funding'),
    ...known(
      'cofinancingPercent',
      share && share.replace(/\.0+$/, ''),
      share,
      'customFields.cofinancingPercent',
    ),
  ];
}

function listsOf(record: JsonRecord): KnownValue[] {
  const applicants = applicantsOf(record);
  const fields = ['countries', 'territories', 'requiredDocuments'] as const;
  return [
    ...known('applicantTypes', applicants, applicants.join('; '), 'acceptedApplicantTypes'),
    ...fields.flatMap((field) => {
      const values = customTexts(record, field);
      return known(field, values, values.join('; '), `customFields.${field}`);
    }),
  ];
}

/** Who may apply, in the words of the source where it gives them, else in the protocol's. */
function applicantsOf(record: JsonRecord): string[] {
  const written = customTexts(record, 'applicantTypes');
  if (written.length > 0) return written;
  return listAt(record, 'acceptedApplicantTypes').flatMap((type) => {
    const value = textAt(type, 'value');
    return textAt(type, 'description') ?? textAt(type, 'customValue') ?? value?.replaceAll('_', ' ') ?? [];
  });
}

function customTexts(record: JsonRecord, name: string): string[] {
  return textsAt(recordAt(record, 'customFields', name), 'value');
}
