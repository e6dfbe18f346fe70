import { deadlineRoleName } from '@chasqui/calls';
import { formatShortDate } from '@chasqui/kernel';
import type { DeadlineRole } from '@chasqui/vocabularies';
import { whenText } from './alert-words.js';
import type { NoticeLine } from './notice-history.query.js';

/** What a notice told, besides the name of its call: "7 días antes del cierre (31 ago 2026)". */
export function stepText({ kind, step, facts }: Pick<NoticeLine, 'kind' | 'step' | 'facts'>): string | null {
  if (kind === 'deadline') {
    const before = step === '1' ? '1 día antes' : `${step ?? ''} días antes`;
    if (facts?.kind !== 'deadline') return before;
    const name = deadlineRoleName(facts.role as DeadlineRole | 'close').toLowerCase();
    return `${before}: ${name}, ${formatShortDate(new Date(facts.at))}`;
  }
  if (kind === 'step_due' && facts?.kind === 'step_due') {
    return `Paso que debía terminar el ${formatShortDate(facts.finishBy)}`;
  }
  if (kind === 'bulletin' && facts?.kind === 'bulletin') return `Mes ${facts.month}`;
  if (kind === 'address_problem' && facts?.kind === 'address_problem') return facts.name;
  return null;
}

export type NoticeTone = 'sent' | 'waiting' | 'trouble' | 'off';

/** How a notice stands: its mail's state when it has one, else its own. */
export function noticeStanding(
  notice: Pick<NoticeLine, 'state' | 'obstacle' | 'dueAt' | 'mailState' | 'mailError' | 'sentAt'>,
  now: Date,
  zone: string,
): { readonly tone: NoticeTone; readonly text: string } {
  if (notice.state === 'cancelled') {
    return { tone: 'off', text: `Cancelado${because(notice.obstacle)}.` };
  }
  if (notice.state === 'pending') {
    const when = notice.dueAt > now ? whenText(notice.dueAt, now, zone) : 'en unos minutos';
    return { tone: 'waiting', text: `Espera: sale ${when}.` };
  }
  switch (notice.mailState) {
    case null:
    case 'sent':
      return {
        tone: 'sent',
        text: notice.sentAt ? `Enviado ${whenText(notice.sentAt, now, zone)}.` : 'Enviado.',
      };
    case 'pending':
    case 'sending':
      return { tone: 'waiting', text: 'Espera: está por salir.' };
    case 'unknown':
      return {
        tone: 'waiting',
        text: 'Se cortó la conexión al entregarlo. Lo repetimos: puede que le llegue dos veces.',
      };
    case 'failed':
      return { tone: 'trouble', text: 'No llegó: el servidor de su correo no lo recibió.' };
    case 'suppressed':
      return { tone: 'trouble', text: 'No se envió: su dirección devolvió correos anteriores.' };
    case 'cancelled':
      return { tone: 'off', text: `Cancelado${because(notice.mailError)}.` };
  }
}

/** " porque la convocatoria ya cerró": reasons are stored as sentences. */
function because(reason: string | null): string {
  if (!reason) return '';
  const clause = reason.trim().replace(/\.$/, '');
  return `: ${clause.charAt(0).toLowerCase()}${clause.slice(1)}`;
}
