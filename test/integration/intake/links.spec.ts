import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FetchError } from '@chasqui/fetching';
import { brokenLinks, CheckLinks, LinkCheck } from '@chasqui/intake';
import { JobQueues } from '@chasqui/jobs';
import { fakeFetcher } from '../../support/collecting.js';
import { CURATOR, IntakeScene } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});
afterAll(() => scene.close());

const GONE = new FetchError('http', 'La página ya no existe (404).', { status: 404 });
const DOWN = new FetchError('timeout', 'La página tardó demasiado.');

/** What the world answers from now on, by address. */
const world = new Map<string, Error>();
const fetcher = fakeFetcher(({ url }) => world.get(url) ?? { body: Buffer.from('bien') });

const broken = async () => (await brokenLinks(scene.database, scene.clock.now())).map(({ callId }) => callId);
const visit = () =>
  new CheckLinks(scene.database, scene.app.get(JobQueues), scene.clock, fetcher).execute({ done: 0 });

async function published(name: string): Promise<{ id: string; url: string }> {
  const url = `https://cooperante.example/${name}`;
  const call = await scene.byHand({ title: `Convocatoria ${name}`, sourceUrl: url });
  await scene.calls.publish(call.id, CURATOR);
  return { id: call.id, url };
}

describe('the address of a published call', () => {
  it('counts as broken when it was so on two days, and no longer when it is well again', async () => {
    const gone = await published('borrada');
    const flaky = await published('lenta');
    world.set(gone.url, GONE).set(flaky.url, DOWN);
    await visit();
    scene.wait(3);
    await visit();
    expect(await broken()).toEqual([]);
    const asked = fetcher.requests.filter(({ url }) => url === gone.url).length;
    scene.wait(24);
    await visit();
    expect(fetcher.requests.filter(({ url }) => url === gone.url).length).toBeGreaterThan(asked);
    expect(await broken()).toEqual([gone.id]);
    world.clear();
    scene.wait(24);
    await visit();
    expect(await broken()).toEqual([]);
  });

  it('begins anew when a curator changes it', async () => {
    const { id, url } = await published('cambiada');
    world.set(url, GONE);
    await visit();
    scene.wait(24);
    await visit();
    expect(await broken()).toEqual([id]);
    await scene.database.query('UPDATE call SET source_url = $2 WHERE id = $1', [id, `${url}-nueva`]);
    expect(await broken()).toEqual([]);
    await visit();
    expect(await scene.database.manager.findOneByOrFail(LinkCheck, { callId: id })).toMatchObject({
      url: `${url}-nueva`,
      state: 'ok',
    });
  });

  it('is visited in small batches, what was not looked at for longest first', async () => {
    const calls = [];
    for (let each = 0; each < 25; each += 1) calls.push(await published(`lote-${each}`));
    scene.wait(24);
    fetcher.requests.length = 0;
    await visit();
    const waiting = (await scene.app.get(JobQueues).counts()).intake.waiting;
    expect([new Set(fetcher.requests.map(({ url }) => url)).size, waiting]).toEqual([20, 1]);
    await visit();
    const urls = new Set(fetcher.requests.map(({ url }) => url));
    for (const { url } of calls) expect(urls).toContain(url);
  });
});
