import type { DeadlineReading, ItemText, KnownValue, Part } from '@chasqui/extraction';
import {
  documentLink,
  endOfDay,
  htmlPart,
  isoDay,
  known,
  linesPart,
  textPart,
  usDay,
} from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { amountAt, type JsonRecord, listAt, recordAt, textAt, textsOf } from '../api/record.js';
import type { Adapter } from '../types.js';
import { statedTime } from './stated-time.js';
import type { GrantsGovConfig } from './grants-gov.config.js';

const ZONE = 'America/New_York';

const STATUSES: Readonly<Record<string, string>> = {
  forecasted: 'upcoming',
  posted: 'open',
  closed: 'closed',
  archived: 'closed',
};

/** A call as the list and its detail tell it. */
interface Opportunity {
  readonly hit: unknown;
  readonly detail: unknown;
  /** "synopsis", or "forecast" as long as the call is only announced. */
  readonly side: 'synopsis' | 'forecast';
  readonly body: JsonRecord;
}

export function readGrantsGovCall(config: GrantsGovConfig, item: Parameters<Adapter['read']>[1]): ItemText {
  const detail = keptRecord(item.parts, 'detalle');
  const synopsis = recordAt(detail, 'synopsis');
  // An old forecast stays beside the synopsis that took its place.
  const side = Object.keys(synopsis).length > 0 ? 'synopsis' : 'forecast';
  const call: Opportunity = {
    hit: keptRecord(item.parts, 'lista'),
    detail,
    side,
    body: recordAt(detail, side),
  };
  return {
    url: item.url,
    parts: partsOf(call),
    documents: documentsOf(config, call),
    known: [...factsOf(call), ...datesOf(call), ...amountsOf(call)],
    publishedOn: isoDay(textAt(call.body, 'postingDateStr')) ?? usDay(textAt(call.hit, 'openDate')),
    defaults: { language: 'en', zone: ZONE, currency: 'USD' },
  };
}

function partsOf({ hit, detail, side, body }: Opportunity): Part[] {
  const contact = ['Name', 'Email', 'Phone', 'Desc'].flatMap(
    (name) => textAt(body, `agencyContact${name}`) ?? [],
  );
  const shared = textAt(body, 'costSharing') === 'true';
  const estimate = dayWords(textAt(body, 'estApplicationResponseDate'));
  return [
    ...textPart('opportunityTitle', titleOf(hit, detail), 'title'),
    ...textPart(`${side}.agencyName`, textAt(body, 'agencyName') ?? textAt(hit, 'agencyName')),
    ...htmlPart(
      `${side}.description`,
      textAt(body, 'synopsisDesc') ?? textAt(body, 'forecastDesc'),
      'summary',
    ),
    ...htmlPart(`${side}.responseDateDesc`, textAt(body, 'responseDateDesc'), 'deadline'),
    ...textPart(`${side}.estApplicationResponseDate`, estimate, 'deadline'),
    ...htmlPart(
      `${side}.estApplicationResponseDateDesc`,
      textAt(body, 'estApplicationResponseDateDesc'),
      'deadline',
    ),
    ...linesPart(`${side}.applicantTypes`, textsOf(body, 'applicantTypes', 'description'), 'applicants'),
    ...htmlPart(`${side}.applicantEligibilityDesc`, textAt(body, 'applicantEligibilityDesc'), 'applicants'),
    ...linesPart(
      `${side}.fundingActivityCategories`,
      textsOf(body, 'fundingActivityCategories', 'description'),
      'themes',
    ),
    ...linesPart(`${side}.fundingInstruments`, textsOf(body, 'fundingInstruments', 'description')),
    ...textPart(`${side}.costSharing`, shared ? 'Cost sharing or matching is required.' : null),
    ...linesPart(`${side}.agencyContact`, contact, 'contact'),
  ];
}

function titleOf(hit: unknown, detail: unknown): string | null {
  return textAt(detail, 'opportunityTitle') ?? textAt(hit, 'title');
}

function factsOf({ hit, detail, body, side }: Opportunity): KnownValue[] {
  const title = titleOf(hit, detail);
  const applicants = textsOf(body, 'applicantTypes', 'description');
  const status = textAt(hit, 'oppStatus')?.toLowerCase() ?? null;
  return [
    ...known('title', title, title, 'opportunityTitle'),
    ...known('language', 'en', 'en', 'idioma'),
    ...known('applicantTypes', applicants, applicants.join('; '), `${side}.applicantTypes`),
    ...known('sourceStatus', status && STATUSES[status], status, 'oppStatus'),
  ];
}

/** Dates come as MM/DD/YYYY in the list, as a text with a midnight that means nothing in the detail. */
function datesOf({ hit, body }: Opportunity): KnownValue[] {
  const [opens, closes] = [textAt(hit, 'openDate'), textAt(hit, 'closeDate')];
  const posted = textAt(body, 'postingDateStr');
  const response = textAt(body, 'responseDateStr');
  const day = usDay(closes) ?? isoDay(response);
  const text = textAt(body, 'responseDateDesc');
  const stated = statedTime(text ?? '');
  const local = day && (stated ? `${day}T${stated.time}` : endOfDay(day));
  const deadline: DeadlineReading | null = local
    ? { kind: 'exact', local, zone: stated?.zone ?? ZONE, text }
    : null;
  return [
    ...known('opensOn', usDay(opens) ?? isoDay(posted), opens ?? posted, 'openDate'),
    ...known('deadline', deadline, usDay(closes) ? closes : response, 'closeDate'),
  ];
}

function amountsOf({ body, side }: Opportunity): KnownValue[] {
  const fields = [
    ['amountMin', 'awardFloor'],
    ['amountMax', 'awardCeiling'],
    ['totalBudget', 'estimatedFunding'],
  ] as const;
  const amounts = fields.flatMap(([field, name]) =>
    known(field, amountAt(body, name), textAt(body, name), `${side}.${name}`),
  );
  const [first] = amounts;
  return first ? [...amounts, ...known('currency', 'USD', 'USD', first.part)] : [];
}

/** "Jan 15, 2027 12:00:00 AM EST" is a day: its midnight is no time to apply by. */
function dayWords(text: string | null): string | null {
  return text?.replace(/\s+12:00:00 AM\b.*$/, '') ?? null;
}

function documentsOf(config: GrantsGovConfig, { detail, body }: Opportunity): ItemText['documents'] {
  const files = listAt(detail, 'synopsisAttachmentFolders').flatMap((folder) =>
    listAt(folder, 'synopsisAttachments').flatMap((file) => {
      const id = textAt(file, 'id');
      const title = textAt(file, 'fileDescription') ?? textAt(file, 'fileName') ?? 'Documento';
      return id ? documentLink(title, `${config.fileUrl}/${encodeURIComponent(id)}`) : [];
    }),
  );
  const more = documentLink(
    textAt(body, 'fundingDescLinkDesc') ?? 'Más información',
    textAt(body, 'fundingDescLinkUrl'),
  );
  return [...files, ...more];
}
