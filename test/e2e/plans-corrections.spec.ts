import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { xlsxOf } from '../support/sheets.js';

const GAD = '08';
const BASE = `/gads/${GAD}/pdot`;
let test: TestApp;
let officer: Visitor;
let curator: Visitor;
let councillor: Visitor;

beforeAll(async () => {
  test = await startTestApp();
  officer = await test.as('olga.oficial@esmeraldas.example');
  curator = await test.as('carmen.curadora@chasqui.example');
  councillor = await test.as('cesar.consejero@esmeraldas.example');
});

afterAll(() => test.close());

/** Makes texts the current plan. */
async function adopt(label: string, ...texts: string[]): Promise<void> {
  const file = { name: 'plan.xlsx', bytes: xlsxOf([['Meta'], ...texts.map((text) => [text])]) };
  const { location } = await officer.upload(`${BASE}/importar`, file);
  await officer.post(location, { hoja: '0', fila: '1', text: '0' });
  expect((await officer.post(`${location}/confirmar`, { label })).status).toBe(303);
}

describe('a priority of the plan', () => {
  async function first(): Promise<{ id: string; text: string }> {
    const [row] = await test.database.query<[{ id: string; text: string }]>(
      `SELECT r.id, r.text FROM priority r JOIN development_plan p ON p.id = r.plan_id
        WHERE p.gad_code = $1 AND p.current ORDER BY r.position LIMIT 1`,
      [GAD],
    );
    return row;
  }

  it('is corrected with a trace, and not over somebody else', async () => {
    const { id } = await first();
    const url = `${BASE}/prioridades/${id}`;
    const form = await officer.get(url);
    const estado = String(form.page('input[name=estado]').val());
    const change = {
      estado,
      component: 'Social',
      text: 'Texto corregido',
      budget: '1,5 millones',
      sdgs: ['6', '11'],
    };
    expect((await officer.post(url, change)).status).toBe(303);
    const [row] = await test.database.query<
      [{ text: string; budget: string; sdgs: number[]; before: { text: string } }]
    >(
      `SELECT r.text, r.budget, r.sdgs, a.before FROM priority r
         JOIN audit_entry a ON a.entity = 'priority' AND a.entity_id = r.id::text WHERE r.id = $1`,
      [id],
    );
    expect(row).toMatchObject({ text: 'Texto corregido', budget: '1500000.00', sdgs: [6, 11] });
    expect(row.before.text).not.toBe('Texto corregido');

    const late = await curator.post(url, { ...change, text: 'Llegué tarde' });
    expect(late.status).toBe(409);
    expect(late.page('#text').val()).toBe('Llegué tarde');
    expect((await first()).text).toBe('Texto corregido');
  });

  it('shows again what was entered with what is wrong', async () => {
    const { id } = await first();
    const answer = await officer.post(`${BASE}/prioridades/${id}`, {
      text: '',
      component: 'x',
      budget: 'mucho',
    });
    expect(answer.status).toBe(422);
    expect(answer.page('.errors').text()).toContain('Escriba el texto de la prioridad.');
    expect(answer.page('#budget').val()).toBe('mucho');
  });

  it('has a currency that exists', async () => {
    const { id } = await first();
    const url = `${BASE}/prioridades/${id}`;
    const estado = String((await officer.get(url)).page('input[name=estado]').val());
    const change = { estado, text: 'Con moneda', component: 'x', budget: '5', currency: 'QQX' };
    const answer = await officer.post(url, change);
    expect(answer.status).toBe(422);
    expect(answer.page('.errors a[href="#currency"]').text()).toContain('No existe la moneda «QQX».');
    expect(answer.page('#currency').val()).toBe('QQX');
    expect((await officer.post(url, { ...change, currency: 'eur' })).status).toBe(303);
  });

  it('of an earlier version is history', async () => {
    await adopt('PDOT siguiente', 'Una prioridad');
    const [old] = await test.database.query<[{ id: string }]>(
      `SELECT r.id FROM priority r JOIN development_plan p ON p.id = r.plan_id WHERE p.gad_code = $1 AND NOT p.current LIMIT 1`,
      [GAD],
    );
    const answer = await officer.post(`${BASE}/prioridades/${old.id}`, { text: 'x', component: 'y' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('ya no se cambia');
  });
});

describe('what became of the priorities of the earlier version', () => {
  it('is proposed, corrected and confirmed', async () => {
    await adopt('PDOT viejo', 'Ampliar las redes de agua potable', 'Apoyar la cría de cuyes');
    await adopt('PDOT nuevo', 'Ampliar las redes de agua potable', 'Fomentar la producción agropecuaria');
    const page = await officer.get(`${BASE}/equivalencias`);
    expect(page.page('#p1').val()).toBe('1');
    expect(page.page('#p2').val()).toBe('');
    expect(page.page('.kicker').text()).toContain('sigue igual');
    expect(page.page('.badge.demo').text()).toContain('propuesta');
    expect(page.page('.kicker').last().text()).toContain('sin decidir');
    expect(page.page('main').text()).toContain('No se halló ninguna parecida. Elija qué pasó con ella.');
    expect(page.page('#r2').attr('checked')).toBeUndefined();
    const action = page.page('main form').attr('action')!;

    const wrong = await officer.post(action, { p1: '1', p2: '99' });
    expect([wrong.status, wrong.page('.errors a').attr('href')]).toEqual([422, '#p2']);
    expect(wrong.page('.errors').text()).toContain('no tiene ninguna prioridad 99');
    expect((await officer.post(action, { p1: 'uno' })).status).toBe(422);

    const both = await officer.post(action, { p1: '1', p2: '2', r2: 'si' });
    expect([both.status, both.page('.errors a').attr('href')]).toEqual([422, '#p2']);
    expect([both.page('#p2').val(), both.page('#r2').attr('checked')]).toEqual(['2', 'checked']);

    const relations = async () =>
      (
        await test.database.query<{ relation: string }[]>(
          'SELECT relation FROM plan_crosswalk ORDER BY relation',
        )
      ).map(({ relation }) => relation);
    expect((await officer.post(action, { p1: '1', p2: '' })).status).toBe(303);
    expect(await relations()).toEqual(['same']);
    expect((await officer.post(action, { p1: '1', p2: '', r2: 'si' })).status).toBe(303);
    expect(await relations()).toEqual(['dropped', 'same']);
    expect((await officer.get(`${BASE}/equivalencias`)).page('#r2').attr('checked')).toBe('checked');
    expect((await officer.post(action, { p1: '', p2: '' })).status).toBe(303);
    expect(await relations()).toEqual([]);

    const saved = await officer.post(action, { p1: '1', p2: '2' });
    expect(saved.status).toBe(303);
    expect(await relations()).toEqual(['changed', 'same']);
    const again = await councillor.get(saved.location);
    expect(again.page('.badge').text()).toContain('confirmada');
    expect(again.page('button[type=submit]').text()).not.toContain('Confirmar');
  });
});
