import { describe, expect, it } from '@jest/globals';
import { recordedJson } from '../../../../../test/support/collecting.js';
import { recordPart } from '../api/json-answer.js';
import { bdnsAdapter } from './bdns.adapter.js';

type Json = Record<string, unknown>;

const config = bdnsAdapter.check({});
const full = await recordedJson<Json>('bdns/detail-790767.json');
const silent = await recordedJson<Json>('bdns/detail-795710.json');

function read(detail: Json) {
  const url = `${config.pageUrl}/790767`;
  return bdnsAdapter.read(config, { key: '790767', url, parts: [recordPart('detalle', url, detail)] });
}

describe('what BDNS says of a call', () => {
  const valueOf = (text: Awaited<ReturnType<typeof read>>, field: string) =>
    text.known.find((each) => each.field === field)?.value;

  it('becomes known values, hinted parts and documents', async () => {
    const text = await read(full);
    expect(Object.fromEntries(text.known.map(({ field, value }) => [field, value]))).toEqual({
      title: 'Subvenciones a proyectos de cooperación al desarrollo y solidaridad internacional 2024',
      language: 'es',
      opensOn: '2024-10-21',
      deadline: {
        kind: 'exact',
        local: '2024-11-20T23:59',
        zone: 'Europe/Madrid',
        text: 'Treinta días naturales desde la publicación',
      },
      totalBudget: '260000.50',
      currency: 'EUR',
      applicantTypes: [
        'PERSONAS JURÍDICAS QUE NO DESARROLLAN ACTIVIDAD ECONÓMICA',
        'PYME Y PERSONAS FÍSICAS QUE DESARROLLAN ACTIVIDAD ECONÓMICA',
      ],
      sourceStatus: 'open',
    });
    expect(text.publishedOn).toBe('2024-10-20');
    expect(text.defaults).toEqual({ language: 'es', zone: 'Europe/Madrid', currency: 'EUR' });
    const hints = Object.fromEntries(text.parts.map(({ name, hint }) => [name, hint]));
    expect(hints).toMatchObject({
      descripcion: 'title',
      textFin: 'deadline',
      textInicio: 'opening',
      tiposBeneficiarios: 'applicants',
      descripcionFinalidad: 'themes',
      'anuncio 1': null,
    });
    expect(text.parts.find(({ name }) => name === 'anuncio 2')?.source.text).toContain('300.000 euros');
    expect(text.documents.map(({ title, url }) => [title, url])).toEqual([
      ['Texto de la convocatoria', `${config.apiUrl}/convocatorias/documentos?idDocumento=1203311`],
      ['anexos.zip', `${config.apiUrl}/convocatorias/documentos?idDocumento=1203312`],
      ['Ordenanza general de subvenciones', 'https://www.bopcadiz.es/bases-2024.pdf'],
      ['BOP DE CÁDIZ', 'https://www.bopcadiz.es/anuncio-201.html'],
    ]);
  });

  it('is not invented where the register is silent or writes prose', async () => {
    const text = await read(silent);
    expect(text.documents).toEqual([]);
    expect(valueOf(text, 'deadline')).toBeUndefined();
    expect(valueOf(text, 'totalBudget')).toBeUndefined();
    expect(valueOf(text, 'sourceStatus')).toBe('not_open');
    expect(text.parts.find(({ name }) => name === 'textFin')?.hint).toBe('deadline');
    expect(text.publishedOn).toBe('2024-10-17');
  });

  it('lacks only what flickered to null', async () => {
    const flickered = { ...full, fechaFinSolicitud: null, textFin: null, fechaInicioSolicitud: null };
    const [before, after] = [await read(full), await read(flickered)];
    const gone = before.known.filter(({ field }) => !after.known.some((each) => each.field === field));
    expect(gone.map(({ field }) => field)).toEqual(['opensOn', 'deadline']);
  });

  it('is refused when a date does not exist', async () => {
    expect(valueOf(await read({ ...full, fechaFinSolicitud: '2024-02-31' }), 'deadline')).toBeUndefined();
  });
});
