import { daysBetween, formatShortDate, localDate } from '@chasqui/kernel';
import type { MailBlock, MailContent, PersonalValues } from '@chasqui/mail';
import { callHeading, deadlineRows, shortTitle, sourceLink } from './call-parts.js';
import { footerOf, greeting, whyAgain } from './footer.js';
import type { Reader, StepTold } from './told.js';

/** One of the ten steps towards a followed call should be finished soon. */
export function stepDueMail(told: StepTold, reader: Reader, personal: PersonalValues): MailContent {
  const { call, step, gadName } = told;
  return {
    subject: `Paso ${step.position}, ${stepTime(told, reader)}: ${step.titleEs} — ${shortTitle(call.title)}`,
    preview: `Para el ${gadName}: hasta el ${formatShortDate(told.finishBy)}.`,
    greeting: greeting(personal),
    blocks: [
      {
        kind: 'paragraph',
        text: `Para llegar a tiempo, el ${gadName} debería terminar este paso hasta el ${formatShortDate(told.finishBy)}.`,
      },
      { kind: 'heading', text: `Paso ${step.position}: ${step.titleEs}` },
      { kind: 'paragraph', text: step.purposeEs },
      ...taskBlocks(told),
      ...callHeading(call),
      { kind: 'facts', rows: deadlineRows(call, reader) },
      { kind: 'button', label: 'Ver la convocatoria', url: told.detailUrl },
      ...sourceLink(call),
    ],
    footer: footerOf(whyAgain(told.reasons), personal),
  };
}

function taskBlocks({ step }: StepTold): MailBlock[] {
  return step.tasks.length > 0 ? [{ kind: 'list', items: step.tasks.map(({ titleEs }) => titleEs) }] : [];
}

/** "faltan 3 días", "hoy", "debió terminar el 2 mar 2026". */
export function stepTime({ finishBy }: Pick<StepTold, 'finishBy'>, { now, zone }: Reader): string {
  const days = daysBetween(localDate(now, zone), finishBy);
  if (days < 0) return `debió terminar el ${formatShortDate(finishBy)}`;
  if (days === 0) return 'hoy';
  return days === 1 ? 'falta 1 día' : `faltan ${days} días`;
}
