import { type Call, dateTexts, deadlineRoleName, deadlineTexts } from '@chasqui/calls';
import type { MailCard } from '@chasqui/mail';
import { changeSentences, isCancelled } from './call-change.mail.js';
import { amountText, openingText, shortClose, shortTitle } from './call-parts.js';
import { stepTime } from './step-due.mail.js';
import type { CallTold, DeadlineTold, NewCallTold, Reader } from './told.js';

/** The parts of a digest, what cannot wait first. */
export const DIGEST_SECTIONS = ['urgent', 'reminders', 'changes', 'new'] as const;
export type DigestSection = (typeof DIGEST_SECTIONS)[number];

/** A call in a digest, with everything that the person is told of it. */
export interface DigestEntry {
  readonly section: DigestSection;
  readonly card: MailCard;
  /** One line for when there is no room for the card. */
  readonly short: string;
}

/** Every call once, in the most pressing section that it belongs to; reminders by date, new calls by fit and close. */
export function digestEntries(tolds: readonly CallTold[], reader: Reader): DigestEntry[] {
  const byCall = new Map<string, CallTold[]>();
  for (const told of tolds) {
    const known = byCall.get(told.call.id);
    if (known) known.push(told);
    else byCall.set(told.call.id, [told]);
  }
  return [...byCall.values()]
    .map((group) => ({ group, section: sectionOf(group) }))
    .toSorted(
      (one, other) =>
        DIGEST_SECTIONS.indexOf(one.section) - DIGEST_SECTIONS.indexOf(other.section) ||
        place(one.group, one.section) - place(other.group, other.section) ||
        closing(one.group) - closing(other.group),
    )
    .map(({ group, section }) => entryOf(group, section, reader));
}

function sectionOf(group: readonly CallTold[]): DigestSection {
  if (group.some((told) => told.kind === 'call_change' && told.urgent)) return 'urgent';
  if (group.some(({ kind }) => ['deadline', 'review', 'step_due'].includes(kind))) return 'reminders';
  return group.some(({ kind }) => kind === 'call_change') ? 'changes' : 'new';
}

/** Sorts within a section, smallest first. */
function place(group: readonly CallTold[], section: DigestSection): number {
  if (section === 'reminders') return Math.min(...group.map(dateOf));
  if (section !== 'new') return 0;
  return -Math.max(...group.map((told) => (told.kind === 'new_call' && told.fit?.match.score) || 0));
}

function dateOf(told: CallTold): number {
  if (told.kind === 'deadline') return told.date.at.getTime();
  return told.kind === 'step_due' ? Date.parse(told.finishBy) : Infinity;
}

function closing([told]: readonly CallTold[]): number {
  // A date that no clock reaches: the difference of two infinities would be no number.
  return told?.call.closesAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function entryOf(group: readonly CallTold[], section: DigestSection, reader: Reader): DigestEntry {
  const { call, financialForm } = group[0]!;
  const fresh = group.find((told) => told.kind === 'new_call');
  const detail = fresh?.detailUrl ?? group[0]!.detailUrl;
  const badges = badgesOf(group, section);
  const note = noteOf(call, reader);
  const lines = group.flatMap((told) => linesOf(told, reader));
  const closes = group.some(saysTheClose) ? [] : closeLines(call, reader);
  return {
    section,
    short: [shortTitle(call.title), shortClose(call, reader)].join(' — '),
    card: {
      title: shortTitle(call.title),
      url: detail,
      language: call.language,
      ...(badges.length > 0 && { badges }),
      lines: [...lines, ...closes, supportLine(call, financialForm)],
      ...(fresh && { reasons: fresh.reasons }),
      ...(note && { note }),
    },
  };
}

function badgesOf(group: readonly CallTold[], section: DigestSection): string[] {
  const { call } = group[0]!;
  const changes = group.flatMap((told) => (told.kind === 'call_change' ? told.changes : []));
  return [
    ...(section === 'urgent' ? ['Urgente'] : []),
    ...(isCancelled(changes) ? ['Cancelada'] : []),
    ...(section !== 'new' && group.some(({ kind }) => kind === 'new_call') ? ['Nueva'] : []),
    ...(call.financialForm === 'loan' ? ['Crédito'] : []),
    ...(call.isDemo ? ['Demostración'] : []),
  ];
}

function linesOf(told: CallTold, reader: Reader): string[] {
  switch (told.kind) {
    case 'call_change':
      return changeSentences(told.changes);
    case 'deadline':
      return [deadlineLine(told, reader)];
    case 'review':
      return ['No tiene fecha de cierre: revise en su fuente si sigue abierta.'];
    case 'step_due':
      return [
        `Paso ${told.step.position} del ${told.gadName}, ${stepTime(told, reader)}: ${told.step.titleEs}`,
      ];
    case 'new_call':
      return fitLines(told);
  }
}

function deadlineLine({ date }: DeadlineTold, { now, zone }: Reader): string {
  const { reader, original, remaining } = dateTexts(date, now, zone);
  const own = original ? ` Hora original: ${original}.` : '';
  return `${deadlineRoleName(date.role)}: ${reader}. ${remaining ?? ''}.${own}`;
}

function fitLines({ fit }: NewCallTold): string[] {
  return fit ? [`Coincide con el ${fit.gad.name}: ${Math.round(fit.match.score)} de 100`] : [];
}

/** Its own line already says when it closes, or that it never will. */
function saysTheClose(told: CallTold): boolean {
  if (told.kind === 'call_change') return isCancelled(told.changes);
  return told.kind === 'deadline' && ['close', 'cut_off'].includes(told.date.role);
}

function closeLines(call: Call, { now, zone }: Reader): string[] {
  const { reader, original, remaining, also } = deadlineTexts(call, now, zone);
  const left = remaining ? `. ${remaining}` : '';
  const own = original ? `. Hora original: ${original}` : '';
  const opening = openingText(call, now);
  return [
    ...(opening ? [`Apertura: ${opening}`] : []),
    `Cierre: ${reader}${left}${own}`,
    ...(also ? [also] : []),
  ];
}

function supportLine(call: Call, financialForm: string): string {
  const amount = amountText(call);
  return [call.donor?.nameEs, financialForm, amount === 'no consta' ? null : amount]
    .filter(Boolean)
    .join(' · ');
}

function noteOf(call: Call, { now, zone }: Reader): string | null {
  const { warning } = deadlineTexts(call, now, zone);
  const loan = call.financialForm === 'loan' ? 'Es dinero reembolsable: requiere evaluación de deuda.' : null;
  return [loan, warning].filter(Boolean).join(' ') || null;
}
