import { AuditEntry, recordAudit } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { localDate } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { AlertList } from './alert-lists.js';
import { changeSettings, SETTING_SWITCHES, type SettingSwitch } from './alert-preferences.service.js';
import type { ConsentWay } from './consent.entity.js';
import { type DeliverySettings, settingsOf } from './delivery-settings.js';
import { Follow } from './follow.entity.js';
import { followTraceId, startFollowing } from './follows.service.js';
import { subscriptionsOf, whatOf } from './preferences.query.js';
import { stateOf, storeSubscription } from './store-subscription.js';
import { Subscription } from './subscription.entity.js';

/** A list as a page about it shows it. */
export interface ListState {
  /** "lo que coincide con el GAD …", "la convocatoria «…», que usted sigue", "todos sus avisos". */
  readonly what: string;
  readonly on: boolean;
  /** ISO date on which it goes on; null when it is not paused. */
  readonly pausedUntil: string | null;
  /** It has no pause of its own: pausing it pauses everything but what is urgent. */
  readonly pausesAll: boolean;
}

const SETTING_NAMES: Readonly<Record<SettingSwitch, string>> = {
  reminders: 'los recordatorios de las convocatorias que sigue',
  changes: 'los cambios de las convocatorias que sigue o que le avisamos',
  bulletin: 'el boletín mensual',
};
const STOPPED_ALL = 'alerts.stopped_all';
const RESUMED_ALL = 'alerts.resumed_all';
const ACCOUNT_ALERTS = 'account_alerts';

/** How a list stands; null when it is not the person's, or no longer. */
export async function describeList(
  manager: EntityManager,
  accountId: string,
  list: AlertList,
  now: Date,
): Promise<ListState | null> {
  const settings = await settingsOf(manager, accountId);
  const paused = (until: string | null): string | null =>
    until !== null && until > localDate(now, settings.zone) ? until : null;
  if (list.kind === 'sub') {
    const found = await manager.findOne(Subscription, {
      where: { id: list.id, accountId },
      relations: { gad: true, post: true },
    });
    if (!found) return null;
    return {
      what: whatOf(found),
      on: found.active,
      pausedUntil: paused(found.pausedUntil),
      pausesAll: false,
    };
  }
  const ofAll = { pausedUntil: paused(settings.pausedUntil), pausesAll: true };
  if (list.kind === 'follow') {
    const call = await manager.findOneBy(Call, { id: list.callId });
    if (!call) return null;
    const on = await manager.existsBy(Follow, { accountId, callId: list.callId });
    return { what: `la convocatoria «${call.title}», que usted sigue`, on, ...ofAll };
  }
  if (list.kind !== 'all') return { what: SETTING_NAMES[list.kind], on: settings[list.kind], ...ofAll };
  return { what: 'todos sus avisos', on: await anythingOn(manager, settings), ...ofAll };
}

async function anythingOn(manager: EntityManager, settings: DeliverySettings): Promise<boolean> {
  const { accountId, bulletin, reminders, changes } = settings;
  return (
    bulletin ||
    ((reminders || changes) && (await manager.existsBy(Follow, { accountId }))) ||
    (await manager.existsBy(Subscription, { accountId, active: true }))
  );
}

/** Changes one alert of the person; one that is off is not paused. */
export async function changeAlert(
  manager: EntityManager,
  found: Subscription,
  change: Partial<Pick<Subscription, 'active' | 'pausedUntil'>>,
  said: { readonly way: ConsentWay; readonly now: Date },
): Promise<void> {
  const before = stateOf(found);
  if (!before.active && change.active === undefined) return;
  const since = !before.active && change.active ? said.now : found.since;
  Object.assign(found, change, { since });
  await storeSubscription(manager, found, { before, ...said });
}

/** Switches off whatever the person receives. Follows stay, and are silent. */
export async function stopAll(
  manager: EntityManager,
  accountId: string,
  said: { readonly way: ConsentWay; readonly now: Date },
): Promise<void> {
  const { way, now } = said;
  const active = (await subscriptionsOf(manager, accountId)).filter((each) => each.active);
  const settings = await settingsOf(manager, accountId);
  const switches = SETTING_SWITCHES.filter((name) => settings[name]);
  if (active.length === 0 && switches.length === 0) return;
  for (const each of active) await changeAlert(manager, each, { active: false }, said);
  const change = Object.fromEntries(switches.map((name) => [name, false]));
  await changeSettings(manager, now, { accountId, change, way });
  const stopped: Stopped = { subscriptions: active.map(({ id }) => id), switches };
  await traceAll(manager, accountId, STOPPED_ALL, now, stopped);
}

/** Switches on again what the last `stopAll` switched off. */
export async function resumeAll(
  manager: EntityManager,
  accountId: string,
  said: { readonly way: ConsentWay; readonly now: Date },
): Promise<void> {
  const { way, now } = said;
  const last = await manager.findOne(AuditEntry, {
    where: { entity: ACCOUNT_ALERTS, entityId: accountId },
    order: { id: 'DESC' },
  });
  if (last?.action !== STOPPED_ALL) return;
  const { subscriptions, switches } = last.after as Stopped;
  for (const each of await subscriptionsOf(manager, accountId)) {
    if (subscriptions.includes(each.id)) await changeAlert(manager, each, { active: true }, said);
  }
  const change = Object.fromEntries(switches.map((name) => [name, true]));
  await changeSettings(manager, now, { accountId, change, way });
  await traceAll(manager, accountId, RESUMED_ALL, now, { subscriptions, switches });
}

interface Stopped {
  readonly subscriptions: readonly string[];
  readonly switches: readonly SettingSwitch[];
}

async function traceAll(
  manager: EntityManager,
  accountId: string,
  action: string,
  at: Date,
  after: Stopped,
): Promise<void> {
  const about = { entity: ACCOUNT_ALERTS, entityId: accountId };
  await recordAudit(manager, { at, actorId: accountId, action, ...about, after });
}

/** Follows a call again as the person did before she stopped; nothing when it is no longer public. */
export async function followAgain(
  manager: EntityManager,
  accountId: string,
  callId: string,
  { way, now }: { readonly way: ConsentWay; readonly now: Date },
): Promise<void> {
  if (!(await manager.existsBy(Call, { id: callId, state: 'published' }))) return;
  const last = await manager.findOne(AuditEntry, {
    where: { entity: 'follow', entityId: followTraceId(accountId, callId), action: 'follow.stopped' },
    order: { id: 'DESC' },
  });
  const kept = last?.before as Pick<Follow, 'gadCode' | 'ladder' | 'reviewEveryDays'> | undefined;
  await startFollowing(manager, now, {
    accountId,
    callId,
    gadCode: kept?.gadCode ?? null,
    way,
    ...(kept && { kept }),
  });
}
