import type { Call } from '@chasqui/calls';
import { conflict } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { ReadValue } from '../changes/change.js';
import { changesBetween } from '../changes/changes-between.js';
import { isKept, valueInCall } from '../origins/call-values.js';
import { originOfReading } from '../origins/origin-of-reading.js';
import { protectedOrigins, saveOrigins } from '../origins/origin-rows.js';
import { documentsOf, isNothing } from '../reading-values.js';
import { ItemMemory } from '../readings/reading.entities.js';
import { columns } from '../storable.js';
import { fileAddress } from '../readings/duplicates.query.js';
import { Finding, type FindingField } from './finding.entities.js';
import { gravest } from './finding-fields.js';
import { closeFinding, type OpenFinding } from './open-finding.js';

/**
 * Makes the item of a finding a further source of a call that is there. What the call says stays; what it lacks and
 * the documents that it does not have are proposed.
 * @param call locked
 */
export async function mergeFinding(
  manager: EntityManager,
  open: OpenFinding,
  call: Call,
  actorId: string,
): Promise<void> {
  const { finding, item, source, context } = open;
  if (finding.kind !== 'new' || open.call) {
    throw conflict('finding.not_new', 'Solo se une una novedad que todavía no es convocatoria.');
  }
  await manager.update(ItemMemory, item.id, { callId: call.id, rejected: false });
  await keepWhatCallSays(manager, open, call, actorId);
  const missing = finding.fields.flatMap((field) => missingIn(field, call));
  if (missing.length > 0) {
    const changes = changesBetween(
      readValues(missing, 'current', call),
      readValues(missing, 'value', call),
      context,
    );
    await manager.insert(
      Finding,
      columns<Finding>({
        kind: 'change',
        sourceId: source.id,
        itemId: item.id,
        readingId: finding.readingId,
        callId: call.id,
        title: call.title,
        fields: missing,
        changes,
        duplicates: [],
        severity: gravest(changes),
        closesAt: call.closesAt,
        state: 'open',
        createdAt: context.now,
        updatedAt: context.now,
      }),
    );
  }
  await closeFinding(
    manager,
    open,
    { action: 'merged', columns: { state: 'merged', callId: call.id } },
    actorId,
  );
}

/**
 * What the call has from elsewhere is as if a person had set it, and what this source says of it was seen: only a
 * later change is proposed.
 */
async function keepWhatCallSays(
  manager: EntityManager,
  { finding, source, item, captureId, context }: OpenFinding,
  call: Call,
  actorId: string,
): Promise<void> {
  const known = await protectedOrigins(manager, call.id);
  const place = {
    callId: call.id,
    sourceId: source.id,
    captureId,
    url: item.url,
    trusted: source.trusted,
    at: context.now,
  };
  const choice = { setBy: 'person', confirmedBy: actorId, policy: null } as const;
  const kept = finding.fields.filter(
    ({ field }) => !known.has(field) && isKept(field) && !isNothing(field, valueInCall(field, call)),
  );
  await saveOrigins(
    manager,
    kept.map((reading) => originOfReading(reading, place, choice)),
  );
}

function missingIn(field: FindingField, call: Call): FindingField[] {
  if (!isKept(field.field) || isNothing(field.field, field.value)) return [];
  const current = valueInCall(field.field, call);
  if (field.field === 'documents') {
    const has = new Set(call.documents.map(({ url }) => fileAddress(url) ?? url));
    const more = documentsOf(field.value).filter(({ url }) => !has.has(fileAddress(url) ?? url));
    return more.length > 0 ? [{ ...field, value: [...call.documents, ...more], current }] : [];
  }
  return isNothing(field.field, current) ? [{ ...field, current }] : [];
}

function readValues(fields: readonly FindingField[], side: 'current' | 'value', call: Call): ReadValue[] {
  const values = fields
    .filter((each) => !isNothing(each.field, each[side]))
    .map((each) => ({ field: each.field, value: each[side], words: side === 'value' ? each.words : '' }));
  const isTitled = values.some(({ field }) => field === 'title');
  return isTitled ? values : [{ field: 'title', value: call.title, words: call.title }, ...values];
}
