import { describe, expect, it } from '@jest/globals';
import { readHtml } from '../text/read-html.js';
import type { ExtractedField, Hint, ItemText, KnownValue, Part } from '../types.js';
import { extractCall } from './extract-call.js';

const part = (text: string, hint: Hint | null = null, name = 'página'): Part => ({
  name,
  hint,
  source: { text, struck: [] },
});

const item = (parts: readonly Part[], more: Partial<ItemText> = {}): ItemText => ({
  url: 'https://fondo.example.org/convocatoria',
  parts,
  documents: [],
  known: [],
  publishedOn: null,
  defaults: { language: 'es', zone: 'America/Guayaquil', currency: null },
  ...more,
});

function valuesOf(given: ItemText): Partial<Record<ExtractedField, unknown>> {
  return Object.fromEntries(extractCall(given).fields.map(({ field, value }) => [field, value]));
}

const read = (text: string, more: Partial<ItemText> = {}) => valuesOf(item([part(text)], more));

const PAGE = `<!doctype html><title>Fondo Andino de Agua | Cooperación</title>
<nav><a href="/">Inicio</a> <a href="/c">Convocatorias</a></nav>
<main><h1>Fondo Andino de Agua 2026</h1>
<p>El Fondo Andino de Agua apoya a los gobiernos locales de los Andes para que protejan sus fuentes de agua, mejoren
el riego comunitario y reduzcan el riesgo de sequía. La convocatoria se publicó el 2 de marzo de 2026.</p>
<h2>¿Quiénes pueden participar?</h2>
<ul><li>Gobiernos autónomos descentralizados provinciales;</li><li>Municipios y distritos metropolitanos;</li>
<li>Juntas parroquiales rurales.</li></ul>
<h2>Monto</h2><p>Cada proyecto recibirá hasta USD 150 000, con un mínimo de USD 20 000. El presupuesto total de la
convocatoria asciende a USD 1 200 000. Se exige una contrapartida mínima del 20 % del costo total.</p>
<h2>Calendario</h2>
<table><tr><th>Apertura</th><td>2 de marzo de 2026</td></tr>
<tr><th>Recepción de consultas</th><td>hasta el 31 de marzo de 2026</td></tr>
<tr><th>Cierre de postulaciones</th><td><del>15 de abril de 2026</del> 30 de abril de 2026, 17h00 (hora de Ecuador)</td></tr>
<tr><th>Publicación de resultados</th><td>15 de junio de 2026</td></tr></table>
<h2>Documentación requerida</h2><ol><li>Carta de la máxima autoridad</li><li>Perfil del proyecto</li><li>Presupuesto</li></ol>
<h2>Contacto</h2><p>Consultas: agua@fondoandino.org, teléfono +593 2 255 1234.</p></main>
<footer>Quito, 2026. webmaster@fondoandino.org</footer>`;

