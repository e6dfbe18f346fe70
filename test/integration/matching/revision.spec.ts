import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { Offer } from '@chasqui/gads';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { FORMULA_VERSION, LIST_SIZE, Match, MatchedCall, Rescoring, reviseListsJob } from '@chasqui/matching';
import { Network, NetworkMembership } from '@chasqui/networks';
import { addOfficer, donorNamed } from '../../support/builders.js';
import { BACKENDS, NOW, Scene } from '../main-job/scene.js';

/** A canton without a plan, a profile or people in the demo. */
const GAD = '0907';
const HOUR = 3_600_000;

describe.each(BACKENDS)('Looking for lists that are out of date, queues on %s', (backend) => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(backend);
  });

  afterAll(() => scene.close());

  beforeEach(() => {
    scene.sink.clear();
    scene.clock.moveTo(NOW);
  });

  async function revise(): Promise<void> {
    await scene.app.get(JobQueues).add([jobRequest(reviseListsJob, {})]);
    await scene.untilIdle();
  }

  const sql = (text: string, values: unknown[] = []) => scene.database.query<unknown[]>(text, values);
  const matchOf = (call: Call, gadCode = GAD) =>
    scene.database.manager.findOneBy(Match, { callId: call.id, gadCode });
  const gadsOf = async (call: Call) => (await scene.matches(call)).map(({ gadCode }) => gadCode);

  it('is done at start, every hour, and finds nothing when nothing changed', async () => {
    const [schedule, ...others] = await scene.queue('matching').getJobSchedulers();
    expect(others).toEqual([]);
    expect(schedule).toMatchObject({ key: 'revise-lists', name: 'revise-lists', every: HOUR });
    const lists = await sql('SELECT count(*)::int AS count FROM match_list');
    expect(lists).toEqual([{ count: 1070 }]);

    const before = await scene.database.manager.find(Match, { order: { gadCode: 'ASC', callId: 'ASC' } });
    scene.pass(HOUR);
    await revise();

    const after = await scene.database.manager.find(Match, { order: { gadCode: 'ASC', callId: 'ASC' } });
    expect(after).toEqual(before);
  });

  describe('finds what set off no event:', () => {
    it('an agreement that narrows what a donor finances, until it ends', async () => {
      const call = await scene.publishAndSettle();
      const agreement = { title: 'Acuerdo marco', axes: ['agua potable'], url: null, note: null };
      const until = '2026-03-31';
      await sql('UPDATE donor SET agreements = $1 WHERE id = $2', [
        JSON.stringify([{ ...agreement, from: '2026-01-01', until }]),
        await donorNamed(scene.database),
      ]);
      expect(await matchOf(call)).not.toBeNull();

      await revise();
      expect(await gadsOf(call)).toEqual([]);

      scene.clock.moveTo(new Date('2026-04-01T15:00:00Z'));
      await revise();
      expect(await matchOf(call)).not.toBeNull();
      await sql(`UPDATE donor SET agreements = '[]'`);
    });

    it('a competence', async () => {
      const call = await scene.publishAndSettle({ title: 'Vialidad rural', themes: ['vialidad'] });
      const norms = async () =>
        (await matchOf(call, '08'))!.reasons.flatMap(({ criterion, norm }) =>
          criterion === 'competence' ? [norm] : [],
        );
      expect(await norms()).not.toContain('Ley nueva');
      const [{ legal_basis: basis }] = (await sql(
        `SELECT legal_basis FROM competence WHERE code = 'PROV-02'`,
      )) as [{ legal_basis: string }];

      await sql(`UPDATE competence SET legal_basis = 'Ley nueva' WHERE code = 'PROV-02'`);
      await revise();

      expect(await norms()).toContain('Ley nueva');
      await sql(`UPDATE competence SET legal_basis = $1 WHERE code = 'PROV-02'`, [basis]);
    });

    it('the population of a GAD', async () => {
      const call = await scene.publishAndSettle({
        summary: 'Apoya el turismo comunitario en municipios de menos de 20.000 habitantes.',
      });
      const people = (population: number) =>
        sql(
          `INSERT INTO gad_profile (gad_code, population, updated_at) VALUES ($1, $2, now())
           ON CONFLICT (gad_code) DO UPDATE SET population = excluded.population`,
          [GAD, population],
        );

      await people(12_000);
      await revise();
      expect((await matchOf(call))!.gates).toContainEqual(
        expect.objectContaining({ id: 'population', answer: 'passes' }),
      );

      await people(90_000);
      await revise();
      expect(await matchOf(call)).toBeNull();
    });

    it('a membership: a call to join a network says nothing to its members', async () => {
      const call = await scene.publishAndSettle({
        kind: 'network_membership',
        title: 'Convocatoria para ingresar a Mercociudades',
      });
      expect(await matchOf(call)).not.toBeNull();
      const { manager } = scene.database;
      const { id } = await manager.findOneByOrFail(Network, { slug: 'mercociudades' });
      const members = await manager.findBy(NetworkMembership, { networkId: id });
      const listed = await gadsOf(call);
      const current = members.filter(({ untilYear }) => untilYear === null || untilYear >= 2026);
      for (const { gadCode } of current) expect(listed).not.toContain(gadCode);

      const membership = {
        networkId: id,
        gadCode: GAD,
        role: 'member' as const,
        fromYear: 2026,
        untilYear: 2026,
      };
      await manager.save(NetworkMembership, { ...membership, updatedAt: NOW });
      await revise();
      expect(await matchOf(call)).toBeNull();

      // It ran out: they may ask again.
      await manager.update(NetworkMembership, { networkId: id, gadCode: GAD }, { untilYear: 2025 });
      await revise();
      expect(await matchOf(call)).not.toBeNull();
    });

    it('a call that closed because time passed', async () => {
      const call = await scene.publishAndSettle({ deadlineLocal: '2026-03-20T17:00' });
      expect((await gadsOf(call)).length).toBeGreaterThan(100);

      scene.clock.moveTo(new Date('2026-03-21T15:00:00Z'));
      await revise();

      expect(await gadsOf(call)).toEqual([]);
      expect(await scene.database.manager.existsBy(MatchedCall, { callId: call.id })).toBe(false);
    });

    it('a call that was taken down', async () => {
      const call = await scene.publishAndSettle();

      await scene.calls.unpublish(call.id, null);
      await revise();

      expect(await gadsOf(call)).toEqual([]);
      expect(await scene.database.manager.existsBy(MatchedCall, { callId: call.id })).toBe(false);
    });
  });

  it('makes all lists again after a new version, shows how far it is, and keeps the scores before', async () => {
    await sql('UPDATE match SET formula_version = 1, score = 33.3');
    await sql('UPDATE match_list SET formula_version = 1');
    await sql('DELETE FROM rescoring');
    const seen: number[] = [];
    const watch = setInterval(() => {
      void scene.database.manager
        .find(Rescoring)
        .then((passes) =>
          seen.push(...passes.filter(({ finishedAt }) => !finishedAt).map(({ done }) => done)),
        );
    }, 10);

    await revise();
    clearInterval(watch);

    expect(seen.filter((done) => done > 0 && done < 1070).length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await scene.database.manager.find(Rescoring)).toEqual([
      expect.objectContaining({
        formulaVersion: FORMULA_VERSION,
        lists: 1070,
        done: 1070,
        startedAt: NOW,
        finishedAt: NOW,
        error: null,
      }),
    ]);
    const rows = await scene.database.manager.find(Match);
    expect(rows.length).toBeGreaterThan(1070);
    expect(rows.filter(({ previousScore }) => previousScore !== 33.3)).toEqual([]);
    expect(rows.filter(({ formulaVersion }) => formulaVersion !== FORMULA_VERSION)).toEqual([]);
  });

  it('shows a pass again when the data of a finished one come back', async () => {
    scene.pass(HOUR);
    await sql(`UPDATE match_list SET data_version = 'regla-con-fecha' WHERE gad_code LIKE '08%'`);

    await revise();

    const [pass, ...others] = await scene.database.manager.find(Rescoring);
    expect(others).toEqual([]);
    expect(pass).toMatchObject({ done: 1070, startedAt: scene.clock.now(), finishedAt: scene.clock.now() });
  });

  it('leaves no gap in a full list, and alerts only those whose list has room for the call', async () => {
    const only = { territories: [GAD], gadLevels: ['municipal' as const], gadRole: 'applicant' as const };
    const strong: Call[] = [];
    for (let count = 0; count < LIST_SIZE; count += 1) {
      strong.push(await scene.publish({ ...only, title: `Turismo y fomento productivo ${count}` }));
    }
    await Promise.all(strong.map((call) => scene.untilTold(call)));
    await scene.untilIdle();
    const list = () =>
      scene.database.manager.find(Match, {
        where: { gadCode: GAD },
        order: { score: 'DESC', callId: 'ASC' },
      });
    const full = await list();
    expect(full).toHaveLength(LIST_SIZE);
    await addOfficer(scene.app, 'lleno@chasqui.example', GAD, { minScore: 0 });
    await addOfficer(scene.app, 'libre@chasqui.example', '0908', { minScore: 0 });
    scene.pass(1000);

    const weak = await scene.publishAndSettle({
      ...only,
      gadRole: 'beneficiary',
      territories: [GAD, '0908'],
    });

    expect(await matchOf(weak)).toBeNull();
    expect((await matchOf(weak, '0908'))!.score).toBeLessThan(full.at(-1)!.score);
    expect(await scene.concerned(weak)).toEqual(['libre@chasqui.example']);

    const inList = strong.find(({ id }) => full.some(({ callId }) => callId === id))!;
    await scene.calls.unpublish(inList.id, null);
    await revise();

    expect(await list()).toHaveLength(LIST_SIZE);
    expect(await matchOf(inList)).toBeNull();
    for (const call of strong) await scene.calls.archive(call.id, null);
    await revise();
    expect(await matchOf(weak)).not.toBeNull();
    expect(await scene.concerned(weak)).toEqual(['libre@chasqui.example']);
  }, 120_000);

  it('tells the officer of a GAD with a proven practice of a call that looks for them, and why', async () => {
    await scene.database.manager.save(Offer, {
      slug: `reciclaje-${backend}`,
      gadCode: GAD,
      titleEs: 'Reciclaje inclusivo de residuos sólidos',
      summaryEs: 'Recicladores de base separan los desechos en cada barrio.',
      themes: ['residuos-solidos'],
      sources: [{ title: 'Informe', place: 'p. 1', url: 'https://gad.example/informe' }],
      readOn: '2026-01-01',
      confidence: 'media',
    });
    await revise();
    await addOfficer(scene.app, 'oferta@chasqui.example', GAD);
    await addOfficer(scene.app, 'demanda@chasqui.example', '0910');
    scene.pass(1000);

    const call = await scene.publishAndSettle({
      title: 'Comisión mixta: oferta de experiencias en residuos sólidos',
      summary: 'Se buscan experiencias probadas de reciclaje y separación de residuos sólidos.',
      kind: 'mixed_commission_round',
      direction: 'offer',
      themes: ['residuos-solidos'],
      gadRole: 'applicant',
    });

    expect((await matchOf(call))!.reasons[0]).toMatchObject({
      criterion: 'offer',
      gadQuote: expect.stringContaining('Reciclaje inclusivo'),
    });
    const people = await scene.concerned(call);
    expect(people).toContain('oferta@chasqui.example');
    expect(people).not.toContain('demanda@chasqui.example');
    const text = scene.sink.to('oferta@chasqui.example')[0]!.text!.replaceAll(/\s+/g, ' ');
    expect(text).toContain('Puede ofrecer una práctica de su GAD');
    expect(text).toContain('Su GAD ofrece: «Reciclaje inclusivo de residuos sólidos.');
    expect((await matchOf(call, '0910'))?.score ?? 0).toBeLessThan((await matchOf(call))!.score);
  });
});
