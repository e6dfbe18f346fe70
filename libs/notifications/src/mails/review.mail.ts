import { deadlineTexts } from '@chasqui/calls';
import { formatShortDate } from '@chasqui/kernel';
import type { MailContent, PersonalValues } from '@chasqui/mail';
import { callHeading, cautions, shortTitle, sourceLink, supportRows } from './call-parts.js';
import { footerOf, greeting, whyAgain } from './footer.js';
import type { Reader, ReviewTold } from './told.js';

/** A followed call has no date that would remind of it: somebody should look whether it still is open. */
export function reviewMail(told: ReviewTold, reader: Reader, personal: PersonalValues): MailContent {
  const { call } = told;
  const deadline = deadlineTexts(call, reader.now, reader.zone);
  return {
    subject: `Revise si sigue abierta — ${shortTitle(call.title)}`,
    preview: `${deadline.reader}.`,
    greeting: greeting(personal),
    blocks: [
      {
        kind: 'paragraph',
        text:
          'Usted sigue una convocatoria sin fecha de cierre. Revise en su fuente si sigue abierta y si sus ' +
          'condiciones son las mismas.',
      },
      ...callHeading(call),
      {
        kind: 'facts',
        rows: [
          { label: 'Cierre', value: deadline.reader },
          ...(deadline.also ? [{ label: 'También', value: deadline.also }] : []),
          {
            label: 'Comparada con su fuente',
            value: call.verifiedOn ? formatShortDate(call.verifiedOn) : 'no consta',
          },
          ...supportRows(call, told.financialForm),
        ],
      },
      ...cautions(call, reader),
      { kind: 'button', label: 'Ver la convocatoria', url: told.detailUrl },
      ...sourceLink(call),
    ],
    footer: footerOf(whyAgain(told.reasons), personal),
  };
}
