import { z } from 'zod';
import type { NoticeFacts } from '../notice-kinds.js';
import type { Notification } from '../notification.entity.js';

type FactsOf<Kind extends NoticeFacts['kind']> = Extract<NoticeFacts, { kind: Kind }>;

/** "2026-10" */
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const SCHEMAS = {
  call_change: z.object({ kind: z.literal('call_change'), changeIds: z.array(z.uuid()) }),
  deadline: z.object({
    kind: z.literal('deadline'),
    role: z.string(),
    place: z.number(),
    at: z.iso.datetime({ offset: true }),
  }),
  step_due: z.object({ kind: z.literal('step_due'), stepKey: z.string(), finishBy: z.iso.date() }),
  bulletin: z.object({ kind: z.literal('bulletin'), month: z.string().regex(MONTH) }),
  address_problem: z.object({
    kind: z.literal('address_problem'),
    name: z.string(),
    address: z.string(),
    detail: z.string(),
  }),
} satisfies { [Kind in NoticeFacts['kind']]: z.ZodType<FactsOf<Kind>> };

/**
 * What a notice says besides its call. Rows outlive versions, so they are checked when they are read.
 * @throws ZodError when it is not what notices of the kind say
 */
export function factsOf<Kind extends NoticeFacts['kind']>(
  notice: Pick<Notification, 'facts'>,
  kind: Kind,
): FactsOf<Kind> {
  return SCHEMAS[kind].parse(notice.facts) as FactsOf<Kind>;
}
