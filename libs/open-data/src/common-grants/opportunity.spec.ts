import { describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import type { Donor } from '@chasqui/donors';
import { opportunityStatus, toOpportunity } from './opportunity.js';
import { opportunitySchema } from './shapes.js';

const NOW = new Date('2026-03-02T15:00:00Z');

function call(changes: Partial<Call> = {}): Call {
  return {
    id: '7d9f0f0e-3b0f-4f43-9d3c-1f1f6b1a2b3c',
    slug: 'fondo',
    kind: 'open_window',
    donorId: '00000000-0000-4000-8000-000000000001',
    donor: { nameEs: 'AECID' } as Donor,
    fundId: null,
    title: 'Fondo',
    summary: '<p>Apoya el <b>riego</b></p>',
    language: 'es',
    financialForm: 'grant',
    opensOn: null,
    deadlineKind: 'exact',
    deadlineLocal: '2026-06-30T17:00',
    deadlineZone: 'Europe/Madrid',
    deadlineZoneAssumed: false,
    deadlineText: '30 de junio',
    closesAt: new Date('2026-06-30T15:00:00Z'),
    amountMin: null,
    amountMax: null,
    totalBudget: null,
    currency: null,
    cofinancingPercent: null,
    otherDeadlines: [],
    applicantTypes: [],
    countries: ['EC'],
    territories: [],
    gadLevels: [],
    gadLevelsInferred: false,
    gadRole: null,
    themes: [],
    sdgs: [],
    requiredDocuments: [],
    documents: [],
    direction: 'demand',
    edition: null,
    previousEditionId: null,
    mechanism: null,
    crsSectors: [],
    agendas: [],
    proposalLanguages: [],
    partnerRequirements: null,
    populationBand: null,
    sourceUrl: 'https://cooperante.example/fondo',
    verifiedOn: null,
    mergedIntoId: null,
    notes: 'Nota interna',
    state: 'published',
    revision: 3,
    publishedAt: NOW,
    isDemo: false,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  };
}

const cutOff = (local: string) => ({
  role: 'cut_off' as const,
  local,
  zone: 'America/Lima',
  zoneAssumed: true,
  text: null,
  at: `${local}:00Z`,
});

const mapped = (changes: Partial<Call> = {}) => toOpportunity(call(changes), NOW, 'https://chasqui.example');

describe('a call as an opportunity', () => {
  it.each<[string, Pick<Call, 'opensOn' | 'closesAt'>, string]>([
    ['closes later', { opensOn: null, closesAt: new Date('2026-06-30T15:00:00Z') }, 'open'],
    ['closes within days', { opensOn: null, closesAt: new Date('2026-03-04T15:00:00Z') }, 'open'],
    ['closes now', { opensOn: null, closesAt: NOW }, 'closed'],
    ['never closes', { opensOn: '2020-01-01', closesAt: null }, 'open'],
    ['opens tomorrow', { opensOn: '2026-03-03', closesAt: null }, 'forecasted'],
    ['opens today', { opensOn: '2026-03-02', closesAt: null }, 'open'],
  ])('that %s is %s', (_name, dates, status) => {
    expect(opportunityStatus(dates, NOW)).toBe(status);
  });

  it('has the shape of the protocol, whatever is not known', () => {
    expect(opportunitySchema.strict().parse(mapped())).toEqual(mapped());
    expect(mapped()).not.toHaveProperty('funding');
    expect(mapped()).toMatchObject({
      description: 'Apoya el riego',
      acceptedApplicantTypes: [],
      source: 'https://cooperante.example/fondo',
    });
    expect(JSON.stringify(mapped())).not.toContain('Nota interna');
  });

  it.each<[string, Partial<Call>, unknown, string | undefined]>([
    [
      'an exact close',
      {},
      {
        name: 'Cierre',
        eventType: 'singleDate',
        date: '2026-06-30',
        time: '17:00:00',
        description: '30 de junio',
      },
      'Europe/Madrid',
    ],
    [
      'several cut-offs: the last one',
      {
        deadlineKind: 'cut_offs',
        deadlineLocal: null,
        deadlineZone: null,
        deadlineText: null,
        otherDeadlines: [cutOff('2026-04-01T12:00'), cutOff('2026-08-01T12:00')],
      },
      { name: 'Cierre', eventType: 'singleDate', date: '2026-08-01', time: '12:00:00' },
      'America/Lima',
    ],
    [
      'no close',
      {
        deadlineKind: 'permanent',
        deadlineLocal: null,
        deadlineZone: null,
        deadlineText: null,
        closesAt: null,
      },
      { name: 'Cierre', eventType: 'other', details: expect.stringContaining('permanente') },
      undefined,
    ],
  ])('tells %s with its zone', (_name, changes, close, zone) => {
    const { keyDates, customFields } = mapped(changes);
    expect(keyDates.closeDate).toEqual(close);
    expect(customFields['closeDateTimeZone']?.value).toBe(zone);
  });

  it('numbers further dates of one kind and tells when a zone was assumed', () => {
    const { keyDates, customFields } = mapped({
      otherDeadlines: [cutOff('2026-04-01T12:00'), cutOff('2026-08-01T12:00')],
    });
    expect(Object.keys(keyDates.otherDates!)).toEqual(['cutOff', 'cutOff2']);
    expect(customFields['cutOff2TimeZone']).toEqual({
      name: 'cutOff2TimeZone',
      fieldType: 'string',
      value: 'America/Lima',
      description: expect.stringContaining('no la indica'),
    });
  });

  it('gives amounts as decimal texts, only with their currency', () => {
    const amounts = { amountMin: '1000.00', amountMax: '5000.50', totalBudget: '90000.00' };
    expect(mapped({ ...amounts, currency: 'USD', cofinancingPercent: '20.00' }).funding).toEqual({
      details: 'Contraparte mínima: 20 %.',
      totalAmountAvailable: { amount: '90000.00', currency: 'USD' },
      minAwardAmount: { amount: '1000.00', currency: 'USD' },
      maxAwardAmount: { amount: '5000.50', currency: 'USD' },
    });
    expect(mapped(amounts).funding).toBeUndefined();
  });

  it('names every level of government', () => {
    const { acceptedApplicantTypes } = mapped({
      gadLevels: ['provincial', 'municipal', 'metropolitan', 'parish'],
    });
    expect(acceptedApplicantTypes.map(({ value, customValue }) => customValue ?? value)).toEqual([
      'government_state',
      'government_municipal',
      'gad_metropolitano',
      'gad_parroquial_rural',
    ]);
  });
});
