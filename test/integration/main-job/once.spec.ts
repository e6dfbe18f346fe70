import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { MatchCall, MatchingRun } from '@chasqui/matching';
import { OutboxEvent } from '@chasqui/outbox';
import { Subscriptions } from '@chasqui/subscriptions';
import { addOfficer, callInput, donorNamed } from '../../support/builders.js';
import { BACKENDS, NOW, Scene } from './scene.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const LATER = { code: 451, text: 'Intente más tarde' };

describe.each(BACKENDS)('One mail per person and call, queues on %s', (backend) => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(backend);
  });

  afterAll(async () => {
    await scene.close();
  });

  beforeEach(() => {
    scene.sink.clear();
    scene.clock.moveTo(NOW);
  });

  /** What must stay the same when work is repeated. */
  async function outcome(call: Call) {
    const [matches, notices, run] = [
      await scene.matches(call),
      await scene.notices(call),
      await scene.run(call),
    ];
    return { matches, notices, run, mails: scene.sink.addresses() };
  }

  it('takes back the mails that have not left when the call is taken down', async () => {
    scene.sink.refuse(() => LATER);
    const call = await scene.publish();
    await scene.untilHeldUp(call);
    const people = await scene.concerned(call);

    await scene.calls.unpublish(call.id, null);
    scene.sink.refuse();
    await scene.retryNow();

    expect(people).toContain(OLGA);
    expect(await scene.told(call)).toEqual(people.map((email) => `cancelled ${email}`));
    const [notice] = await scene.notices(call);
    expect(notice!.obstacle).toBe('La convocatoria ya no está publicada.');
    expect(scene.sink.addresses()).toEqual([]);

    const again = await scene.calls.publish(call.id, null);
    await scene.untilTold(again);
    // The domains that asked to wait are asked again when that time is over.
    await scene.retryNow();

    expect(scene.sink.addresses()).toEqual(people);
    expect(await scene.told(call)).toEqual(people.map((email) => `sent ${email}`));
  });

  it('sends one when the call is taken down and published again while its mails wait', async () => {
    scene.sink.refuse(() => LATER);
    const call = await scene.publish();
    await scene.untilHeldUp(call);

    await scene.calls.unpublish(call.id, null);
    const again = await scene.calls.publish(call.id, null);
    await scene.untilTold(again);
    scene.sink.refuse();
    await scene.retryNow();

    expect(scene.sink.addresses()).toEqual(await scene.concerned(call));
    expect(scene.sink.addresses()).toContain(OLGA);
  });

  it('sends no second one when a call that was announced is taken down and published again', async () => {
    const call = await scene.publishAndSettle();
    const before = scene.sink.addresses();

    await scene.calls.unpublish(call.id, null);
    const again = await scene.calls.publish(call.id, null);
    await scene.untilTold(again);
    await scene.untilIdle();

    expect(before).toContain(OLGA);
    expect(scene.sink.addresses()).toEqual(before);
    expect(await scene.told(call)).toEqual(before.map((email) => `sent ${email}`));
    expect(await scene.run(again)).toMatchObject({ gads: 1070, notices: before.length });
  });

  it('sends no second one when a published call is corrected, and tells whom it fits only now', async () => {
    const donor = await donorNamed(scene.database);
    const call = await scene.publishAndSettle({ gadLevels: ['municipal', 'metropolitan'] });
    const before = scene.sink.addresses();
    expect(before).not.toContain(OLGA);

    const corrected = await scene.calls.update(call.id, call.revision, callInput(donor), null);
    await scene.untilTold(corrected);
    await scene.untilIdle();

    expect(scene.sink.to(OLGA)).toHaveLength(1);
    expect(scene.sink.addresses()).toEqual([...new Set(scene.sink.addresses())]);
    expect(scene.sink.addresses()).toEqual(expect.arrayContaining(before));
  });

  it('changes nothing when every event is relayed a second time', async () => {
    const call = await scene.publishAndSettle();
    const before = await outcome(call);

    await scene.relayAgain(call);

    expect(before.mails).toContain(OLGA);
    expect(await outcome(call)).toEqual(before);
  });

  it('changes nothing when the matching of a revision runs a second time', async () => {
    const call = await scene.publishAndSettle();
    const before = await outcome(call);

    const again = await scene.app.get(MatchCall).execute({ callId: call.id, revision: call.revision });
    await scene.untilIdle();

    expect(again).toBe(before.run!.matches);
    expect(await outcome(call)).toEqual(before);
  });

  it('leaves a revision alone that is no longer the published one', async () => {
    const call = await scene.publishAndSettle();
    const before = await outcome(call);

    const stale = await scene.app.get(MatchCall).execute({ callId: call.id, revision: call.revision - 1 });
    await scene.untilIdle();

    expect(stale).toBeNull();
    expect(await scene.database.manager.countBy(MatchingRun, { callId: call.id })).toBe(1);
    expect(await outcome(call)).toEqual(before);
  });

  it('sends one each when two processes do the work', async () => {
    const other = await scene.startAnother();
    try {
      const calls = await Promise.all([scene.publish(), scene.publish(), scene.publish()]);
      await Promise.all(calls.map((call) => scene.untilTold(call)));
      await scene.untilIdle();

      const people = (await Promise.all(calls.map((call) => scene.concerned(call)))).flat();
      expect(people.length).toBeGreaterThan(3);
      // Calls of one moment may come in one mail; nobody gets the same mail twice.
      expect(new Set(scene.sink.addresses())).toEqual(new Set(people));
      expect(new Set(scene.sink.received.map(({ mail }) => mail.messageId)).size).toBe(
        scene.sink.received.length,
      );
      for (const call of calls) {
        expect(new Set((await scene.told(call)).map((text) => text.split(' ')[0]))).toEqual(
          new Set(['sent']),
        );
      }
    } finally {
      await other.close();
    }
  });

  it('announces a call once when two curators publish it at the same moment', async () => {
    const { id } = await scene.draft();

    const [one, two] = await Promise.all([scene.calls.publish(id, null), scene.calls.publish(id, null)]);
    await scene.untilTold(one);
    await scene.untilIdle();

    expect(two.revision).toBe(one.revision);
    const events = await scene.database.query<{ type: string }[]>(
      `SELECT type FROM outbox_event WHERE payload->>'callId' = $1 ORDER BY id`,
      [id],
    );
    expect(events.map(({ type }) => type)).toEqual(['call.edited', 'call.published', 'call.matched']);
    expect(scene.sink.to(OLGA)).toHaveLength(1);
  });

  describe('before it is delivered', () => {
    let call: Call;
    let rosa: string;
    let email: string;

    beforeEach(async () => {
      email = `rosa${performance.now()}@chasqui.example`;
      ({ id: rosa } = await addOfficer(scene.app, email, '08'));
      scene.sink.refuse(() => LATER);
      call = await scene.publish();
      await scene.untilHeldUp(call);
    });

    async function deliver(): Promise<{ state: string; obstacle: string | null }> {
      scene.sink.refuse();
      await scene.retryNow();
      const notice = (await scene.notices(call)).find(({ accountId }) => accountId === rosa)!;
      expect(scene.sink.to(OLGA)).toHaveLength(1);
      const { obstacle, mail, state } = notice;
      expect(scene.sink.to(email)).toHaveLength(mail?.state === 'sent' ? 1 : 0);
      return { state: mail?.state ?? state, obstacle };
    }

    it('is sent to who still wants it', async () => {
      expect(await deliver()).toEqual({ state: 'sent', obstacle: null });
    });

    it('is cancelled for who switched notices off', async () => {
      const choice = { active: false, minScore: 50, includeCredit: false };
      await scene.app.get(Subscriptions).choose(rosa, '08', choice);

      expect(await deliver()).toEqual({
        state: 'cancelled',
        obstacle: 'La persona desactivó la alerta que la trajo.',
      });
    });

    it('is cancelled for an account that was disabled', async () => {
      await scene.database.query('UPDATE account SET disabled_at = $1 WHERE id = $2', [NOW, rosa]);

      expect(await deliver()).toEqual({ state: 'cancelled', obstacle: 'La cuenta está desactivada.' });
    });

    it('is cancelled for everybody once the call has closed', async () => {
      scene.clock.moveTo(new Date('2026-07-01T00:00:00Z'));
      scene.sink.refuse();
      await scene.retryNow();

      expect(scene.sink.addresses()).toEqual([]);
      expect(new Set((await scene.notices(call)).map(({ state }) => state))).toEqual(new Set(['cancelled']));
    });
  });

  describe('whose publication fails halfway', () => {
    // Each statement of the publication in turn meets a database that refuses it.
    it.each(['outbox_event', 'audit_entry', 'call'])(
      'leaves no trace when the %s cannot be written',
      async (table) => {
        const call = await scene.draft();
        const events = await scene.database.manager.count(OutboxEvent);
        const traces = await scene.database.manager.count(AuditEntry);
        await scene.database.query(
          `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$;
         CREATE TRIGGER refuse AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
        );
        try {
          await expect(scene.calls.publish(call.id, null)).rejects.toThrow('disk full');
        } finally {
          await scene.database.query('DROP FUNCTION refuse CASCADE');
        }

        expect(await scene.database.manager.findOneByOrFail(Call, { id: call.id })).toMatchObject({
          state: 'in_review',
          revision: call.revision,
          publishedAt: null,
        });
        expect(await scene.database.manager.count(OutboxEvent)).toBe(events);
        expect(await scene.database.manager.count(AuditEntry)).toBe(traces);
      },
    );

    it('is announced to nobody when the call has closed', async () => {
      const call = await scene.draft({ opensOn: '2026-01-02', deadlineLocal: '2026-02-02T17:00' });

      await expect(scene.calls.publish(call.id, null)).rejects.toThrow(
        'El plazo de esta convocatoria ya pasó',
      );

      const events = await scene.database.query<unknown[]>(
        `SELECT id FROM outbox_event WHERE payload->>'callId' = $1`,
        [call.id],
      );
      expect(events).toEqual([]);
    });
  });
});
