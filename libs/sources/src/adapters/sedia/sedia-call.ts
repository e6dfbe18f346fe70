import type { Hint, ItemText, KnownValue, Part } from '@chasqui/extraction';
import { htmlPart, known, linesPart, textPart } from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { recordAt, textAt, textsAt } from '../api/record.js';
import type { Adapter } from '../types.js';
import { budgetOf } from './sedia-budget.js';
import { brusselsTime, deadlinesOf } from './sedia-deadlines.js';
import { SEDIA_STATUSES } from './sedia.config.js';

/** Fields of prose, most of them HTML, with what they tell of. */
const PROSE: readonly (readonly [string, Hint | null])[] = [
  ['descriptionByte', 'summary'],
  ['description', 'summary'],
  ['furtherInformation', 'summary'],
  ['beneficiaryAdministration', null],
  ['destinationDetails', null],
  ['topicConditions', 'applicants'],
  ['additionalInfos', null],
  ['supportInfo', 'contact'],
];

const LINES: readonly (readonly [string, Hint | null])[] = [
  ['callTitle', null],
  ['typesOfAction', null],
  ['keywords', 'themes'],
  ['crossCuttingPriorities', 'themes'],
  ['deadlineModel', null],
];

/** What the portal says of a call. Every value of it comes in a list. */
export function readSediaCall(item: Parameters<Adapter['read']>[1]): ItemText {
  const record = keptRecord(item.parts, 'registro');
  const metadata = recordAt(record, 'metadata');
  const first = (name: string) => textsAt(metadata, name)[0] ?? null;
  const budget = budgetOf(first('budgetOverview'), first('identifier'), first('ccm2Id'));
  const model = first('deadlineModel') ?? budget.deadlineModel;
  const deadlines = deadlinesOf(textsAt(metadata, 'deadlineDate'), model);
  const title = first('title') ?? textAt(record, 'content');
  const language = textAt(record, 'language');
  return {
    url: item.url,
    parts: [...partsOf(record, title), ...deadlines.parts],
    documents: [],
    known: [
      ...known('title', title, title, 'title'),
      ...known('language', language, language, 'language'),
      ...openingOf(first('startDate')),
      ...deadlines.known,
      ...budget.amounts,
      ...statusOf(first('status')),
    ],
    publishedOn: null,
    defaults: { language: language ?? 'en', zone: 'Europe/Brussels', currency: 'EUR' },
  };
}

function partsOf(record: unknown, title: string | null): Part[] {
  const metadata = recordAt(record, 'metadata');
  const content = textAt(record, 'content');
  return [
    ...textPart('title', title, 'title'),
    ...(content === title ? [] : htmlPart('content', content)),
    ...PROSE.flatMap(([name, hint]) => htmlPart(name, textsAt(metadata, name).join('<br>'), hint)),
    ...LINES.flatMap(([name, hint]) => linesPart(name, textsAt(metadata, name), hint)),
  ];
}

function openingOf(start: string | null): KnownValue[] {
  return known('opensOn', start && brusselsTime(start)?.day, start, 'startDate');
}

function statusOf(code: string | null): KnownValue[] {
  const status = Object.entries(SEDIA_STATUSES).find(([each]) => each === code)?.[1];
  return known('sourceStatus', status, code, 'status');
}
