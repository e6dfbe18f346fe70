import { expect } from '@jest/globals';
import { type Answer, type TestApp, type Visitor } from '../support/http.js';

export type CallForm = Record<string, string | string[]>;

export const CARMEN = 'carmen.curadora@chasqui.example';
export const OLGA = 'olga.oficial@esmeraldas.example';

/** A curator at her desk with a form that is in order. */
export interface CurationScene {
  readonly carmen: Visitor;
  readonly valid: CallForm;
  /** Enters a call through the form. */
  readonly create: (changes?: CallForm) => Promise<string>;
  /** The stored call. */
  readonly facts: (id: string) => Promise<Record<string, unknown>>;
}

/** Where the pages of a call are. */
export const path = (id: string, page = '') => `/curaduria/convocatorias/${id}${page}`;

/** The call that a redirect leads to. */
export const idIn = ({ location }: Answer) => /convocatorias\/([0-9a-f-]{36})/.exec(location)![1]!;

export async function curationScene(test: TestApp): Promise<CurationScene> {
  const carmen = await test.as(CARMEN);
  const [row] = await test.database.query<
    [{ donorId: string; fundId: string; crs: string; mechanism: string }]
  >(
    `SELECT f.donor_id AS "donorId", f.id AS "fundId", (SELECT code FROM mechanism ORDER BY code LIMIT 1) AS mechanism,
              (SELECT code FROM crs_sector WHERE active ORDER BY code LIMIT 1) AS crs
         FROM fund f ORDER BY f.slug LIMIT 1`,
  );
  const valid: CallForm = {
    revision: '0',
    title: 'Fondo de páramos y lagunas',
    summary: 'Financia el cuidado de páramos y lagunas con las comunidades.',
    donorId: row.donorId,
    fundId: row.fundId,
    edition: 'Tercera',
    kind: 'open_window',
    financialForm: 'grant',
    direction: 'both',
    mechanism: row.mechanism,
    language: 'es',
    sourceUrl: 'https://example.org/paramos',
    opensOn: '2030-01-15',
    deadlineKind: 'exact',
    deadlineLocal: '2030-03-31T17:00',
    deadlineZone: 'Europe/Madrid',
    'otherDeadlines.0.role': 'results',
    'otherDeadlines.0.local': '2030-06-30T12:00',
    'otherDeadlines.0.zone': '',
    'otherDeadlines.0.text': 'a fines de junio',
    'otherDeadlines.1.role': 'expression_of_interest',
    'otherDeadlines.1.local': '2030-02-15T17:00',
    'otherDeadlines.1.zone': 'Pacific/Galapagos',
    'otherDeadlines.2.role': 'cut_off',
    'otherDeadlines.2.local': '',
    'documents.0.title': 'Bases',
    'documents.0.url': 'https://example.org/paramos/bases.pdf',
    'documents.1.title': '',
    'documents.1.url': '',
    amountMax: '12,3 millones',
    currency: 'USD',
    cofinancingPercent: '12,5 %',
    applicantTypes: 'Gobiernos locales',
    partnerRequirements: 'Al menos una comunidad.',
    countries: 'ec, pe',
    gadLevels: ['provincial', 'municipal'],
    gadRole: 'applicant',
    themes: ['cambio-climatico'],
    sdgs: '13',
    crsSectors: row.crs,
    proposalLanguages: ['es', 'en'],
  };
  return {
    carmen,
    valid,
    create: async (changes = {}) => {
      const answer = await carmen.post('/curaduria/convocatorias', { ...valid, ...changes });
      expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
      return idIn(answer);
    },
    facts: async (id) => {
      const sql = 'SELECT * FROM call WHERE id = $1';
      const [stored] = await test.database.query<[Record<string, unknown>]>(sql, [id]);
      return stored;
    },
  };
}
