import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { ADMIN, addAdmin, CARMEN, mailToOlga, OLGA } from './deliveries.scene.js';

const LIST = '/curaduria/entregas';
const ADDRESSES = '/curaduria/direcciones';

describe('what became of the mails', () => {
  let test: TestApp;
  let admin: Visitor;
  let curator: Visitor;
  let olga: Visitor;

  beforeAll(async () => {
    test = await startTestApp();
    await addAdmin(test);
    [admin, curator, olga] = await Promise.all([test.as(ADMIN), test.as(CARMEN), test.as(OLGA)]);
  });
  afterAll(() => test.close());

  describe('the log', () => {
    it('shows whom a mail was for, how it stands and what the other server said, in plain words', async () => {
      const id = await mailToOlga(test);
      const { page } = await curator.get(`${LIST}?estado=failed`);
      const card = page('.card').text();
      for (const part of [
        'Cierra pronto: agua segura',
        OLGA,
        'Esmeraldas',
        'No se pudo enviar',
        '9 intentos',
        'El servidor de destino no lo recibió esta vez.',
        'mailbox busy <script>',
        'Recordatorio de plazo',
      ]) {
        expect(card).toContain(part);
      }
      expect(page('.card h2 a').attr('href')).toBe(`${LIST}/${id}`);
      expect(page('script:not([src])')).toHaveLength(0);
      expect(page('nav[aria-label=Estado] [aria-current=page]').text()).toBe('No se pudo enviar (1)');
    });

    it.each([
      ['correo=olga.oficial', 1],
      ['correo=OLGA', 1],
      ['correo=nadie@', 0],
      ['correo=%25', 0],
      ['gad=08', 1],
      ['gad=esmeraldas', 1],
      ['gad=0101', 0],
      ['estado=sent', 0],
      ['estado=inventado&desde=tampoco', 1],
      ['correo=&gad=', 1],
    ])('%s finds %i', async (query, count) => {
      const { page, status } = await curator.get(`${LIST}?${query}`);
      expect(status).toBe(200);
      expect(page('.card').filter((_, card) => page(card).text().includes('agua segura'))).toHaveLength(
        count,
      );
    });

    it('says why mails wait, until one is accepted', async () => {
      const pauses = async () => (await curator.get(LIST)).page('section[aria-labelledby=pausas]').text();
      expect(await pauses()).toBe('');
      await test.database.query(
        `INSERT INTO mail_domain (domain, next_slot_at, paused_until, last_error)
         VALUES ('*', now(), now(), '535 clave <b>'), ('lento.example', now(), now() + interval '1 hour', '421 espere'),
                ('ya.example', now(), now() - interval '1 hour', '421 antes')`,
      );
      const text = await pauses();
      expect(text).toContain('Ningún correo sale: el servidor de correo no los recibe.');
      expect(text).toContain('535 clave <b>');
      expect(text).toContain('A lento.example: pidió enviar más despacio.');
      expect(text).not.toContain('ya.example');
      await test.database.query('DELETE FROM mail_domain');
    });

    it('goes on page after page without losing or repeating one', async () => {
      for (let mail = 0; mail < 65; mail += 1) {
        const updatedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(mail / 3)));
        const state = (['sent', 'cancelled', 'pending'] as const)[mail % 3]!;
        await mailToOlga(test, { subject: `Correo ${mail}.`, state, updatedAt });
      }
      const seen: string[] = [];
      let next: string | undefined = `${LIST}?correo=olga`;
      while (next) {
        const { page } = await curator.get(next);
        page('.card h2').each((_, title) => void seen.push(page(title).text()));
        next = page('a[rel=next]').attr('href');
      }
      expect(seen).toHaveLength(66);
      expect(new Set(seen).size).toBe(66);
    });

    it('shows of one mail all that it told, with reason, step and event', async () => {
      const id = await mailToOlga(test);
      await test.database.query(
        `INSERT INTO address_report (address, mail_id, trouble, status, detail, way, report_key, at)
         VALUES ($1, $2, 'permanent', '5.1.1', 'User unknown', 'report_mail', 'told', now())`,
        [OLGA, id],
      );
      const { page } = await curator.get(`${LIST}/${id}`);
      const text = page('main').text();
      for (const part of [
        '7 días antes',
        'sigue esta convocatoria',
        'deadline/',
        'La dirección no sirve',
        'User unknown',
      ]) {
        expect(text).toContain(part);
      }
      expect(page('form[action$="/reenviar"]')).toHaveLength(0);
      expect((await admin.get(`${LIST}/${id}`)).page('form[action$="/reenviar"]')).toHaveLength(1);
    });

    it.each([`${LIST}/00000000-0000-4000-8000-000000000000`, `${LIST}/nada`])(
      '%s is no mail',
      async (path) => {
        expect([400, 404]).toContain((await curator.get(path)).status);
      },
    );
  });

  describe('sending again', () => {
    it('an admin sends one, and it leaves', async () => {
      const id = await mailToOlga(test);
      const answer = await admin.post(`${LIST}/${id}/reenviar`);
      expect([answer.status, answer.location]).toEqual([303, `${LIST}/${id}?hecho=reenviado`]);
      expect((await admin.get(answer.location)).text).toContain('Volverá a salir en un momento.');
      const state = await eventually('the mail has left the queue', async () => {
        const [row] = await test.database.query<[{ state: string }]>(
          'SELECT state FROM outgoing_mail WHERE id = $1',
          [id],
        );
        return ['pending', 'sending'].includes(row.state) ? null : row.state;
      });
      expect(['sent', 'cancelled']).toContain(state);
      expect((await admin.post(`${LIST}/${id}/reenviar`)).status).toBe(409);
    });

    it('one to an address on the list stays, and the page says what to do', async () => {
      await admin.post(ADDRESSES, { correo: OLGA, motivo: 'buzón cerrado' });
      const id = await mailToOlga(test);
      const answer = await admin.post(`${LIST}/${id}/reenviar`);
      expect(answer.status).toBe(409);
      expect(answer.page('.errors').text()).toContain('quite la dirección de la lista');
      const all = await admin.post(`${LIST}/reenviar`, { correo: 'olga' });
      expect(all.location).toMatch(/estado=failed&correo=olga&reenviados=0&detenidos=\d+/);
      expect((await admin.get(all.location)).page('.done').text()).toContain(
        'su dirección no recibe correos',
      );
      await admin.post(`${ADDRESSES}/quitar`, { correo: OLGA });
    });

    it('an admin sends all of a filter', async () => {
      await mailToOlga(test);
      const none = await admin.post(`${LIST}/reenviar`, { correo: 'nadie@' });
      expect(none.location).toContain('reenviados=0');
      const all = await admin.post(`${LIST}/reenviar`, {});
      expect(all.location).toMatch(/reenviados=[1-9]/);
      expect((await admin.get(all.location)).page('.done').text()).toMatch(/^Volver/);
    });

    it('a curator looks and changes nothing', async () => {
      const id = await mailToOlga(test);
      const answers = await Promise.all([
        curator.post(`${LIST}/${id}/reenviar`),
        curator.post(`${LIST}/reenviar`),
        curator.post(ADDRESSES, { correo: OLGA, motivo: 'x' }),
        curator.post(`${ADDRESSES}/quitar`, { correo: OLGA }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect((await curator.get(ADDRESSES)).page('main form[method=post]')).toHaveLength(0);
      expect((await olga.get(LIST)).status).toBe(403);
    });
  });

  describe('the addresses', () => {
    it('an admin stops one and lifts it, and its owner reads on every page that mails do not arrive', async () => {
      expect((await olga.get('/convocatorias')).page('.mail-trouble')).toHaveLength(0);
      const added = await admin.post(ADDRESSES, {
        correo: ` ${OLGA.toUpperCase()} `,
        motivo: 'Cambió de correo',
      });
      expect(added.location).toBe(`${ADDRESSES}?hecho=anadida`);
      const { page } = await curator.get(`${ADDRESSES}?q=olga`);
      expect(page('.card').text()).toMatch(/Detenida, desde el .*Puesta a mano: Cambió de correo/s);
      for (const path of ['/', '/convocatorias', '/avisos']) {
        const note = (await olga.get(path)).page('.mail-trouble').text();
        expect(note).toContain('Ya no le enviamos correos');
        expect(note).toContain(OLGA);
      }
      expect((await curator.get('/')).page('.mail-trouble')).toHaveLength(0);
      expect((await test.visitor().get('/')).page('.mail-trouble')).toHaveLength(0);
      await admin.post(`${ADDRESSES}/quitar`, { correo: OLGA });
      expect((await olga.get('/')).page('.mail-trouble')).toHaveLength(0);
    });

    it.each([
      ['no-es', 'porque', 422, 'correo'],
      ['ana@gad.example', '  ', 422, 'motivo'],
    ])(
      '«%s» because «%s» is refused without losing what was written',
      async (correo, motivo, status, field) => {
        const answer = await admin.post(ADDRESSES, { correo, motivo });
        expect(answer.status).toBe(status);
        expect(answer.page(`#${field}`).attr('aria-invalid')).toBe('true');
        expect(answer.page('#correo').val()).toBe(correo);
        expect(answer.page('#motivo').val()).toBe(motivo);
      },
    );

    it('flagged ones are there too, without a button', async () => {
      for (const mail of ['1', '2', '3']) {
        await test.database.query(
          `INSERT INTO address_report (address, trouble, detail, way, report_key, at)
           VALUES ('llena@gad.example', 'transient', '452 4.2.2 full', 'smtp', $1, now())`,
          [`flag-${mail}`],
        );
      }
      const { page } = await admin.get(`${ADDRESSES}?q=llena`);
      expect(page('.card').text()).toContain('Falla, desde el');
      expect(page('.card form')).toHaveLength(0);
    });

    it('many are shown page after page', async () => {
      await test.database.query(
        `INSERT INTO suppressed_address (address, reason, detail, since)
         SELECT 'p' || n || '@muchas.example', 'bounce', '550', timestamptz '2026-01-01' + (n / 10) * interval '1 s'
           FROM generate_series(1, 120) n`,
      );
      const seen: string[] = [];
      let next: string | undefined = `${ADDRESSES}?q=muchas.example`;
      while (next) {
        const { page } = await curator.get(next);
        page('.card h2').each((_, title) => void seen.push(page(title).text()));
        next = page('a[rel=next]').attr('href');
      }
      expect(new Set(seen).size).toBe(120);
      expect(seen).toHaveLength(120);
    });
  });
});
