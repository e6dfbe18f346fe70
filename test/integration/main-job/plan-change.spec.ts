import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Match } from '@chasqui/matching';
import { adoptPlan, fingerprintOf, Plans, Priority } from '@chasqui/pdot';
import { eventually } from '../../support/app.js';
import { priorityInput } from '../../support/builders.js';
import { BACKENDS, NOW, Scene } from './scene.js';

/** A canton without a plan in the demo. */
const GAD = '0907';

describe.each(BACKENDS)('Changing the plan of a GAD, queues on %s', (backend) => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(backend);
  });

  afterAll(() => scene.close());

  const matches = () =>
    scene.database.manager.find(Match, { where: { gadCode: GAD }, order: { callId: 'ASC' } });
  const needs = async () => (await matches()).reduce((sum, { need }) => sum + need, 0);

  async function adopt(text: string, themes: string[]): Promise<void> {
    const input = {
      gadCode: GAD,
      label: 'PDOT 2024-2028',
      note: null,
      isDemo: false,
      priorities: [priorityInput(text, { themes })],
    };
    await scene.database.transaction((manager) =>
      adoptPlan(manager, input, { at: scene.clock.now(), actorId: null, source: 'plan.xlsx' }),
    );
    await scene.untilIdle();
  }

  it('judges all its open calls again, and those of nobody else, and tells nobody', async () => {
    const call = await scene.publishAndSettle();
    const before = await matches();
    const others = (await scene.matches(call)).filter(({ gadCode }) => gadCode !== GAD);
    const mails = scene.sink.received.length;
    scene.pass(1000);

    await adopt('Impulsar el turismo comunitario en las parroquias rurales.', ['turismo']);

    const after = await matches();
    expect(after.map(({ callId }) => callId)).toEqual(before.map(({ callId }) => callId));
    expect(after.every(({ computedAt }) => computedAt > NOW)).toBe(true);
    expect(JSON.stringify(after.find(({ callId }) => callId === call.id)!.reasons)).toContain(
      'parroquias rurales',
    );
    expect((await scene.matches(call)).filter(({ gadCode }) => gadCode !== GAD)).toEqual(others);
    expect(scene.sink.received).toHaveLength(mails);
  });

  it('follows a priority that was edited, also twice within one second', async () => {
    const before = await needs();
    const plans = new Plans(scene.database, scene.clock);
    const edit = async (themes: string[]) => {
      const priority = await scene.database.manager.findOneByOrFail(Priority, {
        plan: { gadCode: GAD, current: true },
      });
      const form = {
        planCode: '',
        objective: '',
        programme: '',
        budget: '',
        currency: '',
        territory: '',
        nationalObjective: '',
        competences: '',
        sourceUrl: '',
        sdgs: [],
        component: priority.component,
        text: 'Construir un museo del ferrocarril.',
        themes,
      };
      await plans.edit(GAD, priority.id, fingerprintOf(priority), form, null);
    };
    await edit(['turismo', 'cultura']);
    scene.pass(1);
    await edit(['cultura']);

    await eventually(async () => expect(await needs()).toBeLessThan(before));
  });
});
