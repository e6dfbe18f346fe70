import { recordAudit } from '@chasqui/audit';
import type { Call } from '@chasqui/calls';
import { conflict, ECUADOR_ZONE, notFound } from '@chasqui/kernel';
import type { Source, SourceItem } from '@chasqui/sources';
import type { EntityManager } from 'typeorm';
import type { ChangeContext } from '../changes/change.js';
import { lockItem } from '../readings/item-lock.js';
import { type ItemMemory, Reading } from '../readings/reading.entities.js';
import { sourceDefaults } from '../readings/source-defaults.js';
import type { SourceDefaults } from '../readings/taken-reading.js';
import { columns } from '../storable.js';
import { Finding, type FindingState } from './finding.entities.js';

/** A finding that a curator decides on, with everything of it locked. */
export interface OpenFinding {
  readonly finding: Finding;
  readonly source: Source;
  readonly item: SourceItem;
  readonly memory: ItemMemory;
  /** The call of its item; the one that stays where it was merged. */
  readonly call: Call | null;
  readonly captureId: string;
  readonly context: ChangeContext;
  readonly defaults: SourceDefaults;
}

const changedMeanwhile = () =>
  conflict(
    'finding.changed_meanwhile',
    'Esta novedad cambió mientras usted la revisaba: otra persona decidió sobre ella o la fuente trajo otros datos. ' +
      'Lo que escribió sigue en el formulario: abra la versión actual en otra pestaña, compare y vuelva a guardar.',
  );

/**
 * Locks a finding for a decision, after its call and its item.
 * @param expectedRevision the revision the person was looking at
 * @throws DomainError `finding.changed_meanwhile`, `finding.decided`, `not_found`; ItemMoved
 */
export async function lockFinding(
  manager: EntityManager,
  id: string,
  expectedRevision: number,
  state: FindingState,
  now: Date,
): Promise<OpenFinding> {
  const known = await manager.findOne(Finding, { where: { id }, relations: { source: true, item: true } });
  const { source, item } = known ?? {};
  const locked = item ? await lockItem(manager, item.id) : null;
  const finding = await manager.findOne(Finding, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!finding || !source || !item || !locked) throw notFound('Esa novedad no existe.');
  if (finding.state !== state) {
    throw conflict(
      'finding.decided',
      'Sobre esta novedad ya se decidió. Vuelva a la lista o abra la siguiente.',
    );
  }
  if (finding.revision !== expectedRevision) throw changedMeanwhile();
  const reading = await manager.findOneByOrFail(Reading, { id: finding.readingId });
  const defaults = await sourceDefaults(manager, source.id);
  const context = { now, lastKnown: null, zone: defaults.zone ?? ECUADOR_ZONE };
  return { finding, source, item, ...locked, captureId: reading.captureId, context, defaults };
}

export interface FindingOutcome {
  readonly action: string;
  readonly columns: Partial<Pick<Finding, 'state' | 'callId' | 'reason' | 'fields' | 'changes' | 'severity'>>;
  /** What the trace tells besides. */
  readonly trace?: object;
}

/** Stores what became of a finding, and traces it. */
export async function closeFinding(
  manager: EntityManager,
  { finding, context: { now } }: Pick<OpenFinding, 'finding' | 'context'>,
  outcome: FindingOutcome,
  actorId: string,
): Promise<void> {
  const isOpen = (outcome.columns.state ?? finding.state) === 'open';
  await manager.update(
    Finding,
    finding.id,
    columns<Finding>({
      ...outcome.columns,
      revision: finding.revision + 1,
      updatedAt: now,
      decidedBy: isOpen ? null : actorId,
      decidedAt: isOpen ? null : now,
    }),
  );
  const { state = finding.state, callId = finding.callId, reason } = outcome.columns;
  await recordAudit(manager, {
    at: now,
    actorId,
    action: `finding.${outcome.action}`,
    entity: 'finding',
    entityId: finding.id,
    before: { state: finding.state },
    after: { state, callId, ...(reason && { reason }), ...outcome.trace },
  });
}
