import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { callPublished } from '@chasqui/calls';
import { appendEvent } from '@chasqui/outbox';
import { Follows, SavedSearches } from '@chasqui/subscriptions';
import { Logger } from '@nestjs/common';
import { eventually, PUBLIC_URL } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { Scene } from './scene.js';

const DAY_MS = 24 * 3_600_000;
const YES = { notify: true, frequency: 'immediate' } as const;

/**
 * Situations in which programs of this kind were seen to lose, double or garble notices. Each goes the whole way:
 * publishing, matching, fan-out, bundling, SMTP.
 */
describe('No notice is lost, doubled or garbled', () => {
  let scene: Scene;
  let people = 0;

  beforeAll(async () => {
    scene = await Scene.open('postgres');
  });

  afterAll(() => scene.close());

  beforeEach(() => {
    scene.sink.clear();
    scene.pass(DAY_MS);
  });

  /** Somebody without a GAD. */
  async function person(): Promise<{ id: string; email: string }> {
    people += 1;
    const email = `persona${people}@sondas.example`;
    const facts = { email, name: 'Ana Ñauta', password: null, memberships: [] };
    const { id } = await scene.app.get(Accounts).register(scene.database.manager, facts, null);
    return { id, email };
  }

  /** Somebody who wants to be told of what a search finds. @returns her address */
  async function seeker(query: string): Promise<string> {
    const { id, email } = await person();
    await scene.app.get(SavedSearches).save(id, query, 'Sonda', YES);
    scene.pass(1000);
    return email;
  }

  const subjects = (email: string) => scene.sink.to(email).map(({ subject }) => subject);

  it('a title with accents, and other signs, arrives as it is', async () => {
    const email = await seeker('q=cuencas');
    const title = 'Gestión de cuencas: «agua» — ñandú, Ωmega 𝄞 & <b>más</b>';

    await scene.publishAndSettle({ title });

    expect(subjects(email)).toEqual([`${title} — cierra el 30 jun 2026`]);
    expect(scene.sink.to(email)[0]!.html).toContain('&lt;b>más&lt;/b>');
  });

  it('a call that its source posted days ago and that is stored today is announced', async () => {
    const email = await seeker('q=pesca');

    await scene.publishAndSettle({ title: 'Pesca artesanal', opensOn: '2026-01-05' });

    expect(subjects(email)).toHaveLength(1);
  });

  it('a call that is matched only days after it was published is announced', async () => {
    const email = await seeker('q=cacao');
    await scene.queue('matching').pause();
    const call = await scene.publish({ title: 'Cadenas de cacao' });
    scene.pass(2 * DAY_MS);
    await scene.queue('matching').resume();
    await scene.untilTold(call);
    await scene.untilIdle();

    expect(subjects(email)).toHaveLength(1);
  });

  it('whatever runs a second time on the same day brings nothing new', async () => {
    const email = await seeker('q=quinua');
    const call = await scene.publishAndSettle({ title: 'Quinua andina' });

    await scene.relayAgain(call);
    await scene.reconcile();
    await scene.untilIdle();
    await scene.reconcile();
    await scene.untilIdle();

    expect(subjects(email)).toHaveLength(1);
  });

  it('the filter by donor is kept', async () => {
    const email = await seeker('q=puertos&cooperante=aecid');
    const giz = await donorNamed(scene.database, 'giz');

    await scene.publishAndSettle({ title: 'Puertos de la GIZ', donorId: giz });
    await scene.publishAndSettle({ title: 'Puertos de la AECID' });

    expect(subjects(email)).toEqual(['Puertos de la AECID — cierra el 30 jun 2026']);
  });

  it.each([
    ['educación', 'Educacion rural'],
    ['educacion', 'Educación rural'],
  ])('"%s" finds "%s"', async (words, title) => {
    const email = await seeker(`q=${encodeURIComponent(words)}`);

    await scene.publishAndSettle({ title });

    expect(subjects(email)).toHaveLength(1);
  });

  it('one broken search among two hundred: the others are told, and the broken one is reported', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await scene.database.query(
      `WITH people AS (
         INSERT INTO account (email, name, created_at)
         SELECT 'doscientos' || n || '@sondas.example', 'Persona ' || n, $1 FROM generate_series(1, 200) AS n
         RETURNING id, email)
       INSERT INTO subscription (account_id, search_query, search_seq, label, active, min_score, include_credit, since)
       SELECT id, CASE WHEN email LIKE 'doscientos50@%' THEN 'q=mineria&nivel=inventado' ELSE 'q=mineria' END,
              (SELECT coalesce(max(search_seq), 0) FROM subscription) + row_number() OVER (ORDER BY email),
              'Minería', true, 0, true, $1
         FROM people`,
      [scene.clock.now()],
    );
    scene.pass(1000);

    await scene.publishAndSettle({ title: 'Minería responsable' });

    const told = scene.sink.addresses().filter((address) => address.startsWith('doscientos'));
    expect(told).toHaveLength(199);
    expect(new Set(told).size).toBe(199);
    expect(told).not.toContain('doscientos50@sondas.example');
    expect(warned.mock.calls.map(String).join()).toMatch(/saved search \d+ is left out: .*inventado/);
    warned.mockRestore();
  }, 90_000);

  it('a call without a description is found by its filters', async () => {
    const email = await seeker('forma=grant&idioma=pt');
    const { id } = await scene.draft({ title: 'Chamada sem descrição', language: 'pt' });
    await scene.database.query(`UPDATE call SET summary = '' WHERE id = $1`, [id]);
    const call = await scene.calls.publish(id, null);
    await scene.untilTold(call);
    await scene.untilIdle();

    expect(subjects(email)).toHaveLength(1);
  });

  it('a call that closes today is open until its hour', async () => {
    const email = await seeker('q=artesanos');
    const today = scene.clock.now().toISOString().slice(0, 10);
    const closing = { deadlineLocal: `${today}T17:00`, deadlineZone: 'America/Guayaquil' };

    await scene.publishAndSettle({ title: 'Artesanos', ...closing });

    const [mail, ...others] = scene.sink.to(email);
    expect(others).toEqual([]);
    expect(mail!.text).toContain('Tiempo: Cierra hoy');
  });

  it('a call that has not opened yet is found, and said to come', async () => {
    const email = await seeker('q=orquideas&cierre=despues');

    await scene.publishAndSettle({
      title: 'Orquídeas nativas',
      opensOn: '2026-09-01',
      deadlineLocal: '2026-12-01T17:00',
    });

    const [mail] = scene.sink.to(email);
    expect(mail!.text).toContain('Apertura: próximamente, el 1 sept 2026');
  });

  it('the deadline of a call announced weeks ago moves: people are told', async () => {
    const { id, email } = await person();
    await scene.app.get(SavedSearches).save(id, 'q=bambu', 'Bambú', YES);
    scene.pass(1000);
    const call = await scene.publishAndSettle({ title: 'Bambú y guadúa' });
    scene.pass(20 * DAY_MS);
    await scene.app.get(Follows).follow(id, call.id);
    scene.pass(DAY_MS);
    scene.sink.clear();

    const input = callInput(call.donorId, { title: call.title, deadlineLocal: '2026-05-15T17:00' });
    await scene.calls.update(call.id, call.revision, input, null);
    await scene.untilIdle();
    await eventually(() => expect(subjects(email)).toHaveLength(1));

    expect(subjects(email)).toEqual(['Urgente: se adelantó el plazo — Bambú y guadúa']);
    expect(scene.sink.to(email)[0]!.text).toMatch(/El plazo se adelanta: del 30 de junio de 2026/);
  });

  it('what looks like a piece of a template stays as it was written', async () => {
    const email = await seeker('q=plantillas');
    const title = 'Plantillas {{unsubscribe}} {{{body}}} ${stopUrl} <%= x %> %%url%% $& $1 x0z';

    await scene.publishAndSettle({ title, summary: `${title}. Una descripción con plantillas.` });

    const [mail] = scene.sink.to(email);
    expect(mail!.subject).toBe(`${title} — cierra el 30 jun 2026`);
    expect(mail!.text).toContain(title.toUpperCase());
    expect(mail!.html).toContain('Plantillas {{unsubscribe}} {{{body}}} ${stopUrl} &lt;%= x %');
    expect(mail!.text).toContain(`Dejar de recibir estos avisos: ${PUBLIC_URL}/baja/`);
  });

  it('the tenth revision of a call is newer than the ninth', async () => {
    const email = await seeker('q=vicunas');
    const donorId = await donorNamed(scene.database);
    const { calls } = scene;
    let { id, revision } = await scene.draft({ title: 'Vicuñas, borrador' });
    while (revision < 8) {
      const change = callInput(donorId, { title: `Vicuñas, borrador ${revision}` });
      ({ id, revision } = await calls.update(id, revision, change, null));
    }
    await scene.queue('matching').pause();
    const ninth = await calls.publish(id, null);
    const tenth = await calls.update(
      id,
      ninth.revision,
      callInput(donorId, { title: 'Vicuñas, la décima' }),
      null,
    );
    expect([ninth.revision, tenth.revision]).toEqual([9, 10]);
    await scene.queue('matching').resume();
    await scene.untilTold(tenth);
    await scene.untilIdle();
    // The news of the ninth comes late.
    await appendEvent(
      scene.database.manager,
      callPublished,
      { callId: id, revision: ninth.revision },
      scene.clock.now(),
    );
    await scene.untilIdle();

    expect(subjects(email)).toEqual(['Vicuñas, la décima — cierra el 30 jun 2026']);
  });

  it('a call that is taken down is not announced by the notices that have not left', async () => {
    const email = await seeker('q=condores');
    await scene.queue('mail').pause();
    const call = await scene.publish({ title: 'Cóndores' });
    await scene.untilTold(call);
    await eventually(async () => {
      const [notice] = (await scene.notices(call)).filter(({ account }) => account!.email === email);
      expect(notice?.state).toBe('mailed');
    });
    await scene.calls.unpublish(call.id, null);
    await scene.queue('mail').resume();
    await scene.untilIdle();

    expect(subjects(email)).toEqual([]);
    const [notice] = (await scene.notices(call)).filter(({ account }) => account!.email === email);
    expect(notice).toMatchObject({ state: 'cancelled', obstacle: 'La convocatoria ya no está publicada.' });
  });

  it('every mail has a text part and can be stopped with one click', async () => {
    await seeker('q=manglares');

    await scene.publishAndSettle({ title: 'Manglares del golfo' });

    expect(scene.sink.received.length).toBeGreaterThan(0);
    for (const { mail } of scene.sink.received) {
      const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
      expect(headers['list-unsubscribe']).toMatch(new RegExp(`^<${PUBLIC_URL}/baja/[\\w-]+>$`));
      expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      expect(headers['content-type']).toMatch(/^multipart\//);
      for (const words of ['MANGLARES DEL GOLFO', 'hora de Ecuador', `${PUBLIC_URL}/`]) {
        expect(mail.text).toContain(words);
      }
    }
  });
});
