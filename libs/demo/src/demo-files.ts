import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { FREQUENCIES } from '@chasqui/subscriptions';
import { CALL_KINDS, DEADLINE_ROLES, FINANCIAL_FORMS, GAD_LEVELS, GAD_ROLES } from '@chasqui/vocabularies';
import { z } from 'zod';

const date = z.iso.date().nullable();

const callSchema = z.object({
  id: z.string(),
  donor: z.string(),
  fund: z.string().nullable(),
  sourceUrl: z.string(),
  title: z.string(),
  summary: z.string(),
  language: z.string(),
  kind: z.enum(CALL_KINDS),
  financialForms: z.array(z.enum(FINANCIAL_FORMS)).min(1),
  opensOn: date,
  closesOn: date,
  closesTime: z.string().nullable(),
  deadlineText: z.string().nullable(),
  timeZone: z.string().nullable(),
  amountMin: z.string().nullable(),
  amountMax: z.string().nullable(),
  totalBudget: z.string().nullable(),
  currency: z.string().nullable(),
  cofinancingPercent: z.number().nullable(),
  applicantTypes: z.array(z.string()),
  countries: z.array(z.string()),
  territories: z.array(z.string()),
  gadLevels: z.array(z.enum(GAD_LEVELS)),
  gadLevelsInferred: z.boolean(),
  gadRole: z.enum(GAD_ROLES).nullable(),
  themes: z.array(z.string()),
  sdgs: z.array(z.number()),
  requiredDocuments: z.array(z.string()),
  edition: z.string().nullable().default(null),
  /** The `id` of the edition before. */
  previousEdition: z.string().nullable().default(null),
  otherDeadlines: z
    .array(
      z.object({
        role: z.enum(DEADLINE_ROLES),
        on: z.iso.date(),
        time: z.string().nullable(),
        zone: z.string().nullable(),
        text: z.string(),
      }),
    )
    .default([]),
  documents: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
  proposalLanguages: z.array(z.string()).default([]),
  partnerRequirements: z.string().nullable().default(null),
  notes: z.string().nullable(),
});
export type DemoCall = z.output<typeof callSchema>;

const gadSchema = z.object({
  dpaCode: z.string(),
  planLabel: z.string(),
  note: z.string().nullable(),
  priorities: z.array(
    z.object({
      component: z.string(),
      text: z.string(),
      themes: z.array(z.string()),
      sdgs: z.array(z.number()),
      competences: z.array(z.string()),
      sourceUrl: z.string().nullable(),
      sourceKind: z.string(),
    }),
  ),
});

const demoSchema = z.object({
  password: z.string(),
  people: z.array(
    z.object({
      key: z.string(),
      email: z.string(),
      name: z.string(),
      role: z.enum(['curator', 'officer', 'council_member']),
      gadCode: z.string().nullable(),
      title: z.string(),
      noteEs: z.string(),
    }),
  ),
  /** Posts of the GAD of their holder, made with her first alert. */
  posts: z.array(
    z.object({
      holder: z.string(),
      name: z.string(),
      department: z.string(),
      themes: z.array(z.string()),
      frequency: z.enum(FREQUENCIES),
    }),
  ),
  /** Who follows which of the published calls from the start. */
  follows: z.array(z.object({ email: z.string(), call: z.string() })),
  /** Calls that are public from the start. */
  published: z.array(z.string()),
  /** Calls in review with an exact close, in the order in which `demo:run` publishes them. */
  mainJob: z.array(z.string()),
});
export type Demo = z.output<typeof demoSchema>;
export type DemoPerson = z.output<typeof demoSchema>['people'][number];

export const readDemoCalls = () => read('calls', z.array(callSchema));
export const readDemoGads = () => read('gads', z.array(gadSchema));
export const readDemo = () => read('demo', demoSchema);

async function read<Shape extends z.ZodType>(name: string, shape: Shape): Promise<z.output<Shape>> {
  const text = await readFile(join(projectRoot(), 'libs', 'demo', 'data', `${name}.json`), 'utf8');
  return shape.parse(JSON.parse(text));
}
