import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ecuador } from './alert.scene.js';
import { CLOSE, ComposeScene, DEADLINE_FACTS, NOW, readMail } from './compose.scene.js';

let scene: ComposeScene;

beforeAll(async () => {
  scene = await ComposeScene.open(NOW);
});

beforeEach(() => scene.alerts.clear(NOW));

afterAll(() => scene.alerts.close());

const publish = (changes = {}) => scene.alerts.publish({ deadlineLocal: CLOSE, ...changes });
const update = (sql: string, ...values: unknown[]) => scene.alerts.database.query(sql, values);

describe('What a notice says when it is sent', () => {
  it('is the call that matches, with the reasons of its GAD', async () => {
    const account = await scene.person();
    const call = await publish({ title: 'Gestión de cuencas' });
    await scene.match(call);
    await scene.oweNew(account, call, await scene.alert(account, { gadCode: '08' }));

    const answer = await scene.composeOne();

    const mail = await readMail(answer);
    expect(mail.subject).toBe('Gestión de cuencas — cierra el 22 mar 2027');
    expect(mail.text).toContain('Su PDOT dice: «Riego»');
    expect(mail.text).toContain('/gads/08/coincidencias/');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['plazos.ics']);
  });

  it('is the call that a search found, without its GAD once that left the call aside', async () => {
    const account = await scene.person();
    const call = await publish();
    await scene.match(call);
    const alerts = [await scene.alert(account, { gadCode: '08' }), await scene.search(account)];
    await scene.oweNew(account, call, ...alerts);
    await update(
      `INSERT INTO match_dismissal (gad_code, call_id, account_id, dismissed_at) VALUES ('08', $1, $2, now())`,
      call.id,
      account,
    );

    const mail = await readMail(await scene.composeOne());

    expect(mail.text).toContain('Su búsqueda guardada «Riego» encontró');
    expect(mail.text).not.toContain('coincide con');
  });

  it('is a change, with a calendar that takes the dates of a cancelled call back', async () => {
    const account = await scene.person();
    const call = await publish({ title: 'Fondo de riego' });
    await scene.alerts.follow(account, call.id);
    const id = await scene.change(call, {
      kind: 'cancelled',
      severity: 'immediate',
      textEs: 'Fue cancelada',
    });
    await scene.owe(account, call, {
      kind: 'call_change',
      urgent: true,
      facts: { kind: 'call_change', changeIds: [id] },
    });

    const mail = await readMail(await scene.composeOne());

    expect(mail.subject).toBe('Cancelada: Fondo de riego');
    const calendar = new TextDecoder().decode(mail.attachments[0]!.content as ArrayBuffer);
    expect(calendar).toContain('STATUS:CANCELLED');
  });

  it('is a reminder with the steps of the GAD, in the hour of Galápagos for who works there', async () => {
    const account = await scene.person('2003');
    const call = await publish();
    await scene.alerts.follow(account, call.id, { gadCode: '2003', since: ecuador('2027-01-01T07:00') });
    await scene.owe(account, call, { kind: 'deadline', gadCode: '2003', step: '7', facts: DEADLINE_FACTS });

    const mail = await readMail(await scene.composeOne());

    expect(mail.subject).toMatch(/^Faltan 7 días: cierre el 22 mar 2027/);
    expect(mail.text).toContain('lunes 22 de marzo de 2027, 16:00 (hora de Galápagos)');
    expect(mail.text).toContain('DEBERÍA TENER TERMINADOS');
    expect(mail.text).toContain('- Tener interés en el tema y un responsable para liderarlo (hasta el');
  });

  it('is the bulletin of the GAD, or of the whole catalogue for who has none', async () => {
    const officer = await scene.person();
    const citizen = await scene.person(null);
    const [fits, other] = [await publish({ title: 'Le sirve' }), await publish({ title: 'A otros' })];
    await scene.match(fits);
    await update(`UPDATE call SET published_at = $1`, ecuador('2027-02-10T10:00'));
    for (const account of [officer, citizen]) {
      await scene.alerts.settle(account, { bulletin: true });
      await scene.owe(account, null, { kind: 'bulletin', facts: { kind: 'bulletin', month: '2027-02' } });
    }

    const mails = await scene.bundle();
    const answers = await scene.compose(mails);
    const of = async (id: string) =>
      readMail(answers.get(mails.find(({ accountId }) => accountId === id)!.id));

    expect((await of(officer)).subject).toBe(
      'Boletín de febrero de 2027: 1 convocatoria nueva, 1 por cerrar, 0 con cambios',
    );
    expect((await of(officer)).text).not.toContain(other.title);
    expect((await of(citizen)).subject).toMatch(/: 2 convocatorias nuevas, 2 por cerrar/);
    expect((await of(citizen)).text).toContain('en todo el catálogo');
  });

  it('are several things at once in one mail, each call once', async () => {
    const account = await scene.person();
    const search = await scene.search(account);
    for (let count = 0; count < 12; count += 1) await scene.oweNew(account, await publish(), search);
    const followed = await publish({ title: 'La seguida' });
    await scene.alerts.follow(account, followed.id);
    await scene.owe(account, followed, { kind: 'deadline', step: '7', facts: DEADLINE_FACTS });

    const mail = await readMail(await scene.composeOne());

    expect(mail.subject).toBe('12 convocatorias nuevas y 1 plazo');
    expect(mail.text!.match(/\/convocatorias\//g)).toHaveLength(13);
    expect(Buffer.byteLength(mail.html!)).toBeLessThan(60_000);
  });
});

describe('A batch of mails', () => {
  it('needs as many statements for forty as for one', async () => {
    const counts: number[] = [];
    for (const people of [1, 40]) {
      await scene.alerts.clear(NOW);
      const call = await publish();
      await scene.match(call);
      for (let count = 0; count < people; count += 1) {
        const account = await scene.person();
        await scene.oweNew(account, call, await scene.alert(account, { gadCode: '08' }));
      }
      const mails = await scene.bundle();
      const spy = jest.spyOn(scene.alerts.database, 'createQueryRunner');
      expect((await scene.compose(mails)).size).toBe(people);
      counts.push(spy.mock.calls.length);
      spy.mockRestore();
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeGreaterThan(5);
  });

  it('composes once what is told to many in the same words', async () => {
    const call = await publish();
    const labels = ['Riego', 'Riego', 'Agua'];
    for (const label of labels) {
      const account = await scene.person(null);
      await scene.oweNew(account, call, await scene.search(account, label));
    }

    const answers = [...(await scene.compose()).values()];

    const templates = answers.flatMap((answer) => (answer.kind === 'mail' ? [answer.template] : []));
    expect(templates).toHaveLength(3);
    expect(new Set(templates).size).toBe(2);
    const stops = answers.flatMap((answer) => (answer.kind === 'mail' ? [answer.personal.stopUrl] : []));
    expect(new Set(stops).size).toBe(3);
  });

  it('keeps one broken notice from stopping the others: it is tried by itself, later', async () => {
    const account = await scene.person();
    const search = await scene.search(account);
    await scene.oweNew(account, await publish({ title: 'La sana' }), search);
    const followed = await publish();
    await scene.alerts.follow(account, followed.id);
    await scene.owe(account, followed, { kind: 'deadline', step: '7', facts: DEADLINE_FACTS });
    await update(`UPDATE notification SET facts = '{"kind": "deadline"}' WHERE kind = 'deadline'`);

    const mail = await readMail(await scene.composeOne());

    expect(mail.subject).toMatch(/^La sana/);
    const [broken] = await scene.alerts.notices({ kind: 'deadline' });
    expect(broken).toMatchObject({ state: 'pending', mailId: null });
    expect(broken!.dueAt.getTime()).toBeGreaterThan(NOW.getTime());
  });

  it('has no answer for a mail that cannot be written, and one for every other', async () => {
    const [one, other] = [await scene.person(null), await scene.person(null)];
    const call = await publish({ title: 'La sana' });
    const broken = await publish();
    await update(
      `UPDATE call SET deadline_zone = 'Nirgends/Wo', deadline_kind = 'cut_offs', other_deadlines = '[{"role": "cut_off", "at": "nunca"}]' WHERE id = $1`,
      broken.id,
    );
    await scene.oweNew(one, call, await scene.search(one));
    await scene.oweNew(other, broken, await scene.search(other));

    const mails = await scene.bundle();
    const answers = await scene.compose(mails);

    expect([...answers.keys()]).toEqual([mails.find(({ accountId }) => accountId === one)!.id]);
    expect((await scene.notices()).map(({ state }) => state)).toEqual(['mailed', 'mailed']);
  });
});

describe('The links of a mail', () => {
  const listIn = async (answer: Awaited<ReturnType<typeof scene.composeOne>>) => {
    const { personal } = answer as Extract<typeof answer, { kind: 'mail' }>;
    const token = personal.stopUrl.split('/').at(-1)!;
    expect(personal.pauseUrl).toBe(personal.stopUrl.replace('/baja/', '/pausa/'));
    return (await scene.links.read('stop', token)) as { subject: string };
  };

  it('stop the one alert that brought the call, or everything when there are several', async () => {
    const account = await scene.person();
    const [one, other] = [await scene.search(account, 'Riego'), await scene.search(account, 'Agua')];
    await scene.oweNew(account, await publish(), one);
    expect(await listIn(await scene.composeOne())).toMatchObject({ subject: `sub:${one.id}` });

    await update('DELETE FROM outgoing_mail');
    await update('DELETE FROM notification');
    await scene.oweNew(account, await publish(), one, other);
    expect(await listIn(await scene.composeOne())).toMatchObject({ subject: 'all' });
  });

  it('of reminders stop those of the call', async () => {
    const account = await scene.person();
    const call = await publish();
    await scene.alerts.follow(account, call.id);
    await scene.owe(account, call, { kind: 'deadline', facts: DEADLINE_FACTS });

    expect(await listIn(await scene.composeOne())).toMatchObject({ subject: `follow:${call.id}` });
  });

  it('of a change stop the changes for who does not follow the call', async () => {
    const account = await scene.person();
    const call = await publish();
    const search = await scene.search(account);
    await scene.owe(account, call, {
      kind: 'call_change',
      facts: { kind: 'call_change', changeIds: [await scene.change(call)] },
      subscriptionIds: [search.id],
      reasons: ['su búsqueda «Riego»'],
    });

    expect(await listIn(await scene.composeOne())).toMatchObject({ subject: 'changes' });
  });
});
