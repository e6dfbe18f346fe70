import type { Call } from '@chasqui/calls';
import type { TemplateStep } from '@chasqui/checklists';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import type { MailContent, PersonalValues } from '@chasqui/mail';
import { sampleCall, sampleGate, samplePlan, sampleReasons } from './sample-data.js';
import type {
  AddressTold,
  BulletinCall,
  BulletinTold,
  ChangeTold,
  DeadlineTold,
  NewCallTold,
  Reader,
  ReviewTold,
  StepTold,
  Told,
  ToldChange,
} from './told.js';
import { writeMail } from './write-mail.js';

/** A mail with invented data, to look at without waiting for one. */
export interface MailSample {
  /** Part of an address. */
  readonly key: string;
  readonly name: string;
  readonly write: (personal: PersonalValues) => MailContent;
}

/** The day on which the samples are written. */
const READER: Reader = { now: new Date('2026-11-03T12:00:00Z'), zone: ECUADOR_ZONE };
const SITE = 'https://chasqui.example.gob.ec';
const GAD = { dpaCode: '08', name: 'GAD Provincial de Esmeraldas' };
const FORM = 'Donación no reembolsable';

/** Every kind of mail, in the order in which people meet them. */
export function mailSamples(): MailSample[] {
  const call = sampleCall();
  const matched = newCall(call, ['lo que coincide con el GAD Provincial de Esmeraldas']);
  const found: NewCallTold = {
    ...newCall(call, ['su búsqueda «Riego»']),
    fit: null,
    searches: [search('Riego')],
  };
  const loan = sampleCall({
    title: 'Crédito para agua potable y saneamiento',
    financialForm: 'loan',
    isDemo: true,
    deadlineZoneAssumed: true,
    language: 'es',
  });
  const several: NewCallTold = {
    ...newCall(call, [...matched.reasons, 'su búsqueda «Riego»', 'su búsqueda «Agua»']),
    searches: [search('Riego'), search('Agua')],
  };
  return [
    sample('coincidencia', 'Convocatoria que coincide con un GAD', [matched]),
    sample('busqueda', 'Convocatoria que encontró una búsqueda', [found]),
    sample('varias-alertas', 'Una convocatoria, varias alertas', [several]),
    sample('credito', 'Convocatoria de crédito, de demostración', [
      { ...found, call: loan, financialForm: 'Crédito' },
    ]),
    sample('plazo-adelantado', 'Cambio urgente: plazo adelantado', [change(call, [BROUGHT_FORWARD])]),
    sample('cancelada', 'Cambio urgente: cancelación', [change(call, [CANCELLED])]),
    sample('cambios', 'Cambios que no son urgentes', [
      { ...change(call, [AMOUNT, EXTENDED]), urgent: false },
    ]),
    sample('plazo', 'Recordatorio de plazo, con los pasos de un GAD', [deadline(call)]),
    sample('revisar', 'Convocatoria sin fecha por revisar', [review(undated())]),
    sample('paso', 'Paso por terminar', [stepDue(call)]),
    sample('boletin', 'Boletín mensual', [bulletin(['GAD Provincial de Esmeraldas'])]),
    sample('boletin-general', 'Boletín mensual, sin GAD', [bulletin([])]),
    sample('correo-que-no-llega', 'Correo que no llega', [ADDRESS]),
    sample('resumen', 'Resumen', digest(12)),
    sample('resumen-largo', 'Resumen de más de cien convocatorias', digest(120)),
  ];
}

function sample(key: string, name: string, tolds: readonly Told[]): MailSample {
  return { key, name, write: (personal) => writeMail(tolds, READER, personal) };
}

function search(label: string): { label: string; url: string } {
  return { label, url: `${SITE}/buscar?q=${label.toLowerCase()}` };
}

function ofCall(call: Call, reasons: readonly string[]) {
  return { call, financialForm: FORM, detailUrl: `${SITE}/convocatorias/${call.slug}`, reasons };
}

function newCall(call: Call, reasons: readonly string[], score = 72.6): NewCallTold {
  const match = { score, confidence: 0.875, gates: [sampleGate()], reasons: sampleReasons(), missing: [] };
  return {
    kind: 'new_call',
    ...ofCall(call, reasons),
    detailUrl: `${SITE}/gads/08/coincidencias/${call.slug}`,
    fit: { gad: GAD, match, template: samplePlan() },
    searches: [],
  };
}

const FOLLOWED = ['sigue esta convocatoria'];

