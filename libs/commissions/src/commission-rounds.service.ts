import { recordAudit } from '@chasqui/audit';
import { Call, Calls, type CallInput, readCallInput } from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import { Clock, conflict, DomainError, invalid, notFound, safeHttpUrl } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { CommissionRound, MixedCommission } from './commission.entities.js';
import { roundCallInput, whyNoCall } from './round-call.js';

/** Opening the call of a round: from there on it is matched, announced and reminded like any other. */
@Injectable()
export class CommissionRounds {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /**
   * Enters the call of a round, in review, and ties it to the round. Asked again it gives the same call. Later changes
   * of the call's dates do not change the round: each says what its own source said.
   * @param donorId who the call belongs to when the commission has no agency of its own
   * @throws DomainError `round.no_call`, `round.donor`, `round.source`, `not_found`
   */
  async openCall(roundId: string, donorId: string | null, actorId: string | null): Promise<Call> {
    return this.database.transaction(async (manager) => {
      // Two curators who press the button at once open one call: the second waits here and finds it.
      const round = await manager.findOne(CommissionRound, {
        where: { id: roundId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!round) throw notFound('Esa ronda no existe.');
      if (round.callId) return manager.findOneByOrFail(Call, { id: round.callId });
      const why = whyNoCall(round, this.clock.now());
      if (why) throw conflict('round.no_call', why);
      const commission = await manager.findOneByOrFail(MixedCommission, { id: round.commissionId });
      const donor = await this.donor(manager, commission, donorId);
      const fields = readFields(roundCallInput(round, commission, donor, sourceOf(round, commission)));
      const call = await this.calls.insert(manager, fields, actorId);
      const now = this.clock.now();
      await manager.update(CommissionRound, round.id, {
        callId: call.id,
        revision: round.revision + 1,
        curated: true,
        updatedAt: now,
      });
      await recordAudit(manager, {
        at: now,
        actorId,
        action: 'round.call_opened',
        entity: 'round',
        entityId: round.id,
        before: { callId: null },
        after: { callId: call.id },
      });
      return call;
    });
  }

  private async donor(
    manager: EntityManager,
    commission: MixedCommission,
    chosen: string | null,
  ): Promise<string> {
    const id = commission.donorId ?? chosen;
    const found = id && (await manager.existsBy(Donor, { id, mergedIntoId: IsNull() }));
    if (found) return id;
    const message = 'Elija el cooperante: la ficha de la comisión no dice cuál es su agencia.';
    throw invalid('round.donor', 'La convocatoria no se abrió: falta el cooperante.', [
      { field: 'donorId', message },
    ]);
  }
}

function sourceOf(round: CommissionRound, commission: MixedCommission): string {
  const urls = [...round.sources.map(({ url }) => url), ...commission.sources.map(({ url }) => url)];
  const url = [...urls, commission.website].find((each) => safeHttpUrl(each) !== null);
  if (url) return url;
  throw conflict(
    'round.source',
    'Ninguna fuente de la ronda tiene una dirección web. Añádala en la ficha de la ronda y vuelva a abrir la convocatoria.',
  );
}

/** A round that a call cannot be made of is told with the round's own words: there is no call form on this page. */
function readFields(input: CallInput): ReturnType<typeof readCallInput> {
  try {
    return readCallInput(input);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reasons = error.fields.map(({ message }) => message).join(' ');
    throw conflict('round.no_call', `La convocatoria no se abrió. Corrija la ficha de la ronda: ${reasons}`);
  }
}
