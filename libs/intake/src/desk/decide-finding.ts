import { type Call, type CallInput, type Calls, fieldsOf, inputOf } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { type Clock, conflict, invalid } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { callsWithin } from '../calls-within.js';
import { editedChanges, notTold, textOfEdit } from '../edits/edited-changes.js';
import { CALL_INPUT_NAMES, inputOfReadings, isKept, unplaced, valueInCall } from '../origins/call-values.js';
import type { CallFieldOrigin } from '../origins/origin.entities.js';
import { originOfReading } from '../origins/origin-of-reading.js';
import { type Origins, protectedOrigins, saveOrigins, tellChanges } from '../origins/origin-rows.js';
import { callInputFrom } from '../policy/merge-input.js';
import { ItemMemory } from '../readings/reading.entities.js';
import {
  acceptedReadings,
  type ChosenField,
  chosenFields,
  corrections,
  type DeskDecision,
  isComparedWhole,
  type NextStep,
  takenChanges,
} from './decision.js';
import { FieldDecision, type FindingState } from './finding.entities.js';
import { gravest } from './finding-fields.js';
import { closeFinding, type OpenFinding } from './open-finding.js';

/** Carries out what a curator decided on a finding, with the caller's transaction. */
export async function decideFinding(
  manager: EntityManager,
  clock: Clock,
  open: OpenFinding,
  decision: DeskDecision,
  actorId: string,
): Promise<Call | null> {
  const { finding, context } = open;
  const calls = callsWithin(manager, clock);
  const chosen = chosenFields(finding, decision);
  const wasPublished = open.call?.state === 'published';
  // Before the call changes: what people wrote on its form since must not look like this decision.
  const origins = open.call ? await protectedOrigins(manager, open.call.id) : new Map();
  let call = await writeCall(calls, open, chosen, decision.call, actorId);
  if (call) {
    await manager.update(ItemMemory, open.item.id, { callId: call.id, rejected: false });
    await saveOrigins(manager, originsAfter(call, open, chosen, origins, { actorId, at: clock.now() }));
    call = await takeStep(calls, call, decision.next, actorId);
    const isWhole = finding.kind !== 'vanished' && isComparedWhole(finding, chosen);
    if (isWhole && call.state !== 'archived') call = await calls.verify(call.id, call.revision, actorId);
    if (wasPublished) {
      const taken = takenChanges(finding, chosen, valueAfter(call, chosen), context);
      const byHand = notTold(editedChanges(open.call, call, context.now), taken);
      const told = [
        ...taken.map((change) => ({ change, findingId: finding.id })),
        ...byHand.map((change) => ({ change, findingId: finding.id, textEs: textOfEdit(change) })),
      ];
      await tellChanges(manager, call, told, context.now, actorId);
    }
  }
  await noteDecisions(manager, open, chosen, actorId);
  await closeDecided(manager, open, call, chosen, decision, actorId);
  return call;
}

/** Creates or changes the call. @returns null for an item that was never one */
async function writeCall(
  calls: Calls,
  { finding, source, item, call, defaults }: OpenFinding,
  chosen: readonly ChosenField[],
  further: Partial<CallInput>,
  actorId: string,
): Promise<Call | null> {
  const accepted = acceptedReadings(chosen);
  const written = { ...corrections(chosen), ...further };
  if (!call) {
    if (finding.kind !== 'new') return null;
    const read = callInputFrom(accepted, { donorId: source.donorId, url: item.url, defaults });
    requirePlaced(accepted, { ...read, ...written });
    return calls.create({ ...read, ...written }, actorId);
  }
  const fallBack = { zone: defaults.zone, currency: call.currency ?? defaults.currency };
  // What is checked afterwards is in the call already; what is found wrong there leaves it.
  const decided =
    finding.kind === 'sample'
      ? chosen.flatMap(({ reading, choice }) =>
          choice.verdict === 'rejected' ? [{ ...reading, value: null }] : [],
        )
      : accepted;
  const read = { ...inputOfReadings(decided, fallBack), ...written };
  requirePlaced(decided, read);
  if (Object.keys(read).length === 0) return call;
  const input = { ...inputOf(fieldsOf(call)), ...read };
  return calls.update(call.id, call.revision, input, actorId);
}

