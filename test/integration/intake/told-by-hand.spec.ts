import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DrawSample } from '@chasqui/intake';
import { CURATOR, IntakeScene, TOLD } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});

afterAll(() => scene.close());

const told = async (callId: string) =>
  (await scene.changes(callId)).map(({ kind, severity }) => `${kind} ${severity}`);

describe('what a curator does at the desk with a public call', () => {
  it('is told once, as part of the decision, and not as an edit besides', async () => {
    const { item, callId, told: said } = await scene.published();
    const edits = await scene.announced('call.edited', callId);
    await scene.says(item, { ...said, cierre: '2026-07-15T17:00', monto: 70_000 });
    await scene.accept(await scene.open(item), {
      otherwise: { amountMax: { verdict: 'corrected', input: { amountMax: '65000' } } },
    });

    expect((await told(callId)).toSorted()).toEqual(['amount important', 'extended important']);
    expect(await scene.announced('call.edited', callId)).toBe(edits);
    expect(await scene.announced('call.changed', callId)).toBe(1);
  });

  it('is told as what the source did, when the call is put away for that', async () => {
    const { item, callId } = await scene.published();
    await scene.misses(item);
    await scene.misses(item);
    await scene.accept(await scene.open(item), { next: 'archive' });

    expect(await told(callId)).toEqual(['withdrawn important']);
    const [change] = await scene.changes(callId);
    expect(change!.textEs).toMatch(/^La fuente ya no publica la convocatoria/);
  });

  it('is told when a call that was published unseen turns out to be wrong, or to be none', async () => {
    const corrected = await unseen('Riego por goteo en los páramos del norte');
    const rejected = await unseen('Bibliotecas móviles para recintos fluviales');
    scene.wait(24);
    await scene.app.get(DrawSample).execute();
    await scene.accept(await scene.open(corrected.item), {
      otherwise: {
        deadline: {
          verdict: 'corrected',
          input: {
            deadlineKind: 'exact',
            deadlineLocal: '2026-05-30T17:00',
            deadlineZone: 'Europe/Madrid',
          },
        },
      },
    });
    const finding = await scene.open(rejected.item);
    await scene.desk.reject(finding.id, finding.revision, 'No es para gobiernos.', CURATOR);

    expect(await told(corrected.callId)).toEqual(['brought_forward immediate']);
    expect(await told(rejected.callId)).toEqual(['withdrawn important']);
    expect(await scene.announced('call.edited', rejected.callId)).toBe(0);
  });
});

/** A call of a trusted source that nobody looked at before it was published. */
async function unseen(titulo: string) {
  const item = await scene.item(await scene.source({ trusted: true }), titulo);
  await scene.says(item, { ...TOLD, titulo });
  const { id, state } = await scene.callOf(item);
  expect(state).toBe('published');
  return { item, callId: id };
}
