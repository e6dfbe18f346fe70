import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

export interface AddressSuppressed {
  /** Whose address it is. */
  readonly accountId: string;
  readonly address: string;
  /** What the other server said. */
  readonly detail: string;
  /** A complaint is also a withdrawal: the person wants none of our mails. */
  readonly trouble: 'permanent' | 'complaint';
}

/** Nothing more is sent to a person's address, because it is no good or because she complained. */
export const addressSuppressed: EventDefinition<AddressSuppressed> = {
  type: 'address.suppressed',
  payload: z.strictObject({
    accountId: z.uuid(),
    address: z.string().max(320),
    detail: z.string().max(2_000),
    trouble: z.enum(['permanent', 'complaint']),
  }),
};
