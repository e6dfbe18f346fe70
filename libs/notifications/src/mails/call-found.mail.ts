import { deadlineTexts } from '@chasqui/calls';
import type { MailContent, PersonalValues } from '@chasqui/mail';
import {
  CAN_FOLLOW,
  callHeading,
  cautions,
  deadlineRows,
  shortClose,
  shortTitle,
  sourceLink,
  supportRows,
} from './call-parts.js';
import { askedFor, enumerated, footerOf, greeting } from './footer.js';
import type { NewCallTold, Reader } from './told.js';

/** "Your saved search found a new call": what it is and its deadline; nothing is claimed about a GAD. */
export function callFoundMail(told: NewCallTold, reader: Reader, personal: PersonalValues): MailContent {
  const { call, searches } = told;
  const names = enumerated(searches.map(({ label }) => `«${label}»`));
  const one = searches.length === 1;
  const found = one
    ? `Su búsqueda guardada ${names} encontró`
    : `Sus búsquedas guardadas ${names} encontraron`;
  const { remaining } = deadlineTexts(call, reader.now, reader.zone);
  return {
    subject: `${shortTitle(call.title)} — ${shortClose(call, reader)}`,
    preview:
      `${one ? 'La encontró su búsqueda' : 'La encontraron sus búsquedas'} ${names}. ${remaining ?? ''}`.trim(),
    greeting: greeting(personal),
    blocks: [
      { kind: 'paragraph', text: `${found} una convocatoria nueva.` },
      ...callHeading(call),
      { kind: 'facts', rows: [...deadlineRows(call, reader), ...supportRows(call, told.financialForm)] },
      ...cautions(call, reader),
      { kind: 'button', label: 'Ver la convocatoria', url: told.detailUrl },
      { kind: 'paragraph', text: CAN_FOLLOW },
      ...sourceLink(call),
      {
        kind: 'links',
        items: searches.map(({ label, url }) => ({ label: `Todo lo que encuentra «${label}»`, url })),
      },
    ],
    footer: footerOf(askedFor(told.reasons), personal),
  };
}
