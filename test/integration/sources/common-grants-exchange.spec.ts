import { describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import type { Donor } from '@chasqui/donors';
import { toOpportunity } from '@chasqui/open-data';
import { commonGrantsAdapter } from '../../../libs/sources/src/adapters/common-grants/common-grants.adapter.js';
import { fakeFetcher, gather } from '../../support/collecting.js';

const NOW = new Date('2026-03-02T15:00:00Z');

function call(changes: Partial<Call>): Call {
  const cutOff = (local: string) => ({
    role: 'cut_off' as const,
    local,
    zone: 'America/Lima',
    zoneAssumed: false,
    text: null,
    at: `${local}:00.000Z`,
  });
  return {
    id: '7d9f0f0e-3b0f-4f43-9d3c-1f1f6b1a2b3c',
    slug: 'fondo',
    kind: 'open_window',
    donorId: '00000000-0000-4000-8000-000000000001',
    donor: { nameEs: 'AECID' } as Donor,
    fundId: null,
    title: 'Fondo de riego',
    summary: 'Apoya el riego en parroquias rurales.',
    language: 'es',
    financialForm: 'grant',
    opensOn: '2026-02-01',
    deadlineKind: 'exact',
    deadlineLocal: '2026-06-30T17:00',
    deadlineZone: 'Europe/Madrid',
    deadlineZoneAssumed: false,
    deadlineText: '30 de junio, 17:00',
    closesAt: new Date('2026-06-30T15:00:00Z'),
    amountMin: '1000.00',
    amountMax: '5000.50',
    totalBudget: '90000.00',
    currency: 'EUR',
    cofinancingPercent: '12.50',
    otherDeadlines: [cutOff('2026-04-01T12:00'), cutOff('2026-05-01T12:00')],
    applicantTypes: ['Gobiernos parroquiales', 'Municipios'],
    countries: ['EC', 'PE'],
    territories: ['09'],
    gadLevels: ['parish'],
    gadLevelsInferred: false,
    gadRole: 'applicant',
    themes: ['riego'],
    sdgs: [6],
    requiredDocuments: ['Carta de aval'],
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
    notes: null,
    state: 'published',
    revision: 3,
    publishedAt: NOW,
    isDemo: false,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  };
}

async function readBack(changes: Partial<Call>) {
  const items = [toOpportunity(call(changes), NOW, 'https://otro.example')];
  const page = {
    status: 200,
    items,
    paginationInfo: { page: 1, pageSize: 100, totalItems: 1, totalPages: 1 },
  };
  const config = { apiUrl: 'https://otro.example/common-grants' };
  const gathered = await gather(
    commonGrantsAdapter,
    config,
    fakeFetcher(() => JSON.stringify(page)),
  );
  const [item] = gathered.items;
  const text = await commonGrantsAdapter.read(commonGrantsAdapter.check(config), item!);
  return {
    item: item!,
    text,
    known: Object.fromEntries(text.known.map(({ field, value }) => [field, value])),
  };
}

describe('the catalogue of another Chasqui', () => {
  it('is read back whole', async () => {
    const { item, known } = await readBack({});
    expect(item.url).toBe('https://cooperante.example/fondo');
    expect(known).toEqual({
      title: 'Fondo de riego',
      summary: 'Apoya el riego en parroquias rurales.',
      language: 'es',
      sourceStatus: 'open',
      opensOn: '2026-02-01',
      deadline: {
        kind: 'exact',
        local: '2026-06-30T17:00',
        zone: 'Europe/Madrid',
        text: '30 de junio, 17:00',
      },
      otherDeadlines: [
        { role: 'cut_off', local: '2026-04-01T12:00', zone: 'America/Lima', text: null },
        { role: 'cut_off', local: '2026-05-01T12:00', zone: 'America/Lima', text: null },
      ],
      amountMin: '1000.00',
      amountMax: '5000.50',
      totalBudget: '90000.00',
      currency: 'EUR',
      cofinancingPercent: '12.50',
      applicantTypes: ['Gobiernos parroquiales', 'Municipios'],
      countries: ['EC', 'PE'],
      territories: ['09'],
      requiredDocuments: ['Carta de aval'],
    });
  });

  it.each(['relative', 'rolling', 'cut_offs', 'recurring', 'permanent', 'unpublished'] as const)(
    'keeps a close that is %s',
    async (deadlineKind) => {
      const closesAt = deadlineKind === 'cut_offs' ? new Date('2026-05-01T17:00:00Z') : null;
      const none = {
        deadlineLocal: null,
        deadlineZone: null,
        deadlineText: 'Diez días desde la publicación',
      };
      const { known } = await readBack({ ...none, deadlineKind, closesAt });
      expect(known['deadline']).toEqual({
        kind: deadlineKind,
        local: null,
        zone: null,
        text: expect.stringContaining('Diez días'),
      });
    },
  );
});
