import { Account, Membership } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { Gad } from '@chasqui/gads';
import { CallChangeEvent } from '@chasqui/intake';
import { Match, MatchDismissal } from '@chasqui/matching';
import { AlertSettings, Follow, Subscription } from '@chasqui/subscriptions';
import { FinancialForm } from '@chasqui/vocabularies';
import { Any, type EntityManager } from 'typeorm';
import { type BulletinFacts, bulletinFacts } from './bulletin-facts.query.js';
import { Notification } from '../notification.entity.js';
import { type Batch, type MatchScore, pair } from './batch.js';
import { MONTH } from './notice-facts.js';

type Pair = readonly [one: string, other: string];

/** Loads everything that the mails may say, with a fixed number of queries. */
export async function loadBatch(
  manager: EntityManager,
  mailIds: readonly string[],
  now: Date,
): Promise<Batch> {
  const notices = await manager.find(Notification, {
    where: { mailId: Any([...mailIds]), state: 'mailed' },
    order: { id: 'ASC' },
  });
  const accountIds = unique(notices.map(({ accountId }) => accountId));
  const callIds = unique(notices.flatMap(({ callId }) => callId ?? []));
  const byAccount = { accountId: Any(accountIds) };
  const [accounts, settings, memberships, calls, subscriptions, forms, template] = await Promise.all([
    manager.find(Account, { where: { id: Any(accountIds) } }),
    manager.find(AlertSettings, { where: byAccount }),
    manager.find(Membership, { where: byAccount }),
    manager.find(Call, { where: { id: Any(callIds) }, relations: { donor: true } }),
    manager.find(Subscription, {
      where: { id: Any(unique(notices.flatMap(({ subscriptionIds }) => subscriptionIds))) },
    }),
    manager.find(FinancialForm),
    currentTemplate(manager),
  ]);
  const alerts = keyed(subscriptions, ({ id }) => id);
  const gadPairs = notices.flatMap(({ callId, subscriptionIds }) =>
    subscriptionIds.flatMap((id): Pair[] => {
      const alert = alerts.get(id);
      return callId && alert?.gadCode && !alert.searchQuery ? [[callId, alert.gadCode]] : [];
    }),
  );
  const personPairs = notices.flatMap(({ accountId, callId }): Pair[] =>
    callId ? [[accountId, callId]] : [],
  );
  const gadCodes = [
    ...subscriptions.map(({ gadCode }) => gadCode),
    ...notices.map(({ gadCode }) => gadCode),
    ...memberships.map(({ gadCode }) => gadCode),
  ];
  const [gads, scores, dismissals, follows, changes, bulletins] = await Promise.all([
    manager.find(Gad, { where: { dpaCode: Any(unique(gadCodes.flatMap((code) => code ?? []))) } }),
    loadScores(manager, gadPairs),
    within(manager, MatchDismissal, ['call_id', 'gad_code'], gadPairs),
    within(manager, Follow, ['account_id', 'call_id'], personPairs),
    manager.find(CallChangeEvent, { where: { id: Any(unique(notices.flatMap(changeIdsOf))) } }),
    loadBulletins(manager, notices, now),
  ]);
  return {
    notices: grouped(notices, ({ mailId }) => mailId!),
    accounts: keyed(accounts, ({ id }) => id),
    settings: keyed(settings, ({ accountId }) => accountId),
    memberships: grouped(memberships, ({ accountId }) => accountId),
    calls: keyed(calls, ({ id }) => id),
    subscriptions: alerts,
    gads: keyed(gads, ({ dpaCode }) => dpaCode),
    scores: keyed(scores, ({ callId, gadCode }) => pair(callId, gadCode)),
    dismissed: new Set(dismissals.map(({ callId, gadCode }) => pair(callId, gadCode))),
    follows: keyed(follows, ({ accountId, callId }) => pair(accountId, callId)),
    changes: keyed(changes, ({ id }) => id),
    bulletins,
    financialForms: new Map(forms.map(({ code, nameEs }) => [code, nameEs])),
    template: template.steps,
  };
}

/** The matches in full that mails about a single new call quote. */
export async function loadMatches(
  manager: EntityManager,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Match>> {
  const matches = await within(manager, Match, ['call_id', 'gad_code'], pairs);
  return keyed(matches, ({ callId, gadCode }) => pair(callId, gadCode));
}

function loadScores(manager: EntityManager, pairs: readonly Pair[]): Promise<MatchScore[]> {
  return manager.query<MatchScore[]>(
    `SELECT m.call_id AS "callId", m.gad_code AS "gadCode", m.score, m.confidence
       FROM match m
      WHERE (m.call_id, m.gad_code) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))`,
    columns(pairs),
  );
}

function within<Row extends object>(
  manager: EntityManager,
  entity: new () => Row,
  names: Pair,
  pairs: readonly Pair[],
): Promise<Row[]> {
  const [ones, others] = columns(pairs);
  const types = names.map((name) => (name === 'gad_code' ? 'text[]' : 'uuid[]'));
  return manager
    .createQueryBuilder(entity, 'row')
    .where(
      `(row.${names[0]}, row.${names[1]}) IN (SELECT * FROM unnest(:ones::${types[0]}, :others::${types[1]}))`,
      { ones, others },
    )
    .getMany();
}

/** The ids that a notice names, whatever else is wrong with it. */
function changeIdsOf({ kind, facts }: Notification): string[] {
  if (kind !== 'call_change' || facts?.kind !== 'call_change' || !Array.isArray(facts.changeIds)) return [];
  return facts.changeIds.filter((id) => UUID.test(String(id)));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the bulletins say, by notice; those of the same month are counted together. */
async function loadBulletins(
  manager: EntityManager,
  notices: readonly Notification[],
  now: Date,
): Promise<ReadonlyMap<string, BulletinFacts>> {
  const asks = notices.flatMap(({ id, accountId, facts }) =>
    facts?.kind === 'bulletin' && MONTH.test(facts.month) ? [{ id, accountId, month: facts.month }] : [],
  );
  const found = new Map<string, BulletinFacts>();
  for (const month of new Set(asks.map((ask) => ask.month))) {
    const own = asks.filter((ask) => ask.month === month);
    const facts = await bulletinFacts(manager, unique(own.map(({ accountId }) => accountId)), month, now);
    for (const { id, accountId } of own) found.set(id, facts.get(accountId)!);
  }
  return found;
}

function columns(pairs: readonly Pair[]): [string[], string[]] {
  const distinct = [...new Map(pairs.map((own) => [pair(...own), own])).values()];
  return [distinct.map(([one]) => one), distinct.map(([, other]) => other)];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function keyed<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [key(row), row]));
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
