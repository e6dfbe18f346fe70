import { type Call, deadlineTexts } from '@chasqui/calls';
import { formatShortDate } from '@chasqui/kernel';
import type { MailContent } from '@chasqui/mail';
import { amountText, demoNotice, loanNotice } from './call-matched.mail.js';

export interface CallFoundFacts {
  readonly personName: string;
  readonly call: Call;
  readonly financialForm: string;
  /** What the person calls her saved search. */
  readonly label: string;
  readonly now: Date;
  readonly links: { readonly detail: string; readonly preferences: string; readonly search: string };
}

/** "Your saved search found a new call": what it is and its deadline; nothing is claimed about a GAD. */
export function callFoundMail({
  personName,
  call,
  financialForm,
  label,
  now,
  links,
}: CallFoundFacts): MailContent {
  const deadline = deadlineTexts(call, now);
  const short = call.closesAt ? `cierra el ${formatShortDate(call.closesAt)}` : 'sin fecha de cierre';
  const rows = [
    { label: 'Cooperante', value: call.donor?.nameEs ?? 'no consta' },
    { label: 'Cierre', value: deadline.reader },
    ...(deadline.original ? [{ label: 'Hora original', value: deadline.original }] : []),
    ...(deadline.remaining ? [{ label: 'Tiempo', value: deadline.remaining }] : []),
    { label: 'Forma de apoyo', value: financialForm },
    { label: 'Monto', value: amountText(call) },
    { label: 'Fuente', value: call.sourceUrl },
  ];
  return {
    subject: `${call.title} — ${short}`,
    preview: `La encontró su búsqueda «${label}». ${deadline.remaining ?? ''}`.trim(),
    greeting: `Estimada/o ${personName}:`,
    blocks: [
      { kind: 'paragraph', text: `Su búsqueda guardada «${label}» encontró una convocatoria nueva.` },
      { kind: 'heading', text: call.title, language: call.language },
      ...(call.isDemo ? [demoNotice()] : []),
      { kind: 'facts', rows },
      ...(deadline.warning ? [{ kind: 'notice', text: deadline.warning } as const] : []),
      ...(call.financialForm === 'loan' ? [loanNotice()] : []),
      { kind: 'button', label: 'Ver la convocatoria', url: links.detail },
    ],
    footer: [
      { text: `Recibe este correo porque guardó la búsqueda «${label}» y pidió avisos.`, url: null },
      { text: 'Ver todo lo que encuentra', url: links.search },
      { text: 'Cambiar o desactivar mis avisos', url: links.preferences },
    ],
  };
}
