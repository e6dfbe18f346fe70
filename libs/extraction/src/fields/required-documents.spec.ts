import { describe, expect, it } from '@jest/globals';
import type { ItemText } from '../types.js';
import { extractCall } from './extract-call.js';

function itemWith(text: string): ItemText {
  return {
    url: 'https://cooperante.example/llamado',
    parts: [{ name: 'documentos', source: { text, struck: [] }, hint: 'documents' }],
    documents: [],
    known: [],
    publishedOn: null,
    defaults: { language: 'es', zone: null, currency: null },
  };
}

describe('the part of a page that lists what has to be handed in', () => {
  it('gives each paper without the sign of its line, and the words as they stand in the page', () => {
    const text = '- Formulario de solicitud\n- Carta de la máxima autoridad';
    const reading = extractCall(itemWith(text)).fields.find(({ field }) => field === 'requiredDocuments');
    expect(reading?.value).toEqual(['Formulario de solicitud', 'Carta de la máxima autoridad']);
    expect(text.slice(reading!.offset!)).toMatch(/^Formulario/);
    expect(text).toContain(reading!.words);
  });

  it('leaves out files that are offered for download', () => {
    const { fields } = extractCall(itemWith('- Bases.pdf (2 MB)'));
    expect(fields.find(({ field }) => field === 'requiredDocuments')).toBeUndefined();
  });
});
