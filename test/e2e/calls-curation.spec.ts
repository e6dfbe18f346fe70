import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApp, type TestApp, untilQuiet, type Visitor } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const OLGA = 'olga.oficial@esmeraldas.example';
const MAX_PAGE_BYTES = 100_000;

type Form = Record<string, string | string[]>;

describe('a call at the curators’ desk', () => {
  let test: TestApp;
  let carmen: Visitor;
  let valid: Form;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as(CARMEN);
    const [row] = await test.database.query<
      [{ donorId: string; fundId: string; crs: string; mechanism: string }]
    >(
      `SELECT f.donor_id AS "donorId", f.id AS "fundId", (SELECT code FROM mechanism ORDER BY code LIMIT 1) AS mechanism,
              (SELECT code FROM crs_sector WHERE active ORDER BY code LIMIT 1) AS crs
         FROM fund f ORDER BY f.slug LIMIT 1`,
    );
    valid = {
      revision: '0',
      title: 'Fondo de páramos y lagunas',
      summary: 'Financia el cuidado de páramos y lagunas con las comunidades.',
      donorId: row.donorId,
      fundId: row.fundId,
      edition: 'Tercera',
      kind: 'open_window',
      financialForm: 'grant',
      direction: 'both',
      mechanism: row.mechanism,
      language: 'es',
      sourceUrl: 'https://example.org/paramos',
      opensOn: '2030-01-15',
      deadlineKind: 'exact',
      deadlineLocal: '2030-03-31T17:00',
      deadlineZone: 'Europe/Madrid',
      'otherDeadlines.0.role': 'results',
      'otherDeadlines.0.local': '2030-06-30T12:00',
      'otherDeadlines.0.zone': '',
      'otherDeadlines.0.text': 'a fines de junio',
      'otherDeadlines.1.role': 'expression_of_interest',
      'otherDeadlines.1.local': '2030-02-15T17:00',
      'otherDeadlines.1.zone': 'Pacific/Galapagos',
      'otherDeadlines.2.role': 'cut_off',
      'otherDeadlines.2.local': '',
      'documents.0.title': 'Bases',
      'documents.0.url': 'https://example.org/paramos/bases.pdf',
      'documents.1.title': '',
      'documents.1.url': '',
      amountMax: '12,3 millones',
      currency: 'USD',
      cofinancingPercent: '12,5 %',
      applicantTypes: 'Gobiernos locales',
      partnerRequirements: 'Al menos una comunidad.',
      countries: 'ec, pe',
      gadLevels: ['provincial', 'municipal'],
      gadRole: 'applicant',
      themes: ['cambio-climatico'],
      sdgs: '13',
      crsSectors: row.crs,
      proposalLanguages: ['es', 'en'],
    };
  });

  afterAll(() => test.close());

  const idIn = ({ location }: Answer) => /convocatorias\/([0-9a-f-]{36})/.exec(location)![1]!;
  const path = (id: string, page = '') => `/curaduria/convocatorias/${id}${page}`;
  const facts = async (id: string) => {
    const [row] = await test.database.query<[Record<string, unknown>]>('SELECT * FROM call WHERE id = $1', [
      id,
    ]);
    return row;
  };

  async function create(changes: Form = {}): Promise<string> {
    const answer = await carmen.post('/curaduria/convocatorias', { ...valid, ...changes });
    expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
    return idIn(answer);
  }

  describe('the form', () => {
    it('stores every field, gives them back, and saving it unchanged changes nothing', async () => {
      const id = await create();
      expect(await facts(id)).toMatchObject({
        fund_id: valid['fundId'],
        edition: 'Tercera',
        direction: 'both',
        mechanism: valid['mechanism'],
        crs_sectors: [valid['crsSectors']],
        proposal_languages: ['es', 'en'],
        partner_requirements: 'Al menos una comunidad.',
        documents: [{ title: 'Bases', url: 'https://example.org/paramos/bases.pdf' }],
        other_deadlines: [
          expect.objectContaining({
            role: 'expression_of_interest',
            zone: 'Pacific/Galapagos',
            zoneAssumed: false,
            at: '2030-02-15T23:00:00.000Z',
          }),
          expect.objectContaining({
            role: 'results',
            zone: 'America/Guayaquil',
            zoneAssumed: true,
            text: 'a fines de junio',
          }),
        ],
      });
      const { page, text } = await carmen.get(path(id));
      expect(Buffer.byteLength(text)).toBeLessThan(MAX_PAGE_BYTES);
      expect(page('[name="otherDeadlines.0.local"]').val()).toBe('2030-02-15T17:00');
      expect(page('[name="otherDeadlines.1.zone"]').val()).toBe('');
      const same = await carmen.post(path(id), sent(page('form[action$="' + id + '"]')));
      expect(same.location).toBe(`${path(id)}?hecho=igual`);
      expect((await carmen.get(same.location)).page('[role=status]').text()).toContain(
        'No había nada que cambiar',
      );
      expect(await facts(id)).toMatchObject({ revision: 1 });

      /** What a browser sends of a form. */
      function sent(form: ReturnType<typeof page>): Form {
        const entries: Form = {};
        for (const { name, value } of form.serializeArray()) {
          const before = entries[name];
          entries[name] = before === undefined ? value : [before, value].flat();
        }
        return entries;
      }
    });

    it('says that it was saved', async () => {
      const id = await create({ title: 'Fondo con aviso de guardado' });
      const saved = await carmen.post(path(id), { ...valid, revision: '1', title: 'Fondo con otro título' });
      const { page } = await carmen.get(saved.location);
      expect(page('[role=status].done').text()).toBe('Guardado.');
    });

    it('adds an empty row without losing or saving anything', async () => {
      const entered = { ...valid, title: 'Título todavía sin guardar', anadir: 'otherDeadlines' };
      const answer = await carmen.post('/curaduria/convocatorias', entered);
      expect(answer.status).toBe(200);
      expect(answer.page('#title').val()).toBe('Título todavía sin guardar');
      expect(answer.page('[name$=".local"][name^="otherDeadlines."]')).toHaveLength(3);
      expect(answer.page('[name="otherDeadlines.1.zone"]').val()).toBe('Pacific/Galapagos');
    });

    it.each<[string, Form, string, string]>([
      [
        'a further date without an hour',
        { 'otherDeadlines.1.local': '' },
        'otherDeadlines.1.local',
        'Escriba la fecha y la hora.',
      ],
      [
        'a document that would run a script',
        { 'documents.0.url': 'javascript:alert(1)' },
        'documents.0.url',
        'Pegue la dirección completa del documento (https://…).',
      ],
      [
        'a CRS code that does not exist',
        { crsSectors: '99999' },
        'crsSectors',
        '«99999» no está en la lista. Elija uno que exista.',
      ],
      [
        'a donor whose id is nobody’s',
        { donorId: '00000000-0000-4000-8000-000000000000' },
        'donorId',
        'Ese registro ya no existe. Elija otro de la lista.',
      ],
    ])('with %s says so beside the field and keeps everything', async (_name, change, field, told) => {
      const answer = await carmen.post('/curaduria/convocatorias', {
        ...valid,
        ...change,
        amountMax: 'doce',
      });
      const { page } = answer;
      expect(answer.status).toBe(422);
      expect(page(`.errors a[href="#${field}"]`).text() || (await alone(change, field))).toBe(told);
      expect(page('[name="documents.0.title"]').val()).toBe('Bases');
      expect(page('[name="otherDeadlines.0.text"]').val()).toBe('a fines de junio');
      expect(page('[name="partnerRequirements"]').val()).toBe('Al menos una comunidad.');
    });

    /** What is checked against the catalogue is told once the rest is in order. */
    async function alone(change: Form, field: string): Promise<string> {
      const { page } = await carmen.post('/curaduria/convocatorias', { ...valid, ...change });
      return page(`.errors a[href="#${field}"]`).text();
    }
  });

  describe('its states', () => {
    it('taking down is asked about first and says what was done', async () => {
      const id = await create({ title: 'Fondo que se retira' });
      await carmen.post(path(id, '/publicar'));
      const list = await carmen.get('/curaduria?estado=published');
      expect(list.page(`form[action="${path(id, '/retirar')}"]`)).toHaveLength(0);
      const asked = await carmen.get(path(id, '/retirar'));
      expect(asked.page('h1').text()).toBe('Retirar una convocatoria');
      expect(await facts(id)).toMatchObject({ state: 'published' });
      const done = await carmen.post(asked.page(`form[action$="/retirar"]`).attr('action')!);
      expect((await carmen.get(done.location)).page('[role=status]').text()).toContain('Retirada');
      expect(await facts(id)).toMatchObject({ state: 'in_review', published_at: null });
      await untilQuiet(test.database);
    });

    it('rejected, taken up again, archived', async () => {
      const id = await create({ title: 'Fondo que no sirve' });
      for (const [action, state, told] of [
        ['/rechazar', 'rejected', 'Rechazada'],
        ['/revisar', 'in_review', 'otra vez en revisión'],
        ['/archivar', 'archived', 'Archivada'],
      ] as const) {
        const done = await carmen.post(path(id, action));
        expect((await carmen.get(done.location)).page('[role=status]').text()).toContain(told);
        expect(await facts(id)).toMatchObject({ state });
      }
      const refused = await carmen.post(path(id, '/publicar'));
      expect(refused.status).toBe(409);
      expect(refused.page('[role=alert]').text()).toContain(
        'está archivada y desde ahí no puede quedar publicada',
      );
    });

    it('compared with its source', async () => {
      const id = await create({ title: 'Fondo que se compara' });
      const done = await carmen.post(path(id, '/verificar'), { revision: '1' });
      const { page } = await carmen.get(done.location);
      expect(page('[role=status]').text()).toContain('hoy se comparó con su fuente');
      expect(page('main').text()).toContain('Verificada el');
      expect((await carmen.post(path(id, '/verificar'), { revision: '7' })).status).toBe(409);
      expect((await carmen.post(path(id, '/verificar'), { revision: 'x' })).status).toBe(409);
    });

    it('continued by a new edition that knows it', async () => {
      const id = await create({ title: 'Fondo con ediciones' });
      const next = await carmen.post(path(id, '/edicion'));
      const { page } = await carmen.get(next.location);
      expect(page('[role=status]').text()).toContain('nueva edición');
      expect(page('#title').val()).toBe('Fondo con ediciones');
      expect(page('#deadlineLocal').val()).toBe('');
      expect(page('#previousEditionId option[selected]').attr('value')).toBe(id);
    });
  });

  describe('its history', () => {
    it('tells who changed what, and undoes it', async () => {
      const id = await create({ title: 'Fondo con historia' });
      await carmen.post(path(id), {
        ...valid,
        revision: '1',
        title: 'Fondo con otra historia',
        gadRole: 'partner',
      });
      const { page } = await carmen.get(path(id, '/historial'));
      const [latest, first] = page('ol.cards > li').toArray();
      expect(page(latest!).text()).toContain('Carmen Paredes');
      expect(
        page(latest!)
          .find('dt')
          .toArray()
          .map((each) => page(each).text()),
      ).toEqual(['Título', 'Papel de un GAD']);
      expect(page(latest!).find('del').first().text()).toBe('Fondo con historia');
      expect(page(first!).find('form')).toHaveLength(0);
      const form = page(latest!).find('form');
      const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
      const done = await carmen.post(form.attr('action')!, fields);
      expect(done.location).toBe(`${path(id, '/historial')}?hecho=deshecho`);
      expect(await facts(id)).toMatchObject({
        title: 'Fondo con historia',
        gad_role: 'applicant',
        revision: 3,
      });
      const again = await carmen.post(form.attr('action')!, fields);
      expect(again.status).toBe(409);
    });
  });

  describe('a duplicate', () => {
    it('is joined to the call that stays, and its address leads there', async () => {
      const duplicate = await create({ title: 'Fondo de lagunas repetido' });
      const staying = await create({ title: 'Fondo de lagunas' });
      await carmen.post(path(duplicate, '/publicar'));
      await carmen.post(path(staying, '/publicar'));
      const found = await carmen.get(`${path(duplicate, '/unir')}?q=LAGUNAS`);
      expect(found.page(`a[href="${path(duplicate, `/unir?con=${staying}`)}"]`)).toHaveLength(1);
      const compared = await carmen.get(path(duplicate, `/unir?con=${staying}`));
      expect(
        compared
          .page('dl.facts dt')
          .toArray()
          .map((each) => compared.page(each).text()),
      ).toEqual(['Título']);
      const form = compared.page('form[action$="/unir"]');
      const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
      const done = await carmen.post(form.attr('action')!, fields);
      expect((await carmen.get(done.location)).page('[role=status]').text()).toContain('se unieron');
      const visitor = test.visitor();
      for (const [from, to] of [
        ['/convocatorias/fondo-de-lagunas-repetido', '/convocatorias/fondo-de-lagunas'],
        ['/convocatorias/fondo-de-lagunas-repetido/cierre.ics', '/convocatorias/fondo-de-lagunas/cierre.ics'],
        ['/api/v1/calls/fondo-de-lagunas-repetido', '/api/v1/calls/fondo-de-lagunas'],
      ]) {
        const { status, location } = await visitor.get(from!);
        expect([status, location]).toEqual([301, to]);
        expect((await visitor.get(location)).status).toBe(200);
      }
      const notice = (await carmen.get(path(duplicate))).page;
      expect(notice(`.notice a[href="${path(staying)}"]`)).toHaveLength(1);
      expect(notice('#title')).toHaveLength(0);
      await untilQuiet(test.database);
    });
  });

  it('is for curators only', async () => {
    const id = await create({ title: 'Fondo solo para curadoras' });
    const olga = await test.as(OLGA);
    for (const page of ['', '/historial', '/unir', '/retirar']) {
      expect((await olga.get(path(id, page))).status).toBe(403);
      expect((await test.visitor().get(path(id, page))).status).toBe(303);
    }
    for (const action of [
      '/rechazar',
      '/archivar',
      '/revisar',
      '/verificar',
      '/edicion',
      '/deshacer',
      '/unir',
    ]) {
      expect((await olga.post(path(id, action))).status).toBe(403);
    }
    expect(await facts(id)).toMatchObject({ state: 'in_review', revision: 1 });
  });

  it('that does not exist is not found, and nonsense is refused', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const page of ['', '/historial', '/unir', '/retirar']) {
      expect((await carmen.get(path(nobody, page))).status).toBe(404);
    }
    const id = await create({ title: 'Fondo con direcciones raras' });
    expect((await carmen.get(path(id, '/unir?con=nada'))).status).toBe(200);
    expect((await carmen.get(path(id, `/unir?con=${nobody}`))).status).toBe(404);
    expect((await carmen.get(path(id, '/historial?desde=nada'))).status).toBe(200);
    expect((await carmen.post(path(id, '/deshacer'), { entrada: 'x', revision: '1' })).status).toBe(409);
    expect((await carmen.post(path(id, '/deshacer'), { entrada: '999999', revision: '1' })).status).toBe(404);
    expect((await carmen.post(path(id, '/unir'), { con: 'x' })).status).toBe(404);
  });
});
