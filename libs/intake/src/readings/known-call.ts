import { type Call, fieldsOf, inputOf } from '@chasqui/calls';
import type { FieldReading } from '@chasqui/extraction';
import { Clock, DomainError } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { callsWithin } from '../calls-within.js';
import { settledValues } from '../changes/settle.js';
import { findingFields, nextClose } from '../desk/finding-fields.js';
import { openFinding, putFinding } from '../desk/finding-rows.js';
import { inputOfReadings, unplaced } from '../origins/call-values.js';
import { originOfReading } from '../origins/origin-of-reading.js';
import { type Origins, protectedOrigins, saveOrigins, tellChanges } from '../origins/origin-rows.js';
import { changesOfCall, type DecidedChange, readingOfChange } from './proposals.js';
import { bringsBack } from './rejected-item.js';
import type { TakenReading } from './taken-reading.js';

/** A new reading of an item that is a call already. */
@Injectable()
export class KnownCall {
  constructor(private readonly clock: Clock) {}

  /** Applies what may be applied by itself and proposes the rest in the one open finding of the item. */
  async take(manager: EntityManager, call: Call, taken: TakenReading): Promise<void> {
    if (call.state === 'rejected' && !bringsBack(taken)) return;
    const origins = await protectedOrigins(manager, call.id);
    const open = await openFinding(manager, taken.item.id, 'change');
    const decided = changesOfCall({ call, origins, proposed: open?.fields ?? [] }, taken);
    const readings = new Map(
      decided.map(({ change }) => [
        change.field,
        readingOfChange(change, taken.reading.fields, open?.fields ?? []),
      ]),
    );
    const readingsOf = (changes: readonly DecidedChange[]) =>
      changes.map(({ change }) => readings.get(change.field)!);
    const toApply = decided.filter(({ decision }) => decision === 'apply');
    const isApplied = await this.apply(manager, call, toApply, readingsOf(toApply), origins, taken);
    const toPropose = decided.filter(({ decision }) => decision === 'propose' || !isApplied);
    const fields = findingFields(readingsOf(toPropose), taken.reading.conflicts, call);
    await putFinding(manager, open, {
      kind: 'change',
      taken,
      callId: call.id,
      title: call.title,
      fields,
      changes: toPropose.map(({ change }) => change),
      duplicates: [],
      closesAt: nextClose(settledValues(taken.fields), taken.context) ?? call.closesAt,
    });
  }

  /** @returns false when the rules of calls refuse the values together: then a person decides */
  private async apply(
    manager: EntityManager,
    call: Call,
    changes: readonly DecidedChange[],
    readings: readonly FieldReading[],
    origins: Origins,
    taken: TakenReading,
  ): Promise<boolean> {
    if (changes.length === 0) return true;
    const { zone, currency } = taken.defaults;
    const decided = inputOfReadings(readings, { zone, currency: call.currency ?? currency });
    if (unplaced(readings, decided).length > 0) return false;
    try {
      const input = { ...inputOf(fieldsOf(call)), ...decided };
      Object.assign(call, await callsWithin(manager, this.clock).update(call.id, call.revision, input, null));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'invalid') return false;
      throw error;
    }
    const place = {
      callId: call.id,
      sourceId: taken.source.id,
      captureId: taken.capture.id,
      url: taken.item.url,
      trusted: taken.source.trusted,
      at: taken.context.now,
    };
    await saveOrigins(
      manager,
      readings.map((reading) => {
        const policy = origins.get(reading.field)?.policy ?? null;
        return originOfReading(reading, place, { setBy: 'source', confirmedBy: null, policy });
      }),
    );
    if (call.state === 'published') {
      const told = changes.map(({ change }) => ({ change, findingId: null }));
      await tellChanges(manager, call, told, taken.context.now, null);
    }
    return true;
  }
}
