import { AuditEntry } from '@chasqui/audit';
import {
  CommissionProposal,
  CommissionRound,
  proposalCounts,
  proposalOfGad,
  proposalsOfGad,
  proposalsOfRound,
} from '@chasqui/commissions';
import { DomainError } from '@chasqui/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCOUNT, NOW, Scene } from './scene.js';

const cuenca = { gadCode: '0101', accountId: ACCOUNT };
const morona = { gadCode: '1401', accountId: ACCOUNT };

describe('proposals of GADs', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  const demand = (priorityId: string | null, changes = {}) => ({
    direction: 'demand',
    title: 'Agua segura para las parroquias',
    summary: 'Reducir la turbiedad del agua en tres parroquias rurales.',
    priorityId: priorityId ?? '',
    ...changes,
  });

  async function refusal(change: Promise<unknown>): Promise<DomainError> {
    const error = await change.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DomainError);
    return error as DomainError;
  }

  it('go from draft to submitted, are taken back and come back, with a trace of each step', async () => {
    const round = await scene.round();
    const priority = await scene.priority('0101');
    const draft = await scene.proposals.create(cuenca, round.id, demand(null));
    expect(draft).toMatchObject({ state: 'draft', revision: 1, gadCode: '0101', priorityId: null });
    expect((await refusal(scene.proposals.submit(cuenca, draft.id, 1))).code).toBe('proposal.incomplete');
    await scene.proposals.update(cuenca, draft.id, 1, demand(priority.id));
    expect((await scene.proposals.submit(cuenca, draft.id, 2)).state).toBe('submitted');
    const sent = await refusal(scene.proposals.update(cuenca, draft.id, 3, demand(priority.id)));
    expect(sent.code).toBe('proposal.bad_move');
    await scene.proposals.withdraw(cuenca, draft.id, 3);
    const again = await scene.proposals.update(
      cuenca,
      draft.id,
      4,
      demand(priority.id, { title: 'Otro título' }),
    );
    expect(again).toMatchObject({ state: 'draft', revision: 5, title: 'Otro título' });
    const trace = await scene.database.manager.find(AuditEntry, {
      where: { entity: 'proposal', entityId: draft.id },
      order: { id: 'ASC' },
    });
    expect(trace.map(({ action, actorId }) => [action, actorId])).toEqual(
      ['created', 'updated', 'submitted', 'withdrawn', 'updated'].map((step) => [
        `proposal.${step}`,
        ACCOUNT,
      ]),
    );
    expect(trace[4]!.before).toMatchObject({ state: 'withdrawn', title: 'Agua segura para las parroquias' });
  });

  it('of an offer stand on a practice, need no plan and may come from a public company', async () => {
    const round = await scene.round({ direction: 'offer' });
    const offer = await scene.offer('1401');
    const input = {
      direction: 'offer',
      title: 'Manejo de desechos',
      summary: 'Compartimos cómo separar y aprovechar los desechos.',
      offerId: offer.id,
      presenterEs: 'EMAC EP',
    };
    const draft = await scene.proposals.create(morona, round.id, input);
    const sent = await scene.proposals.submit(morona, draft.id, 1);
    expect(sent).toMatchObject({ state: 'submitted', priorityId: null, presenterEs: 'EMAC EP' });
  });

  it('refuse the priority and the practice of another GAD, on saving and on handing in', async () => {
    const round = await scene.round();
    const foreignPriority = await scene.priority('1401');
    const foreignOffer = await scene.offer('1401');
    const wrongPriority = await refusal(scene.proposals.create(cuenca, round.id, demand(foreignPriority.id)));
    expect(wrongPriority.fields.map(({ field }) => field)).toEqual(['priorityId']);
    const input = demand(null, { direction: 'offer', offerId: foreignOffer.id });
    const wrongOffer = await refusal(scene.proposals.create(cuenca, round.id, input));
    expect(wrongOffer.fields.map(({ field }) => field)).toEqual(['offerId']);
    const draft = await scene.proposals.create(cuenca, round.id, demand(null));
    await scene.database.manager.update(CommissionProposal, draft.id, { priorityId: foreignPriority.id });
    expect((await refusal(scene.proposals.submit(cuenca, draft.id, 1))).code).toBe('proposal.invalid');
  });

  it('need the current plan: a priority of an older version has to be chosen anew', async () => {
    const round = await scene.round();
    const old = await scene.priority('0101');
    const draft = await scene.proposals.create(cuenca, round.id, demand(old.id));
    const current = await scene.priority('0101', 'Agua segura, versión nueva.');
    expect((await refusal(scene.proposals.submit(cuenca, draft.id, 1))).fields[0]).toMatchObject({
      field: 'priorityId',
    });
    await scene.proposals.update(cuenca, draft.id, 1, demand(current.id));
    expect((await scene.proposals.submit(cuenca, draft.id, 2)).state).toBe('submitted');
  });

  it('are handed in only while the round takes them; the draft stays', async () => {
    const priority = await scene.priority('0101');
    const round = await scene.round({ closesLocal: '2026-11-21T12:00', closesZone: 'America/Lima' });
    const draft = await scene.proposals.create(cuenca, round.id, demand(priority.id));
    expect((await refusal(scene.proposals.submit(cuenca, draft.id, 1))).code).toBe('proposal.round_closed');
    await scene.database.manager.update(CommissionRound, round.id, { closesLocal: '2026-11-21T12:01' });
    expect((await scene.proposals.submit(cuenca, draft.id, 1)).state).toBe('submitted');
  });

  it('of one GAD are out of reach for another', async () => {
    const round = await scene.round();
    const { id } = await scene.proposals.create(cuenca, round.id, demand(null));
    const attempts = [
      scene.proposals.update(morona, id, 1, demand(null)),
      scene.proposals.submit(morona, id, 1),
      scene.proposals.withdraw(morona, id, 1),
    ];
    for (const attempt of attempts) expect((await refusal(attempt)).kind).toBe('not_found');
    expect(await proposalOfGad(scene.database, '1401', id)).toBeNull();
    const listed = await proposalsOfGad(scene.database, '1401');
    expect(listed.items.map((item) => item.gadCode)).not.toContain('0101');
    expect(await proposalOfGad(scene.database, '0101', id)).toMatchObject({ revision: 1, state: 'draft' });
  });

  it('are not overwritten by somebody who looked at an older version; of two at once one wins', async () => {
    const round = await scene.round();
    const { id } = await scene.proposals.create(cuenca, round.id, demand(null));
    const both = await Promise.allSettled([
      scene.proposals.update(cuenca, id, 1, demand(null, { title: 'Primer cambio' })),
      scene.proposals.update(cuenca, id, 1, demand(null, { title: 'Segundo cambio' })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const error = await refusal(scene.proposals.submit(cuenca, id, 1));
    expect(error.code).toBe('proposal.changed_meanwhile');
  });

  it('do not start in a round that was merged or does not exist', async () => {
    const round = await scene.round({ mergedIntoId: (await scene.round()).id });
    for (const id of [round.id, ACCOUNT]) {
      expect((await refusal(scene.proposals.create(cuenca, id, demand(null)))).kind).toBe('not_found');
    }
  });

  it('are read by direction and by key in their round, and counted', async () => {
    const round = await scene.round();
    const other = await scene.round();
    const rows = Array.from({ length: 27 }, (_, index) => ({
      roundId: index === 26 ? other.id : round.id,
      gadCode: index % 2 ? '0101' : '1401',
      direction: index < 23 ? ('demand' as const) : ('offer' as const),
      title: `Propuesta ${index}`,
      summary: '',
      state:
        index === 24 ? ('draft' as const) : index === 25 ? ('withdrawn' as const) : ('submitted' as const),
      createdAt: NOW,
      // Several of the same instant: the key must tell them apart.
      updatedAt: new Date(NOW.getTime() + Math.floor(index / 10) * 1000),
    }));
    await scene.database.manager.insert(CommissionProposal, rows);
    expect(await proposalCounts(scene.database, round.id)).toEqual({
      demand: 23,
      offer: 1,
      drafts: 1,
      withdrawn: 1,
    });
    const first = await proposalsOfRound(scene.database, round.id, 'demand');
    const second = await proposalsOfRound(scene.database, round.id, 'demand', first.next!);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 3, null]);
    const ids = new Set([...first.items, ...second.items].map(({ id }) => id));
    expect(ids.size).toBe(23);
    expect(first.items[0]!.gad!.name).toMatch(/^GAD/);
    const tampered = await proposalsOfRound(scene.database, round.id, 'offer', `x'; DROP TABLE gad; --`);
    expect(tampered.items.map(({ title }) => title)).toEqual(['Propuesta 23']);
  });
});
