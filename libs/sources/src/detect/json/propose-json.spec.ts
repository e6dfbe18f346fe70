import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordedAnswer } from '../../../../../test/support/collecting.js';
import { proposedFor, siteOf } from '../../../../../test/support/proposing.js';
import { proposeDefinition } from '../propose-definition.js';

const notices = await recordedAnswer('json/notices.json');

describe('data', () => {
  it('are mapped by the names of their fields', async () => {
    const address = 'https://api.banco.example/v2/llamados?pagina=2&limite=20';
    const body = JSON.stringify({
      estado: 'ok',
      datos: {
        total: 41,
        paises: [
          { id: 1, nombre: 'Ecuador' },
          { id: 2, nombre: 'Perú' },
        ],
        llamados: [
          {
            id: 7,
            titulo: 'Fondo de ciudades intermedias',
            fechaFin: '2026-05-31',
            fechaInicio: '2026-03-01',
            enlace: 'https://banco.example/l/7',
            montoMaximo: 250000,
            moneda: 'USD',
            entidad: { nombre: 'Banco' },
            temas: ['agua'],
            archivos: [{ nombre: 'Bases', url: 'https://banco.example/b.pdf' }],
          },
          {
            id: 9,
            titulo: 'Cuencas compartidas',
            fechaFin: '2026-06-30',
            fechaInicio: '2026-03-11',
            enlace: 'https://banco.example/l/9',
            montoMaximo: 90000,
            moneda: 'USD',
            entidad: { nombre: 'Banco' },
            temas: [],
            archivos: [],
          },
        ],
      },
    });
    const { best } = await proposedFor(address, { [address]: body });
    expect(best).toMatchObject({
      adapter: 'json',
      why: expect.stringContaining('2 registros en «datos.llamados», con su fecha de cierre'),
      sample: ['Fondo de ciudades intermedias', 'Cuencas compartidas'],
      config: {
        list: 'datos.llamados',
        key: 'id',
        title: 'titulo',
        link: { path: 'enlace' },
        fields: expect.arrayContaining([
          expect.objectContaining({ path: 'fechaFin', field: 'deadline', dates: 'iso' }),
          expect.objectContaining({ path: 'fechaInicio', field: 'opensOn' }),
          expect.objectContaining({ path: 'montoMaximo', field: 'amountMax' }),
          expect.objectContaining({ path: 'moneda', field: 'currency' }),
          expect.objectContaining({ path: 'temas[]', hint: 'themes' }),
        ]),
        documents: { list: 'archivos[]', url: 'url', title: 'nombre' },
        pagination: { kind: 'number', name: 'pagina', first: 1, total: 'datos.total' },
      },
    });
  });

  it.each<[string, unknown, object]>([
    [
      'a list alone, days before months',
      [
        { title: 'Grant for rural bridges', closeDate: '31/05/2026', url: '/g/1' },
        { title: 'Grant for wells', closeDate: '03/06/2026', url: '/g/2' },
      ],
      { list: '', title: 'title', fields: [{ path: 'closeDate', field: 'deadline', dates: 'dmy' }] },
    ],
    [
      'a blog',
      [
        {
          id: 1,
          date: '2026-03-02T09:00:00',
          link: 'https://x.example/a',
          title: { rendered: 'Convocatoria de agua' },
          excerpt: { rendered: '<p>x</p>' },
        },
        {
          id: 2,
          date: '2026-03-01T09:00:00',
          link: 'https://x.example/b',
          title: { rendered: 'Convocatoria de suelo' },
          excerpt: { rendered: '<p>x</p>' },
        },
      ],
      { title: 'title.rendered', key: 'id', link: { path: 'link' } },
    ],
    [
      'a map by code',
      {
        total: 2,
        procnotices: {
          a1: { id: 'a1', bid_title: 'Plan de movilidad', submission_deadline_date: '2026-05-01' },
          a2: { id: 'a2', bid_title: 'Plan de residuos', submission_deadline_date: '2026-05-02' },
        },
      },
      { list: 'procnotices', title: 'bid_title' },
    ],
    [
      'pages that lead on',
      {
        next: '/d?cursor=2',
        results: [
          { name: 'Call for mountain roads', deadline: 1780185600 },
          { name: 'Call for harbours', deadline: 1780272000 },
        ],
      },
      {
        list: 'results',
        pagination: { kind: 'next', path: 'next' },
        fields: [{ path: 'deadline', field: 'deadline', dates: 'epoch_s' }],
      },
    ],
  ])('in the form of %s', async (_, value, config) => {
    const address = 'https://x.example/d';
    const { best } = await proposedFor(address, { [address]: JSON.stringify(value) });
    const { fields, ...rest } = config as { fields?: object[] };
    expect(best).toMatchObject({ adapter: 'json', config: rest });
    for (const field of fields ?? [])
      expect((best.config as { fields: object[] }).fields).toContainEqual(expect.objectContaining(field));
  });

  it('of a recorded answer are found', async () => {
    const address = 'https://api.banco.example/v2/notices?format=json';
    expect((await proposedFor(address, { [address]: notices })).best).toMatchObject({
      adapter: 'json',
      config: { list: 'procnotices', key: 'id' },
    });
  });

  it('without a list are told', async () => {
    const { problem } = await proposedFor('https://x.example/d', {
      'https://x.example/d': '{"a":{"b":[1,2]}}',
    });
    expect(problem).toContain('no hay una lista de registros con título');
  });

  it('of any form never end in an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
        const body = JSON.stringify({ lista: value, title: value });
        await expect(
          proposeDefinition('https://x.example/d', siteOf({ 'https://x.example/d': body })),
        ).resolves.toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});
