import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { Call, Calls } from '@chasqui/calls';
import { SavedSearches } from '@chasqui/subscriptions';
import { load } from 'cheerio';
import { readCalendar } from '../support/calendars.js';
import { type Answer, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { openDataScene, type Scene } from './open-data.scene.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const CARMEN = 'carmen.curadora@chasqui.example';
const NOBODY = 'sin.papel@correo.example';
const HERE = '/avisos/calendarios';

let test: TestApp;
let scene: Scene;
let olga: Visitor;

beforeAll(async () => {
  test = await startTestApp({ WORKER: 'separate' });
  scene = await openDataScene(test);
  const person = { email: NOBODY, name: 'Nora Nadie', password: null, memberships: [] };
  await test.app.get(Accounts).register(test.database.manager, person, null);
  olga = await test.as(OLGA);
}, 60_000);

afterAll(() => test.close());

const idOf = async (email: string) => (await test.app.get(Accounts).findByEmail(email))!.id;
const path = (address: string) => address.replace(test.url, '');
/** The secret addresses that the page of a person shows: the newest last. */
async function addresses(visitor: Visitor): Promise<string[]> {
  const { page } = await visitor.get(HERE);
  return page('input[readonly]')
    .toArray()
    .map(({ attribs }) => attribs['value']!)
    .filter((value) => value.endsWith('.ics'));
}
async function newFeed(visitor: Visitor, form: Record<string, string>): Promise<string> {
  const answer = await visitor.post(HERE, form);
  expect([answer.status, answer.location]).toEqual([303, `${HERE}?hecho=creado`]);
  return (await addresses(visitor)).at(-1)!;
}
const readers = (answer: Answer) => readCalendar(answer.text).events;

describe('secret calendars', () => {
  it('are made, read by a program without a cookie, and revoked after a question', async () => {
    await test.database.query(
      `INSERT INTO follow (account_id, call_id, gad_code, ladder, since) VALUES ($1, $2, '08', '{7}', now())`,
      [await idOf(OLGA), scene.call.id],
    );
    const empty = await olga.get(HERE);
    expect(empty.page('h1').text()).toBe('Mis calendarios');
    expect(empty.page('main').text()).toContain('Todavía no tiene ningún calendario.');
    const address = await newFeed(olga, { que: 'seguidas', nombre: 'Plazos, en mi teléfono' });
    expect(address).toMatch(new RegExp(`^${test.url}/calendario/[\\w-]{60,140}\\.ics$`));
    const page = await olga.get(HERE);
    expect(page.page('main').text()).toContain('Ningún programa lo ha leído todavía.');
    expect(page.page('a[href^="webcal:"]').attr('href')).toBe(address.replace('http:', 'webcal:'));

    const answer = await test.visitor().get(path(address));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect(readCalendar(answer.text).name).toBe('Plazos, en mi teléfono');
    const uids = readers(answer).map(({ uid }) => uid);
    expect(uids).toContain(`deadline-${scene.call.id}@localhost`);
    expect(uids.filter((uid) => uid.startsWith(`step-${scene.call.id}-close-1-`)).length).toBeGreaterThan(7);
    expect(answer.text).not.toContain(OLGA);
    expect((await olga.get(HERE)).page('main').text()).toContain('Leído por última vez:');

    const again = await test.visitor().get(path(address), { 'if-none-match': answer.headers.get('etag')! });
    expect([again.status, again.text]).toEqual([304, '']);
    await test.app.get(Calls).unpublish(scene.call.id, null);
    const off = await test.visitor().get(path(address), { 'if-none-match': answer.headers.get('etag')! });
    expect(off.status).toBe(200);
    const own = readers(off).filter(({ uid }) => uid.includes(scene.call.id));
    expect(new Set(own.map(({ status }) => status))).toEqual(new Set(['CANCELLED']));
    await test.app.get(Calls).publish(scene.call.id, null);

    const ask = page.page('a[href*="/revocar/"]').attr('href')!;
    const question = await olga.get(ask);
    expect(question.page('h1').text()).toBe('¿Revocar este calendario?');
    expect((await test.visitor().get(path(address))).status).toBe(200);
    const revoked = await olga.post(question.page('main form').attr('action')!);
    expect(revoked.location).toBe(`${HERE}?hecho=revocado`);
    const gone = await test.visitor().get(path(address));
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(gone.text).toContain('Este calendario ya no existe');
    expect((await olga.get(ask)).status).toBe(404);
  });

  it('get another address, and the old one ends', async () => {
    const old = await newFeed(olga, { que: 'gad:08', nombre: '' });
    const page = await olga.get(HERE);
    const card = page.page('li.card').last();
    expect(card.find('h3').text()).toMatch(/^Plazos del GAD/);
    const question = await olga.get(card.find('a[href*="/renovar/"]').attr('href')!);
    expect((await olga.post(question.page('main form').attr('action')!)).location).toBe(
      `${HERE}?hecho=renovado`,
    );
    const renewed = (await addresses(olga)).at(-1)!;
    expect(renewed).not.toBe(old);
    const statuses = [old, renewed].map(async (each) => (await test.visitor().get(path(each))).status);
    expect(await Promise.all(statuses)).toEqual([404, 200]);
  });

  it('follow a saved search, as a calendar and as a feed', async () => {
    const search = await saveSearch(await idOf(OLGA), 'tema=riego-y-drenaje&nivel=parish');
    const address = await newFeed(olga, { que: `busqueda:${search}`, nombre: '' });
    const events = readers(await test.visitor().get(path(address)));
    expect(events.map(({ uid }) => uid)).toContain(`deadline-${scene.call.id}@localhost`);
    expect((await olga.get(HERE)).page('li.card h3').last().text()).toBe('Plazos: Riego parroquial');

    const atom = await test.visitor().get(path(address).replace('.ics', '.atom'));
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const xml = load(atom.text, { xml: true });
    const call = await test.database.manager.findOneByOrFail(Call, { id: scene.call.id });
    expect(
      xml('entry > id')
        .toArray()
        .map((each) => xml(each).text()),
    ).toContain(`urn:uuid:${call.id}`);
    expect(xml('feed > title').text()).toBe('Chasqui: Plazos: Riego parroquial');
    expect(xml('link[rel=self]').attr('href')).toBe(address.replace('.ics', '.atom'));
    expect(xml('feed > id').text()).not.toContain(address.slice(-80, -4));
    expect((await test.visitor().get('/calendario/no-es-una-llave.atom')).status).toBe(404);
  });

  it('are for whoever has signed in, also without a role, and for nobody else', async () => {
    const nora = await test.as(NOBODY);
    const form = (await nora.get(HERE)).page('select[name=que] option');
    expect(form.toArray().map(({ attribs }) => attribs['value'])).toEqual(['seguidas']);
    const address = await newFeed(nora, { que: 'seguidas', nombre: '' });
    expect(readers(await test.visitor().get(path(address)))).toEqual([]);
    const anonymous = await test.visitor().get(HERE);
    expect([anonymous.status, anonymous.location]).toEqual([
      303,
      `/ingresar?volver=${encodeURIComponent(HERE)}`,
    ]);
  });

  it('of another person do not exist', async () => {
    const ask = (await olga.get(HERE)).page('a[href*="/revocar/"]').first().attr('href')!;
    const carmen = await test.as(CARMEN);
    const answers = [ask, ask.replace('revocar', 'renovar')].flatMap((each) => [
      carmen.get(each),
      carmen.post(each),
    ]);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const alien = await carmen.post(HERE, { que: 'gad:08', nombre: '' });
    expect(alien.status).toBe(404);
    const search = await saveSearch(await idOf(OLGA), 'q=museos');
    expect((await carmen.post(HERE, { que: `busqueda:${search}`, nombre: '' })).status).toBe(422);
  });

  it('keep what was typed when something is wrong', async () => {
    const label = 'x'.repeat(81);
    const answer = await olga.post(HERE, { que: 'gad:08', nombre: label });
    expect(answer.status).toBe(422);
    expect(answer.page('.errors').text()).toContain('hasta 80 letras');
    expect(answer.page('input[name=nombre]').val()).toBe(label);
    expect(answer.page('select[name=que] option[selected]').attr('value')).toBe('gad:08');
    expect((await olga.post(HERE, { que: 'todo', nombre: '' })).status).toBe(422);
  });

  it('are explained to everybody: how to subscribe, what each program delays, and why mails go too', async () => {
    for (const visitor of [test.visitor(), olga]) {
      const { page, status } = await visitor.get(`${HERE}/ayuda`);
      expect(status).toBe(200);
      const text = page('main').text();
      for (const words of [
        'Google Calendar',
        '8 a 24 horas',
        'Thunderbird',
        'también se lo decimos por correo',
      ]) {
        expect(text).toContain(words);
      }
      expect(page('table tbody tr').length).toBe(page('ol').length);
    }
  });
});

async function saveSearch(accountId: string, query: string): Promise<string> {
  const choice = { notify: false, frequency: 'daily' } as const;
  const saved = await test.app.get(SavedSearches).save(accountId, query, 'Riego parroquial', choice);
  return saved.id;
}
