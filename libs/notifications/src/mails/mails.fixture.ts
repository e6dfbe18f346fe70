import type { Call } from '@chasqui/calls';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import type { MailContent, PersonalValues } from '@chasqui/mail';
import { sampleCall, samplePlan } from './sample-data.js';
import type { ChangeTold, DeadlineTold, NewCallTold, Reader, StepTold, ToldChange } from './told.js';

export const SITE = 'https://chasqui.example.gob.ec';
export const NOW = new Date('2026-11-03T12:00:00Z');
export const READER: Reader = { now: NOW, zone: ECUADOR_ZONE };

export const PERSONAL: PersonalValues = {
  name: 'Olga Quiñónez',
  preferencesUrl: `${SITE}/preferencias/p`,
  pauseUrl: `${SITE}/pausa/s`,
  stopUrl: `${SITE}/baja/s`,
  whyUrl: `${SITE}/por-que/w`,
};

let made = 0;

/** A call of its own: every one has another id. */
export function aCall(changes: Partial<Call> = {}): Call {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return sampleCall({ id, slug: `convocatoria-${made}`, title: `Convocatoria ${made}`, ...changes });
}

function ofCall(call: Call, reasons: readonly string[]) {
  return {
    call,
    financialForm: call.financialForm === 'loan' ? 'Crédito' : 'Donación no reembolsable',
    detailUrl: `${SITE}/convocatorias/${call.slug}`,
    reasons,
  };
}

export function found(call = aCall(), ...labels: string[]): NewCallTold {
  const searches = (labels.length > 0 ? labels : ['Riego']).map((label) => ({
    label,
    url: `${SITE}/buscar?q=${encodeURIComponent(label)}`,
  }));
  const reasons = searches.map(({ label }) => `su búsqueda «${label}»`);
  return { kind: 'new_call', ...ofCall(call, reasons), fit: null, searches };
}

export function matched(call = aCall(), score = 72.6, further: readonly string[] = []): NewCallTold {
  const gad = { dpaCode: '08', name: 'GAD Provincial de Esmeraldas' };
  const match = { score, confidence: 0.875, gates: [], reasons: [], missing: [] };
  return {
    kind: 'new_call',
    ...ofCall(call, [`lo que coincide con el ${gad.name}`, ...further]),
    fit: { gad, match, template: samplePlan() },
    searches: [],
  };
}

export function aChange(changes: Partial<ToldChange> = {}): ToldChange {
  return {
    kind: 'amount',
    field: 'amountMax',
    severity: 'important',
    textEs: 'El monto máximo cambia: de EUR 50.000 a EUR 80.000',
    ...changes,
  };
}

export const BROUGHT_FORWARD = aChange({
  kind: 'brought_forward',
  field: 'deadline',
  severity: 'immediate',
  textEs: 'El plazo se adelanta: del 31 de enero de 2027, 17:00 al 15 de enero de 2027, 17:00',
});

export function changed(call = aCall(), changes: readonly ToldChange[] = [aChange()]): ChangeTold {
  const urgent = changes.some(({ severity }) => severity === 'immediate');
  return {
    kind: 'call_change',
    ...ofCall(call, ['sigue esta convocatoria']),
    urgent,
    changes,
    isPublic: true,
  };
}

export function deadline(call = aCall(), date: Partial<DeadlineTold['date']> = {}): DeadlineTold {
  return {
    kind: 'deadline',
    ...ofCall(call, ['sigue esta convocatoria']),
    date: {
      role: 'close',
      at: call.closesAt!,
      zone: 'Europe/Madrid',
      zoneAssumed: false,
      text: null,
      ...date,
    },
    steps: null,
  };
}

export function stepDue(call = aCall(), finishBy = '2026-11-06'): StepTold {
  const gadName = 'GAD Provincial de Esmeraldas';
  const of = ofCall(call, ['sigue esta convocatoria']);
  return { kind: 'step_due', ...of, gadName, step: samplePlan()[1]!, finishBy };
}

/** The titles of the cards of a digest, by section. */
export function cardsOf(content: MailContent): Record<string, string[]> {
  const sections: Record<string, string[]> = {};
  let heading = '';
  for (const block of content.blocks) {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind === 'cards') sections[heading] = block.items.map(({ title }) => title);
  }
  return sections;
}
