import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Subscription } from '@chasqui/subscriptions';
import PostalMime from 'postal-mime';
import { eventually, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { AlertScene, CESAR, OLGA } from './alerts.scene.js';

let test: TestApp;
let scene: AlertScene;
let anybody: Visitor;

beforeAll(async () => {
  test = await startTestApp();
  scene = new AlertScene(test);
  anybody = test.visitor();
});

afterAll(() => test.close());

async function isOn(id: string): Promise<boolean> {
  return (await test.database.manager.findOneByOrFail(Subscription, { id })).active;
}

describe('stopping with the link of a mail', () => {
  let search: Subscription;
  let url: string;

  beforeEach(async () => {
    search = await scene.search(OLGA, 'q=riego', 'Riego');
    url = `/baja/${await scene.stopOf(OLGA, `sub:${search.id}`)}`;
  });

  it('names the list and whose it is, without the whole address', async () => {
    const { status, page, headers } = await anybody.get(url);
    expect(status).toBe(200);
    expect(page('main').text()).toContain('su búsqueda «Riego»');
    expect(page('main').text()).toContain('ol•••l@esmeraldas.example');
    expect(page.html()).not.toContain(OLGA);
    expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex']);
  });

  it('is one click for mail programs: at once, no redirect, no cookie (RFC 8058)', async () => {
    const answer = await anybody.post(url, { 'List-Unsubscribe': 'One-Click' });
    expect([answer.status, answer.location, answer.headers.get('set-cookie')]).toEqual([200, '', null]);
    expect(await isOn(search.id)).toBe(false);
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'search', given: false, way: 'one_click' });
    // A mail program that repeats itself changes nothing more.
    const before = await scene.stored();
    expect((await anybody.post(url, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await scene.stored()).toEqual(before);
  });

  it('takes multipart bodies too, as mail programs should send them, and none at all', async () => {
    const body = new FormData();
    body.append('List-Unsubscribe', 'One-Click');
    const response = await fetch(new URL(url, test.url), { method: 'POST', body, redirect: 'manual' });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await isOn(search.id)).toBe(false);
    expect((await scene.consents(OLGA))[0]!.way).toBe('one_click');
    expect((await fetch(new URL(url, test.url), { method: 'POST' })).status).toBe(200);
  });

  it('with the button does the same, and offers to undo it', async () => {
    const stopped = await anybody.post(url);
    expect(stopped.page('[role=status]').text()).toContain('su búsqueda «Riego»');
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'search', given: false, way: 'mail_link' });
    const undo = stopped.page('form[action$="/deshacer"]').attr('action')!;
    expect((await anybody.get(url)).page('h1').text()).toBe('Ya no los recibe');

    const again = await anybody.post(undo);
    expect([again.status, again.page('[role=status]').text()]).toEqual([
      200,
      'Recibe otra vez su búsqueda «Riego», como antes.',
    ]);
    expect(await isOn(search.id)).toBe(true);
  });

  it('leads to everything that the person receives', async () => {
    const href = (await anybody.get(url)).page('a[href^="/preferencias/"]').attr('href')!;
    const { status, page } = await anybody.get(href);
    expect([status, page('h1').text()]).toEqual([200, 'Mis avisos']);
    expect(page('main').text()).toContain('Riego');
  });

  it('does nothing, and says so, once the list is no longer the person’s', async () => {
    await test.database.manager.delete(Subscription, search.id);
    const before = await scene.stored();
    for (const path of [url, url.replace('/baja/', '/pausa/'), `${url}/deshacer`]) {
      const { status, page } = await anybody.post(path, { dias: '30' });
      expect([path, status, page('h1').text()]).toEqual([path, 200, 'Estos avisos ya no son suyos']);
    }
    expect((await anybody.get(url)).page('h1').text()).toBe('Estos avisos ya no son suyos');
    expect(await scene.stored()).toEqual(before);
  });

  it('stops everything with the link of a digest, and undoes only what it stopped', async () => {
    const silent = await scene.search(OLGA, 'q=vialidad', 'Vialidad', { notify: false, frequency: 'daily' });
    const all = `/baja/${await scene.stopOf(OLGA, 'all')}`;
    await anybody.post(all);
    expect(await isOn(search.id)).toBe(false);
    await anybody.post(`${all}/deshacer`);
    expect([await isOn(search.id), await isOn(silent.id)]).toEqual([true, false]);
  });
});

describe('pausing with the link of a mail', () => {
  it('asks how long, pauses and undoes', async () => {
    const { id } = await scene.search(OLGA, 'q=agua', 'Agua');
    const url = `/pausa/${await scene.stopOf(OLGA, `sub:${id}`)}`;
    const pausedUntil = async () =>
      (await test.database.manager.findOneByOrFail(Subscription, { id })).pausedUntil;

    expect((await anybody.get(url)).page('input[name=dias]')).toHaveLength(3);
    const done = await anybody.post(url, { dias: '30' });
    expect([done.status, done.page('h1').text()]).toEqual([
      200,
      expect.stringMatching(/^En pausa hasta el /),
    ]);
    expect(await pausedUntil()).not.toBeNull();

    // A day that was written counts before the number of days.
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await anybody.post(url, { dias: '90', pausedUntil: soon });
    expect(await pausedUntil()).toBe(soon);
    await anybody.post(done.page('form[action$="/deshacer"]').attr('action')!);
    expect(await pausedUntil()).toBeNull();
  });

  it('says what is wrong with a day, and keeps it', async () => {
    const url = `/pausa/${await scene.stopOf(OLGA, 'all')}`;
    const before = await scene.stored();
    for (const pausedUntil of ['2020-01-01', '']) {
      const { status, page } = await anybody.post(url, { pausedUntil });
      expect([status, page('[role=alert]').text()]).toEqual([422, expect.stringContaining('día')]);
      expect(page('input[name=pausedUntil]').attr('value')).toBe(pausedUntil);
    }
    expect(await scene.stored()).toEqual(before);
  });
});

