import { type Call, deadlineTexts, targetClose } from '@chasqui/calls';
import { backPlan, type TemplateStep } from '@chasqui/checklists';
import { type Gad, zoneOfGad } from '@chasqui/gads';
import { formatAmount, formatShortDate, localDate } from '@chasqui/kernel';
import type { MailBlock, MailContent } from '@chasqui/mail';
import { type Assessment, deadlineGate, type Match, type Reason } from '@chasqui/matching';

export interface CallMatchedFacts {
  readonly personName: string;
  readonly gad: Pick<Gad, 'dpaCode' | 'name' | 'provinceCode'>;
  readonly call: Call;
  readonly match: Pick<Match, 'score' | 'confidence' | 'eligibility' | 'gates' | 'reasons' | 'missing'>;
  readonly steps: readonly TemplateStep[];
  readonly financialForm: string;
  readonly now: Date;
  readonly links: { readonly detail: string; readonly preferences: string };
}

/** "A call matches your GAD": deadline, reasons with both sides quoted, what is missing, the ten dated steps. */
export function callMatchedMail(facts: CallMatchedFacts): MailContent {
  const { call, gad, match } = facts;
  const zone = zoneOfGad(gad);
  const deadline = deadlineTexts(call, facts.now, zone);
  const close = targetClose(call, facts.now);
  const verb = call.deadlineKind === 'cut_offs' ? 'próximo corte' : 'cierra';
  const short = close ? `${verb} el ${formatShortDate(close, zone)}` : 'sin fecha de cierre';
  return {
    subject: `${call.title} — ${short}`,
    preview:
      `Coincide con el ${gad.name} (${Math.round(match.score)} de 100). ${deadline.remaining ?? ''}`.trim(),
    greeting: `Estimada/o ${facts.personName}:`,
    blocks: [
      {
        kind: 'paragraph',
        text: `Hay una convocatoria que coincide con las prioridades y competencias del ${gad.name}.`,
      },
      { kind: 'heading', text: call.title, language: call.language },
      ...(call.isDemo ? [demoNotice()] : []),
      { kind: 'facts', rows: rowsOf(facts, deadline) },
      ...(deadline.warning ? [{ kind: 'notice', text: deadline.warning } as const] : []),
      ...(call.financialForm === 'loan' ? [loanNotice()] : []),
      { kind: 'button', label: 'Ver la convocatoria y sus razones', url: facts.links.detail },
      { kind: 'heading', text: 'Por qué coincide' },
      ...match.reasons.map((reason) => reasonBlock(reason, call.language)),
      { kind: 'heading', text: 'Qué falta por saber' },
      missingBlock(
        openQuestions({ ...match, gates: [...match.gates, deadlineGate(call, facts.now, facts.steps)] }),
      ),
      { kind: 'heading', text: 'Los diez pasos hasta la postulación' },
      ...stepBlocks(facts, zone),
    ],
    footer: [
      {
        text: `Recibe este correo porque pidió avisos de convocatorias que coinciden con el ${gad.name}.`,
        url: null,
      },
      { text: 'Cambiar o desactivar mis avisos', url: facts.links.preferences },
    ],
  };
}

export function demoNotice(): MailBlock {
  return {
    kind: 'notice',
    text: 'Datos de demostración: la convocatoria es real, pero sus fechas se movieron para que siga abierta.',
  };
}

export function loanNotice(): MailBlock {
  return {
    kind: 'notice',
    text: 'Es dinero reembolsable: requiere evaluación de deuda, y aval soberano si el prestamista es externo.',
  };
}

function rowsOf(facts: CallMatchedFacts, deadline: ReturnType<typeof deadlineTexts>) {
  const { call, match } = facts;
  const rows = [
    { label: 'Cooperante', value: call.donor?.nameEs ?? 'no consta' },
    { label: 'Cierre', value: deadline.reader },
  ];
  if (deadline.original) rows.push({ label: 'Hora original', value: deadline.original });
  if (deadline.remaining) rows.push({ label: 'Tiempo', value: deadline.remaining });
  if (deadline.also) rows.push({ label: 'También', value: deadline.also });
  rows.push({ label: 'Forma de apoyo', value: facts.financialForm });
  rows.push({ label: 'Monto', value: amountText(call) });
  rows.push({
    label: 'Coincidencia',
    value: `${Math.round(match.score)} de 100, con datos para el ${Math.round(match.confidence * 100)} % de los criterios`,
  });
  rows.push({ label: 'Fuente', value: call.sourceUrl });
  return rows;
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

function stepBlocks(facts: CallMatchedFacts, zone: string): MailBlock[] {
  const { call, steps } = facts;
  const close = targetClose(call, facts.now);
  const deadline = close && localDate(close, zone);
  const plan = backPlan(steps, deadline, localDate(facts.now, zone));
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
