import type { DeadlineReading, KnownValue, Part } from '@chasqui/extraction';
import { isTimeZone } from '@chasqui/kernel';
import { endOfDay, isoDay, known, type KnownDate, textPart } from '../api/item-text.js';
import { isRecord, type JsonRecord, recordAt, textAt } from '../api/record.js';

/** The names that a further date may have; a number behind them tells a second one from the first. */
const ROLES: Readonly<Record<string, KnownDate['role']>> = {
  expressionOfInterest: 'expression_of_interest',
  questions: 'questions',
  infoSession: 'info_session',
  infoSessions: 'info_session',
  cutOff: 'cut_off',
  secondStage: 'second_stage',
  results: 'results',
};

/** Kinds of close that have no date of their own. */
const WITHOUT_DATE: readonly DeadlineReading['kind'][] = [
  'relative',
  'rolling',
  'cut_offs',
  'recurring',
  'permanent',
  'unpublished',
];

/** An event of the protocol: a day or a range of days, or prose. */
interface Moment {
  readonly opens: string | null;
  /** "2026-08-31T17:00" */
  readonly local: string | null;
  readonly words: string;
  readonly description: string | null;
}

export interface Dates {
  readonly known: KnownValue[];
  readonly parts: Part[];
}

/**
 * The dates of an opportunity. They have no zone in the protocol: a field of its own may name it
 * ("closeDateTimeZone", "timeZone").
 */
export function datesOf(record: JsonRecord): Dates {
  const dates = recordAt(record, 'keyDates');
  const opening = momentOf(dates['postDate']);
  const opens = opening?.opens ?? opening?.local?.slice(0, 10) ?? momentOf(dates['closeDate'])?.opens;
  const close = closeOf(record, dates);
  const others = Object.entries(recordAt(dates, 'otherDates')).map(([name, event]) =>
    otherOf(record, name, event),
  );
  const further = others.flatMap(({ date }) => date ?? []);
  const words = further.map(({ local }) => local).join('; ');
  return {
    known: [
      ...known('opensOn', opens, opening?.words ?? null, 'keyDates.postDate'),
      ...close.known,
      ...known('otherDeadlines', further, words, 'keyDates.otherDates'),
    ],
    parts: [...close.parts, ...others.flatMap(({ parts }) => parts)],
  };
}

function closeOf(record: JsonRecord, dates: JsonRecord): Dates {
  const moment = momentOf(dates['closeDate']);
  const kind = WITHOUT_DATE.find((each) => each === customValue(record, 'deadlineKind'));
  if (kind) {
    const text = moment?.description ?? moment?.words ?? null;
    const reading: DeadlineReading = { kind, local: null, zone: null, text };
    return { known: known('deadline', reading, text ?? kind, 'keyDates.closeDate'), parts: [] };
  }
  if (!moment) return { known: [], parts: [] };
  if (!moment.local) return { known: [], parts: textPart('keyDates.closeDate', moment.words, 'deadline') };
  const zone = zoneOf(record, 'closeDate');
  const reading: DeadlineReading = { kind: 'exact', local: moment.local, zone, text: moment.description };
  return { known: known('deadline', reading, moment.words, 'keyDates.closeDate'), parts: [] };
}

function otherOf(
  record: JsonRecord,
  name: string,
  event: unknown,
): { date: KnownDate | null; parts: Part[] } {
  const moment = momentOf(event);
  const role = ROLES[name.replace(/\d+$/, '')];
  if (role && moment?.local) {
    const { local, description: text } = moment;
    return { date: { role, local, zone: zoneOf(record, name), text }, parts: [] };
  }
  const told = [textAt(event, 'name'), moment?.words, moment?.description].filter(Boolean).join(': ');
  return { date: null, parts: textPart(`keyDates.${name}`, told) };
}

function momentOf(event: unknown): Moment | null {
  if (!isRecord(event)) return null;
  const description = textAt(event, 'description');
  const range = textAt(event, 'eventType') === 'dateRange';
  const words = textsAt(event, range ? ['startDate', 'startTime', 'endDate', 'endTime'] : ['date', 'time']);
  const day = isoDay(textAt(event, range ? 'endDate' : 'date'));
  const local = day && localOf(day, textAt(event, range ? 'endTime' : 'time'));
  const opens = range ? isoDay(textAt(event, 'startDate')) : null;
  const details = textAt(event, 'details');
  return local || details ? { opens, local, words: local ? words : details!, description } : null;
}

function textsAt(event: JsonRecord, names: readonly string[]): string {
  return names.flatMap((name) => textAt(event, name) ?? []).join(' ');
}

function localOf(day: string, time: string | null): string {
  const minute = /^([01]\d|2[0-3]):[0-5]\d/.exec(time ?? '')?.[0];
  return minute ? `${day}T${minute}` : endOfDay(day);
}

function zoneOf(record: JsonRecord, name: string): string | null {
  const zones = [`${name}TimeZone`, 'timeZone', 'timezone'].map((field) => customValue(record, field));
  return zones.find((zone) => zone !== null && isTimeZone(zone)) ?? null;
}

/** The text of a custom field. */
export function customValue(record: JsonRecord, name: string): string | null {
  return textAt(recordAt(record, 'customFields', name), 'value');
}
