import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Account, Membership, type Person } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { CalendarFeed, CalendarFeedCall, type FeedView, MAX_FEEDS } from '@chasqui/calendars';
import type { Call } from '@chasqui/calls';
import { CalendarScene, NOW } from './calendars.scene.js';

const GAD = '0801';
const OTHER_GAD = '0901';

let scene: CalendarScene;
let count = 0;

beforeAll(async () => {
  scene = await CalendarScene.open();
});

beforeEach(() => scene.clock.moveTo(NOW));

afterAll(() => scene.close());

const someone = (gadCode?: string) => {
  count += 1;
  return scene.person(`persona${count}@gad.example`, gadCode);
};
const personal = (person: Person) => scene.feeds.create(person, { scope: 'person', label: '' });
const ofGad = (person: Person, gadCode = GAD) =>
  scene.feeds.create(person, { scope: 'gad', gadCode, label: '' });
const ofSearch = (person: Person, searchQuery: string) =>
  scene.feeds.create(person, { scope: 'search', searchQuery, label: '' });

/** The dates of calls in a feed with their status, sorted: no steps. */
async function deadlines(feed: FeedView): Promise<string[]> {
  const events = (await scene.read(feed)) ?? [];
  return events
    .filter(({ uid }) => uid.startsWith('deadline-'))
    .map(({ uid, status }) => `${/^deadline-([0-9a-f-]{36})/.exec(uid)![1]!} ${status}`)
    .toSorted();
}
const on = (...calls: Call[]) => calls.map(({ id }) => `${id} CONFIRMED`).toSorted();
const off = (...calls: Call[]) => calls.map(({ id }) => `${id} CANCELLED`).toSorted();

describe('a personal calendar', () => {
  it('has what the person follows and the steps of what she follows for her GAD, and nothing of others', async () => {
    const [ana, berta] = [await someone(GAD), await someone(GAD)];
    const [own, forGad, others] = [await scene.published(), await scene.published(), await scene.published()];
    await scene.follow(ana, own.id);
    await scene.follow(ana, forGad.id, GAD);
    await scene.follow(berta, others.id, GAD);
    const feed = await personal(ana);

    expect(await deadlines(feed)).toEqual(on(own, forGad));
    const steps = ((await scene.read(feed)) ?? []).filter(({ uid }) => uid.startsWith('step-'));
    expect(steps.length).toBeGreaterThanOrEqual(8);
    expect(steps.every(({ uid }) => uid.includes(forGad.id))).toBe(true);
    expect(steps.map(({ start }) => start).filter((day) => day < '2026-03-02' || day > '2026-06-30')).toEqual(
      [],
    );
    expect(steps[0]!.summary).toMatch(/^Paso 1: .+ · Turismo comunitario/);
  });

  it('forgets what she no longer follows, and says of what was taken down that it is off, for 90 days', async () => {
    const ana = await someone();
    const [dropped, down] = [await scene.published(), await scene.published()];
    await scene.follow(ana, dropped.id);
    await scene.follow(ana, down.id);
    const feed = await personal(ana);
    await scene.database.query('DELETE FROM follow WHERE call_id = $1', [dropped.id]);
    await scene.calls.unpublish(down.id, null);
    expect(await deadlines(feed)).toEqual(off(down));
    scene.pass(90);
    expect(await deadlines(feed)).toEqual(off(down));
    scene.pass(1);
    expect(await deadlines(feed)).toEqual([]);
  });

  it('goes on with the call that stays when the followed one was a duplicate', async () => {
    const ana = await someone();
    const [double, stays] = [await scene.published(), await scene.published()];
    await scene.follow(ana, double.id);
    await scene.calls.merge(double.id, double.revision, stays.id, null);
    expect(await deadlines(await personal(ana))).toEqual(on(stays));
  });

  it('gives times in the zone of its person', async () => {
    const ana = await someone('2001');
    const call = await scene.published();
    await scene.follow(ana, call.id);
    const feed = await personal(ana);
    const text = async () => (await scene.read(feed))![0]!.description;
    expect(await text()).toContain('09:00 (hora de Galápagos)');
    await scene.database.query(
      `INSERT INTO alert_settings (account_id, zone) VALUES ($1, 'America/Guayaquil')`,
      [ana.id],
    );
    expect(await text()).toContain('10:00 (hora de Ecuador)');
  });
});

