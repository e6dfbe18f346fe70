import type { FetchRequest } from '@chasqui/fetching';
import { isRecord, type JsonRecord, recordAt, shortened, textAt, textsOf } from '../api/record.js';
import { SourceFault } from '../types.js';
import type { GrantsGovConfig } from './grants-gov.config.js';

export function searchRequest(config: GrantsGovConfig, start: number): FetchRequest {
  return post(`${config.apiUrl}/search2`, {
    rows: config.pageSize,
    startRecordNum: start,
    keyword: config.words,
    oppNum: '',
    eligibilities: config.eligibilities.join('|'),
    agencies: config.agencies.join('|'),
    oppStatuses: config.statuses.join('|'),
    aln: '',
    fundingCategories: config.categories.join('|'),
  });
}

export function detailRequest(config: GrantsGovConfig, id: string): FetchRequest {
  return post(`${config.apiUrl}/fetchOpportunity`, { opportunityId: Number(id) });
}

function post(url: string, body: unknown): FetchRequest {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { url, method: 'POST', headers, body: JSON.stringify(body) };
}

/**
 * The data of an answer.
 * @throws SourceFault `error_inside` when its own error code is not 0, `layout`
 */
export function dataOf(answer: unknown): JsonRecord {
  const code = textAt(answer, 'errorcode');
  if (code !== null && code !== '0') {
    const told = shortened(textAt(answer, 'msg') ?? 'sin explicación', 200);
    throw new SourceFault('error_inside', `Grants.gov respondió con el error ${code}: ${told}.`);
  }
  const data = isRecord(answer) ? answer['data'] : undefined;
  if (!isRecord(data)) throw new SourceFault('layout', 'La respuesta de Grants.gov ya no trae «data».');
  return data;
}

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly record: JsonRecord;
}

/** @throws SourceFault `layout`, `filter_ignored` when a call has none of the states asked for or is of another agency */
export function readHits(config: GrantsGovConfig, data: JsonRecord): { hits: Hit[]; total: number } {
  const list = data['oppHits'];
  if (!Array.isArray(list))
    throw new SourceFault('layout', 'La búsqueda de Grants.gov ya no trae «oppHits».');
  const hits = list.map((record: unknown): Hit => {
    const id = textAt(record, 'id');
    if (!isRecord(record) || !id || !/^\d+$/.test(id)) {
      throw new SourceFault('layout', 'Una convocatoria de Grants.gov vino sin su número.');
    }
    return { id, title: textAt(record, 'title') ?? textAt(record, 'number') ?? id, record };
  });
  for (const { id, record } of hits) checkHit(config, id, record);
  const total = data['hitCount'];
  return { hits, total: typeof total === 'number' ? total : hits.length };
}

function checkHit(config: GrantsGovConfig, id: string, record: JsonRecord): void {
  const status = textAt(record, 'oppStatus')?.toLowerCase();
  if (status && !config.statuses.some((wanted) => wanted === status)) {
    throw new SourceFault(
      'filter_ignored',
      `Grants.gov no filtró por estado: se pidió ${config.statuses.join(', ')} y la ${id} es ${status}.`,
    );
  }
  const agency = textAt(record, 'agencyCode');
  // An agency's code begins with that of the department it belongs to.
  if (agency && config.agencies.length > 0 && !config.agencies.some((wanted) => agency.startsWith(wanted))) {
    throw new SourceFault(
      'filter_ignored',
      `Grants.gov no filtró por agencia: se pidió ${config.agencies.join(', ')} y la ${id} es de ${agency}.`,
    );
  }
}

/** Who may apply is only told by the detail. True also when it says nothing. */
export function isOfEligibility(config: GrantsGovConfig, detail: JsonRecord): boolean {
  const applicants = [recordAt(detail, 'synopsis'), recordAt(detail, 'forecast')].flatMap((side) =>
    textsOf(side, 'applicantTypes', 'id'),
  );
  const { eligibilities } = config;
  return (
    eligibilities.length === 0 ||
    applicants.length === 0 ||
    applicants.some((id) => eligibilities.includes(id))
  );
}
