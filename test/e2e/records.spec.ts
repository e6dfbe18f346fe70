import { fieldsOfType } from '@chasqui/curation';
import { donorRecord } from '@chasqui/donors';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Filled, filledIn } from '../support/forms.js';
import { type Answer, startTestApp, type TestApp, type Visitor } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const FORM = 'form[method=post]:has(h2)';
const FOREIGN = /(?<!\p{L})(the|and|with|undefined|null|NaN|Invalid|true|false)(?!\p{L})|\[object/u;

describe('a record of the catalogue, by plain forms', () => {
  let test: TestApp;
  let carmen: Visitor;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as(CARMEN);
  });

  afterAll(() => test.close());

  const row = async <Row>(sql: string, ...values: unknown[]) =>
    (await test.database.query<Row[]>(sql, values))[0]!;
  const idIn = (answer: Answer) => /\/([0-9a-f-]{36})/.exec(answer.location)![1]!;

  /** Enters a donor as somebody without JavaScript does: opens the form, fills it in, sends it. */
  async function enter(changes: Filled): Promise<Answer> {
    const empty = filledIn((await carmen.get('/curaduria/cooperantes/nueva')).page, FORM);
    const donor: Filled = {
      ...empty,
      nameEs: 'Agencia de prueba',
      kind: 'cooperation_agency',
      iatiType: '10',
      presence: 'reaches',
      noteEs: 'Financia agua.\r\n\r\nY saneamiento.',
      'sources.0.title': 'Guía de cooperantes',
      'sources.0.place': 'p. 12',
      'sources.0.url': 'https://guia.example/cooperantes',
      readOn: '2026-05-01',
      confidence: 'alta',
      ...changes,
    };
    return carmen.post('/curaduria/cooperantes/nueva', donor);
  }

  async function entered(changes: Filled): Promise<{ id: string; url: string }> {
    const answer = await enter(changes);
    expect([answer.status, answer.location]).toEqual([303, expect.stringContaining('?hecho=guardado')]);
    const id = idIn(answer);
    return { id, url: `/curaduria/cooperantes/${id}` };
  }

  it('is entered with two contacts, corrected, changed back and compared, all by plain forms', async () => {
    const page = (await carmen.get('/curaduria/cooperantes/nueva')).page;
    expect(page('h1').text()).toBe('Nuevo cooperante');
    // The Enter key presses the first button: it has to be the one that saves.
    expect(page(`${FORM} button`).first().text()).toBe('Guardar');
    const first: Filled = {
      ...filledIn(page, FORM),
      nameEs: 'Cooperación de Ñandú',
      themes: ['riego-y-drenaje', 'turismo'],
      'contacts.0.kind': 'email',
      'contacts.0.value': 'info@nandu.example',
      'contacts.0.state': 'verified',
    };
    // Another row: nothing is saved, nothing is lost.
    const more = await carmen.post('/curaduria/cooperantes/nueva', { ...first, anadir: 'contacts' });
    expect(more.status).toBe(200);
    const grown = filledIn(more.page, FORM);
    expect(grown).toMatchObject(first);
    expect(grown).toHaveProperty(['contacts.1.value'], '');
    expect(more.page('[role=alert]').length).toBe(0);
    expect(await row(`SELECT count(*)::int AS n FROM donor WHERE name_es LIKE '%Ñandú'`)).toEqual({ n: 0 });

    // Sent with half of it missing: told beside each field, and all of it kept.
    const half: Filled = {
      ...grown,
      'contacts.1.kind': 'phone',
      'contacts.1.label': 'Central',
      amountMin: 'x',
    };
    const refused = await carmen.post('/curaduria/cooperantes/nueva', half);
    expect(refused.status).toBe(422);
    expect(filledIn(refused.page, FORM)).toMatchObject(half);
    for (const [field, told] of [
      ['kind', 'Falta: tipo.'],
      ['noteEs', 'Falta: qué hace.'],
      ['sources', 'Falta: fuentes.'],
      ['contacts.1.value', 'Falta: contacto.'],
      ['contacts.1.state', 'Falta: estado.'],
      [
        'amountMin',
        'No se entiende el monto «x». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
      ],
    ] as const) {
      expect(refused.page(`.errors a[href="#${field}"]`).text()).toBe(told);
      const input = refused.page(`[id="${field}"]`);
      expect(input.length).toBe(1);
      const described = (input.attr('aria-describedby') ?? '').split(' ').filter(Boolean);
      const beside = described.map((id) => refused.page(`[id="${id}"]`).text()).join(' ') + input.text();
      expect(beside).toContain(told);
    }

    const saved = await carmen.post('/curaduria/cooperantes/nueva', {
      ...filledIn(refused.page, FORM),
      kind: 'cooperation_agency',
      iatiType: '10',
      presence: 'reaches',
      noteEs: 'Financia agua.',
      amountMin: '',
      'contacts.1.value': '+593 2 222 2222',
      'contacts.1.state': 'unverified',
      'sources.0.title': 'Guía',
      'sources.0.place': 'p. 12',
      readOn: '2026-05-01',
      confidence: 'alta',
    });
    const id = idIn(saved);
    const url = `/curaduria/cooperantes/${id}`;
    expect((await carmen.get(saved.location)).page('.done').text()).toContain('Guardado.');
    expect(await row('SELECT slug, themes, revision FROM donor WHERE id = $1', id)).toEqual({
      slug: 'cooperacion-de-nandu',
      themes: ['riego-y-drenaje', 'turismo'],
      revision: 1,
    });

    // Sent as it stands: no change.
    const standing = filledIn((await carmen.get(url)).page, FORM);
    expect((await carmen.post(url, standing)).location).toBe(`${url}?hecho=igual`);

    // One contact taken out, one emptied, a name and the topics changed.
    await carmen.post(url, {
      ...standing,
      nameEs: 'Cooperación del Ñandú',
      themes: 'riego-y-drenaje',
      'contacts.0.quitar': 'si',
      'contacts.1.value': '',
      'contacts.1.label': '',
    });
    const changed = await row<{ contacts: unknown[]; revision: number }>(
      'SELECT * FROM donor WHERE id = $1',
      id,
    );
    expect(changed).toMatchObject({ contacts: [], themes: ['riego-y-drenaje'], revision: 2 });

    const history = (await carmen.get(`${url}/historial`)).page;
    const entry = history('.card').first();
    expect(entry.find('.kicker').text()).toMatch(/, \d\d:\d\d, hora de Ecuador · Carmen/);
    expect(entry.find('h2').text()).toBe('Cambió la ficha');
    const facts = entry.find('.facts').text();
    expect(facts).toContain('Antes: Cooperación de Ñandú');
    expect(facts).toContain('Después: Cooperación del Ñandú');
    expect(facts).toContain('Se quitó: Turismo');
    expect(facts).toContain('Se quitó: Correo · info@nandu.example · Verificado');
    expect(facts).not.toMatch(FOREIGN);

    // Undone from the history, and the undoing undone.
    const undo = filledIn(history, 'form[action$="/deshacer"]');
    expect((await carmen.post(`${url}/deshacer`, undo)).location).toBe(`${url}/historial?hecho=deshecho`);
    expect(await row('SELECT name_es, revision FROM donor WHERE id = $1', id)).toEqual({
      name_es: 'Cooperación de Ñandú',
      revision: 3,
    });
    const again = await carmen.post(`${url}/deshacer`, undo);
    expect(again.status).toBe(409);
    expect(again.page('[role=alert]').text()).toContain('Otra persona cambió esta ficha');
    const later = (await carmen.get(`${url}/historial`)).page;
    expect(later('.card h2').first().text()).toBe('Deshizo un cambio');
    expect(later('.card').eq(1).text()).toContain('Después volvió a cambiar: Nombre');
    await carmen.post(`${url}/deshacer`, filledIn(later, 'form[action$="/deshacer"]'));
    expect(await row('SELECT name_es FROM donor WHERE id = $1', id)).toEqual({
      name_es: 'Cooperación del Ñandú',
    });

    const verify = filledIn((await carmen.get(url)).page, 'form[action$="/verificar"]');
    expect((await carmen.post(`${url}/verificar`, verify)).location).toBe(`${url}?hecho=verificado`);
    expect((await carmen.get(url)).text).toContain('Verificada el');
  });

  it('is not overwritten by whoever comes second, who sees what differs and may then decide', async () => {
    const { url } = await entered({ nameEs: 'Agencia de dos curadoras' });
    const second = filledIn((await carmen.get(url)).page, FORM);
    await carmen.post(url, { ...second, nameEs: 'Lo de la primera', acronym: 'PRI' });
    const mine = { ...second, nameEs: 'Lo de <b>la segunda</b>', noteEs: 'Mi texto\r\nlargo.' };
    const refused = await carmen.post(url, mine);
    expect(refused.status).toBe(409);
    expect(refused.page('[role=alert]').text()).toContain('Otra persona cambió esta ficha');
    expect(filledIn(refused.page, FORM)).toMatchObject({ ...mine, revision: '2' });
    const differences = refused.page('[aria-labelledby=diferencias] li').toArray();
    expect(differences.map((item) => refused.page(item).find('a').text())).toEqual([
      'Nombre',
      'Siglas',
      'Qué hace',
    ]);
    expect(refused.page(differences[0]).text()).toContain('«Lo de la primera»');
    const decided = await carmen.post(url, filledIn(refused.page, FORM));
    expect(decided.status).toBe(303);
    expect((await carmen.get(url)).page('#nameEs').val()).toBe('Lo de <b>la segunda</b>');
  });

  it('is joined to another after both were shown, leads there, and can be taken back', async () => {
    const stays = await entered({ nameEs: 'Agencia Quilotoa que se queda' });
    const leaves = await entered({ nameEs: 'Agencia Quilotoa repetida', acronym: 'AQR' });
    await test.database.query(
      `UPDATE fund SET donor_id = $1 WHERE id IN (SELECT id FROM fund ORDER BY slug LIMIT 2)`,
      [leaves.id],
    );
    const search = (await carmen.get(`${leaves.url}/unir?q=quilotoa+que`)).page;
    const compare = search('.cards a.button').attr('href')!;
    expect(compare).toBe(`${leaves.url}/unir?con=${stays.id}`);
    const { page } = await carmen.get(compare);
    expect(page('#que-pasa').parent().text()).toContain('fondos y programas (2)');
    expect(page('table.compare tbody tr').first().text()).toBe(
      'NombreAgencia Quilotoa repetidaAgencia Quilotoa que se queda',
    );
    expect(await row('SELECT merged_into_id FROM donor WHERE id = $1', leaves.id)).toEqual({
      merged_into_id: null,
    });

    const done = await carmen.post(
      `${leaves.url}/unir`,
      filledIn(page, 'form[action$="/unir"][method=post]'),
    );
    expect(done.location).toBe(`${leaves.url}?hecho=unido`);
    const duplicate = (await carmen.get(done.location)).page;
    expect(duplicate('.notice').text()).toContain('Este cooperante se unió a Agencia Quilotoa que se queda');
    expect(duplicate(`.notice a[href="${stays.url}"]`).length).toBe(1);
    expect(duplicate(FORM).length).toBe(0);
    const stayed = (await carmen.get(stays.url)).page;
    expect(stayed('#aliases').val()).toBe('Agencia Quilotoa repetida\nAQR');
    expect(stayed('main').text()).toContain('Se le unieron: Agencia Quilotoa repetida');
    expect((await carmen.get(`${leaves.url}/unir`)).page('.notice').text()).toContain('se unió a');

    const history = (await carmen.get(`${leaves.url}/historial`)).page;
    expect(history('.card').first().text()).toContain(
      'Pasaron a la otra ficha: fondos y programas: 2; nombres: 2.',
    );
    expect(history('.card').first().text()).toContain('Después: Agencia Quilotoa que se queda');
    await carmen.post(`${leaves.url}/deshacer`, filledIn(history, 'form[action$="/deshacer"]'));
    expect(await row('SELECT count(*)::int AS n FROM fund WHERE donor_id = $1', leaves.id)).toEqual({
      n: 2,
    });
    expect((await carmen.get(leaves.url)).page(FORM).length).toBe(1);
  });

  it('is shown as text whatever somebody wrote in it', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'';
    const hostile: Filled = {};
    for (const field of fieldsOfType(donorRecord)) {
      if (['text', 'area', 'lines'].includes(field.kind)) hostile[field.name] = evil.slice(0, 37);
      if (field.kind !== 'group') continue;
      for (const each of field.fields) {
        const name = `${field.name}.0.${each.name}`;
        if (['text', 'area', 'lines'].includes(each.kind)) hostile[name] = evil;
        if (each.kind === 'select') hostile[name] = Object.keys(each.choices)[0]!;
      }
    }
    const url = 'https://x.example/?q="><script>alert(3)</script>';
    const { url: path } = await entered({ ...hostile, website: url, 'sources.0.url': url });
    const before = filledIn((await carmen.get(path)).page, FORM);
    expect(before).toMatchObject(hostile);
    const changed: Filled = {
      ...before,
      conditionsEs: '<svg onload=alert(4)>',
      doubtEs: '</textarea><script>x',
    };
    await carmen.post(path, changed);
    const answers = [
      await carmen.get(path),
      await carmen.post(path, { ...changed, revision: '1', kind: evil, currency: evil, donorId: evil }),
      await carmen.post(path, { ...changed, anadir: evil, nameEs: '' }),
      await carmen.get(`${path}/historial`),
      await carmen.get(`${path}/unir`),
      await carmen.get(`${path}/unir?q=${encodeURIComponent(evil)}`),
      await carmen.get(`/curaduria/cooperantes?q=${encodeURIComponent(evil.slice(0, 20))}&dudas=si`),
      await carmen.get('/curaduria/verificar?tipo=cooperantes'),
    ];
    for (const { page } of answers) {
      expect(page('script, svg[onload], [onerror]').length).toBe(0);
      expect(page('a[href^="javascript"]').length).toBe(0);
    }
    // Not because the pages left the words out.
    expect(answers.filter(({ text }) => text.includes('&lt;script>')).length).toBeGreaterThan(4);
  });
});