describe('the calendar of a GAD', () => {
  it('has what its people follow for it and what suits it well enough, and nothing of other GADs', async () => {
    const gad = '0803';
    const [ana, berta, carla] = [await someone(gad), await someone(gad), await someone(OTHER_GAD)];
    const calls = await Promise.all(Array.from({ length: 6 }, () => scene.published()));
    const [followed, good, poor, bertasOwn, foreign, aside] = calls as [Call, Call, Call, Call, Call, Call];
    await scene.follow(berta, followed.id, gad);
    await scene.follow(berta, bertasOwn.id);
    await scene.follow(carla, foreign.id, OTHER_GAD);
    await scene.match(good.id, gad, 50);
    await scene.match(poor.id, gad, 49.9);
    await scene.match(foreign.id, OTHER_GAD, 90);
    await scene.match(aside.id, gad, 90);
    await scene.database.query(
      `INSERT INTO match_dismissal (call_id, gad_code, account_id, reason_es, dismissed_at) VALUES ($1, $2, $3, 'No', now())`,
      [aside.id, gad, ana.id],
    );
    const feed = await ofGad(ana, gad);
    expect(await deadlines(feed)).toEqual(on(followed, good));
    expect(await scene.reader.calls((await scene.reader.open(scene.tokenOf(feed)))!)).toHaveLength(2);

    await scene.database.query('DELETE FROM membership WHERE account_id = $1', [berta.id]);
    expect(await deadlines(feed)).toEqual(on(good));
  });

  it('keeps what its list once brought until that is over, or until the GAD leaves it aside', async () => {
    const ana = await someone('0802');
    const [closes, down, aside] = [await scene.published(), await scene.published(), await scene.published()];
    for (const { id } of [closes, down, aside]) await scene.match(id, '0802', 80);
    const feed = await ofGad(ana, '0802');
    expect(await deadlines(feed)).toHaveLength(3);

    await scene.calls.archive(down.id, null);
    for (const { id } of [closes, down]) await scene.unmatch(id, '0802');
    await scene.database.query(
      `INSERT INTO match_dismissal (call_id, gad_code, account_id, reason_es, dismissed_at) VALUES ($1, '0802', $2, 'No', now())`,
      [aside.id, ana.id],
    );
    expect(await deadlines(feed)).toEqual([...on(closes), ...off(down)].toSorted());

    scene.clock.moveTo(new Date('2026-09-20T15:00:00Z'));
    expect(await deadlines(feed)).toEqual(on(closes));
    scene.clock.moveTo(new Date('2026-10-01T15:00:00Z'));
    expect(await deadlines(feed)).toEqual([]);
    expect(await scene.database.manager.countBy(CalendarFeedCall, { feedId: feed.id })).toBe(0);
  });

  it('cannot be made for a GAD of others, and stops when its person leaves', async () => {
    const ana = await someone(GAD);
    await expect(ofGad(ana, OTHER_GAD)).rejects.toMatchObject({ kind: 'not_found' });
    const feed = await ofGad(ana);
    expect(await scene.read(feed)).not.toBeNull();
    await scene.database.manager.update(Membership, { accountId: ana.id }, { gadCode: OTHER_GAD });
    expect(await scene.read(feed)).toBeNull();
    expect(await scene.read(await personal(ana))).not.toBeNull();
  });
});

describe('the calendar of a search', () => {
  it('has what the search finds and keeps what it once found', async () => {
    const ana = await someone();
    const irrigation = await scene.published({ title: 'Riego parcelario en páramos' });
    await scene.published({ title: 'Museos y archivos' });
    const feed = await ofSearch(ana, 'q=páramos');
    expect(await deadlines(feed)).toEqual(on(irrigation));
    await scene.calls.unpublish(irrigation.id, null);
    expect(await deadlines(feed)).toEqual(off(irrigation));
  });

  it('needs a search', async () => {
    const ana = await someone();
    for (const query of ['', 'q=', 'nivel=imperial']) {
      await expect(ofSearch(ana, query)).rejects.toMatchObject({ code: 'calendar.bad_search' });
    }
  });
});

