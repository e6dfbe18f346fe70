import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CheerioAPI } from 'cheerio';
import { type Answer, startTestApp, type TestApp, untilQuiet, type Visitor } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';

describe('the curators’ desk', () => {
  let test: TestApp;
  let carmen: Visitor;
  let donorId: string;
  let valid: Record<string, string | string[]>;

  beforeAll(async () => {
    test = await startTestApp();
    const [donor] = await test.database.query<[{ id: string }]>('SELECT id FROM donor ORDER BY slug LIMIT 1');
    donorId = donor.id;
    valid = {
      revision: '0',
      title: 'Fondo de manejo de manglares',
      summary: 'Financia la restauración de manglares con comunidades de la costa.',
      donorId,
      kind: 'open_window',
      financialForm: 'grant',
      language: 'es',
      opensOn: '2030-01-15',
      deadlineKind: 'exact',
      deadlineLocal: '2030-03-31T17:00',
      deadlineZone: 'Europe/Madrid',
      deadlineText: '',
      amountMin: '',
      amountMax: '12,3 millones',
      totalBudget: '',
      currency: 'usd',
      cofinancingPercent: '12,5 %',
      applicantTypes: 'Gobiernos locales\nJuntas parroquiales',
      countries: 'ec, pe',
      territories: '',
      gadLevels: ['provincial', 'municipal'],
      gadRole: 'applicant',
      themes: ['cambio-climatico'],
      sdgs: ['13', '14'],
      requiredDocuments: 'Perfil del proyecto',
      sourceUrl: 'https://example.org/manglares',
      notes: 'Verificar el monto.',
    };
  });

  beforeEach(async () => {
    carmen = await test.as(CARMEN);
  });

  afterAll(() => test.close());

  describe('the form', () => {
    it('stores what people write as they write it', async () => {
      const answer = await carmen.post('/curaduria/convocatorias', valid);
      expect(answer.status).toBe(303);
      const id = idIn(answer);
      const [call] = await test.database.query<[Record<string, unknown>]>(
        'SELECT * FROM call WHERE id = $1',
        [id],
      );
      expect(call).toMatchObject({
        state: 'in_review',
        revision: 1,
        slug: 'fondo-de-manejo-de-manglares',
        amount_max: '12300000.00',
        currency: 'USD',
        cofinancing_percent: '12.50',
        countries: ['EC', 'PE'],
        applicant_types: ['Gobiernos locales', 'Juntas parroquiales'],
        deadline_zone: 'Europe/Madrid',
        deadline_zone_assumed: false,
        // 17:00 in Madrid, where summer time begins on that very day.
        closes_at: new Date('2030-03-31T15:00:00Z'),
        is_demo: false,
      });
      const form = (await carmen.get(answer.location)).page;
      expect(form('#amountMax').val()).toBe('12300000.00');
      expect(form('#deadlineLocal').val()).toBe('2030-03-31T17:00');
    });

    const refusals: [string, Record<string, string | string[]>, string, string][] = [
      [
        'a close before the opening',
        { opensOn: '2030-04-01' },
        'deadlineLocal',
        'El cierre es anterior a la apertura. Revise las dos fechas.',
      ],
      [
        'an amount that is no number',
        { amountMax: 'doce' },
        'amountMax',
        'No se entiende el monto «doce». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
      ],
      [
        'a time zone that nobody knows',
        { deadlineZone: 'America/Atlantida' },
        'deadlineZone',
        '«America/Atlantida» no es una zona horaria conocida, por ejemplo America/Guayaquil.',
      ],
      [
        'a source that would run a script',
        { sourceUrl: 'javascript:alert(document.cookie)' },
        'sourceUrl',
        'Pegue la dirección completa de la fuente (https://…).',
      ],
      [
        'an exact close without a date',
        { deadlineLocal: '' },
        'deadlineLocal',
        'Escriba la fecha y la hora de cierre.',
      ],
      ['no donor', { donorId: '' }, 'donorId', 'Elija el cooperante.'],
      ['an amount without a currency', { currency: '' }, 'currency', 'Indique la moneda del monto.'],
      [
        'a maximum below the minimum',
        { amountMin: '20 millones' },
        'amountMax',
        'El monto máximo es menor que el mínimo. Revise los dos.',
      ],
    ];

    it.each(refusals)(
      'with %s says what to do beside the field and keeps everything',
      async (_n, change, field, told) => {
        const entered = { ...valid, title: 'Título que no se debe perder', ...change };
        const answer = await carmen.post('/curaduria/convocatorias', entered);
        expect(answer.status).toBe(422);
        expectKept(answer.page, entered);
        const { page } = answer;
        expect(page('.errors[role=alert] strong').text()).toBe(
          'La convocatoria no se guardó: revise los campos señalados.',
        );
        expect(page(`.errors a[href="#${field}"]`).text()).toBe(told);
        const input = page(`#${field}`);
        expect(input.attr('aria-invalid')).toBe('true');
        const described = (input.attr('aria-describedby') ?? '').split(' ');
        expect(described.map((id) => page(`#${id}`).text())).toContain(told);
        const [{ count }] = await test.database.query<[{ count: number }]>(
          `SELECT count(*)::int AS count FROM call WHERE title = 'Título que no se debe perder'`,
        );
        expect(count).toBe(0);
      },
    );

    it('refuses to overwrite what somebody else saved meanwhile, and keeps the text', async () => {
      const { id } = await create({ title: 'Llamado con dos curadoras' });
      const path = `/curaduria/convocatorias/${id}`;
      const first = await carmen.post(path, { ...valid, revision: '1', title: 'Lo que guardó la primera' });
      expect(first.status).toBe(303);
      const entered = {
        ...valid,
        revision: '1',
        title: 'Lo que escribió la segunda',
        summary: 'Una descripción con <b>marcas</b> & signos que no se debe perder.',
      };
      const second = await carmen.post(path, entered);
      expect(second.status).toBe(409);
      expect(second.page('[role=alert]').text()).toContain('Otra persona cambió esta convocatoria');
      // The form carries today's version: whoever has compared the two may save.
      expectKept(second.page, { ...entered, revision: '2' });
      const differing = second.page('section:has(#diferencias) li');
      expect(differing.toArray().map((item) => second.page(item).find('a').attr('href'))).toEqual([
        '#title',
        '#summary',
      ]);
      expect(differing.first().text()).toContain('Lo que guardó la primera');
      expect((await carmen.get(path)).page('#title').val()).toBe('Lo que guardó la primera');
      const third = await carmen.post(path, { ...entered, revision: '2' });
      expect(third.status).toBe(303);
      expect((await carmen.get(path)).page('#title').val()).toBe('Lo que escribió la segunda');
    });
  });

  describe('publishing', () => {
    it('twice is harmless: one announcement, one notice for each person', async () => {
      const { id } = await create({
        title: 'Llamado que se publica dos veces',
        themes: ['cambio-climatico', 'bosques'],
      });
      const publish = () => carmen.post(`/curaduria/convocatorias/${id}/publicar`);
      const answers = await Promise.all([publish(), publish()]);
      answers.push(await publish());
      expect(answers.map(({ status, location }) => [status, location])).toEqual(
        answers.map(() => [303, '/trabajos']),
      );
      await untilQuiet(test.database);
      const [counts] = await test.database.query<[Record<string, number>]>(
        `SELECT (SELECT revision FROM call WHERE id = $1) AS revision,
                (SELECT count(*)::int FROM outbox_event WHERE type = 'call.published'
                                                         AND payload->>'callId' = $1::text) AS events,
                (SELECT count(*)::int FROM matching_run WHERE call_id = $1) AS runs,
                (SELECT count(*)::int FROM notification WHERE call_id = $1) AS notices,
                (SELECT count(DISTINCT account_id)::int FROM notification WHERE call_id = $1) AS people,
                (SELECT coalesce(sum(deliveries), 0)::int FROM mailbox_message
                  WHERE subject LIKE 'Llamado que se publica dos veces%') AS mails`,
        [id],
      );
      expect(counts).toMatchObject({ revision: 2, events: 1, runs: 1 });
      expect(counts['people']).toBeGreaterThan(0);
      expect([counts['notices'], counts['mails']]).toEqual([counts['people'], counts['people']]);
    });

    it('needs a close in the future', async () => {
      const { id } = await create({
        title: 'Llamado que ya cerró',
        opensOn: '',
        deadlineLocal: '2021-03-31T17:00',
      });
      const answer = await carmen.post(`/curaduria/convocatorias/${id}/publicar`);
      expect(answer.status).toBe(409);
      expect(answer.page('[role=alert]').text()).toBe(
        'El plazo de esta convocatoria ya pasó. Corrija la fecha de cierre o archívela.',
      );
      expect((await test.visitor().get('/convocatorias/llamado-que-ya-cerro')).status).toBe(404);
    });

    it('needs at least one topic', async () => {
      const { id } = await create({ title: 'Llamado sin ningún tema', themes: [] });
      const answer = await carmen.post(`/curaduria/convocatorias/${id}/publicar`);
      expect(answer.status).toBe(422);
      expect(answer.page('.errors a[href="#themes"]').text()).toBe('Elija al menos un tema.');
      expect(answer.page('fieldset#themes .error').text()).toBe('Elija al menos un tema.');
    });

    it('can be taken back: the call leaves the public pages at once', async () => {
      const { id, slug } = await create({ title: 'Llamado que se retira' });
      await carmen.post(`/curaduria/convocatorias/${id}/publicar`);
      expect((await test.visitor().get(`/convocatorias/${slug}`)).status).toBe(200);
      await carmen.post(`/curaduria/convocatorias/${id}/retirar`);
      expect((await test.visitor().get(`/convocatorias/${slug}`)).status).toBe(404);
      expect((await test.visitor().get('/convocatorias')).text).not.toContain('Llamado que se retira');
      await untilQuiet(test.database);
    });
  });

  async function create(change: Record<string, string | string[]>): Promise<{ id: string; slug: string }> {
    const answer: Answer = await carmen.post('/curaduria/convocatorias', { ...valid, ...change });
    expect(answer.status).toBe(303);
    const id = idIn(answer);
    const [row] = await test.database.query<[{ slug: string }]>('SELECT slug FROM call WHERE id = $1', [id]);
    return { id, slug: row.slug };
  }
});

/** The call that a redirect leads to. */
function idIn({ location }: Answer): string {
  return /^\/curaduria\/convocatorias\/([0-9a-f-]{36})\?hecho=/.exec(location)![1]!;
}

/** Every field of the form shows what was sent. */
function expectKept(page: CheerioAPI, entered: Record<string, string | string[]>): void {
  const kept = Object.fromEntries(
    Object.entries(entered).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, page(`[name="${name}"]`).val() ?? ''];
      const ticked = page(`[name="${name}"]:checked`).toArray();
      return [name, ticked.map((box) => box.attribs['value'])];
    }),
  );
  expect(kept).toEqual(entered);
}
