import { type Call, deadlineTexts, targetClose } from '@chasqui/calls';
import { backPlan } from '@chasqui/checklists';
import { formatShortDate, localDate } from '@chasqui/kernel';
import type { MailBlock, MailContent, PersonalValues } from '@chasqui/mail';
import { type Assessment, deadlineGate, type Reason } from '@chasqui/matching';
import {
  broughtBy,
  CAN_FOLLOW,
  callHeading,
  cautions,
  deadlineRows,
  shortClose,
  shortTitle,
  sourceLink,
  supportRows,
} from './call-parts.js';
import { askedFor, footerOf, greeting } from './footer.js';
import type { NewCallTold, Reader } from './told.js';

type Fit = NonNullable<NewCallTold['fit']>;

/** "A call matches your GAD": deadline, reasons with both sides quoted, what is missing, the ten dated steps. */
export function callMatchedMail(
  told: NewCallTold,
  fit: Fit,
  reader: Reader,
  personal: PersonalValues,
): MailContent {
  const { call, reasons } = told;
  const { gad, match, template } = fit;
  const { remaining } = deadlineTexts(call, reader.now, reader.zone);
  const gates = [...match.gates, deadlineGate(call, reader.now, template)];
  return {
    subject: `${shortTitle(call.title)} — ${shortClose(call, reader)}`,
    preview: `Coincide con el ${gad.name} (${Math.round(match.score)} de 100). ${remaining ?? ''}`.trim(),
    greeting: greeting(personal),
    blocks: [
      {
        kind: 'paragraph',
        text: `Hay una convocatoria que coincide con las prioridades y competencias del ${gad.name}.`,
      },
      ...(reasons.length > 1 ? [{ kind: 'paragraph', text: broughtBy(reasons) } as const] : []),
      ...callHeading(call),
      {
        kind: 'facts',
        rows: [
          ...deadlineRows(call, reader),
          ...supportRows(call, told.financialForm),
          { label: 'Coincidencia', value: scoreText(match) },
        ],
      },
      ...cautions(call, reader),
      { kind: 'button', label: 'Ver la convocatoria y sus razones', url: told.detailUrl },
      { kind: 'paragraph', text: CAN_FOLLOW },
      ...sourceLink(call),
      { kind: 'heading', text: 'Por qué coincide' },
      ...match.reasons.map((reason) => reasonBlock(reason, call.language)),
      { kind: 'heading', text: 'Qué falta por saber' },
      missingBlock(openQuestions({ gates, missing: match.missing })),
      { kind: 'heading', text: 'Los diez pasos hasta la postulación' },
      ...stepBlocks(call, template, reader),
    ],
    footer: footerOf(askedFor(reasons), personal),
  };
}

function scoreText({ score, confidence }: Fit['match']): string {
  return `${Math.round(score)} de 100, con datos para el ${Math.round(confidence * 100)} % de los criterios`;
}

/** Whose words a reason quotes on the side of the GAD. */
const GAD_SIDE: Partial<Record<Reason['criterion'], string>> = {
  priority: 'Su PDOT dice',
  offer: 'Su GAD ofrece',
};

function reasonBlock(reason: Reason, language: string): MailBlock {
  const side = GAD_SIDE[reason.criterion] ?? 'La competencia';
  const rows = [
    ...(reason.gadQuote ? [{ label: side, text: reason.gadQuote }] : []),
    ...(reason.norm ? [{ label: 'Norma', text: reason.norm }] : []),
    ...(reason.callQuote ? [{ label: 'La convocatoria dice', text: reason.callQuote, language }] : []),
  ];
  return rows.length > 0
    ? { kind: 'quotes', title: reason.text, rows }
    : { kind: 'paragraph', text: reason.text };
}

/** What is not known of a match, each thing once: open conditions first, then missing data. */
export function openQuestions(match: Pick<Assessment, 'gates' | 'missing'>): string[] {
  const open = match.gates.filter((gate) => gate.answer === 'unknown').map((gate) => gate.reason);
  return [...new Set([...open, ...match.missing])];
}

function missingBlock(items: string[]): MailBlock {
  return items.length > 0
    ? { kind: 'list', items }
    : { kind: 'paragraph', text: 'Nada: hay datos para todos los criterios.' };
}

function stepBlocks(call: Call, steps: Fit['template'], { now, zone }: Reader): MailBlock[] {
  const close = targetClose(call, now);
  const plan = backPlan(steps, close && localDate(close, zone), localDate(now, zone));
  const items = plan.steps.map((planned, index) => ({
    text: steps[index]!.titleEs,
    detail: planned.finishBy
      ? `hasta el ${formatShortDate(planned.finishBy)}${planned.continues ? '; sigue después de la adjudicación' : ''}`
      : 'sin fecha: esta convocatoria no tiene un cierre exacto',
  }));
  const late = plan.compressed
    ? `El plazo es más corto que lo habitual (${plan.usualDays} días): las fechas se acercaron entre sí.`
    : null;
  const meaning = 'Varios pasos avanzan a la vez: cada fecha dice cuándo debe estar terminado ese paso.';
  return [
    { kind: 'paragraph', text: meaning },
    ...(late ? [{ kind: 'notice', text: late } as const] : []),
    { kind: 'steps', items },
  ];
}