const BROUGHT_FORWARD: ToldChange = {
  kind: 'brought_forward',
  field: 'deadline',
  severity: 'immediate',
  textEs:
    'El plazo se adelanta: del 31 de enero de 2027, 17:00 al 15 de enero de 2027, 17:00 (hora de Madrid)',
};
const CANCELLED: ToldChange = {
  kind: 'cancelled',
  field: 'sourceStatus',
  severity: 'immediate',
  textEs: 'La fuente la da por cancelada: dice «Convocatoria anulada»',
};
const AMOUNT: ToldChange = {
  kind: 'amount',
  field: 'amountMax',
  severity: 'important',
  textEs: 'El monto máximo cambia: de EUR 50.000 a EUR 80.000',
};
const EXTENDED: ToldChange = {
  kind: 'extended',
  field: 'deadline',
  severity: 'important',
  textEs:
    'El plazo se prorroga: del 15 de enero de 2027, 17:00 al 31 de enero de 2027, 17:00 (hora de Madrid)',
};

function change(call: Call, changes: readonly ToldChange[]): ChangeTold {
  return { kind: 'call_change', ...ofCall(call, FOLLOWED), urgent: true, changes, isPublic: true };
}

function deadline(call: Call): DeadlineTold {
  return {
    kind: 'deadline',
    ...ofCall(call, FOLLOWED),
    date: {
      role: 'close',
      at: call.closesAt!,
      zone: call.deadlineZone!,
      zoneAssumed: call.deadlineZoneAssumed,
      text: null,
    },
    steps: {
      gadName: GAD.name,
      due: [{ title: 'Tener interés en el tema y un responsable para liderarlo', finishBy: '2026-10-30' }],
      next: { title: 'Contar con aval institucional', finishBy: '2026-11-21' },
    },
  };
}

function undated(): Call {
  return sampleCall({
    title: 'Fondo permanente de cooperación descentralizada',
    slug: 'fondo-permanente',
    deadlineKind: 'permanent',
    deadlineLocal: null,
    deadlineText: null,
    closesAt: null,
    verifiedOn: '2026-08-20',
  });
}

function review(call: Call): ReviewTold {
  return { kind: 'review', ...ofCall(call, FOLLOWED) };
}

function stepDue(call: Call): StepTold {
  const step: TemplateStep = samplePlan()[1]!;
  return { kind: 'step_due', ...ofCall(call, FOLLOWED), gadName: GAD.name, step, finishBy: '2026-11-06' };
}

function bulletin(gadNames: readonly string[]): BulletinTold {
  const call = (title: string, texts: readonly string[] = []): BulletinCall => ({
    title,
    language: 'es',
    url: `${SITE}/convocatorias/ejemplo`,
    donorName: 'Agencia de Cooperación de Ejemplo',
    isLoan: title.startsWith('Crédito'),
    isDemo: false,
    closesAt: new Date('2026-12-01T22:00:00Z'),
    texts,
  });
  const fresh = [
    call('Riego comunitario y gestión de cuencas'),
    call('Educación rural en zonas de frontera'),
    call('Crédito para agua potable'),
  ];
  return {
    kind: 'bulletin',
    month: '2026-10',
    gadNames,
    fresh: { total: 14, items: fresh },
    closing: { total: 1, items: [call('Pesca artesanal sostenible')] },
    changed: { total: 1, items: [call('Turismo comunitario', [`${EXTENDED.textEs}.`])] },
    listUrl: `${SITE}/convocatorias`,
  };
}

const ADDRESS: AddressTold = {
  kind: 'address_problem',
  gadName: GAD.name,
  name: 'Rosa Quiñónez',
  address: 'rosa.quinonez@esmeraldas.example',
  detail: '550 5.1.1 El buzón no existe',
};

const TITLES = [
  'Riego comunitario y gestión de cuencas',
  'Gestión de residuos sólidos en cabeceras parroquiales',
  'Educación técnica para jóvenes',
  'Small grants for coastal resilience and nature-based solutions in local governments',
  'Fortalecimiento de cadenas de cacao y café con enfoque de género',
];

/** One urgent change, one deadline, and so many new calls. */
function digest(count: number): Told[] {
  const fresh = Array.from({ length: count }, (_, index) => {
    const call = sampleCall({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      slug: `convocatoria-${index + 1}`,
      title: `${TITLES[index % TITLES.length]!} (${index + 1}.ª edición)`,
      language: index % TITLES.length === 3 ? 'en' : 'es',
      financialForm: index % 7 === 6 ? 'loan' : 'grant',
    });
    const reasons = ['lo que coincide con el GAD Provincial de Esmeraldas', 'su búsqueda «Riego»'];
    const told = newCall(call, reasons.slice(0, 1 + (index % 2)), 95 - (index % 40));
    return index % 3 === 2
      ? { ...told, fit: null, searches: [search('Riego')], reasons: reasons.slice(1) }
      : told;
  });
  const moved = sampleCall({ id: '00000000-0000-4000-9000-000000000001', slug: 'adelantada' });
  const near = sampleCall({
    id: '00000000-0000-4000-9000-000000000002',
    slug: 'cercana',
    title: 'Pesca artesanal',
  });
  return [...fresh, deadline(near), change(moved, [BROUGHT_FORWARD])];
}