/** Nothing that she accepts may be left out silently. @throws DomainError `call.invalid` */
function requirePlaced(accepted: readonly FieldReading[], input: Partial<CallInput>): void {
  const fields = unplaced(accepted, input).map(({ field }) => ({
    field: CALL_INPUT_NAMES[field][0] ?? field,
    message: 'Así no se puede guardar: corríjalo o descártelo.',
  }));
  if (fields.length > 0) {
    throw invalid('call.invalid', 'La convocatoria no se guardó: revise los campos señalados.', fields);
  }
}

interface Confirmation {
  readonly actorId: string;
  /** After the call was changed: what people change on its form later is told apart by it. */
  readonly at: Date;
}

function originsAfter(
  call: Call,
  { finding, source, item, captureId }: OpenFinding,
  chosen: readonly ChosenField[],
  origins: Origins,
  { actorId, at }: Confirmation,
): CallFieldOrigin[] {
  const place = {
    callId: call.id,
    sourceId: source.id,
    captureId,
    url: item.url,
    trusted: source.trusted,
    at,
  };
  return chosen.map(({ reading, choice }) => {
    const known = origins.get(reading.field);
    if (finding.kind === 'sample' && choice.verdict === 'accepted' && known) {
      return Object.assign(known, { confirmedBy: actorId, confirmedAt: at });
    }
    const setBy = choice.verdict === 'accepted' ? 'source' : 'person';
    return originOfReading(reading, place, { setBy, confirmedBy: actorId, policy: known?.policy ?? null });
  });
}

async function takeStep(calls: Calls, call: Call, next: NextStep, actorId: string): Promise<Call> {
  if (next === 'publish') return calls.publish(call.id, actorId);
  if (next === 'archive') return calls.archive(call.id, actorId);
  if (next === 'keep_in_review' && call.state === 'published') return calls.unpublish(call.id, actorId);
  return call;
}

/** What the call says now; of what it does not keep, what was accepted. */
function valueAfter(call: Call, chosen: readonly ChosenField[]): (field: ExtractedField) => unknown {
  return (field) =>
    isKept(field)
      ? valueInCall(field, call)
      : (chosen.find(({ reading }) => reading.field === field)?.reading.value ?? null);
}

async function noteDecisions(
  manager: EntityManager,
  { finding, source, context }: OpenFinding,
  chosen: readonly ChosenField[],
  actorId: string,
): Promise<void> {
  if (chosen.length === 0) return;
  const rows = chosen.map(({ reading, choice }) => ({
    findingId: finding.id,
    field: reading.field,
    sourceId: source.id,
    verdict: choice.verdict,
    rule: reading.rule,
    actorId,
    at: context.now,
  }));
  await manager.upsert(FieldDecision, rows, ['findingId', 'field']);
}

/** A change of which something was left undecided stays open with the rest. */
async function closeDecided(
  manager: EntityManager,
  open: OpenFinding,
  call: Call | null,
  chosen: readonly ChosenField[],
  { next }: DeskDecision,
  actorId: string,
): Promise<void> {
  const { finding } = open;
  const decided = new Set(chosen.map(({ reading }) => reading.field));
  const rest = finding.kind === 'change' ? finding.fields.filter(({ field }) => !decided.has(field)) : [];
  if (rest.length > 0 && chosen.length === 0 && next === 'stay') {
    throw conflict('finding.undecided', 'Decida al menos sobre un dato: acéptelo, corríjalo o recháceselo.');
  }
  const changes = finding.changes.filter(({ field }) => field === null || !decided.has(field));
  const isAllRejected = chosen.length > 0 && chosen.every(({ choice }) => choice.verdict === 'rejected');
  const state: FindingState = rest.length > 0 ? 'open' : isAllRejected ? 'rejected' : 'accepted';
  const verdicts = Object.fromEntries(chosen.map(({ reading, choice }) => [reading.field, choice.verdict]));
  await closeFinding(
    manager,
    open,
    {
      action: 'decided',
      columns: {
        state,
        callId: call?.id ?? null,
        ...(rest.length > 0 && { fields: rest, changes, severity: gravest(changes) }),
      },
      trace: { next, fields: verdicts },
    },
    actorId,
  );
}
