import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { filledIn } from '../support/forms.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { xlsxOf } from '../support/sheets.js';
import { type FixtureSite, startFixtureSite } from './sources.scene.js';

const COLUMNS = 'form:has(input[name=fileBytes])';

describe('calls that a curator hands over', () => {
  let test: TestApp;
  let site: FixtureSite;
  let carmen: Visitor;

  beforeAll(async () => {
    site = await startFixtureSite();
    test = await startTestApp({ FETCH_LOOPBACK: 'true' });
    carmen = await test.as('carmen.curadora@chasqui.example');
  });

  afterAll(async () => {
    await test.close();
    await site.close();
  });

  const row = async <Row>(sql: string, ...values: unknown[]) =>
    (await test.database.query<Row[]>(sql, values))[0]!;

  describe('a call found by hand', () => {
    const paste = '/curaduria/fuentes/pegar';

    it('is taken in by its text or its address, for a donor or for nobody', async () => {
      const text =
        'Fondo de prueba para parroquias\nFecha límite: 15 de marzo de 2031. Monto máximo: USD 10.000.';
      const donor = await row<{ id: string }>(`SELECT id FROM donor WHERE slug = 'giz'`);
      const handedOver: Record<string, string>[] = [
        { text },
        { address: `${site.url}/convocatorias/agua`, donorId: donor.id },
      ];
      for (const given of handedOver) {
        const taken = await carmen.post(paste, given);
        expect([taken.status, taken.page('.errors').text()]).toEqual([200, '']);
        expect(taken.page('.done').text()).toContain('cola de novedades');
        expect((await carmen.post(paste, given)).page('.done').text()).toContain('Ya se conocía todo');
      }
      const sources = await test.database.query<{ name: string }[]>(
        `SELECT name_es AS name FROM source WHERE name_es LIKE 'A mano%' ORDER BY donor_id NULLS FIRST`,
      );
      expect(sources.map(({ name }) => name)).toEqual([
        'A mano: direcciones, textos y PDF',
        expect.stringMatching(/^A mano: .+/),
      ]);
    });

    it('is refused with what to do, and what was typed stays', async () => {
      for (const [given, reason] of [
        [{}, /Falta la convocatoria/],
        [{ text: 'x'.repeat(50), address: 'https://x.example/' }, /una sola cosa/],
        [{ text: 'corto' }, /muy poco/],
        [{ address: `${site.url}/no-existe` }, /ya no está en esa dirección/],
        [{ address: 'no es', donorId: 'nadie' }, /cooperante/],
      ] as const) {
        const refused = await carmen.post(paste, given);
        expect(refused.status).toBe(422);
        expect(refused.page('.errors').text()).toMatch(reason);
        const typed = 'address' in given ? given.address : '';
        expect(refused.page('#address').val() ?? '').toBe(typed);
      }
    });

    it('may be a PDF, not any other file', async () => {
      const file = { name: 'foto.png', bytes: Buffer.from('no es un pdf') };
      const refused = await carmen.upload(paste, file);
      expect([refused.status, refused.page('.errors').text()]).toEqual([
        422,
        expect.stringMatching(/no es un PDF/),
      ]);
    });
  });

  describe('a sheet of calls', () => {
    const upload = '/curaduria/fuentes/subir';
    const sheet = (...rows: string[][]) => ({
      name: 'Convocatorias.xlsx',
      bytes: xlsxOf([
        ['Prefectura de prueba'],
        ['Convocatoria', 'Quién da', 'Cierra el', 'Monto máximo'],
        ...rows,
      ]),
    });
    const water = ['Fondo de agua 2031', 'Agencia de la Sierra', '03/04/2031', '250.000'];

    it('is shown with its columns guessed, corrected, taken in, and remembered', async () => {
      const looked = await carmen.upload(upload, sheet(water, ['', 'Nadie', '', '']));
      expect([looked.status, looked.page('.errors').text()]).toEqual([200, '']);
      expect(looked.page('main').text()).toContain('Se encontró 1 convocatoria.');
      expect(looked.page('details.notice').text()).toContain('Fila 4');
      const form = filledIn(looked.page, COLUMNS);
      expect(form).toMatchObject({ 'column.0': 'title', name: 'Convocatorias' });
      const wrong = await carmen.post(upload, { ...form, 'column.0': 'omit', name: 'Hoja de prueba' });
      expect([wrong.status, wrong.page('#column\\.0-error').length, wrong.page('#name').val()]).toEqual([
        422,
        1,
        'Hoja de prueba',
      ]);
      const corrected = {
        ...filledIn(wrong.page, COLUMNS),
        'column.0': 'title',
        'column.1': 'omit',
        'column.2': 'field:deadline',
      };
      const taken = await carmen.post(upload, { ...corrected, dates: 'mdy' });
      expect([taken.status, taken.page('.errors').text()]).toEqual([200, '']);
      expect(taken.page('main ul').text()).toContain('Fondo de agua 2031');
      const { config } = await row<{ config: { mapping: { columns: object[] } } }>(
        `SELECT d.config FROM source_definition d JOIN source s ON s.id = d.source_id WHERE s.slug = 'hoja-de-prueba'`,
      );
      expect(config.mapping.columns).toEqual([
        { heading: 'Cierra el', field: 'deadline', hint: null, dates: 'mdy' },
        { heading: 'Monto máximo', field: 'amountMax', hint: null, dates: 'iso' },
      ]);
      const body = new FormData();
      body.append('source', 'hoja-de-prueba');
      const again = sheet(water, ['Otro fondo', 'x', '05/06/2031', '1']);
      body.append('archivo', new Blob([Buffer.from(again.bytes)]), again.name);
      const answer = await fetch(`${test.url}${upload}`, {
        method: 'POST',
        body,
        headers: { cookie: `chasqui_session=${carmen.session}` },
      });
      const known = filledIn(load(await answer.text()), COLUMNS);
      expect(known).toMatchObject({ source: 'hoja-de-prueba', 'column.1': 'omit', dates: 'mdy' });
      const more = await carmen.post(upload, known);
      expect(more.page('main ul').text()).toMatch(
        /2031 \(ya se conocía y no cambió\).*Otro fondo \(nueva\)/s,
      );
      expect(await row(`SELECT definition_version AS v FROM source WHERE slug = 'hoja-de-prueba'`)).toEqual({
        v: 1,
      });
    });

    it('that cannot be read is refused with what to do', async () => {
      const files: [{ name: string; bytes: Uint8Array }, RegExp][] = [
        [{ name: 'x.csv', bytes: Buffer.from('nada\nde nada') }, /fila de encabezados/],
        [{ name: 'x.xlsx', bytes: Buffer.alloc(5 * 1024 * 1024 + 1, 'a') }, /más de 5 MB/],
      ];
      for (const [file, reason] of files) {
        const refused = await carmen.upload(upload, file);
        expect([refused.status, refused.page('.errors').text()]).toEqual([
          422,
          expect.stringMatching(reason),
        ]);
      }
      expect((await carmen.post(upload, {})).page('.errors').text()).toContain('Falta el archivo');
      expect((await carmen.post(upload, { hacer: 'recibir' })).status).toBe(422);
    });
  });
});
