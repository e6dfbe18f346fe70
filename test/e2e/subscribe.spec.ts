import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_ACCOUNT, SignedLinks } from '@chasqui/accounts';
import PostalMime from 'postal-mime';
import { eventually, startTestApp, type TestApp, type Visitor } from '../support/http.js';

let server: TestApp;
let anybody: Visitor;
let people = 0;

beforeAll(async () => {
  server = await startTestApp({ DATA_PROTECTION_CONTACT: 'datos@chasqui.example' });
  anybody = server.visitor();
});

afterAll(() => server.close());

function address(): string {
  people += 1;
  return `vecina${people}@correo.example`;
}

/** The text of the only mail that an address got. */
async function mailTo(recipient: string): Promise<string> {
  const raw = await eventually(`a mail to ${recipient}`, async () => {
    const rows = await server.database.query<{ raw: Buffer }[]>(
      'SELECT raw FROM mailbox_message WHERE recipient = $1',
      [recipient],
    );
    return rows[0]?.raw;
  });
  return (await PostalMime.parse(raw)).text ?? '';
}

async function linkIn(recipient: string): Promise<string> {
  return /\/confirmar\/[\w-]+/.exec(await mailTo(recipient))![0];
}

async function wish(email: string, changes: Readonly<Record<string, string>> = {}) {
  const form = {
    consulta: 'q=riego',
    name: 'Ana Vecina',
    email,
    frequency: 'weekly',
    avisos: 'si',
    ...changes,
  };
  return anybody.post('/suscribirse', form);
}

describe('asking for alerts without an account', () => {
  it('starts at the search page and asks for a box that is not ticked', async () => {
    const { page } = await anybody.get('/buscar?q=riego');
    const href = page('a[href^="/suscribirse"]').attr('href')!;
    const form = (await anybody.get(href)).page;
    expect(form('main').text()).toContain('«riego»');
    expect(form('input[name=avisos]').attr('checked')).toBeUndefined();
    expect(form('input[name=boletin]').attr('checked')).toBeUndefined();
    expect(form('details').text()).toContain('datos@chasqui.example');
    expect((await anybody.get('/suscribirse')).page('input[name=avisos]').length).toBe(0);
  });

  it('is refused without a yes, and keeps what was typed', async () => {
    const answer = await wish('no-es-correo', { avisos: '', name: 'Ana <b>' });
    expect(answer.status).toBe(422);
    const links = answer.page('[role=alert] a').map((_, a) => answer.page(a).attr('href'));
    expect(links.get()).toEqual(['#name', '#email', '#agreed']);
    for (const link of links.get()) expect(answer.page(link).length).toBe(1);
    expect(answer.page('input[name=email]').attr('value')).toBe('no-es-correo');
    expect(answer.page('input[name=name]').attr('value')).toBe('Ana <b>');
    expect(answer.page('input[name=consulta]').attr('value')).toBe('q=riego');
    expect(answer.page('input[value=weekly]').attr('checked')).toBeDefined();
  });

  it('is answered the same for every address, known or not', async () => {
    const known = 'olga.oficial@esmeraldas.example';
    const [unknown, answer] = [await wish('nadie@correo.example'), await wish(known)];
    expect(answer.status).toBe(200);
    expect(answer.text.replace(known, '')).toBe(unknown.text.replace('nadie@correo.example', ''));
  });

  it('sends one mail, whose link changes nothing when it is opened, and everything when confirmed', async () => {
    const email = address();
    await wish(email, { boletin: 'si' });
    const text = await mailTo(email);
    // What a stranger typed is not carried to somebody else's mailbox.
    expect(text).not.toContain('Ana Vecina');
    const link = await linkIn(email);
    for (let visit = 0; visit < 2; visit += 1) {
      const opened = await anybody.get(link);
      expect([opened.status, opened.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(opened.page('main').text()).toContain('«riego»');
    }
    const [{ accounts }] = await server.database.query<[{ accounts: number }]>(
      'SELECT count(*)::int AS accounts FROM account WHERE email = $1',
      [email],
    );
    expect(accounts).toBe(0);

    const done = await anybody.post(link);
    expect([done.status, done.page('h1').text()]).toEqual([200, 'Listo: está confirmado']);
    expect((await anybody.post(link)).page('h1').text()).toBe('Listo: está confirmado');
    const preferences = await anybody.get(done.page('a.button').attr('href')!);
    expect(preferences.page('main').text()).toContain('riego');

    const signedIn = await server.as(email);
    expect((await signedIn.get('/avisos')).text).toContain('riego');
    expect((await signedIn.get('/gads/08/coincidencias')).status).toBe(404);
    expect((await signedIn.get('/curaduria')).status).toBe(403);
  });

  it('offers the mail once more when the link came too late, and says when it is over', async () => {
    const email = address();
    await wish(email);
    const link = await linkIn(email);
    const late = `UPDATE subscription_request SET expires_at = now() - interval '1 minute' WHERE email = $1`;
    await server.database.query(late, [email]);
    const expired = await anybody.post(link);
    expect([expired.status, expired.page('h1').text()]).toEqual([410, 'Este enlace caducó']);
    expect((await anybody.get(link)).status).toBe(410);

    const again = await anybody.post(expired.page('main form').attr('action')!);
    expect([again.status, again.page('h1').text()]).toEqual([200, 'Revise su correo']);
    expect((await anybody.get(link)).status).toBe(200);
    await server.database.query(late, [email]);
    expect((await anybody.get(link)).page('main form').length).toBe(0);
  });

  it('is not confirmed with a link of another kind or a made-up one', async () => {
    const subject = '3b241101-e2bb-4255-8caf-4136c566a962';
    const links = server.app.get(SignedLinks);
    const stop = await links.sign('stop', { accountId: NO_ACCOUNT, subject });
    const unknown = await links.sign('confirm', { accountId: NO_ACCOUNT, subject });
    for (const token of [stop, unknown, 'inventado', `${unknown}x`]) {
      expect([token, (await anybody.get(`/confirmar/${token}`)).status]).toEqual([token, 404]);
      expect([token, (await anybody.post(`/confirmar/${token}`)).status]).toEqual([token, 404]);
    }
  });
});
