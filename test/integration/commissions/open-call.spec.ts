import { AuditEntry } from '@chasqui/audit';
import { Call, Calls } from '@chasqui/calls';
import { CommissionRound } from '@chasqui/commissions';
import { CuratedRecords } from '@chasqui/curation';
import { commissionRecord } from '@chasqui/commissions';
import { DomainError } from '@chasqui/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCOUNT, Scene } from './scene.js';

describe('opening the call of a round', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  const stored = (id: string) => scene.database.manager.findOneByOrFail(CommissionRound, { id });
  const refusal = async (roundId: string, donorId: string | null = null): Promise<DomainError> => {
    const error = await scene.rounds.openCall(roundId, donorId, null).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DomainError);
    return error as DomainError;
  };

  it('enters it in review for the agency of the commission, ties it to the round and leaves a trace', async () => {
    const donor = await scene.donor();
    const { id: commissionId } = await scene.commission({ donorId: donor.id, themes: ['ambiente'] });
    const round = await scene.round({
      commissionId,
      opensOn: '2026-11-01',
      closesLocal: '2027-01-31T17:00',
      closesZone: 'America/Lima',
    });
    const call = await scene.rounds.openCall(round.id, null, ACCOUNT);
    expect(call).toMatchObject({
      state: 'in_review',
      kind: 'mixed_commission_round',
      donorId: donor.id,
      direction: 'both',
      closesAt: new Date('2027-01-31T22:00:00Z'),
      deadlineZone: 'America/Lima',
      themes: ['ambiente'],
      sourceUrl: 'https://example.org/nota',
    });
    expect(await stored(round.id)).toMatchObject({ callId: call.id, revision: 2, curated: true });
    const trace = await scene.database.manager.findOneByOrFail(AuditEntry, {
      entity: 'round',
      entityId: round.id,
    });
    expect(trace).toMatchObject({
      action: 'round.call_opened',
      actorId: ACCOUNT,
      before: { callId: null },
      after: { callId: call.id },
    });
  });

  it('opens one call, however often and however many at once press the button', async () => {
    const { id: donorId } = await scene.donor();
    const round = await scene.round();
    const calls = await Promise.all(
      Array.from({ length: 4 }, () => scene.rounds.openCall(round.id, donorId, ACCOUNT)),
    );
    const again = await scene.rounds.openCall(round.id, null, ACCOUNT);
    expect(new Set([...calls, again].map(({ id }) => id)).size).toBe(1);
    expect(await scene.database.manager.countBy(Call, { donorId })).toBe(1);
    expect((await stored(round.id)).revision).toBe(2);
  });

  it('asks for the donor when the commission has none, and stores nothing without', async () => {
    const round = await scene.round();
    const before = await scene.database.manager.count(Call);
    for (const donorId of [null, ACCOUNT]) {
      const error = await refusal(round.id, donorId);
      expect(error.code).toBe('round.donor');
      expect(error.fields.map(({ field }) => field)).toEqual(['donorId']);
    }
    const merged = await scene.donor({ mergedIntoId: (await scene.donor()).id });
    expect((await refusal(round.id, merged.id)).code).toBe('round.donor');
    expect(await scene.database.manager.count(Call)).toBe(before);
    expect((await stored(round.id)).callId).toBeNull();
  });

  it('needs something announced', async () => {
    const { id: donorId } = await scene.donor();
    const round = await scene.round({
      stage: 'notified',
      sessionOn: '2027-03-01',
      sessionKind: 'estimated',
    });
    expect((await refusal(round.id, donorId)).code).toBe('round.no_call');
    await scene.database.manager.update(CommissionRound, round.id, { sessionKind: 'announced' });
    expect(await scene.rounds.openCall(round.id, donorId, null)).toMatchObject({
      deadlineKind: 'unpublished',
      closesAt: null,
    });
  });

  it('needs a source that can be opened', async () => {
    const { id: donorId } = await scene.donor();
    const sources = [{ title: 'Documento base', place: 'línea 3', url: null }];
    const commission = await scene.commission({ sources });
    const round = await scene.round({ commissionId: commission.id, sources });
    expect((await refusal(round.id, donorId)).code).toBe('round.source');
    await scene.database.manager.update(CommissionRound, round.id, {
      sources: [{ title: 'Nota', place: '', url: 'https://example.org/otra' }],
    });
    expect((await scene.rounds.openCall(round.id, donorId, null)).sourceUrl).toBe('https://example.org/otra');
  });

  it('is not told of later changes: the dates of the call and of the round go their own ways', async () => {
    const { id: donorId } = await scene.donor();
    const round = await scene.round({ closesLocal: '2027-01-31T17:00', closesZone: 'America/Lima' });
    const call = await scene.rounds.openCall(round.id, donorId, null);
    await scene.database.manager.update(Call, call.id, { deadlineLocal: '2027-02-28T17:00' });
    expect((await stored(round.id)).closesLocal).toBe('2027-01-31T17:00');
    const published = await new Calls(scene.database, scene.clock).publish(call.id, null).catch(String);
    expect(published).toContain('faltan datos');
  });

  it('follows its commission through a merge', async () => {
    const { id: donorId } = await scene.donor();
    const duplicate = await scene.commission({ partnerEs: 'Peru' });
    const stays = await scene.commission();
    const round = await scene.round({ commissionId: duplicate.id });
    const records = new CuratedRecords(scene.database, scene.clock);
    await records.merge(commissionRecord, duplicate.id, 1, stays.id, null);
    expect((await stored(round.id)).commissionId).toBe(stays.id);
    expect((await scene.rounds.openCall(round.id, donorId, null)).title).toContain('con Perú');
  });
});
