import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { type CallForm, curationScene, type CurationScene, path } from './calls.scene.js';

const MAX_PAGE_BYTES = 100_000;

describe('the form of a call', () => {
  let test: TestApp;
  let carmen: Visitor;
  let valid: CallForm;
  let create: CurationScene['create'];
  let facts: CurationScene['facts'];

  beforeAll(async () => {
    test = await startTestApp();
    ({ carmen, valid, create, facts } = await curationScene(test));
  });

  afterAll(() => test.close());

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
    function sent(form: ReturnType<typeof page>): CallForm {
      const entries: CallForm = {};
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

  it.each<[string, CallForm, string, string]>([
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
  async function alone(change: CallForm, field: string): Promise<string> {
    const { page } = await carmen.post('/curaduria/convocatorias', { ...valid, ...change });
    return page(`.errors a[href="#${field}"]`).text();
  }
});
