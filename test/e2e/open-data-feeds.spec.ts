import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call, Calls } from '@chasqui/calls';
import { type CheerioAPI, load } from 'cheerio';
import { readCalendar, type ReadEvent } from '../support/calendars.js';
import { startTestApp, type TestApp } from '../support/http.js';
import { openDataScene, type Scene, year } from './open-data.scene.js';

let test: TestApp;
let scene: Scene;

beforeAll(async () => {
  test = await startTestApp();
  scene = await openDataScene(test);
}, 60_000);

afterAll(() => test.close());

const get = (path: string, headers: Record<string, string> = {}) => test.visitor().get(path, headers);

async function published(): Promise<string[]> {
  const rows = await test.database.query<{ id: string }[]>(
    `SELECT id FROM call WHERE state = 'published' AND merged_into_id IS NULL`,
  );
  return rows.map(({ id }) => id);
}

describe('the Atom feed', () => {
  async function feed(path: string): Promise<CheerioAPI> {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    return load(answer.text, { xml: true });
  }
  const texts = (xml: CheerioAPI, selector: string) =>
    xml(selector)
      .toArray()
      .map((each) => xml(each).text());

  it('tells every public call with stable ids, dates and its donor', async () => {
    const xml = await feed('/datos/convocatorias.atom');
    expect(xml('feed > id').text()).toBe('tag:localhost,2026:convocatorias');
    expect(texts(xml, 'entry > id').toSorted()).toEqual(
      (await published()).map((id) => `urn:uuid:${id}`).toSorted(),
    );
    const updated = texts(xml, 'entry > updated');
    expect(updated).toEqual(updated.toSorted().toReversed());
    expect(xml('feed > updated').text()).toBe(updated[0]);
    expect(xml('entry > author > name').length).toBe(updated.length);
    const links = xml('feed > link')
      .toArray()
      .map(({ attribs }) => [attribs['rel'], attribs['href']]);
    expect(links).toEqual([
      ['self', `${test.url}/datos/convocatorias.atom`],
      ['alternate', `${test.url}/buscar?tipo=call`],
      ['first', `${test.url}/datos/convocatorias.atom`],
    ]);
    expect((await get('/buscar?tipo=call')).status).toBe(200);
  });

  it('keeps hostile text as text', async () => {
    const answer = await get('/datos/convocatorias.atom');
    expect(['<b>', '<script', '\u0001'].filter((part) => answer.text.includes(part))).toEqual([]);
    const xml = load(answer.text, { xml: true });
    const entry = xml(`entry:has(> id:contains("${scene.call.id}"))`);
    expect(entry.find('> title').text()).toBe('=HYPERLINK("http://malo.example") <b>& agua</b>');
    expect(entry.find('> summary').text()).toContain('& y "comillas" para juntas parroquiales.');
    expect(entry.find('> link[rel=alternate]').attr('href')).toBe(
      `${test.url}/convocatorias/${scene.call.slug}`,
    );
  });

  it('follows a search, whatever the order of its parameters', async () => {
    const one = await feed('/datos/convocatorias.atom?tema=riego-y-drenaje&nivel=parish');
    const other = await feed('/datos/convocatorias.atom?nivel=parish&tema=riego-y-drenaje&tipo=gad');
    expect(texts(one, 'entry > id')).toContain(`urn:uuid:${scene.call.id}`);
    expect(texts(one, 'entry > id').length).toBeLessThan((await published()).length);
    expect(one('feed > id').text()).toBe(other('feed > id').text());
    expect(one('link[rel=self]').attr('href')).toBe(
      `${test.url}/datos/convocatorias.atom?tema=riego-y-drenaje&nivel=parish`,
    );
    const none = await feed('/datos/convocatorias.atom?q=zzzqqqxxx');
    expect([none('entry').length, none('feed > updated').text()]).toEqual([0, '2026-01-01T00:00:00.000Z']);
  });

  it('links its further pages, and no call is on two of them', async () => {
    const { manager } = test.database;
    const [id] = await published();
    const { id: _, slug, ...facts } = await manager.findOneByOrFail(Call, { id: id! });
    const many = Array.from({ length: 60 }, (_each, index) => ({ ...facts, slug: `${slug}-copia-${index}` }));
    const saved = await manager.save(Call, many);
    const seen: string[] = [];
    let path: string | undefined = '/datos/convocatorias.atom';
    while (path) {
      const xml: CheerioAPI = await feed(path);
      seen.push(...texts(xml, 'entry > id'));
      path = xml('feed > link[rel=next]').attr('href')?.replace(test.url, '');
    }
    expect([seen.length, new Set(seen).size]).toEqual([(await published()).length, seen.length]);
    expect(seen.length).toBeGreaterThan(60);
    await manager.remove(Call, saved);
  });

  it('and the calendar answer 304 until a call changes', async () => {
    for (const path of ['/datos/convocatorias.atom', '/datos/cierres.ics?tema=riego-y-drenaje']) {
      const etag = (await get(path)).headers.get('etag')!;
      const again = await get(path, { 'if-none-match': etag });
      expect([again.status, again.text]).toEqual([304, '']);
      const calls = test.app.get(Calls);
      await calls.unpublish(scene.call.id, null);
      await calls.publish(scene.call.id, null);
      expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
    }
  });
});