describe('links that no longer hold', () => {
  it('explain themselves when they are too old, and a fresh one is mailed', async () => {
    const old = {
      '/preferencias/': await scene.preferencesOf(OLGA, 91),
      '/baja/': await scene.stopOf(OLGA, 'all', 401),
      '/pausa/': await scene.stopOf(OLGA, 'all', 401),
      '/por-que/': await scene.link('why', { accountId: await scene.id(OLGA), subject: 'x' }, 401),
    };
    const before = await scene.stored();
    for (const [path, token] of Object.entries(old)) {
      const { status, page } = await anybody.get(`${path}${token}`);
      expect([path, status, page('h1').text()]).toEqual([path, 410, 'Este enlace caducó']);
      expect(page('form').attr('action')).toBe(`/preferencias/${token}/enlace`);
    }
    for (const path of ['/baja/', '/pausa/'] as const) {
      expect((await anybody.post(`${path}${old[path]}`, { dias: '30' })).status).toBe(410);
    }
    expect(await scene.stored()).toEqual(before);

    const answer = await anybody.post(`/preferencias/${old['/preferencias/']}/enlace`);
    expect(answer.status).toBe(200);
    const text = await eventually('the fresh link is mailed', async () => {
      const [mail] = await test.database.query<{ raw: Buffer }[]>(
        `SELECT raw FROM mailbox_message WHERE recipient = $1 AND subject LIKE 'Su enlace para cambiar%'`,
        [OLGA],
      );
      return mail && (await PostalMime.parse(mail.raw)).text;
    });
    const fresh = /\/preferencias\/[\w-]+/.exec(text)![0];
    expect((await anybody.get(fresh)).page('h1').text()).toBe('Mis avisos');
    // Whoever asks with a link of nobody hears the same.
    const nobody = await anybody.post(`/preferencias/${'x'.repeat(60)}/enlace`);
    expect([nobody.status, nobody.page('main').text()]).toEqual([200, answer.page('main').text()]);
  });

  it('ask to sign in when they are not ours, of an earlier version or of another kind', async () => {
    const stop = await scene.stopOf(OLGA, 'all');
    const broken = `${stop.startsWith('A') ? 'B' : 'A'}${stop.slice(1)}`;
    for (const path of [
      '/preferencias/0Ixh7Xo3cJ1mY8mC9v2wq4bNfYkq7s1u5e8rTz6pLhA',
      `/preferencias/${stop}`,
      `/baja/${await scene.preferencesOf(OLGA)}`,
      `/baja/${broken}`,
    ]) {
      const { status, page } = await anybody.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(page('a[href^="/ingresar"]').length).toBeGreaterThan(0);
    }
  });

  it('of an old mail lead on only by way of a fresh link: they live longer than links to preferences', async () => {
    const old = `/baja/${await scene.stopOf(OLGA, 'all', 120)}`;
    const { page, status } = await anybody.get(old);
    expect(status).toBe(200);
    expect(page('a[href^="/preferencias/"]')).toHaveLength(0);
    expect(page('form[action$="/enlace"]')).toHaveLength(1);
  });

  it('of a person whose account is closed open nothing', async () => {
    const url = `/preferencias/${await scene.preferencesOf(CESAR)}`;
    await test.database.query('UPDATE account SET disabled_at = now() WHERE email = $1', [CESAR]);
    expect((await anybody.get(url)).status).toBe(404);
    await test.database.query('UPDATE account SET disabled_at = NULL WHERE email = $1', [CESAR]);
  });
});

describe('a security gateway', () => {
  it('that follows every link of a mail changes nothing and uses nothing up', async () => {
    const { id } = await scene.search(OLGA, 'q=turismo', 'Turismo');
    const accountId = await scene.id(OLGA);
    const mailId = await scene.mail(OLGA, [{ subscription_ids: [id], reasons: ['su búsqueda «Turismo»'] }]);
    const stop = await scene.stopOf(OLGA, `sub:${id}`);
    const preferences = await scene.preferencesOf(OLGA);
    const why = await scene.link('why', { accountId, subject: mailId });
    const links = [`/preferencias/${preferences}`, `/pausa/${stop}`, `/baja/${stop}`, `/por-que/${why}`];

    const before = await scene.stored();
    const visited = new Set<string>();
    // Twice, with both methods, and whatever the pages themselves lead to.
    for (let round = 0; round < 2; round += 1) {
      const queue = links.flatMap((link) => [link, `${link}#x`, `${link}?utm=1#x`, `${link}%23x`]);
      const seen = new Set(queue);
      for (const path of queue) {
        for (const method of ['HEAD', 'GET']) {
          const response = await fetch(new URL(path, test.url), { method, redirect: 'manual' });
          expect(response.headers.get('set-cookie')).toBeNull();
          const html = await response.text();
          for (const [, href] of html.matchAll(/href="(\/(?:preferencias|baja|pausa|por-que)\/[^"]+)"/g)) {
            if (!seen.has(href!)) queue.push(href!);
            seen.add(href!);
          }
        }
        visited.add(path);
      }
    }
    expect(visited.size).toBeGreaterThan(10);
    expect(await scene.stored()).toEqual(before);

    expect((await anybody.get(`/preferencias/${preferences}`)).status).toBe(200);
    expect((await anybody.post(`/pausa/${stop}`, { dias: '7' })).status).toBe(200);
    expect((await anybody.post(`/baja/${stop}`)).status).toBe(200);
    expect(await isOn(id)).toBe(false);
  });
});
