import {
  commissionAt,
  commissionCounts,
  commissionsPage,
  currentRounds,
  proposalGround,
  roundsOf,
} from '@chasqui/commissions';
import { Priority } from '@chasqui/pdot';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { priorityInput } from '../../support/builders.js';
import { NOW, Scene } from './scene.js';

const TODAY = '2026-11-21';

describe('the lists of commissions and rounds', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  it('put an announced session before an estimated one and both before none; a past date is none', async () => {
    const next = (on: string, kind: 'announced' | 'estimated') => ({
      nextSessionOn: on,
      nextSessionKind: kind,
    });
    await scene.commission({ partnerEs: 'Corea' });
    await scene.commission({ partnerEs: 'Chile', ...next('2026-11-20', 'announced') });
    await scene.commission({ partnerEs: 'Brasil', ...next('2026-12-01', 'estimated') });
    await scene.commission({ partnerEs: 'México', ...next('2027-05-01', 'announced') });
    const spain = await scene.commission({ partnerEs: 'España', ...next('2026-12-01', 'estimated') });
    await scene.round({ commissionId: spain.id, sessionOn: '2027-01-15', sessionKind: 'announced' });
    await scene.commission({ partnerEs: 'Alemania', kind: 'intergovernmental_negotiation' });
    const page = await commissionsPage(scene.database, {}, TODAY);
    expect(page.items.map(({ commission }) => commission.partnerEs)).toEqual([
      'España',
      'México',
      'Brasil',
      'Alemania',
      'Chile',
      'Corea',
    ]);
    expect(page.items[0]!.rounds).toHaveLength(1);
    const dated = await commissionsPage(scene.database, { dated: true }, TODAY);
    expect(dated.total).toBe(3);
    const negotiations = await commissionsPage(
      scene.database,
      { kind: 'intergovernmental_negotiation' },
      TODAY,
    );
    expect(negotiations.items.map(({ commission }) => commission.partnerEs)).toEqual(['Alemania']);
    expect((await commissionCounts(scene.database)).get('mixed_commission')).toBe(5);
  });

  it('are paged by key without leaving anyone out', async () => {
    for (let index = 0; index < 40; index += 1) {
      await scene.commission({ partnerEs: `Socio ${index % 7}`, kind: 'formulation_committee' });
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await commissionsPage(scene.database, { kind: 'formulation_committee', after }, TODAY);
      seen.push(...page.items.map(({ commission }) => commission.id));
      expect(page.total).toBe(40);
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(40);
    expect(seen).toHaveLength(40);
  });

  it('lead from a merged commission to the one that stays', async () => {
    const stays = await scene.commission({ slug: 'comision-la-buena' });
    await scene.commission({ slug: 'comision-repetida', mergedIntoId: stays.id });
    expect(await commissionAt(scene.database, 'comision-repetida')).toEqual({ movedTo: 'comision-la-buena' });
    expect(await commissionAt(scene.database, 'comision-la-buena')).toMatchObject({
      commission: { id: stays.id },
    });
    expect(await commissionAt(scene.database, 'comision-que-no-existe')).toBeNull();
  });

  it('show the rounds of a commission latest first, undated on top, by key', async () => {
    const { id } = await scene.commission();
    for (let year = 2010; year < 2022; year += 1) {
      await scene.round({ commissionId: id, sessionOn: `${year}-05-05`, stage: 'execution' });
    }
    await scene.round({ commissionId: id, labelEs: 'Sin fecha' });
    const first = await roundsOf(scene.database, id);
    const second = await roundsOf(scene.database, id, first.next!);
    expect(first.rounds[0]!.labelEs).toBe('Sin fecha');
    expect([...first.rounds, ...second.rounds].map(({ sessionOn }) => sessionOn)).toEqual([
      null,
      ...Array.from({ length: 12 }, (_, index) => `${2021 - index}-05-05`),
    ]);
    expect(second.next).toBeNull();
  });

  it('show a GAD the rounds that take proposals, the nearest session first', async () => {
    await scene.database.query('DELETE FROM commission_round');
    await scene.round({ labelEs: 'Sin fecha', stage: 'notified' });
    await scene.round({ labelEs: 'En marzo', sessionOn: '2027-03-01' });
    await scene.round({ labelEs: 'En enero', sessionOn: '2027-01-10', closesLocal: '2026-12-01T17:00' });
    await scene.round({ labelEs: 'Cerrada', closesLocal: '2026-11-01T17:00' });
    await scene.round({ labelEs: 'En ejecución', stage: 'execution' });
    await scene.round({ labelEs: 'Unida', mergedIntoId: (await scene.commission()).id });
    const all = await currentRounds(scene.database, NOW);
    expect(all.rounds.map(({ labelEs }) => labelEs)).toEqual(['En enero', 'En marzo', 'Sin fecha']);
    const first = await currentRounds(scene.database, NOW, undefined, 2);
    const second = await currentRounds(scene.database, NOW, first.next!, 2);
    expect(second.rounds.map(({ labelEs }) => labelEs)).toEqual(['Sin fecha']);
  });

  it('give a GAD its own priorities and practices to choose from, narrowed by words', async () => {
    const priority = await scene.priority('0101', 'Páramos y agua segura');
    await scene.database.manager.insert(
      Priority,
      Array.from({ length: 205 }, (_, index) => ({
        ...priorityInput(`Vialidad ${index}`),
        planId: priority.planId,
        position: index + 2,
      })),
    );
    await scene.priority('1401', 'Páramos ajenos');
    await scene.offer('0101', { titleEs: 'Propia' });
    await scene.offer('0101', { titleEs: 'Unida', mergedIntoId: (await scene.offer('1401')).id });
    const ground = await proposalGround(scene.database, '0101');
    expect([ground.priorities.length, ground.cut]).toEqual([200, true]);
    expect(ground.offers.map(({ titleEs }) => titleEs)).toEqual(['Propia']);
    const narrowed = await proposalGround(scene.database, '0101', 'paramos');
    expect(narrowed.priorities.map(({ text }) => text)).toEqual(['Páramos y agua segura']);
    expect((await proposalGround(scene.database, '0101', '%')).priorities).toEqual([]);
    expect((await proposalGround(scene.database, '9999')).plan).toBeNull();
  });
});