describe('the calendar', () => {
  /** The events of a calendar, as a program reads them. */
  async function events(path: string): Promise<readonly ReadEvent[]> {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const calendar = readCalendar(answer.text);
    expect([calendar.name, calendar.refresh]).toEqual(['Plazos de cooperación', 'PT6H']);
    return calendar.events;
  }
  const ownOf = (all: readonly ReadEvent[]) => all.filter(({ uid }) => uid.includes(scene.call.id));

  it('has every date of a call under an identity that does not change', async () => {
    const all = await events('/datos/cierres.ics');
    const own = ownOf(all);
    expect(own.map(({ uid, start, summary }) => [uid, start, summary.split(':')[0]])).toEqual([
      [`deadline-${scene.call.id}-questions-1@localhost`, `${year}-05-01T17:00:00.000Z`, 'Preguntas'],
      [`deadline-${scene.call.id}-questions-2@localhost`, `${year}-05-15T17:00:00.000Z`, 'Preguntas'],
      [`deadline-${scene.call.id}@localhost`, `${year}-06-30T15:00:00.000Z`, 'Cierre'],
    ]);
    expect(await events('/datos/cierres.ics')).toEqual(all);
    const single = await get(`/convocatorias/${scene.call.slug}/cierre.ics`);
    expect(readCalendar(single.text).events.map(({ uid }) => uid)).toEqual(own.map(({ uid }) => uid));
  });

  it('follows a search; what is taken down stays for a while, called off', async () => {
    const path = '/datos/cierres.ics?tema=riego-y-drenaje&nivel=parish';
    const statuses = async (of = path) => [...new Set(ownOf(await events(of)).map(({ status }) => status))];
    expect(await statuses()).toEqual(['CONFIRMED']);
    const elsewhere = '/datos/cierres.ics?nivel=provincial&tema=riego-y-drenaje';
    expect((await events(elsewhere)).length).toBe(0);
    const sequence = ownOf(await events(path))[0]!.sequence;
    const calls = test.app.get(Calls);
    await calls.unpublish(scene.call.id, null);
    for (const of of [path, '/datos/cierres.ics']) expect(await statuses(of)).toEqual(['CANCELLED']);
    expect(ownOf(await events(path))[0]!.sequence).toBeGreaterThan(sequence);
    expect((await events(elsewhere)).length).toBe(0);
    await calls.publish(scene.call.id, null);
    expect(await statuses()).toEqual(['CONFIRMED']);
  });
});
