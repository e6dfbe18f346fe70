import { type Call, callStatus, callStatusName, deadlineTexts, targetClose } from '@chasqui/calls';
import { cutAtWord } from '@chasqui/intake';
import { formatAmount, formatShortDate, safeHttpUrl } from '@chasqui/kernel';
import type { MailBlock } from '@chasqui/mail';
import type { Reader } from './told.js';

type Row = { readonly label: string; readonly value: string };

/** Letters of a title in a subject or in a list: mailboxes show less than this anyway. */
const LONGEST_TITLE = 150;

export const CAN_FOLLOW =
  'En esa página puede seguirla, para que le recordemos sus plazos y le avisemos si cambia.';

/** A title on one line, short enough for a subject. */
export function shortTitle(title: string): string {
  return cutAtWord(title.replace(/\s+/g, ' ').trim(), LONGEST_TITLE);
}

/** "cierra el 31 ago 2026", "próximo corte el …", "sin fecha de cierre". */
export function shortClose(call: Call, { now, zone }: Reader): string {
  const close = targetClose(call, now);
  if (!close) return 'sin fecha de cierre';
  const verb = call.deadlineKind === 'cut_offs' ? 'próximo corte' : 'cierra';
  return `${verb} el ${formatShortDate(close, zone)}`;
}

/** When it opens if it has not, the close in the reader's zone and in its own, the time left, and what else counts. */
export function deadlineRows(call: Call, { now, zone }: Reader): Row[] {
  const deadline = deadlineTexts(call, now, zone);
  const opening = openingText(call, now);
  return [
    ...(opening ? [{ label: 'Apertura', value: opening }] : []),
    { label: 'Cierre', value: deadline.reader },
    ...(deadline.original ? [{ label: 'Hora original', value: deadline.original }] : []),
    ...(deadline.remaining ? [{ label: 'Tiempo', value: deadline.remaining }] : []),
    ...(deadline.also ? [{ label: 'También', value: deadline.also }] : []),
  ];
}

/** "próximamente, el 1 abr 2026"; null for what is open already. */
export function openingText(call: Call, now: Date): string | null {
  if (callStatus(call, now) !== 'upcoming' || !call.opensOn) return null;
  return `${callStatusName('upcoming')}, el ${formatShortDate(call.opensOn)}`;
}

/** Who gives what. */
export function supportRows(call: Call, financialForm: string): Row[] {
  return [
    { label: 'Cooperante', value: call.donor?.nameEs ?? 'no consta' },
    { label: 'Forma de apoyo', value: financialForm },
    { label: 'Monto', value: amountText(call) },
  ];
}

/** Title and everything to be careful about before reading on. */
export function callHeading(call: Call): MailBlock[] {
  return [
    { kind: 'heading', text: call.title, language: call.language },
    ...(call.isDemo ? [{ kind: 'notice', text: DEMO } as const] : []),
  ];
}

/** What the reader must settle: an assumed zone, borrowed money. */
export function cautions(call: Call, { now, zone }: Reader): MailBlock[] {
  const { warning } = deadlineTexts(call, now, zone);
  return [
    ...(warning ? [{ kind: 'notice', text: warning } as const] : []),
    ...(call.financialForm === 'loan' ? [{ kind: 'notice', text: LOAN } as const] : []),
  ];
}

const DEMO =
  'Datos de demostración: la convocatoria es real, pero sus fechas se movieron para que siga abierta.';
const LOAN =
  'Es dinero reembolsable: requiere evaluación de deuda, y aval soberano si el prestamista es externo.';

/** The call in its source; nothing when its address is none that a browser should follow. */
export function sourceLink(call: Call): MailBlock[] {
  const url = safeHttpUrl(call.sourceUrl);
  return url ? [{ kind: 'link', label: 'Fuente original', url }] : [];
}

/** The amount as a sentence, or that the source does not say. */
export function amountText(call: Pick<Call, 'amountMin' | 'amountMax' | 'totalBudget' | 'currency'>): string {
  const { amountMin, amountMax, totalBudget, currency } = call;
  if (amountMin && amountMax && amountMin !== amountMax) {
    return `de ${formatAmount(amountMin, currency)} a ${formatAmount(amountMax, currency)} por proyecto`;
  }
  if (amountMax) return `hasta ${formatAmount(amountMax, currency)} por proyecto`;
  if (amountMin) return `desde ${formatAmount(amountMin, currency)} por proyecto`;
  return totalBudget ? `${formatAmount(totalBudget, currency)} para toda la convocatoria` : 'no consta';
}

/** "La trajeron: su búsqueda «Riego»; lo que coincide con el GAD …" */
export function broughtBy(reasons: readonly string[]): string {
  return `${reasons.length === 1 ? 'La trajo' : 'La trajeron'}: ${reasons.join('; ')}.`;
}
