import type { MailBlock, MailContent, PersonalValues } from '@chasqui/mail';
import { callHeading, cautions, deadlineRows, shortTitle, sourceLink, supportRows } from './call-parts.js';
import { counted, footerOf, greeting, whyAgain } from './footer.js';
import type { ChangeTold, Reader, ToldChange } from './told.js';

const HEADLINES: Readonly<Record<ToldChange['kind'], string>> = {
  new: 'es nueva',
  opened: 'ya está abierta',
  extended: 'se prorrogó el plazo',
  brought_forward: 'se adelantó el plazo',
  deadline_changed: 'cambió el plazo',
  amount: 'cambió el monto',
  eligibility: 'cambió quién puede postular',
  documents: 'cambiaron los documentos',
  cancelled: 'fue cancelada',
  reopened: 'se reabrió',
  withdrawn: 'se retiró',
  text: 'cambió su texto',
  cosmetic: 'cambió su texto',
};

/** A followed call is not what it was: what changed, and how it stands now. */
export function callChangeMail(told: ChangeTold, reader: Reader, personal: PersonalValues): MailContent {
  const { call, changes } = told;
  return {
    subject: changeSubject(told),
    preview: changeSentences(changes)[0] ?? '',
    greeting: greeting(personal),
    blocks: [
      {
        kind: 'paragraph',
        text: isCancelled(changes)
          ? 'Una convocatoria de la que recibe avisos fue cancelada.'
          : 'Cambió una convocatoria de la que recibe avisos.',
      },
      ...callHeading(call),
      { kind: 'changes', items: changeSentences(changes).map((text) => ({ text })) },
      { kind: 'heading', text: 'Cómo está ahora' },
      {
        kind: 'facts',
        rows: [
          ...(isCancelled(changes) ? [CANCELLED] : deadlineRows(call, reader)),
          ...supportRows(call, told.financialForm),
        ],
      },
      ...(isCancelled(changes) ? [] : cautions(call, reader)),
      ...wayOn(told),
      ...sourceLink(call),
    ],
    footer: footerOf(whyAgain(told.reasons), personal),
  };
}

const CANCELLED = { label: 'Estado', value: 'Cancelada por el cooperante' };

/** Without a page of ours there is only the source, which follows in any case. */
function wayOn({ isPublic, detailUrl }: ChangeTold): MailBlock[] {
  return isPublic
    ? [{ kind: 'button', label: 'Ver la convocatoria', url: detailUrl }]
    : [{ kind: 'paragraph', text: 'Ya no está en el catálogo; la fuente puede tener más detalles.' }];
}

/** "Urgente: se adelantó el plazo — …", "Cancelada: …", "Cambió el monto — …", "3 cambios — …" */
export function changeSubject({ call, changes, urgent }: ChangeTold): string {
  const title = shortTitle(call.title);
  if (isCancelled(changes)) return `Cancelada: ${title}`;
  const pressing = changes.find(({ severity }) => severity === 'immediate');
  if (urgent && pressing) return `Urgente: ${headline(pressing)} — ${title}`;
  if (changes.length > 1) return `${counted(changes.length, 'cambio', 'cambios')} — ${title}`;
  const text = changes[0] ? headline(changes[0]) : 'cambió';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} — ${title}`;
}

function headline({ kind, field }: ToldChange): string {
  // The source calls it closed; its deadline did not move.
  return kind === 'brought_forward' && field === 'sourceStatus'
    ? 'se cerró antes del plazo'
    : HEADLINES[kind];
}

export function isCancelled(changes: readonly ToldChange[]): boolean {
  return changes.some(({ kind }) => kind === 'cancelled');
}

/** One sentence each, what is pressing first. */
export function changeSentences(changes: readonly ToldChange[]): string[] {
  const pressing = (change: ToldChange): number => (change.severity === 'immediate' ? 0 : 1);
  return changes
    .toSorted((one, other) => pressing(one) - pressing(other))
    .map(({ textEs }) => (/[.!?…]$/.test(textEs) ? textEs : `${textEs}.`));
}
