import { AuditEntry } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import type { ExtractedField, Part, Span } from '@chasqui/extraction';
import { notFound } from '@chasqui/kernel';
import { SourceFault } from '@chasqui/sources';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CapturedItem, CapturedTexts } from '../readings/captured-texts.js';
import { type CallSuggestions, DeepReading } from '../readings/deep-reading.js';
import { Reading } from '../readings/reading.entities.js';
import { Finding, type PossibleDuplicate } from './finding.entities.js';
import { neighboursOf, type QueueFilter } from './queue.query.js';

/** Words of a part that a value was read from. */
export interface FieldSpan extends Span {
  readonly field: ExtractedField;
}

/** A piece of the original beside the fields. */
export interface OriginalPart {
  readonly name: string;
  readonly text: string;
  /** Crossed out by its author. */
  readonly struck: readonly Span[];
  readonly spans: readonly FieldSpan[];
}

export interface FindingView {
  readonly finding: Finding;
  /** Address that was read, and when. */
  readonly url: string;
  readonly capturedAt: Date;
  readonly original: readonly OriginalPart[];
  /** Why the original cannot be shown. Spanish. */
  readonly originalProblem: string | null;
  readonly call: Call | null;
  /** Its possible duplicates that are still there. */
  readonly duplicates: readonly PossibleDuplicate[];
  /** What a new call needs and no source gives in a field of its own. */
  readonly suggestions: CallSuggestions;
  /** The oldest first. */
  readonly history: readonly AuditEntry[];
  readonly previous: string | null;
  readonly next: string | null;
}

const LONGEST_HISTORY = 100;

/** Everything a curator needs to decide on one finding. */
@Injectable()
export class FindingViews {
  constructor(
    private readonly database: DataSource,
    private readonly texts: CapturedTexts,
    private readonly deep: DeepReading,
  ) {}

  /** @throws DomainError `not_found` */
  async get(findingId: string, filter: QueueFilter = {}): Promise<FindingView> {
    const { manager } = this.database;
    const finding = await manager.findOne(Finding, {
      where: { id: findingId },
      relations: { source: true, item: true },
    });
    if (!finding?.source || !finding.item) throw notFound('Esa novedad no existe.');
    const reading = await manager.findOneByOrFail(Reading, { id: finding.readingId });
    const captured = await this.texts.find(reading.captureId);
    const call = finding.callId ? await this.callThatStays(finding.callId) : null;
    const where = { entity: 'finding', entityId: findingId };
    return {
      finding,
      url: finding.item.url,
      capturedAt: captured?.capture.at ?? reading.at,
      ...(await this.original(finding, captured)),
      call,
      duplicates: await this.presentDuplicates(finding),
      suggestions:
        finding.kind === 'new' ? await this.deep.suggest(finding.fields, finding.source.donorId) : {},
      history: await manager.find(AuditEntry, { where, order: { id: 'ASC' }, take: LONGEST_HISTORY }),
      ...(await neighboursOf(this.database, findingId, filter)),
    };
  }

  private async callThatStays(id: string): Promise<Call | null> {
    let call = await this.database.manager.findOneBy(Call, { id });
    while (call?.mergedIntoId) call = await this.database.manager.findOneBy(Call, { id: call.mergedIntoId });
    return call;
  }

  /** Decoded from the bytes that were kept, so that it is what the source said and not what it says now. */
  private async original(
    finding: Finding,
    captured: CapturedItem | null,
  ): Promise<Pick<FindingView, 'original' | 'originalProblem'>> {
    if (!captured) return { original: [], originalProblem: 'Ya no se conserva lo que respondió la fuente.' };
    try {
      const text = await this.texts.read(captured);
      return { original: text.parts.map((part) => originalPart(part, finding)), originalProblem: null };
    } catch (error) {
      if (error instanceof SourceFault) return { original: [], originalProblem: error.message };
      throw error;
    }
  }

  private async presentDuplicates({ duplicates }: Finding): Promise<PossibleDuplicate[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM call WHERE id = ANY($1::uuid[]) AND merged_into_id IS NULL
        UNION ALL SELECT id FROM finding WHERE id = ANY($1::uuid[]) AND state = 'open'`,
      [duplicates.map(({ id }) => id)],
    );
    const present = new Set(rows.map(({ id }) => id));
    return duplicates.filter(({ id }) => present.has(id));
  }
}

/** Words that are no longer where they were read, because the text is cut or decoded otherwise, are not marked. */
function originalPart({ name, source }: Part, { fields }: Finding): OriginalPart {
  const spans = fields
    .filter(({ part, offset, words }) => part === name && offset !== null && words !== '')
    .map(({ field, offset, words }) => ({ field, start: offset!, end: offset! + words.length }))
    .filter(({ end }) => end <= source.text.length)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  return { name, text: source.text, struck: source.struck, spans };
}
