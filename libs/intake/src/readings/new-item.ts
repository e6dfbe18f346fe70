import { Donor } from '@chasqui/donors';
import type { FieldReading } from '@chasqui/extraction';
import { Clock, DomainError } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { callsWithin } from '../calls-within.js';
import { type CallChange, SEVERITY_OF } from '../changes/change.js';
import { settledValues } from '../changes/settle.js';
import { closeOf, standingOf } from '../changes/standing.js';
import type { Finding, PossibleDuplicate } from '../desk/finding.entities.js';
import { findingFields, nextClose } from '../desk/finding-fields.js';
import { openFinding, putFinding } from '../desk/finding-rows.js';
import { unplaced } from '../origins/call-values.js';
import { originOfReading } from '../origins/origin-of-reading.js';
import { saveOrigins } from '../origins/origin-rows.js';
import { type CallSource, callInputFrom } from '../policy/merge-input.js';
import { deadlineOf, textOf } from '../reading-values.js';
import { DeepReading } from './deep-reading.js';
import { duplicatesOf } from './duplicates.query.js';
import { ItemMemory } from './reading.entities.js';
import { bringsBack } from './rejected-item.js';
import type { TakenReading } from './taken-reading.js';

/** An item that is no call yet: it waits at the desk, or a trusted source has it published. */
@Injectable()
export class NewItem {
  constructor(
    private readonly clock: Clock,
    private readonly deep: DeepReading,
  ) {}

  async take(manager: EntityManager, taken: TakenReading): Promise<void> {
    const open = await openFinding(manager, taken.item.id, 'new');
    const readings = readingsKept(taken, open);
    const title = textOf(readings.find(({ field }) => field === 'title')?.value) ?? taken.item.title;
    const { item, source, context } = taken;
    const duplicates = await duplicatesOf(manager, {
      itemId: item.id,
      sourceId: source.id,
      sourceKey: item.key,
      url: item.url,
      donorId: source.donorId,
      zone: context.zone,
      title,
      readings,
    });
    if (!open && (await this.publish(manager, readings, duplicates, taken))) return;
    const values = settledValues(taken.fields);
    await putFinding(manager, open, {
      kind: 'new',
      taken,
      callId: null,
      title,
      fields: findingFields(readings, taken.reading.conflicts, null),
      changes: [newChange(title, taken)],
      duplicates,
      closesAt: nextClose(values, context),
    });
  }

  /** Silent, unless it is open again. */
  async takeRejected(manager: EntityManager, memory: ItemMemory, taken: TakenReading): Promise<void> {
    if (!bringsBack(taken)) return;
    await manager.update(ItemMemory, memory.itemId, { rejected: false });
    await this.take(manager, taken);
  }

  /**
   * Publishes a complete call of a trusted source, unseen: a part of them is checked the next day.
   * @returns false when it has to wait for a person
   */
  private async publish(
    manager: EntityManager,
    readings: readonly FieldReading[],
    duplicates: readonly PossibleDuplicate[],
    taken: TakenReading,
  ): Promise<boolean> {
    const { source, item, reading, capture, context } = taken;
    if (!source.trusted || !source.donorId || taken.isReread) return false;
    if (reading.conflicts.length > 0 || duplicates.length > 0 || !isComplete(readings, taken)) return false;
    const suggested = await this.deep.suggest(readings, source.donorId);
    const donor = await manager.findOneBy(Donor, { id: source.donorId });
    const form = suggested.financialForm;
    // What it is must not be guessed where nobody looks.
    if (!form || !suggested.themes || donor?.mergedIntoId) return false;
    const read = callInputFrom(readings, callSource(taken));
    if (unplaced(readings, read).length > 0) return false;
    const input = { ...read, ...suggested };
    const callId = await this.createPublished(manager, input);
    if (!callId) return false;
    const place = {
      callId,
      sourceId: source.id,
      captureId: capture.id,
      url: item.url,
      trusted: true,
      at: context.now,
    };
    const choice = { setBy: 'source', confirmedBy: null, policy: null } as const;
    await saveOrigins(
      manager,
      readings.map((each) => originOfReading(each, place, choice)),
    );
    await manager.update(ItemMemory, item.id, { callId });
    return true;
  }

  /** Both or neither. @returns null when the rules of calls refuse it */
  private async createPublished(manager: EntityManager, input: unknown): Promise<string | null> {
    try {
      return await manager.transaction(async (savepoint) => {
        const calls = callsWithin(savepoint, this.clock);
        const { id } = await calls.create(input, null);
        await calls.publish(id, null);
        return id;
      });
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}

/** What the form of a call is filled from, besides the readings. */
export function callSource({
  source,
  item,
  defaults,
}: Pick<TakenReading, 'source' | 'item' | 'defaults'>): CallSource {
  return { donorId: source.donorId, url: item.url, defaults };
}

/** The readings of this capture, and the earlier ones of what it lacks as long as that does not count as gone. */
function readingsKept({ reading, fields }: TakenReading, open: Finding | null): FieldReading[] {
  const read = new Set(reading.fields.map(({ field }) => field));
  const standing = new Set(settledValues(fields).map(({ field }) => field));
  const earlier = (open?.fields ?? []).filter(({ field }) => !read.has(field) && standing.has(field));
  return [...reading.fields, ...earlier.map(({ current: _, conflict: __, ...each }) => each)];
}

function isComplete(readings: readonly FieldReading[], { context }: TakenReading): boolean {
  const has = (field: FieldReading['field']) =>
    readings.some((reading) => reading.field === field && textOf(reading.value));
  const deadline = deadlineOf(readings.find(({ field }) => field === 'deadline')?.value);
  const close = closeOf(readings, context.zone);
  const isDated = close !== null && close > context.now;
  const isEndless = deadline?.kind === 'permanent' || deadline?.kind === 'rolling';
  return has('title') && has('summary') && (isDated || isEndless);
}

/** One that closed before anybody saw it is no news. */
function newChange(title: string, { fields, context }: TakenReading): CallChange {
  const standing = standingOf(settledValues(fields), context.now, context.zone);
  const isOver = standing === 'closed' || standing === 'cancelled';
  return {
    kind: 'new',
    field: null,
    before: null,
    after: { value: title, words: title, known: false, currency: null },
    severity: isOver ? 'minor' : SEVERITY_OF.new,
  };
}
