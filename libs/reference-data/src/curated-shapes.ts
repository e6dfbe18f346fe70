import { CONFIDENCES } from '@chasqui/curation';
import {
  ASSOCIATIONS,
  COMMISSION_KINDS,
  DIRECTIONS,
  DONOR_KINDS,
  DONOR_LEVELS,
  FINANCIAL_FORMS,
  FUND_KINDS,
  GAD_LEVELS,
  GAD_ROLES,
  JOINING_WAYS,
  NETWORK_ROLES,
  NETWORK_SCOPES,
  PRESENCES,
  ROUND_STAGES,
} from '@chasqui/vocabularies';
import { z } from 'zod';

const text = z.string().min(1);
const code = z.string().regex(/^[a-z0-9_-]+$/);
const level = z.enum(GAD_LEVELS);
const source = z.object({ title: text, place: z.string(), url: text.nullable() });
const optionalText = text.nullable().default(null);
const optionalUrl = z.url().nullable().default(null);
const optionalYear = z.int().min(1900).max(2100).nullable().default(null);
const optionalDate = z.iso.date().nullable().default(null);
const optionalAmount = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .nullable()
  .default(null);
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .nullable()
  .default(null);
const texts = z.array(text).default([]);
const codes = z.array(code).default([]);
const sdgs = z.array(z.int().min(1).max(17)).default([]);
const country = z.string().length(2).nullable();

/** What every record of the catalogue says of itself. */
const curated = {
  slug: code,
  sources: z.array(source).min(1),
  readOn: z.iso.date(),
  confidence: z.enum(CONFIDENCES),
  verifiedOn: optionalDate,
  doubtEs: optionalText,
};

const contact = z.object({
  kind: z.enum(['url', 'email', 'phone', 'address', 'person']),
  value: text,
  label: optionalText,
  personal: z.boolean().default(false),
  state: z.enum(['unverified', 'verified', 'wrong']).default('unverified'),
  year: optionalYear,
});

/** The shape of the files whose records curators take over. */
export const curatedShapes = {
  donors: z.object({
    donors: z.array(
      z.strictObject({
        ...curated,
        nameEs: text,
        acronym: text.nullable(),
        aliases: z.array(text),
        kind: z.enum(DONOR_KINDS),
        level: z.enum(DONOR_LEVELS).nullable().default(null),
        iatiType: text,
        country,
        website: z.url().nullable(),
        themes: z.array(code),
        crsSectors: z.array(z.string().regex(/^\d{5}$/)).default([]),
        sdgs,
        financialForms: z.array(z.enum(FINANCIAL_FORMS)),
        gadRoles: z.array(z.enum(GAD_ROLES)),
        gadAccessEs: optionalText,
        amountMin: optionalAmount,
        amountMax: optionalAmount,
        currency,
        conditionsEs: texts,
        agreements: z
          .array(
            z.strictObject({
              title: text,
              axes: texts,
              from: optionalDate,
              until: optionalDate,
              url: optionalUrl,
              note: optionalText,
            }),
          )
          .default([]),
        offices: z
          .array(
            z.strictObject({
              place: text,
              provinces: z.array(z.string().regex(/^\d{2}$/)).default([]),
              note: optionalText,
            }),
          )
          .default([]),
        contacts: z.array(contact).default([]),
        presence: z.enum(PRESENCES),
        presenceCheckedOn: optionalDate,
        noteEs: text,
      }),
    ),
  }),
  funds: z.object({
    funds: z.array(
      z.strictObject({
        ...curated,
        /** Slug of its donor. */
        donor: code,
        nameEs: text,
        kind: z.enum(FUND_KINDS),
        financialForm: z.enum(FINANCIAL_FORMS).nullable().default(null),
        financingShare: z.enum(['full', 'partial']).nullable().default(null),
        themes: codes,
        sdgs,
        applicantTypes: texts,
        gadLevels: z.array(level).default([]),
        gadRole: z.enum(GAD_ROLES).nullable().default(null),
        totalAmount: optionalAmount,
        maxPerProject: optionalAmount,
        currency,
        periodicityMonths: z.int().positive().nullable().default(null),
        lastEditionYear: optionalYear,
        website: optionalUrl,
        rulesUrl: optionalUrl,
        volunteerProfileEs: optionalText,
        durationMonths: z.int().positive().nullable().default(null),
        hostContributionEs: optionalText,
        noteEs: text,
      }),
    ),
  }),
  commissions: z.object({
    commissions: z.array(
      z.strictObject({
        ...curated,
        partnerEs: text,
        country,
        kind: z.enum(COMMISSION_KINDS),
        denominationEs: text,
        trackEs: optionalText,
        periodicityYears: z.int().positive().nullable().default(null),
        /** Slug of the partner's agency. */
        donor: code.nullable().default(null),
        lastSessionYear: optionalYear,
        lastSessionOn: optionalDate,
        nextSessionOn: optionalDate,
        nextSessionKind: z.enum(['announced', 'estimated']).nullable().default(null),
        themes: codes,
        website: optionalUrl,
        noteEs: text,
      }),
    ),
    rounds: z.array(
      z.strictObject({
        ...curated,
        /** Slug of its commission. */
        commission: code,
        labelEs: text,
        stage: z.enum(ROUND_STAGES),
        sessionOn: optionalDate,
        sessionKind: z.enum(['announced', 'estimated']).nullable().default(null),
        placeEs: optionalText,
        opensOn: optionalDate,
        direction: z.enum(DIRECTIONS),
        themes: codes,
        noteEs: text,
      }),
    ),
  }),
  networks: z.object({
    networks: z.array(
      z.strictObject({
        ...curated,
        nameEs: text,
        acronym: optionalText,
        aliases: texts,
        themes: z.array(code),
        sdgs,
        scope: z.enum(NETWORK_SCOPES),
        gadLevels: z.array(level).default([]),
        joiningConditionEs: optionalText,
        joiningWays: z.array(z.enum(JOINING_WAYS)).default([]),
        feeAmount: optionalAmount,
        feeCurrency: currency,
        feeNoteEs: optionalText,
        accessVia: z.array(z.enum(ASSOCIATIONS)).default([]),
        benefitsEs: texts,
        activity: z.enum(['active', 'dormant', 'unknown']),
        foundedYear: optionalYear,
        website: optionalUrl,
        contacts: z.array(contact).default([]),
        noteEs: text,
      }),
    ),
    memberships: z.array(
      z.strictObject({
        /** Slug of the network. */
        network: code,
        gadCode: z.string().regex(/^\d{2,6}$/),
        role: z.enum(NETWORK_ROLES),
        fromYear: optionalYear,
        untilYear: optionalYear,
        noteEs: optionalText,
        sourceEs: text,
      }),
    ),
  }),
  offers: z.object({
    offers: z.array(
      z.strictObject({
        ...curated,
        gadCode: z.string().regex(/^\d{2,6}$/),
        providerEs: optionalText,
        titleEs: text,
        summaryEs: text,
        resultEs: optionalText,
        year: optionalYear,
        themes: z.array(code),
        sdgs,
        website: optionalUrl,
      }),
    ),
  }),
} as const;
