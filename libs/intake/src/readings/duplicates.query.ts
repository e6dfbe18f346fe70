import type { Call } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { DomainError } from '@chasqui/kernel';
import { normalisedAddress } from '@chasqui/sources';
import type { EntityManager } from 'typeorm';
import type { PossibleDuplicate } from '../desk/finding.entities.js';
import { blockingKeys } from '../identity/blocking-keys.js';
import type { CallIdentity, IdentityDocument } from '../identity/call-identity.js';
import { likelyDuplicates } from '../identity/duplicates.js';
import { closeOf } from '../changes/standing.js';
import { decimalOf, documentsOf, listOf, textOf } from '../reading-values.js';

/** How alike two titles must be to be looked at, by their letters; what is alike enough is judged afterwards. */
const ALIKE = 0.3;
/** The same of a title and a stretch of the other: aggregators write around them. */
const WITHIN = 0.6;
const MOST = 60;

/** An address as it is filed, with or without "www."; null for what is none. */
export function fileAddress(url: string): string | null {
  try {
    return normalisedAddress(url).replace('//www.', '//');
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

export interface Candidate {
  readonly itemId: string;
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly url: string;
  readonly donorId: string | null;
  /** IANA zone of deadlines whose source names none. */
  readonly zone: string;
  readonly title: string;
  readonly readings: readonly FieldReading[];
}

/** What an item is recognised by. */
export function identityOf(candidate: Candidate): CallIdentity {
  const value = (field: ExtractedField) =>
    candidate.readings.find((reading) => reading.field === field)?.value;
  return {
    id: candidate.itemId,
    sourceId: candidate.sourceId,
    sourceKey: candidate.sourceKey,
    codes: [],
    normalisedAddress: fileAddress(candidate.url),
    donorId: candidate.donorId,
    title: candidate.title,
    language: textOf(value('language')),
    closesAt: closeOf(candidate.readings, candidate.zone),
    documents: identityDocuments(documentsOf(value('documents'))),
    amountMax: decimalOf(value('amountMax')),
    totalBudget: decimalOf(value('totalBudget')),
    currency: textOf(value('currency')),
    countries: listOf(value('countries')),
  };
}

function identityDocuments(documents: readonly { readonly url: string }[]): IdentityDocument[] {
  return documents.flatMap(({ url }) => {
    const address = fileAddress(url);
    return address ? [{ url: address, fileName: null, size: null }] : [];
  });
}

/** Calls and open findings that are likely the same as an item, the likeliest first. */
export async function duplicatesOf(
  manager: EntityManager,
  candidate: Candidate,
): Promise<PossibleDuplicate[]> {
  const identity = identityOf(candidate);
  const calls = await similarCalls(manager, identity, candidate.url);
  const findings = await similarFindings(manager, identity, candidate);
  const kinds = new Map<string, PossibleDuplicate['kind']>([
    ...calls.map(({ id }) => [id, 'call'] as const),
    ...findings.map(({ id }) => [id, 'finding'] as const),
  ]);
  const known = [...calls, ...findings];
  const titles = new Map(known.map(({ id, title }) => [id, title]));
  return likelyDuplicates(identity, known).map(({ id, score, reasons }) => ({
    kind: kinds.get(id)!,
    id,
    title: titles.get(id)!,
    score,
    reasons,
  }));
}

/** A title without case and accents. */
const PLAIN = (column: string) => `unaccent(lower(${column}))`;

/** An address by which a query finds the same page: without scheme, "www.", parameters and final slash. */
const FILED = (column: string) =>
  `regexp_replace(lower(${column}), '^https?://(www\\.)?|/*([?#].*)?$', '', 'g')`;

/** True in SQL when a title looks like $2 or holds one of the official numbers $3. */
const TITLED = (column: string) => `(
  similarity(${PLAIN(column)}, ${PLAIN('$2')}) > ${ALIKE}
  OR word_similarity(${PLAIN(column)}, ${PLAIN('$2')}) > ${WITHIN}
  OR word_similarity(${PLAIN('$2')}, ${PLAIN(column)}) > ${WITHIN}
  OR ${PLAIN(column)} LIKE ANY($3))`;

async function similarCalls(
  manager: EntityManager,
  identity: CallIdentity,
  url: string,
): Promise<CallIdentity[]> {
  const rows = await manager.query<SimilarCall[]>(
    `SELECT id, title, language, donor_id AS "donorId", source_url AS "sourceUrl", closes_at AS "closesAt",
            documents, amount_max AS "amountMax", total_budget AS "totalBudget", currency, countries
       FROM call
      WHERE merged_into_id IS NULL
        AND (${FILED('source_url')} = ${FILED('$1')}
          OR ${TITLED('title')}
          OR donor_id = $4 AND closes_at = $5
          OR EXISTS (SELECT FROM jsonb_array_elements(documents) d WHERE ${FILED(`d->>'url'`)} = ANY($6)))
      ORDER BY ${FILED('source_url')} = ${FILED('$1')} DESC,
               similarity(${PLAIN('title')}, ${PLAIN('$2')}) DESC, id
      LIMIT ${MOST}`,
    [url, identity.title, codesIn(identity), identity.donorId, identity.closesAt, filedDocuments(identity)],
  );
  return rows.map(({ sourceUrl, documents, ...row }) => ({
    ...row,
    sourceId: null,
    sourceKey: null,
    codes: [],
    normalisedAddress: fileAddress(sourceUrl),
    documents: identityDocuments(documents),
  }));
}

type SimilarCall = Pick<
  Call,
  | 'id'
  | 'title'
  | 'language'
  | 'donorId'
  | 'sourceUrl'
  | 'closesAt'
  | 'documents'
  | 'amountMax'
  | 'totalBudget'
  | 'currency'
  | 'countries'
>;

interface SimilarFinding {
  readonly id: string;
  readonly itemId: string;
  readonly sourceId: string;
  readonly key: string;
  readonly url: string;
  readonly donorId: string | null;
  readonly title: string;
  readonly fields: FieldReading[];
}

async function similarFindings(
  manager: EntityManager,
  identity: CallIdentity,
  candidate: Candidate,
): Promise<CallIdentity[]> {
  const rows = await manager.query<SimilarFinding[]>(
    `SELECT f.id, f.item_id AS "itemId", f.source_id AS "sourceId", i.key, i.url, s.donor_id AS "donorId",
            f.title, f.fields
       FROM finding f JOIN source_item i ON i.id = f.item_id JOIN source s ON s.id = f.source_id
      WHERE f.state = 'open' AND f.kind = 'new' AND f.item_id <> $4
        AND (${FILED('i.url')} = ${FILED('$1')}
          OR ${TITLED('f.title')}
          OR EXISTS (SELECT FROM jsonb_array_elements(f.fields) field,
                                 jsonb_array_elements(CASE WHEN jsonb_typeof(field->'value') = 'array'
                                                           THEN field->'value' ELSE '[]' END) d
                      WHERE field->>'field' = 'documents' AND ${FILED(`d->>'url'`)} = ANY($5)))
      ORDER BY similarity(${PLAIN('f.title')}, ${PLAIN('$2')}) DESC, f.id
      LIMIT ${MOST}`,
    [candidate.url, candidate.title, codesIn(identity), candidate.itemId, filedDocuments(identity)],
  );
  return rows.map(({ id, fields, key, ...row }) => ({
    ...identityOf({ ...row, sourceKey: key, zone: candidate.zone, readings: fields }),
    id,
  }));
}

function filedDocuments({ documents }: CallIdentity): string[] {
  return documents.map(({ url }) => url.replace(/^https?:\/\/(www\.)?|\/*([?#].*)?$/g, '').toLowerCase());
}

/** The official numbers of a call as patterns for its title. */
function codesIn(identity: CallIdentity): string[] {
  return blockingKeys(identity)
    .filter((key) => key.startsWith('code:'))
    .map((key) => `%${key.slice('code:'.length).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}
