import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignedLinks } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { FORMULA_VERSION, GATE_IDS } from '@chasqui/matching';
import { Subscription } from '@chasqui/subscriptions';
import type { Email } from 'postal-mime';
import { PUBLIC_URL } from '../../support/app.js';
import { addOfficer } from '../../support/builders.js';
import { BACKENDS, NOW, Scene } from './scene.js';

const OLGA = 'olga.oficial@esmeraldas.example';

describe.each(BACKENDS)('Publishing a call, queues on %s', (backend) => {
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

  describe('of the demo', () => {
    let call: Call;

    beforeAll(async () => {
      const { id } = await scene.database.manager.findOneByOrFail(Call, { slug: 'unesco-fidc-2023' });
      call = await scene.calls.publish(id, null);
      await scene.untilTold(call);
      await scene.untilIdle();
    });

    it('judges it for every GAD of the country, with gates, reasons and the version of the formula', async () => {
      const matches = await scene.matches(call);

      expect(matches.length).toBeGreaterThan(20);
      for (const match of matches) {
        const ids = match.gates.map(({ id }) => id);
        expect(ids).toEqual(GATE_IDS.filter((id) => ids.includes(id)));
        expect(ids).toEqual(
          expect.arrayContaining(['role', 'level', 'country', 'territory', 'competence', 'counterpart']),
        );
        expect(match.gates.filter(({ reason, answer }) => !reason || answer === 'fails')).toEqual([]);
        expect(match.reasons.length).toBeGreaterThan(0);
        expect(match.score).toBeGreaterThan(0);
        expect(match).toMatchObject({
          formulaVersion: FORMULA_VERSION,
          callRevision: call.revision,
          computedAt: NOW,
        });
      }
      expect(await scene.run(call)).toMatchObject({ gads: 1070, error: null });
      expect((await scene.run(call))!.matches).toBeGreaterThanOrEqual(matches.length);
    });

    it('sends one mail to every officer whose GAD it fits well enough, and to nobody else', async () => {
      const subscriptions = await scene.database.manager.find(Subscription, { relations: { account: true } });
      const scores = new Map((await scene.matches(call)).map((match) => [match.gadCode, match.score]));
      const reached = subscriptions
        .filter(({ gadCode, minScore }) => (scores.get(gadCode ?? '') ?? -1) >= minScore)
        .map(({ account }) => account!.email);
      // Who has two alerts, her own and that of a post, is told once.
      const expected = [...new Set(reached)].toSorted();

      expect(expected).toContain(OLGA);
      expect(expected.length).toBeLessThan(subscriptions.length);
      expect(await scene.told(call)).toEqual(expected.map((email) => `sent ${email}`));
      const runs = await scene.run(call);
      expect(runs).toMatchObject({ notices: expected.length, notifiedAt: NOW });
    });
  });

  describe('with an exact close in Madrid', () => {
    let call: Call;
    let mails: Map<string, Email>;

    beforeAll(async () => {
      scene.sink.clear();
      await addOfficer(scene.app, 'galapagos@chasqui.example', '20', { minScore: 0 });
      call = await scene.publishAndSettle();
      mails = new Map((await scene.concerned(call)).map((email) => [email, scene.sink.to(email)[0]!]));
      expect(scene.sink.addresses()).toEqual([...mails.keys()]);
    });

    const textTo = (email: string) => mails.get(email)?.text ?? '';
    const headers = (mail: Email) => Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));

    it('names the close in the hour of Ecuador and in its own', () => {
      const text = textTo(OLGA);

      expect(text).toContain('Cierre: martes 30 de junio de 2026, 10:00 (hora de Ecuador)');
      expect(text).toContain(
        'Hora original: martes 30 de junio de 2026, 17:00 (hora de Madrid (Europe/Madrid))',
      );
      expect(mails.get(OLGA)?.subject).toBe(
        'Turismo comunitario y fomento productivo — cierra el 30 jun 2026',
      );
    });

    it('names the close in the hour of Galápagos to who reads it there', () => {
      expect(textTo('galapagos@chasqui.example')).toContain(
        'martes 30 de junio de 2026, 09:00 (hora de Galápagos)',
      );
    });

    it('quotes the priority of the plan, the norm and the words of the call', () => {
      const text = textTo(OLGA);

      expect(text).toContain('Su PDOT dice: «Reactivar la economía y el turismo de la provincia.»');
      expect(text).toMatch(/Norma: «.*COOTAD art/);
      expect(text).toContain(
        'La convocatoria dice: «Financia el fomento productivo y el valor agregado rural.»',
      );
    });

    it('has the ten steps in the text part, one line each, dated between today and the close', () => {
      const lines = textTo(OLGA)
        .split(/\r?\n/)
        .filter((line) => /^\d+\. /.test(line));

      expect(lines.map((line) => line.split(' ')[0])).toEqual(
        Array.from({ length: 10 }, (_, index) => `${index + 1}.`),
      );
      for (const line of lines) expect(line).toMatch(/ — hasta el \d{1,2} (mar|abr|may|jun)\.? 2026/);
    });

    it('brings the close as a calendar entry at its instant in UTC', () => {
      const attachments = mails.get(OLGA)?.attachments ?? [];

      expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
        ['plazos.ics', 'text/calendar'],
      ]);
      const calendar = new TextDecoder().decode(attachments[0]!.content as ArrayBuffer);
      expect(calendar).toContain('DTSTART:20260630T150000Z');
      expect(calendar).toContain(`UID:deadline-${call.id}@chasqui.example.gob.ec`);
      expect(calendar).toContain(`SEQUENCE:${call.revision}`);
    });

    it('can be stopped with one click, each person through her own address', async () => {
      const notices = await scene.notices(call);
      const links = scene.app.get(SignedLinks, { strict: false });

      for (const [email, mail] of mails) {
        const url = /^<(.*)>$/.exec(headers(mail)['list-unsubscribe'] ?? '')?.[1];
        expect(url).toContain(`${PUBLIC_URL}/baja/`);
        const { accountId, subscriptionIds } = notices.find(({ account }) => account!.email === email)!;
        expect(await links.read('stop', url!.split('/').at(-1)!)).toEqual({
          state: 'valid',
          accountId,
          subject: subscriptionIds.length === 1 ? `sub:${subscriptionIds[0]!}` : 'all',
        });
        expect(headers(mail)).toMatchObject({
          'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
          'auto-submitted': 'auto-generated',
        });
        for (const page of ['preferencias', 'pausa', 'por-que']) {
          expect(mail.text).toContain(`${PUBLIC_URL}/${page}/`);
        }
        expect(mail.text).toContain(`Dejar de recibir estos avisos: ${url!}`);
      }
    });

    it('has the number of the mail as its Message-ID, the same when it must be sent again', async () => {
      const notices = await scene.notices(call);
      for (const { mailId, account } of notices) {
        expect(mails.get(account!.email)?.messageId).toBe(`<${mailId!}@chasqui.example.gob.ec>`);
      }

      // As after a crash between the acceptance by the mail server and the note of it.
      const mailId = notices[0]!.mailId!;
      await scene.database.query(`UPDATE outgoing_mail SET state = 'unknown', sent_at = NULL WHERE id = $1`, [
        mailId,
      ]);
      await scene.retryNow();

      const again = scene.sink.received.map(({ mail }) => mail.messageId);
      expect(again).toEqual([`<${mailId}@chasqui.example.gob.ec>`]);
    });
  });

  it('tells nobody of the calls that were public before people asked for notices', async () => {
    const [counts] = await scene.database.query<[{ judged: number; listed: number; told: number }]>(
      `SELECT count(DISTINCT r.call_id)::int AS judged, count(DISTINCT m.call_id)::int AS listed,
              count(n.id)::int AS told
         FROM call c JOIN matching_run r ON r.call_id = c.id AND r.notified_at IS NOT NULL
         LEFT JOIN match m ON m.call_id = c.id AND m.gad_code = '08' AND m.score >= 50
         LEFT JOIN notification n ON n.call_id = c.id
        WHERE c.published_at < $1`,
      [NOW],
    );

    expect(counts).toMatchObject({ judged: 12, told: 0 });
    expect(counts.listed).toBeGreaterThan(0);
  });

  it('does not tell of a call who asked for notices later, until it is published again', async () => {
    const call = await scene.publishAndSettle();
    scene.pass(60_000);
    await addOfficer(scene.app, 'tarde@chasqui.example', '08');
    await scene.relayAgain(call);
    expect(scene.sink.to('tarde@chasqui.example')).toHaveLength(0);

    scene.pass(60_000);
    await scene.calls.unpublish(call.id, null);
    const again = await scene.calls.publish(call.id, null);
    await scene.untilTold(again);
    await scene.untilIdle();

    expect(scene.sink.to('tarde@chasqui.example')).toHaveLength(1);
    expect(scene.sink.to(OLGA)).toHaveLength(1);
  });

  it('announces borrowed money only to those who asked for it', async () => {
    await addOfficer(scene.app, 'credito@chasqui.example', '08', { includeCredit: true });

    const call = await scene.publishAndSettle({ financialForm: 'loan' });

    expect(await scene.told(call)).toEqual(['sent credito@chasqui.example']);
    expect(scene.sink.addresses()).toEqual(['credito@chasqui.example']);
    expect(scene.sink.to('credito@chasqui.example')[0]?.text).toContain('ATENCIÓN: Es dinero reembolsable');
  });

  it('announces only what reaches the score that the person chose', async () => {
    const score = (await scene.matches(await scene.publishAndSettle())).find(
      ({ gadCode }) => gadCode === '08',
    )!.score;
    const reached = Math.floor(score);
    await addOfficer(scene.app, 'justo@chasqui.example', '08', { minScore: reached });
    await addOfficer(scene.app, 'exigente@chasqui.example', '08', { minScore: reached + 1 });
    scene.pass(1000);

    const call = await scene.publishAndSettle();

    expect(await scene.concerned(call)).toContain('justo@chasqui.example');
    expect(await scene.concerned(call)).not.toContain('exigente@chasqui.example');
  });

  it('sends one mail to a person of several GADs, about the one that it fits best', async () => {
    await addOfficer(scene.app, 'mancomunidad@chasqui.example', '08');
    await addOfficer(scene.app, 'mancomunidad@chasqui.example', '23');
    await addOfficer(scene.app, 'mancomunidad@chasqui.example', '09');

    const call = await scene.publishAndSettle();

    const candidates = (await scene.matches(call)).filter(({ gadCode }) =>
      ['08', '23', '09'].includes(gadCode),
    );
    const best = Math.max(...candidates.map(({ score }) => score ?? 0));
    const mine = (await scene.notices(call)).filter(({ account }) =>
      account!.email.startsWith('mancomunidad'),
    );
    expect(mine).toHaveLength(1);
    expect(candidates.find(({ gadCode }) => gadCode === mine[0]!.gadCode)?.score).toBe(best);
    expect(scene.sink.to('mancomunidad@chasqui.example')).toHaveLength(1);
  });

  it('does not tell a person whose account is disabled', async () => {
    const { id } = await addOfficer(scene.app, 'ausente@chasqui.example', '08');
    await scene.database.query('UPDATE account SET disabled_at = $1 WHERE id = $2', [NOW, id]);

    const call = await scene.publishAndSettle();

    expect(await scene.concerned(call)).toContain(OLGA);
    expect(await scene.concerned(call)).not.toContain('ausente@chasqui.example');
  });
});
