import { dateTexts, deadlineRoleName } from '@chasqui/calls';
import { formatShortDate } from '@chasqui/kernel';
import type { MailBlock, MailContent, PersonalValues } from '@chasqui/mail';
import { callHeading, cautions, deadlineRows, shortTitle, sourceLink, supportRows } from './call-parts.js';
import { footerOf, greeting, whyAgain } from './footer.js';
import type { DeadlineTold, Reader, StepsNow } from './told.js';

/** A date of a followed call comes near: which, when, how long, and what should be done by now. */
export function deadlineMail(told: DeadlineTold, reader: Reader, personal: PersonalValues): MailContent {
  const { call, date } = told;
  const texts = dateTexts(date, reader.now, reader.zone);
  const role = deadlineRoleName(date.role);
  const others = date.role === 'close' || date.role === 'cut_off' ? [] : deadlineRows(call, reader);
  return {
    subject: deadlineSubject(told, reader),
    preview: `${role}: ${texts.reader}. ${texts.remaining ?? ''}`.trim(),
    greeting: greeting(personal),
    blocks: [
      { kind: 'paragraph', text: `Se acerca una fecha de una convocatoria que usted sigue.` },
      ...callHeading(call),
      {
        kind: 'facts',
        rows: [
          { label: role, value: texts.reader },
          ...(texts.original ? [{ label: 'Hora original', value: texts.original }] : []),
          ...(texts.remaining ? [{ label: 'Tiempo', value: texts.remaining }] : []),
          ...others.filter(({ label }) => label === 'Cierre'),
          ...supportRows(call, told.financialForm),
        ],
      },
      ...(texts.warning && others.length > 0 ? [{ kind: 'notice', text: texts.warning } as const] : []),
      ...cautions(call, reader),
      { kind: 'button', label: 'Ver la convocatoria', url: told.detailUrl },
      ...sourceLink(call),
      ...(told.steps ? stepBlocks(told.steps) : []),
    ],
    footer: footerOf(whyAgain(told.reasons), personal),
  };
}

/** "Faltan 7 días: cierre el 30 jun 2026 — …", "Cierra hoy — …" */
export function deadlineSubject({ call, date }: DeadlineTold, { now, zone }: Reader): string {
  const { remaining } = dateTexts(date, now, zone);
  const role = deadlineRoleName(date.role).toLowerCase();
  const title = shortTitle(call.title);
  if (remaining === 'Cierra hoy') return `${remaining} — ${title}`;
  if (remaining === 'Es hoy') return `${remaining}: ${role} — ${title}`;
  return `${remaining ?? ''}: ${role} el ${formatShortDate(date.at, zone)} — ${title}`;
}

function stepBlocks({ gadName, due, next }: StepsNow): MailBlock[] {
  return [
    { kind: 'heading', text: `Pasos que el ${gadName} debería tener terminados` },
    due.length > 0
      ? {
          kind: 'list',
          items: due.map(({ title, finishBy }) => `${title} (hasta el ${formatShortDate(finishBy)})`),
        }
      : { kind: 'paragraph', text: 'Todavía ninguno.' },
    ...(next
      ? [
          {
            kind: 'paragraph',
            text: `Sigue: ${next.title}, hasta el ${formatShortDate(next.finishBy)}.`,
          } as const,
        ]
      : []),
  ];
}
