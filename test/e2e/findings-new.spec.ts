import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { filledIn } from '../support/forms.js';
import { type Answer, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import {
  APRIL,
  CARMEN,
  choicesIn,
  DESK,
  findingUrl,
  FindingScene,
  FOREIGN,
  RIVERS,
} from './findings.scene.js';

const MAX_PAGE_BYTES = 100_000;

describe('a new call at the desk', () => {
  let test: TestApp;
  let carmen: Visitor;
  let sara: Visitor;
  let scene: FindingScene;

  const idOfNext = ({ location }: Answer) => /novedades\/([0-9a-f-]{36})/.exec(location)?.[1];

  beforeAll(async () => {
    test = await startTestApp();
    scene = await FindingScene.open(test);
    carmen = await test.as(CARMEN);
    sara = await scene.otherCurator();
  });

  afterAll(() => test.close());

  beforeEach(() => scene.clear());

  it('is shown beside its original: every value with its words, how it was read and how sure', async () => {
    const id = await scene.brings(RIVERS);
    const { text, page } = await carmen.get(findingUrl(id));
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_PAGE_BYTES);
    const mark = page('mark#palabras-deadline');
    expect(mark.text()).toBe('Plazo15 de marzo de 2031');
    expect(mark.find('a').attr('href')).toBe('#dato-deadline');
    expect(page('.source-text del').text()).toBe('1 de febrero de 2031');
    const field = page('#dato-deadline');
    expect(field.text()).toContain('Lectura segura');
    expect(field.text()).toContain('una fecha junto a palabras de cierre en el texto');
    expect(field.find('.quote').text()).toBe('15 de marzo de 2031');
    expect(field.find('a[href="#palabras-deadline"]').length).toBe(1);
    expect(page('#deadlineLocal').attr('value')).toBe('2031-03-15T17:00');
    expect(page('#donorId option[selected]').attr('value')).toBe(scene.donorId);
    const ids = page('[id]')
      .toArray()
      .map((element) => page(element).attr('id'));
    expect(ids.filter((each, index) => ids.indexOf(each) !== index)).toEqual([]);
    page('option, .source-text').remove();
    expect(page('main').text()).not.toMatch(FOREIGN);
  });

  it('is not saved while something doubtful is undecided, and nothing that was written is lost', async () => {
    const id = await scene.brings(RIVERS);
    const { page } = await carmen.get(findingUrl(id));
    const form = { ...filledIn(page, '#decision'), deadlineText: 'Lo que escribí', edition: 'Novena' };
    const answer = await carmen.post(findingUrl(id), { ...form, accion: 'publicar' });
    expect(answer.status).toBe(422);
    const errors = answer.page('.errors a').toArray();
    expect(errors.length).toBeGreaterThan(0);
    for (const link of errors) {
      const target = answer.page(link).attr('href')!.slice(1);
      expect(answer.page(`[id="${target}"] .error`).text()).toContain('Decida sobre este dato');
    }
    expect(answer.page('#deadlineText').attr('value')).toBe('Lo que escribí');
    expect(answer.page('#edition').attr('value')).toBe('Novena');
    expect((await scene.stored(id)).state).toBe('open');
  });

  it('is saved and published with where each value comes from', async () => {
    const id = await scene.brings(RIVERS);
    const answer = await carmen.post(findingUrl(id), { ...(await scene.accepted(id)), accion: 'publicar' });
    expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
    const { callId, state } = await scene.stored(id);
    expect(state).toBe('accepted');
    const call = await scene.row<Record<string, unknown>>('SELECT * FROM call WHERE id = $1', callId);
    expect(call).toMatchObject({
      state: 'published',
      title: RIVERS.title,
      deadline_local: '2031-03-15T17:00',
      amount_max: '50000.00',
      currency: 'USD',
      countries: ['EC'],
    });
    expect(call['notes']).toContain('rios@agencia.example');
    const done = await carmen.get(answer.location);
    expect(done.page('[role=status]').text()).toContain('Publicada');
    expect(done.page(`[role=status] a[href="/curaduria/convocatorias/${callId}"]`).length).toBe(1);
    // Decided: it can be looked at, and no longer be sent.
    const after = await carmen.get(findingUrl(id));
    expect(after.page('main').text()).toContain('Está aceptada');
    expect(after.page('main').text()).toContain('por Carmen');
    expect(after.page('#decision').length).toBe(0);
  });

  it('goes on to the next of the narrowed list', async () => {
    const [one, two] = [
      await scene.brings(RIVERS),
      await scene.brings({ ...RIVERS, title: 'Fondo de lagunas' }),
    ];
    const first = (await carmen.get(`${DESK}?tipo=new`)).page('.findings h2 a').attr('href')!;
    const id = first.includes(one) ? one : two;
    const { page } = await carmen.get(first);
    expect(page('a[rel=next]').attr('href')).toBe(`${findingUrl(id === one ? two : one)}?tipo=new`);
    const action = page('#decision').attr('action')!;
    const answer = await carmen.post(action, { ...(await scene.accepted(id)), accion: 'guardar' });
    expect(idOfNext(answer)).toBe(id === one ? two : one);
    expect(answer.location).toContain('tipo=new');
    const last = await carmen.get(answer.location);
    expect(last.page('a[rel=next], a[rel=prev]').length).toBe(0);
    expect(last.page('[role=status]').text()).toContain('sin publicar');
  });

  it('takes what is written over as a correction, leaves out what is discarded, and counts both', async () => {
    const id = await scene.brings(RIVERS);
    const form = {
      ...(await scene.accepted(id)),
      amountMax: '75.000',
      'eleccion.applicantTypes': 'descartar',
    };
    const answer = await carmen.post(findingUrl(id), { ...form, accion: 'guardar' });
    expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
    const { callId } = await scene.stored(id);
    expect(
      await scene.row('SELECT amount_max, applicant_types, state FROM call WHERE id = $1', callId),
    ).toEqual({
      amount_max: '75000.00',
      applicant_types: [],
      state: 'in_review',
    });
    const verdicts = await test.database.query<{ field: string; verdict: string }[]>(
      `SELECT field, verdict FROM field_decision WHERE finding_id = $1 AND verdict <> 'accepted' ORDER BY field`,
      [id],
    );
    expect(verdicts).toEqual([
      { field: 'amountMax', verdict: 'corrected' },
      { field: 'applicantTypes', verdict: 'rejected' },
    ]);
    const stats = await carmen.get(`${DESK}/estadisticas?dias=30`);
    expect(stats.page('table caption').length).toBe(3);
    const figures = stats.page('tr:contains("Monto máximo")').first().text();
    expect(figures).toContain('Agencia de prueba');
    expect((await carmen.get(`${DESK}/estadisticas?dias=x`)).status).toBe(200);
  });

  it('shows what the rules of calls refuse at its field, with everything that was written', async () => {
    const id = await scene.brings(RIVERS);
    const form = {
      ...(await scene.accepted(id)),
      amountMax: 'doce',
      deadlineZone: 'Marte',
      notes: 'Mi nota',
    };
    const answer = await carmen.post(findingUrl(id), { ...form, accion: 'publicar' });
    expect(answer.status).toBe(422);
    expect(answer.page('#amountMax').attr('value')).toBe('doce');
    expect(answer.page('#amountMax').attr('aria-invalid')).toBe('true');
    expect(answer.page('#amountMax-error').text()).toContain('monto');
    expect(answer.page('#deadlineZone').attr('value')).toBe('Marte');
    expect(answer.page('#notes').text()).toBe('Mi nota');
    expect(answer.page('#decision').attr('data-pendiente')).toBe('si');
    const kept = choicesIn(answer.page);
    expect(new Set(Object.values(kept))).toEqual(new Set(['aceptar']));
  });

  it('another row in a list changes nothing else', async () => {
    const id = await scene.brings(RIVERS);
    const form = { ...(await scene.accepted(id)), deadlineText: 'Hasta mediados de marzo' };
    const { status, page } = await carmen.post(findingUrl(id), { ...form, anadir: 'documents' });
    expect(status).toBe(200);
    expect(page('#deadlineText').attr('value')).toBe('Hasta mediados de marzo');
    expect(page('[id="documents.1"]').length).toBe(1);
  });

  it('is rejected with a reason and can be taken up again', async () => {
    const id = await scene.brings(RIVERS);
    const form = { ...(await scene.accepted(id)), deadlineText: 'Lo mío' };
    const bare = await carmen.post(findingUrl(id), { ...form, accion: 'rechazar', motivo: '…' });
    expect(bare.status).toBe(422);
    expect(bare.page('#motivo-error').text()).toContain('Escriba por qué');
    expect(bare.page('#rechazo').attr('open')).toBeDefined();
    expect(bare.page('#deadlineText').attr('value')).toBe('Lo mío');
    // The Enter key presses the first button, which would keep what she wants to reject.
    const entered = await carmen.post(findingUrl(id), {
      ...form,
      accion: 'guardar',
      motivo: 'No es para GAD',
    });
    expect(entered.status).toBe(422);
    expect(entered.page('.errors').text()).toContain('no pulsó el botón de rechazar');
    const answer = await carmen.post(findingUrl(id), {
      ...form,
      accion: 'rechazar',
      motivo: 'No es para GAD',
    });
    expect(answer.location).toBe(`${DESK}?hecho=rechazada&de=${id}`);
    const { page } = await carmen.get(findingUrl(id));
    expect(page('main').text()).toContain('Motivo: No es para GAD');
    const reopen = filledIn(page, `form[action$="/reabrir"]`);
    expect((await carmen.post(`${findingUrl(id)}/reabrir`, reopen)).location).toBe(
      `${findingUrl(id)}?hecho=reabierta`,
    );
    expect((await scene.stored(id)).state).toBe('open');
    const again = await carmen.post(`${findingUrl(id)}/reabrir`, reopen);
    expect([again.status, again.page('.errors').length]).toEqual([409, 1]);
  });

  it('of two curators the second is told, and keeps what she wrote', async () => {
    const id = await scene.brings(RIVERS);
    const [mine, hers] = [await scene.accepted(id), await scene.accepted(id, sara)];
    expect((await carmen.post(findingUrl(id), { ...mine, accion: 'guardar' })).status).toBe(303);
    const late = await sara.post(findingUrl(id), {
      ...hers,
      title: 'El título de la otra',
      accion: 'publicar',
    });
    expect(late.status).toBe(409);
    expect(late.page('.errors').text()).toContain('ya se decidió');
    expect(late.page('#title').attr('value')).toBe('El título de la otra');
    expect(late.page('#diferencias').length).toBe(1);
    expect(late.page('button[name=accion]').length).toBe(0);
  });

  it('whose source brings other data meanwhile is compared before it is saved', async () => {
    const item = await scene.item();
    await scene.says(item, RIVERS);
    const { id } = await scene.finding(item, 'new');
    const form = await scene.accepted(id);
    await scene.says(item, { ...RIVERS, close: APRIL });
    const late = await carmen.post(findingUrl(id), { ...form, accion: 'guardar' });
    expect(late.status).toBe(409);
    expect(late.page('.errors').text()).toContain('cambió mientras usted la revisaba');
    expect(late.page('#deadlineLocal').attr('value')).toBe('2031-03-15T17:00');
    const panel = late.page('section:has(> #diferencias)').text();
    expect(panel).toContain('Plazo');
    expect(panel).toContain('2031-04-30T17:00');
    const again = { ...filledIn(late.page, '#decision'), accion: 'guardar' };
    expect((await carmen.post(findingUrl(id), again)).status).toBe(303);
    const { callId } = await scene.stored(id);
    expect(await scene.row('SELECT deadline_local FROM call WHERE id = $1', callId)).toEqual({
      deadline_local: '2031-03-15T17:00',
    });
  });

  it('whose source gives two dates says so', async () => {
    const more = `<p>El plazo para presentar propuestas vence el 20 de abril de 2031.</p>`;
    const id = await scene.brings({ ...RIVERS, more });
    const { page } = await carmen.get(findingUrl(id));
    const warning = page('#dato-deadline .notice').text();
    expect(warning).toContain('15 mar 2031');
    expect(warning).toContain('20 abr 2031');
    expect(warning).toContain('Se toma la primera');
    expect(page('input[name="eleccion.deadline"][checked]').length).toBe(0);
    expect((await carmen.get(DESK)).page('.findings').text()).toContain('La fuente se contradice');
  });

  it('may have a long original: its words are shown with what is around them, and the rest on its own page', async () => {
    const filler = '<p>Otro párrafo que no dice nada de interés para nadie.</p>'.repeat(2_500);
    const id = await scene.brings({ ...RIVERS, more: `${filler}<p>El monto máximo es de USD 90.000.</p>` });
    const { text, page } = await carmen.get(findingUrl(id));
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_PAGE_BYTES);
    expect(page('.omitted').length).toBeGreaterThan(0);
    const whole = page('.original a[href*="/texto?parte="]').last().attr('href')!;
    let pages = 0;
    for (let next: string | undefined = whole; next; pages += 1) {
      const answer: Answer = await carmen.get(next);
      expect(answer.status).toBe(200);
      next = answer.page('a[rel=next]').attr('href');
    }
    expect(pages).toBeGreaterThan(2);
    expect((await carmen.get(`${findingUrl(id)}/texto?parte=99`)).status).toBe(404);
  });
});
