import { describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import type { TemplateStep } from '@chasqui/checklists';
import { type MailBlock, renderMailText } from '@chasqui/mail';
import type { Gate, Reason } from '@chasqui/matching';
import { callMatchedMail, openQuestions } from './call-matched.mail.js';
import { amountText } from './call-parts.js';
import type { NewCallTold } from './told.js';

const NOW = new Date('2026-03-02T16:00:00Z');

const call = {
  id: '11111111-1111-4111-8111-111111111111',
  title: 'Fondo de turismo',
  summary: 'Apoya el turismo comunitario.',
  language: 'es',
  donor: { nameEs: 'Agencia' },
  financialForm: 'grant',
  deadlineKind: 'exact',
  closesAt: new Date('2026-06-30T15:00:00Z'),
  deadlineLocal: '2026-06-30T17:00',
  deadlineZone: 'Europe/Madrid',
  deadlineZoneAssumed: false,
  deadlineText: null,
  otherDeadlines: [],
  amountMin: '10000.00',
  amountMax: '50000.00',
  totalBudget: null,
  currency: 'EUR',
  sourceUrl: 'https://cooperante.example/convocatoria',
  isDemo: false,
} as unknown as Call;

const gate = (change: Partial<Gate>): Gate => ({
  id: 'role',
  answer: 'passes',
  reason: 'El GAD puede postular directamente.',
  norm: null,
  quote: null,
  field: null,
  fromText: false,
  ...change,
});
const reason = (change: Partial<Reason>): Reason => ({
  criterion: 'priority',
  text: 'Responde a una prioridad del PDOT por el tema «Turismo».',
  gadQuote: 'Impulsar el turismo comunitario.',
  callQuote: 'Apoya el turismo comunitario.',
  norm: null,
  points: 41.3,
  ...change,
});
const steps = [
  { key: 'one', position: 1, titleEs: 'Tener interés', tasks: [{ daysBefore: 40, afterAward: false }] },
  { key: 'two', position: 2, titleEs: 'Aplicar', tasks: [{ daysBefore: 2, afterAward: false }] },
] as unknown as TemplateStep[];

type Fit = NonNullable<NewCallTold['fit']>;

const personal = {
  name: 'Olga Quiñónez',
  preferencesUrl: 'https://chasqui.example/preferencias/x',
  pauseUrl: 'https://chasqui.example/pausa/x',
  stopUrl: 'https://chasqui.example/baja/x',
  whyUrl: 'https://chasqui.example/por-que/x',
};

function mail(match: Partial<Fit['match']> = {}, change: Partial<Call> = {}, now = NOW) {
  const fit: Fit = {
    gad: { dpaCode: '08', name: 'GAD Provincial de Esmeraldas' },
    match: {
      score: 72.6,
      confidence: 0.875,
      gates: [gate({})],
      reasons: [reason({})],
      missing: [],
      ...match,
    },
    template: steps,
  };
  const told: NewCallTold = {
    kind: 'new_call',
    call: Object.assign(structuredClone(call), change),
    financialForm: 'Donación no reembolsable',
    detailUrl: 'https://chasqui.example/detalle',
    reasons: ['lo que coincide con el GAD Provincial de Esmeraldas'],
    fit,
    searches: [],
  };
  return callMatchedMail(told, fit, { now, zone: 'America/Guayaquil' }, personal);
}

function listed(blocks: readonly MailBlock[]): readonly string[] {
  return blocks.find((block) => block.kind === 'list')?.items ?? [];
}

describe('the mail about a match', () => {
  it('gives the score and the share of data as whole numbers', () => {
    const content = mail();

    expect(content.preview).toBe('Coincide con el GAD Provincial de Esmeraldas (73 de 100). Faltan 120 días');
    expect(renderMailText(content)).toContain(
      'Coincidencia: 73 de 100, con datos para el 88 % de los criterios',
    );
  });

  it('tells the reasons in their order, with the words of both sides under the name of each', () => {
    const text = renderMailText(
      mail({
        reasons: [
          reason({}),
          reason({
            criterion: 'offer',
            text: 'Puede ofrecer una práctica de su GAD.',
            gadQuote: 'Turismo comunitario. Diez familias reciben visitantes.',
            callQuote: null,
          }),
          reason({
            criterion: 'competence',
            text: '«Turismo» está dentro de una competencia concurrente.',
            gadQuote: 'Promover el turismo.',
            norm: 'COOTAD art. 135',
          }),
          reason({ criterion: 'capacity', text: 'Postula directamente.', gadQuote: null, callQuote: null }),
        ],
      }),
    );

    const [plan, offer, competence, capacity] = [
      'Su PDOT dice: «Impulsar el turismo comunitario.»',
      'Su GAD ofrece: «Turismo comunitario. Diez familias reciben visitantes.»',
      'La competencia: «Promover el turismo.»\n  Norma: «COOTAD art. 135»\n  La convocatoria dice:',
      '\n\nPostula directamente.\n\n',
    ].map((part) => text.indexOf(part));
    expect(plan).toBeGreaterThan(0);
    expect(offer).toBeGreaterThan(plan!);
    expect(competence).toBeGreaterThan(offer!);
    expect(capacity).toBeGreaterThan(competence!);
  });

  it('asks what is open, each thing once, conditions first', () => {
    const open = 'No consta a qué niveles de gobierno se dirige.';
    const content = mail({
      gates: [gate({}), gate({ id: 'level', answer: 'unknown', reason: open })],
      missing: ['No consta el monto por proyecto.', open],
    });

    expect(listed(content.blocks)).toEqual([open, 'No consta el monto por proyecto.']);
  });

  it('judges the deadline on the day it is written', () => {
    const short = mail({}, {}, new Date('2026-06-25T16:00:00Z'));
    const undated = { deadlineKind: 'unpublished', closesAt: null, deadlineLocal: null } as Partial<Call>;

    expect(listed(mail().blocks)).toEqual([]);
    expect(listed(short.blocks)).toEqual(['Quedan 5 días: solo alcanza si la postulación ya está avanzada.']);
    expect(listed(mail({}, undated).blocks)).toEqual([
      'No consta una fecha exacta de cierre: confírmela con el cooperante.',
    ]);
  });

  it('says that nothing is open when nothing is', () => {
    expect(renderMailText(mail())).toContain('Nada: hay datos para todos los criterios.');
  });

  it('warns of borrowed money', () => {
    expect(renderMailText(mail({}, { financialForm: 'loan' }))).toContain('ATENCIÓN: Es dinero reembolsable');
    expect(renderMailText(mail())).not.toContain('reembolsable:');
  });
});

describe('what is not known of a match', () => {
  it('is every open condition and every missing datum, once', () => {
    const open = gate({ answer: 'unknown', reason: 'Confirme.' });
    const failed = gate({ answer: 'fails', reason: 'No puede.' });
    expect(openQuestions({ gates: [open, failed, gate({})], missing: ['Confirme.', 'Falta.'] })).toEqual([
      'Confirme.',
      'Falta.',
    ]);
  });
});

describe('an amount', () => {
  const none = { amountMin: null, amountMax: null, totalBudget: null, currency: 'USD' };

  it.each<[Partial<Call>, string]>([
    [{}, 'no consta'],
    [{ amountMin: '10000', amountMax: '50000' }, 'de USD 10.000 a USD 50.000 por proyecto'],
    [{ amountMin: '50000', amountMax: '50000' }, 'hasta USD 50.000 por proyecto'],
    [{ amountMin: '10000' }, 'desde USD 10.000 por proyecto'],
    [{ totalBudget: '1000000' }, 'USD 1.000.000 para toda la convocatoria'],
  ])('of %j is "%s"', (known, text) => {
    expect(amountText({ ...none, ...known })).toBe(text);
  });
});