describe('fields of a call', () => {
  it('reads a whole page', () => {
    const documents = [
      { title: 'Bases', url: 'https://fondo.example.org/bases.pdf' },
      { title: 'Bases', url: 'https://fondo.example.org/bases.pdf' },
      { title: 'mala', url: 'javascript:alert(1)' },
    ];
    const source = { name: 'página', hint: null, source: readHtml(PAGE) };
    expect(valuesOf(item([source], { documents }))).toMatchObject({
      title: 'Fondo Andino de Agua 2026',
      summary: expect.stringMatching(/^El Fondo Andino de Agua apoya .* 2 de marzo de 2026\.$/),
      language: 'es',
      opensOn: '2026-03-02',
      deadline: { kind: 'exact', local: '2026-04-30T17:00', zone: 'America/Guayaquil' },
      otherDeadlines: [
        { role: 'questions', local: '2026-03-31T23:59', zone: 'America/Guayaquil' },
        { role: 'results', local: '2026-06-15T23:59' },
      ],
      amountMin: '20000',
      amountMax: '150000',
      totalBudget: '1200000',
      currency: 'USD',
      cofinancingPercent: '20',
      applicantTypes: [
        'Gobiernos autónomos descentralizados provinciales',
        'Municipios y distritos metropolitanos',
        'Juntas parroquiales rurales',
      ],
      requiredDocuments: ['Carta de la máxima autoridad', 'Perfil del proyecto', 'Presupuesto'],
      documents: [{ title: 'Bases', url: 'https://fondo.example.org/bases.pdf' }],
      contact: 'agua@fondoandino.org',
    });
    expect(extractCall(item([source])).conflicts).toEqual([]);
  });

  it('believes what the source gives as such before any text', () => {
    const known: KnownValue[] = [
      { field: 'title', value: 'Ayudas 2026', words: 'Ayudas 2026', part: 'descripcion' },
      { field: 'deadline', value: '2026-05-10', words: '10/05/2026', part: 'fechaFinSolicitud' },
      { field: 'totalBudget', value: 500000, words: '500000', part: 'presupuestoTotal' },
      { field: 'opensOn', value: null, words: '', part: 'fechaInicioSolicitud' },
      { field: 'amountMax', value: 'pendiente', words: 'pendiente', part: 'x' },
    ];
    const { fields } = extractCall(
      item([part('Ayudas municipales\nPlazo: hasta el 10 de mayo de 2026.')], { known }),
    );
    const of = (field: ExtractedField) => fields.find((each) => each.field === field);
    expect(of('title')).toMatchObject({
      value: 'Ayudas 2026',
      part: 'descripcion',
      offset: null,
      confidence: 0.95,
    });
    expect(of('deadline')?.value).toMatchObject({
      kind: 'exact',
      local: '2026-05-10T23:59',
      zone: 'America/Guayaquil',
    });
    expect(of('totalBudget')?.value).toBe('500000');
    expect(of('opensOn')).toBeUndefined();
    expect(of('amountMax')).toBeUndefined();
  });

  it('puts an instant with an offset into the zone of the source', () => {
    const known: KnownValue[] = [
      {
        field: 'deadline',
        value: '2024-04-18T15:00:00.000+0000',
        words: '2024-04-18T15:00',
        part: 'deadlineDate',
      },
    ];
    const defaults = { language: 'en', zone: 'Europe/Brussels', currency: 'EUR' };
    expect(valuesOf(item([], { known, defaults })).deadline).toMatchObject({
      local: '2024-04-18T17:00',
      zone: 'Europe/Brussels',
    });
  });

  it('reads the parts that the definition of the source names', () => {
    const parts = [
      part('Otra página del 3 de enero de 2020 con muchas palabras más que no vienen al caso.'),
      part('Fondo de ciudades | Agencia', 'title', 'título'),
      part('01/03/2026 - 31/03/2026', 'deadline', 'plazo'),
      part('EUR 40.000', 'amount', 'monto'),
      part('- Municipios\n- Mancomunidades', 'applicants', 'quién'),
      part('Ecuador, Perú y Bolivia', 'countries', 'países'),
      part('Escriba a becas [at] agencia [dot] org', 'contact', 'contacto'),
    ];
    expect(valuesOf(item(parts))).toMatchObject({
      title: 'Fondo de ciudades',
      opensOn: '2026-03-01',
      deadline: { kind: 'exact', local: '2026-03-31T23:59' },
      amountMax: '40000',
      currency: 'EUR',
      applicantTypes: ['Municipios', 'Mancomunidades'],
      countries: ['Ecuador', 'Perú', 'Bolivia'],
      contact: 'becas@agencia.org',
    });
  });
});