describe('a secret address', () => {
  it('stays the same whenever it is shown, and differs from every other one', async () => {
    const ana = await someone();
    const feeds = [await personal(ana), await personal(ana)];
    scene.pass(400);
    const again = await scene.feeds.of(ana.id);
    const sorted = (all: readonly FeedView[]) => all.map(({ address }) => address).toSorted();
    expect(sorted(again)).toEqual(sorted(feeds));
    expect(new Set(again.map(({ address }) => address)).size).toBe(2);
    expect(again[0]!.address).not.toContain(ana.id);
    expect(await scene.read(feeds[0]!)).toEqual([]);
  });

  it('answers no longer once it is revoked, and leaves a trace', async () => {
    const [ana, berta] = [await someone(), await someone()];
    const [lost, kept] = [await personal(ana), await personal(ana)];
    await expect(scene.feeds.revoke(berta.id, lost.id)).rejects.toMatchObject({ kind: 'not_found' });
    await scene.feeds.revoke(ana.id, lost.id);
    await expect(scene.feeds.revoke(ana.id, lost.id)).rejects.toMatchObject({ kind: 'not_found' });
    expect([await scene.read(lost), await scene.read(kept)]).toEqual([null, []]);
    const entries = await scene.database.manager.find(AuditEntry, {
      where: { entity: 'calendar_feed', entityId: lost.id },
      order: { id: 'ASC' },
    });
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['calendar.created', ana.id],
      ['calendar.revoked', ana.id],
    ]);
    expect(JSON.stringify(entries)).not.toContain(scene.tokenOf(lost));
  });

  it('can be changed for another one', async () => {
    const ana = await someone();
    const old = await scene.feeds.create(ana, { scope: 'person', label: 'Mi teléfono' });
    const renewed = await scene.feeds.renew(ana.id, old.id);
    expect(renewed.label).toBe('Mi teléfono');
    expect([await scene.read(old), await scene.read(renewed)]).toEqual([null, []]);
    expect(await scene.feeds.of(ana.id)).toHaveLength(1);
  });

  it('answers no longer when the account is closed, and never to an invented token', async () => {
    const ana = await someone();
    const feed = await personal(ana);
    const token = scene.tokenOf(feed);
    const wrong = [`${token}a`, token.slice(1), `A${token.slice(1)}`, 'x', ''];
    expect(await Promise.all(wrong.map((each) => scene.reader.open(each)))).toEqual(wrong.map(() => null));
    await scene.database.manager.update(Account, ana.id, { disabledAt: NOW });
    expect(await scene.read(feed)).toBeNull();
  });

  it('notes when it was read, once an hour', async () => {
    const ana = await someone();
    const feed = await personal(ana);
    const lastRead = async () =>
      (await scene.database.manager.findOneByOrFail(CalendarFeed, { id: feed.id })).lastReadAt;
    expect(await lastRead()).toBeNull();
    await scene.read(feed);
    expect(await lastRead()).toEqual(NOW);
    scene.clock.moveTo(new Date(NOW.getTime() + 59 * 60_000));
    await scene.read(feed);
    expect(await lastRead()).toEqual(NOW);
    scene.clock.moveTo(new Date(NOW.getTime() + 61 * 60_000));
    await scene.read(feed);
    expect(await lastRead()).toEqual(scene.now);
  });

  it('is one of at most twenty, also when two clicks come at once', async () => {
    const ana = await someone();
    const made = await Promise.allSettled(Array.from({ length: MAX_FEEDS + 3 }, () => personal(ana)));
    expect(made.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    await expect(personal(ana)).rejects.toMatchObject({ code: 'calendar.too_many' });
    const [first] = await scene.feeds.of(ana.id);
    await scene.feeds.renew(ana.id, first!.id);
    expect(await scene.feeds.of(ana.id)).toHaveLength(MAX_FEEDS);
  });

  it('says nothing of its person', async () => {
    const ana = await someone(GAD);
    const call = await scene.published();
    await scene.follow(ana, call.id, GAD);
    const text = await scene.reader.calendar((await scene.reader.open(scene.tokenOf(await personal(ana))))!);
    for (const secret of [ana.email, ana.name, ana.id, 'SOURCE']) expect(text).not.toContain(secret);
  });
});
