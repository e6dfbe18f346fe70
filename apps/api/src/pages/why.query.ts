import type { ConsentPurpose } from '@chasqui/subscriptions';
import type { DataSource } from 'typeorm';
import type { MailLine, NoticeLine } from './notice-history.query.js';

/** What a person said before a mail was sent. */
export interface GivenConsent {
  readonly purpose: ConsentPurpose;
  readonly subscriptionId: string | null;
  readonly wording: string;
  readonly at: Date;
}

/** The last consent of every purpose and alert that was given when the mail was made. */
export function consentsOf(
  database: DataSource,
  accountId: string,
  { createdAt }: Pick<MailLine, 'createdAt'>,
): Promise<GivenConsent[]> {
  return database.query<GivenConsent[]>(
    `SELECT DISTINCT ON (purpose, subscription_id) purpose, subscription_id AS "subscriptionId", wording, at
       FROM consent WHERE account_id = $1 AND given AND at <= $2
      ORDER BY purpose, subscription_id, at DESC, id`,
    [accountId, createdAt],
  );
}

const PURPOSES: Readonly<Record<NoticeLine['kind'], readonly ConsentPurpose[]>> = {
  new_call: ['matches', 'search', 'post'],
  call_change: ['changes', 'reminders'],
  deadline: ['reminders'],
  review: ['reminders'],
  step_due: ['reminders'],
  bulletin: ['bulletin'],
  address_problem: [],
};

/** What allows a notice: the consent of each alert that brought it, or that of its kind. */
export function consentsFor(
  { kind, subscriptionIds }: Pick<NoticeLine, 'kind' | 'subscriptionIds'>,
  given: readonly GivenConsent[],
): readonly GivenConsent[] {
  const fitting = given.filter(({ purpose }) => PURPOSES[kind].includes(purpose));
  if (kind !== 'new_call') return fitting.slice(0, 1);
  return fitting.filter(({ subscriptionId }) => subscriptionId && subscriptionIds.includes(subscriptionId));
}