describe('closing dates', () => {
  it('takes the earlier of two different ones with little confidence and says so', () => {
    const parts = [
      part('Las propuestas se reciben hasta el 31 de mayo de 2026.'),
      part('Plazo de presentación: hasta el 15 de mayo de 2026.', null, 'bases.pdf'),
    ];
    const { fields, conflicts } = extractCall(item(parts));
    const deadline = fields.find(({ field }) => field === 'deadline');
    expect(deadline).toMatchObject({
      value: { local: '2026-05-15T23:59' },
      part: 'bases.pdf',
      confidence: 0.4,
    });
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]!.message).toBe(
      'La fuente da dos fechas de cierre: 15 may 2026 («bases.pdf») y 31 may 2026 («página»). ' +
        'Se toma la primera hasta que usted decida.',
    );
  });

  it.each([
    [
      'Plazo ampliado hasta el 30 de junio de 2026. El cierre previsto era el 31 de mayo de 2026.',
      '2026-06-30T23:59',
    ],
    [
      'Cierre: 31 de mayo de 2026.\nPrórroga: nueva fecha de cierre, 12 de junio de 2026 a las 12h00.',
      '2026-06-12T12:00',
    ],
    ['Deadline: 1 May 2026\nDeadline extended to 20 May 2026', '2026-05-20T23:59'],
  ])('a prolongation is no conflict: %s', (text, local) => {
    const { fields, conflicts } = extractCall(item([part(text)]));
    expect(fields.find(({ field }) => field === 'deadline')?.value).toMatchObject({ local });
    expect(conflicts).toEqual([]);
  });

  it('does not take the end of the projects, or an older edition, for the close', () => {
    const text =
      'Las solicitudes se presentan hasta el 5 de mayo de 2026. Los proyectos deberán terminar hasta el 31 de diciembre de 2027.';
    expect(read(text).deadline).toMatchObject({ local: '2026-05-05T23:59' });
    const old = 'Cierre: 5 de mayo de 2026. La edición pasada tuvo como fecha límite el 4 de mayo de 2024.';
    expect(extractCall(item([part(old)], { publishedOn: '2026-03-01' })).conflicts).toEqual([]);
  });

  it('leaves out a date that was crossed out', () => {
    const text = 'Cierre: 5 de mayo de 2026';
    const struck = [{ start: 8, end: text.length }];
    expect(
      valuesOf(item([{ name: 'página', hint: null, source: { text, struck } }])).deadline,
    ).toBeUndefined();
  });

  it.each([
    ['Ventanilla abierta, por orden de llegada.', 'rolling'],
    ['Las solicitudes se atienden por orden de presentación hasta agotar los recursos.', 'rolling'],
    ['Proposals are accepted on a rolling basis throughout the year.', 'rolling'],
    ['La convocatoria no tiene fecha de cierre.', 'permanent'],
    ['Convocatoria permanente', 'permanent'],
    ['La fecha de cierre se anunciará en el sitio web.', 'unpublished'],
    ['The deadline is to be announced.', 'unpublished'],
    ['El plazo es de diez días desde la publicación.', 'relative'],
    ['Las solicitudes se reciben cada año hasta el 31 de marzo.', 'recurring'],
  ])('%s is %s', (text, kind) => {
    expect(read(text).deadline).toMatchObject({ kind, local: null });
  });

  it('counts days from the day of publication, but not working days', () => {
    const days = 'Plazo: quince días naturales desde la publicación.';
    expect(read(days, { publishedOn: '2026-03-02' }).deadline).toMatchObject({
      kind: 'exact',
      local: '2026-03-17T23:59',
    });
    const workdays = 'Plazo: quince días hábiles desde la publicación.';
    expect(read(workdays, { publishedOn: '2026-03-02' }).deadline).toMatchObject({
      kind: 'relative',
      local: null,
    });
  });

  it('keeps the cut-offs of a call that has several', () => {
    const text =
      'Primera fecha de corte: 31 de marzo de 2026\nSegunda fecha de corte: 30 de septiembre de 2026';
    const values = read(text);
    expect(values.deadline).toMatchObject({ kind: 'cut_offs', local: null });
    expect(values.otherDeadlines).toMatchObject([
      { role: 'cut_off', local: '2026-03-31T23:59' },
      { role: 'cut_off', local: '2026-09-30T23:59' },
    ]);
  });

  it('shows the curator a text that surely contradicts the field of the source', () => {
    const known: KnownValue[] = [
      { field: 'deadline', value: '2026-05-10', words: '10/05/2026', part: 'fechaFin' },
    ];
    const { fields, conflicts } = extractCall(
      item([part('Las solicitudes se reciben hasta el 12 de mayo de 2026.')], { known }),
    );
    const deadline = fields.find(({ field }) => field === 'deadline');
    expect(deadline).toMatchObject({ value: { local: '2026-05-10T23:59' }, confidence: 0.6 });
    expect(conflicts[0]!.message).toContain(
      'La fuente da el 10 may 2026 como cierre, pero su texto («página») dice 12 may 2026.',
    );
  });

  it('closes with the concept notes where there are two stages', () => {
    const text =
      'Deadline for submission of concept notes: 15/04/2026 at 12:00 (Brussels time)\n' +
      'Deadline for full applications: 30 September 2026';
    const values = read(text);
    expect(values.deadline).toMatchObject({
      kind: 'exact',
      local: '2026-04-15T12:00',
      zone: 'Europe/Brussels',
    });
    expect(values.otherDeadlines).toMatchObject([{ role: 'second_stage', local: '2026-09-30T23:59' }]);
  });
});

describe('money', () => {
  it.each([
    ['Monto\nUSD 50.000', { amountMax: '50000', currency: 'USD' }],
    ['Presupuesto: EUR 2.000.000', { totalBudget: '2000000', currency: 'EUR' }],
    ['Cada ciudad ganadora recibe 20.000 dólares.', { amountMax: '20000', currency: 'USD' }],
    [
      'Dotación: 30.000 € para el primer premio y 10.000 € para el segundo premio.',
      { amountMax: '30000', currency: 'EUR' },
    ],
    ['Se financian proyectos de entre EUR 10.000 y EUR 60.000.', { amountMin: '10000', amountMax: '60000' }],
    [
      'Línea 1: hasta USD 60.000 por proyecto. Línea 2: hasta USD 200.000 por proyecto.',
      { amountMax: '200000' },
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });

  it('takes the currency of the definition where the words name none', () => {
    const defaults = { language: 'es', zone: null, currency: 'EUR' };
    const values = valuesOf(item([part('300.000', 'amount', 'cuantía')], { defaults }));
    expect(values.currency ?? 'EUR').toBe('EUR');
  });
});
