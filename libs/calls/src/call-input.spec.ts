import { DomainError, type FieldError } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { inputOf, readCallInput } from './call-input.js';

const good = {
  title: 'Fondo para agua segura 2026',
  summary: 'Financia sistemas de agua potable de parroquias rurales.',
  donorId: '6f8a2f34-6a55-4d0b-9f57-3a8b1a3c0d11',
  kind: 'open_window',
  financialForm: 'grant',
  language: 'es',
  opensOn: '2026-08-01',
  deadlineKind: 'exact',
  deadlineLocal: '2026-08-31T12:00',
  deadlineZone: 'America/Montevideo',
  amountMin: '10 mil',
  amountMax: '100.000',
  currency: 'usd',
  cofinancingPercent: '12,5 %',
  countries: ['EC'],
  territories: ['01', '0101', '010150'],
  gadLevels: ['parish'],
  gadRole: 'applicant',
  themes: ['agua'],
  sdgs: ['6', 11],
  sourceUrl: 'https://cooperante.example/bases',
};

function problems(change: object): readonly FieldError[] {
  try {
    readCallInput({ ...good, ...change });
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
  return [];
}

describe('a complete call', () => {
  it('is stored as checked values', () => {
    expect(readCallInput(good)).toMatchObject({
      closesAt: new Date('2026-08-31T15:00:00Z'),
      deadlineZoneAssumed: false,
      amountMin: '10000.00',
      amountMax: '100000.00',
      totalBudget: null,
      currency: 'USD',
      cofinancingPercent: '12.50',
      sdgs: [6, 11],
      notes: null,
    });
  });

  it('without a zone takes that of Ecuador and marks it as assumed', () => {
    for (const deadlineZone of ['', null]) {
      expect(readCallInput({ ...good, deadlineZone })).toMatchObject({
        deadlineZone: 'America/Guayaquil',
        deadlineZoneAssumed: true,
        closesAt: new Date('2026-08-31T17:00:00Z'),
      });
    }
  });

  it('of another deadline kind keeps the words and no date', () => {
    expect(readCallInput({ ...good, deadlineKind: 'rolling', deadlineText: 'Todo el año' })).toMatchObject({
      deadlineLocal: null,
      deadlineZone: null,
      deadlineText: 'Todo el año',
      closesAt: null,
    });
  });

  it('may close on the day it opens and ask for exactly one amount', () => {
    expect(problems({ opensOn: '2026-08-31', amountMin: '5000', amountMax: '5.000,00' })).toEqual([]);
  });

  it('does not choose its own state', () => {
    expect(readCallInput({ ...good, state: 'published', revision: 9, isDemo: true })).not.toHaveProperty(
      'state',
    );
  });
});

describe('further dates', () => {
  const dates = [
    { role: 'results', local: '2026-12-01T12:00', zone: 'Europe/Madrid', text: 'en diciembre' },
    { role: 'questions', local: '2026-08-10T17:00', zone: '', text: '' },
    { role: 'expression_of_interest', local: '2026-08-10T17:00' },
  ];

  it('are stored in the order of time, with the zone taken when the source gives none', () => {
    expect(readCallInput({ ...good, otherDeadlines: dates }).otherDeadlines).toEqual([
      {
        role: 'expression_of_interest',
        local: '2026-08-10T17:00',
        zone: 'America/Guayaquil',
        zoneAssumed: true,
        text: null,
        at: '2026-08-10T22:00:00.000Z',
      },
      expect.objectContaining({ role: 'questions', zoneAssumed: true, at: '2026-08-10T22:00:00.000Z' }),
      expect.objectContaining({ role: 'results', zoneAssumed: false, at: '2026-12-01T11:00:00.000Z' }),
    ]);
  });

  it('read back as they were stored', () => {
    for (const deadlineKind of ['exact', 'cut_offs', 'rolling']) {
      const stored = readCallInput({
        ...good,
        deadlineKind,
        deadlineZone: null,
        otherDeadlines: [...dates, { role: 'cut_off', local: '2026-08-20T23:59', zone: 'Pacific/Galapagos' }],
        documents: [{ title: 'Bases', url: 'https://cooperante.example/bases.pdf' }],
      });
      expect(readCallInput(inputOf(stored))).toEqual(stored);
    }
  });

  it('make the last cut-off the close of a call with cut-offs', () => {
    const cutOffs = ['2026-11-30T23:59', '2026-09-30T23:59'].map((local) => ({ role: 'cut_off', local }));
    expect(readCallInput({ ...good, deadlineKind: 'cut_offs', otherDeadlines: cutOffs })).toMatchObject({
      deadlineLocal: null,
      closesAt: new Date('2026-12-01T04:59:00Z'),
    });
  });

  it.each([
    ['otherDeadlines.1.role', { role: 'close', local: '2026-08-10T17:00' }, 'Elija para qué es la fecha.'],
    ['otherDeadlines.1.local', { role: 'cut_off', local: '' }, 'Escriba la fecha y la hora.'],
    [
      'otherDeadlines.1.local',
      { role: 'questions', local: '2029-01-01T10:00' },
      'Esta fecha es posterior al cierre. Revise las dos.',
    ],
    [
      'otherDeadlines.1.local',
      { role: 'cut_off', local: '2026-02-31T10:00' },
      'Esa fecha no existe. Revise el día y la hora.',
    ],
    [
      'otherDeadlines.1.local',
      { role: 'cut_off', local: '2026-07-31T10:00' },
      'El corte es anterior a la apertura. Revise las dos fechas.',
    ],
    [
      'otherDeadlines.1.zone',
      { role: 'cut_off', local: '2026-08-10T17:00', zone: 'Quito' },
      '«Quito» no es una zona horaria conocida, por ejemplo America/Guayaquil.',
    ],
  ])('with a fault are answered at %s', (field, date, message) => {
    expect(problems({ otherDeadlines: [dates[0], date] })).toEqual([{ field, message }]);
  });

  it('and documents are answered row by row', () => {
    const documents = [
      { title: 'Bases', url: 'https://cooperante.example/bases.pdf' },
      { title: '', url: 'javascript:alert(1)' },
    ];
    expect(problems({ documents })).toEqual([
      { field: 'documents.1.title', message: 'Escriba el nombre del documento.' },
      { field: 'documents.1.url', message: 'Pegue la dirección completa del documento (https://…).' },
    ]);
  });
});

describe('a wrong call', () => {
  it.each([
    ['title', '', 'Escriba el título de la convocatoria.'],
    ['title', 'x'.repeat(301), 'El título es demasiado largo.'],
    ['summary', 'Corta.', 'Describa la convocatoria en dos o tres frases.'],
    ['donorId', '7', 'Elija el cooperante.'],
    ['kind', 'other', 'Elija el tipo de convocatoria.'],
    ['financialForm', '', 'Elija la forma de apoyo.'],
    ['language', 'español', 'Elija el idioma.'],
    ['opensOn', '2026-02-31', 'Esa fecha no existe. Escríbala como AAAA-MM-DD.'],
    ['opensOn', '31/08/2026', 'Esa fecha no existe. Escríbala como AAAA-MM-DD.'],
    ['deadlineKind', 'soon', 'Elija el tipo de plazo.'],
    ['deadlineLocal', '', 'Escriba la fecha y la hora de cierre.'],
    ['deadlineLocal', '2026-08-31', 'Escriba la fecha y la hora de cierre.'],
    ['deadlineLocal', '2026-02-31T12:00', 'Esa fecha de cierre no existe. Revise el día y la hora.'],
    ['deadlineLocal', '2026-08-31T25:00', 'Esa fecha de cierre no existe. Revise el día y la hora.'],
    ['deadlineLocal', '2026-07-31T12:00', 'El cierre es anterior a la apertura. Revise las dos fechas.'],
    [
      'deadlineZone',
      'America/Quito2',
      '«America/Quito2» no es una zona horaria conocida, por ejemplo America/Guayaquil.',
    ],
    [
      'amountMax',
      'mucho dinero',
      'No se entiende el monto «mucho dinero». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
    ],
    ['amountMax', '9 mil', 'El monto máximo es menor que el mínimo. Revise los dos.'],
    ['currency', '', 'Indique la moneda del monto.'],
    ['currency', 'dólares', 'Escriba la moneda con tres letras, por ejemplo USD.'],
    ['cofinancingPercent', '101', 'Escriba un porcentaje de 0 a 100, por ejemplo 20 o 12,5.'],
    ['cofinancingPercent', 'la mitad', 'Escriba un porcentaje de 0 a 100, por ejemplo 20 o 12,5.'],
    ['countries', ['Ecuador'], 'Use códigos de país de dos letras que existan, por ejemplo EC, o *.'],
    ['territories', ['101'], 'Use códigos DPA de 2, 4 o 6 cifras; la provincia va de 01 a 24.'],
    ['sourceUrl', 'javascript:alert(1)', 'Pegue la dirección completa de la fuente (https://…).'],
    ['sourceUrl', 'cooperante.example', 'Pegue la dirección completa de la fuente (https://…).'],
  ])('with %s = %j is answered at that field', (field, value, message) => {
    expect(problems({ [field]: value })).toEqual([{ field, message }]);
  });

  it('is answered for every field at once', () => {
    const fields = problems({ title: '', donorId: '', opensOn: 'ayer' }).map(({ field }) => field);
    expect(fields).toEqual(['title', 'donorId', 'opensOn']);
  });

  it('keeps the message of an unreadable amount beside other mistakes', () => {
    expect(problems({ title: '', totalBudget: '12 naranjas' })).toContainEqual({
      field: 'totalBudget',
      message:
        'No se entiende el monto «12 naranjas». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
    });
  });

  it('compares amounts by value, not by letters', () => {
    expect(problems({ amountMin: '9.000', amountMax: '10.000' })).toEqual([]);
  });

  const fields = [
    ...Object.keys(good),
    'fundId',
    'totalBudget',
    'notes',
    'applicantTypes',
    'requiredDocuments',
    'otherDeadlines',
    'documents',
    'direction',
    'edition',
    'previousEditionId',
    'mechanism',
    'crsSectors',
    'agendas',
    'proposalLanguages',
    'partnerRequirements',
    'populationBand',
  ];

  it.each(fields)('has a Spanish message for nonsense in %s', (field) => {
    for (const nonsense of [{}, 7, [7], true]) {
      for (const { message } of problems({ [field]: nonsense })) {
        expect(message).not.toMatch(/Invalid|expected|received|Too (big|small)|Unrecognized/);
      }
    }
  });

  it('that is no object at all is refused', () => {
    for (const input of [null, undefined, 'x', 7, []])
      expect(() => readCallInput(input)).toThrow(DomainError);
  });
});
