import {
  type Call,
  type CallListItem,
  callStatus,
  DEADLINE_KINDS,
  descriptionText,
  type Edition,
  type Editions,
  nextDeadline,
} from '@chasqui/calls';
import {
  CALL_KINDS,
  DEADLINE_ROLES,
  DIRECTIONS,
  FINANCIAL_FORMS,
  GAD_LEVELS,
  GAD_ROLES,
} from '@chasqui/vocabularies';
import { z } from 'zod';

/** Decimal text, "25000.00". */
const amount = z.string().nullable();
const codes = z.array(z.string());

const otherDeadline = z.object({
  role: z.enum(DEADLINE_ROLES),
  /** Wall-clock time in `zone`. */
  local: z.string(),
  zone: z.string(),
  /** The source gives no zone. */
  zoneAssumed: z.boolean(),
  text: z.string().nullable(),
  /** UTC. */
  at: z.iso.datetime(),
});

export const callItem = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  /** ISO 639-1, of the title and the texts of the source. */
  language: z.string(),
  kind: z.enum(CALL_KINDS),
  financialForm: z.enum(FINANCIAL_FORMS),
  direction: z.enum(DIRECTIONS),
  edition: z.string().nullable(),
  status: z.enum(['upcoming', 'open', 'closing_soon', 'closed']),
  opensOn: z.iso.date().nullable(),
  /** UTC; with cut-offs, the last of them. */
  closesAt: z.iso.datetime().nullable(),
  /** The next date that an applicant must meet, UTC. */
  nextDeadlineAt: z.iso.datetime().nullable(),
  deadlineKind: z.enum(DEADLINE_KINDS),
  /** Wall-clock time in `deadlineZone`. */
  deadlineLocal: z.string().nullable(),
  deadlineZone: z.string().nullable(),
  deadlineZoneAssumed: z.boolean(),
  deadlineText: z.string().nullable(),
  otherDeadlines: z.array(otherDeadline),
  /** Per project. */
  amountMax: amount,
  totalBudget: amount,
  currency: z.string().nullable(),
  gadLevels: z.array(z.enum(GAD_LEVELS)),
  themes: codes,
  donorName: z.string(),
  isDemo: z.boolean(),
  updatedAt: z.iso.datetime(),
});

export const callList = z.object({
  items: z.array(callItem),
  next: z.string().nullable(),
  /** Only with `count=true`. */
  total: z.number().int().nullable(),
});

const edition = z.object({
  slug: z.string(),
  title: z.string(),
  edition: z.string().nullable(),
  opensOn: z.iso.date().nullable(),
  closesAt: z.iso.datetime().nullable(),
  /** Whether it has a page of its own. */
  published: z.boolean(),
});

export const callDetail = callItem.omit({ donorName: true }).extend({
  /** Plain text; empty lines part its paragraphs. */
  summary: z.string(),
  donor: z.object({ slug: z.string(), name: z.string(), country: z.string().nullable() }),
  fund: z.object({ slug: z.string(), name: z.string() }).nullable(),
  amountMin: amount,
  cofinancingPercent: z.string().nullable(),
  applicantTypes: codes,
  partnerRequirements: z.string().nullable(),
  /** ISO 3166-1 alpha-2 or "*". */
  countries: codes,
  /** INEC codes; empty when the whole country counts. */
  territories: codes,
  gadLevelsInferred: z.boolean(),
  gadRole: z.enum(GAD_ROLES).nullable(),
  sdgs: z.array(z.number().int()),
  agendas: codes,
  crsSectors: codes,
  mechanism: z.string().nullable(),
  requiredDocuments: codes,
  documents: z.array(z.object({ title: z.string(), url: z.url() })),
  proposalLanguages: codes,
  sourceUrl: z.url(),
  verifiedOn: z.iso.date().nullable(),
  /** The most recent first. */
  earlierEditions: z.array(edition),
  laterEditions: z.array(edition),
  revision: z.number().int(),
  publishedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type CallDetail = z.input<typeof callDetail>;

type Common = Omit<CallListItem, 'donorName' | 'themeNames'>;

export function presentItem(call: CallListItem, now: Date): z.input<typeof callItem> {
  return { ...common(call, now), donorName: call.donorName };
}

/** The public facts of a call: never the curators' notes. */
export function presentDetail(call: Call, editions: Editions, now: Date): CallDetail {
  const { donor, fund } = call;
  return {
    ...common(call, now),
    summary: descriptionText(call.summary),
    donor: { slug: donor!.slug, name: donor!.nameEs, country: donor!.country },
    fund: fund ? { slug: fund.slug, name: fund.nameEs } : null,
    amountMin: call.amountMin,
    cofinancingPercent: call.cofinancingPercent,
    applicantTypes: call.applicantTypes,
    partnerRequirements: call.partnerRequirements,
    countries: call.countries,
    territories: call.territories,
    gadLevelsInferred: call.gadLevelsInferred,
    gadRole: call.gadRole,
    sdgs: call.sdgs,
    agendas: call.agendas,
    crsSectors: call.crsSectors,
    mechanism: call.mechanism,
    requiredDocuments: call.requiredDocuments,
    documents: [...call.documents],
    proposalLanguages: call.proposalLanguages,
    sourceUrl: call.sourceUrl,
    verifiedOn: call.verifiedOn,
    earlierEditions: editions.earlier.map(presentEdition),
    laterEditions: editions.later.map(presentEdition),
    revision: call.revision,
    publishedAt: call.publishedAt?.toISOString() ?? null,
    createdAt: call.createdAt.toISOString(),
  };
}

function common(call: Common, now: Date): Omit<z.input<typeof callItem>, 'donorName'> {
  return {
    id: call.id,
    slug: call.slug,
    title: call.title,
    language: call.language,
    kind: call.kind,
    financialForm: call.financialForm,
    direction: call.direction,
    edition: call.edition,
    status: callStatus(call, now),
    opensOn: call.opensOn,
    closesAt: call.closesAt?.toISOString() ?? null,
    nextDeadlineAt: nextDeadline(call, now)?.at.toISOString() ?? null,
    deadlineKind: call.deadlineKind,
    deadlineLocal: call.deadlineLocal,
    deadlineZone: call.deadlineZone,
    deadlineZoneAssumed: call.deadlineZoneAssumed,
    deadlineText: call.deadlineText,
    otherDeadlines: [...call.otherDeadlines],
    amountMax: call.amountMax,
    totalBudget: call.totalBudget,
    currency: call.currency,
    gadLevels: call.gadLevels,
    themes: call.themes,
    isDemo: call.isDemo,
    updatedAt: call.updatedAt.toISOString(),
  };
}

function presentEdition(each: Edition): z.input<typeof edition> {
  return {
    slug: each.slug,
    title: each.title,
    edition: each.edition,
    opensOn: each.opensOn,
    closesAt: each.closesAt?.toISOString() ?? null,
    published: each.state === 'published',
  };
}
