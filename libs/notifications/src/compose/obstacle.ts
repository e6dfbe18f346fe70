import { allDeadlines, type DatedDeadline, targetClose } from '@chasqui/calls';
import { localDate } from '@chasqui/kernel';
import type { Subscription } from '@chasqui/subscriptions';
import type { Notification } from '../notification.entity.js';
import { type Batch, pair, worksFor } from './batch.js';
import { factsOf } from './notice-facts.js';

const NOT_PUBLIC = 'La convocatoria ya no está publicada.';
const CLOSED = 'La convocatoria ya cerró.';
const ALERT_OFF = 'La persona desactivó la alerta que la trajo.';
const REMINDERS_OFF = 'La persona desactivó los recordatorios.';
const UNFOLLOWED = 'La persona ya no sigue la convocatoria.';
const ROLE_LOST = 'La persona ya no trabaja para el GAD.';

/**
 * What makes a notice untrue or unwanted by the time it is written, in Spanish; null when it still holds.
 * @throws when the notice itself is broken
 */
export function obstacleTo(notice: Notification, batch: Batch, now: Date): string | null {
  const account = batch.accounts.get(notice.accountId);
  if (!account || account.disabledAt) return 'La cuenta está desactivada.';
  const settings = batch.settings.get(notice.accountId);
  switch (notice.kind) {
    case 'bulletin':
      return settings?.bulletin ? null : 'La persona ya no pide el boletín.';
    case 'address_problem':
      return isResponsible(notice, batch) ? null : ROLE_LOST;
    case 'new_call':
      return openObstacle(notice, batch, now) ?? alertObstacle(notice, batch);
    case 'call_change':
      return settings?.changes === false
        ? 'La persona desactivó los avisos de cambios.'
        : changeObstacle(notice, batch, now);
    case 'deadline':
    case 'review':
    case 'step_due':
      if (settings?.reminders === false) return REMINDERS_OFF;
      if (!batch.follows.has(pair(notice.accountId, notice.callId ?? ''))) return UNFOLLOWED;
      return openObstacle(notice, batch, now) ?? reminderObstacle(notice, batch, now);
  }
}

/** Colleagues of the GAD hear of it; those who run the instance when there is none. */
function isResponsible({ accountId, gadCode }: Notification, batch: Batch): boolean {
  if (gadCode !== null) return worksFor(batch, accountId, gadCode);
  return (batch.memberships.get(accountId) ?? []).some(({ role }) => role === 'admin');
}

/** A call that closes today is open until its instant. */
function openObstacle({ callId }: Notification, { calls }: Batch, now: Date): string | null {
  const call = calls.get(callId ?? '');
  if (call?.state !== 'published') return NOT_PUBLIC;
  return call.closesAt && call.closesAt <= now ? CLOSED : null;
}

/** An alert that brought the call and still would, with the words that name it. */
export interface LiveAlert {
  readonly subscription: Subscription;
  readonly reason: string;
}

/** The alerts that brought a new call and that still hold, in the order of the notice: the best first. */
export function liveAlerts(notice: Notification, batch: Batch): LiveAlert[] {
  return notice.subscriptionIds.flatMap((id, index) => {
    if (obstacleOfAlert(id, notice, batch)) return [];
    return [{ subscription: batch.subscriptions.get(id)!, reason: notice.reasons[index] ?? '' }];
  });
}

function alertObstacle(notice: Notification, batch: Batch): string | null {
  const obstacles = notice.subscriptionIds.map((id) => obstacleOfAlert(id, notice, batch));
  return obstacles.includes(null) ? null : (obstacles[0] ?? ALERT_OFF);
}

function obstacleOfAlert(id: string, { accountId, callId }: Notification, batch: Batch): string | null {
  const alert = batch.subscriptions.get(id);
  // An alert of a post belongs to whoever holds the post now.
  if (!alert?.active || alert.accountId !== accountId) return ALERT_OFF;
  const call = batch.calls.get(callId ?? '');
  if (alert.searchQuery || !alert.gadCode || !call) return null;
  if (!worksFor(batch, accountId, alert.gadCode)) return ROLE_LOST;
  const key = pair(call.id, alert.gadCode);
  if (batch.dismissed.has(key)) return 'El GAD dejó de lado la convocatoria.';
  const score = batch.scores.get(key)?.score;
  if (score === undefined) return 'La convocatoria ya no coincide con el GAD.';
  if (score < alert.minScore) return 'La coincidencia ya no alcanza el puntaje que la persona pide.';
  return call.financialForm === 'loan' && !alert.includeCredit ? 'La persona no pide créditos.' : null;
}

/** What people must know of also when the call is closed by it or can no longer be seen. */
const ENDS: readonly string[] = ['cancelled', 'withdrawn', 'brought_forward'];

function changeObstacle(notice: Notification, batch: Batch, now: Date): string | null {
  const { changeIds } = factsOf(notice, 'call_change');
  const changes = changeIds.flatMap((id) => batch.changes.get(id) ?? []);
  if (changes.length === 0) return 'El cambio se deshizo.';
  if (!batch.follows.has(pair(notice.accountId, notice.callId ?? '')) && !hasAlert(notice, batch)) {
    return UNFOLLOWED;
  }
  const isPublic = batch.calls.get(notice.callId ?? '')?.state === 'published';
  // Taken down by hand, not by its source.
  if (isPublic && changes.every(({ kind, field }) => kind === 'withdrawn' && field === null)) {
    return 'La convocatoria volvió a publicarse.';
  }
  return changes.some(({ kind }) => ENDS.includes(kind)) ? null : openObstacle(notice, batch, now);
}

/** An alert that told her of the call, that is still hers and on, and whose GAD did not leave the call aside. */
function hasAlert({ accountId, callId, subscriptionIds }: Notification, batch: Batch): boolean {
  return subscriptionIds.some((id) => {
    const alert = batch.subscriptions.get(id);
    if (!alert?.active || alert.accountId !== accountId) return false;
    return alert.searchQuery !== null || !batch.dismissed.has(pair(callId ?? '', alert.gadCode ?? ''));
  });
}

function reminderObstacle(notice: Notification, batch: Batch, now: Date): string | null {
  const call = batch.calls.get(notice.callId!)!;
  if (notice.kind === 'review') return call.closesAt ? 'La convocatoria ya tiene fecha de cierre.' : null;
  if (notice.kind === 'step_due') {
    if (!notice.gadCode || !worksFor(batch, notice.accountId, notice.gadCode)) return ROLE_LOST;
    const { stepKey } = factsOf(notice, 'step_due');
    if (!batch.template.some(({ key }) => key === stepKey)) return 'Ese paso ya no existe.';
    return targetClose(call, now) ? null : 'La convocatoria ya no tiene fecha de cierre.';
  }
  const date = dateOf(notice, batch);
  if (!date) return 'La fecha cambió: hay recordatorios de la nueva.';
  return date.at <= now ? 'La fecha ya pasó.' : null;
}

/**
 * The date that a reminder is about, as the call has it now; undefined when it moved to another day, for which there
 * are reminders of its own.
 */
export function dateOf(notice: Notification, batch: Batch): DatedDeadline | undefined {
  const { role, at } = factsOf(notice, 'deadline');
  const call = batch.calls.get(notice.callId ?? '');
  const told = new Date(at);
  return (
    call &&
    allDeadlines(call).find(
      (date) => date.role === role && localDate(date.at, date.zone) === localDate(told, date.zone),
    )
  );
}
