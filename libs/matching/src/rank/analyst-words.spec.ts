import { describe, expect, it } from '@jest/globals';
import { loadAnalystWords } from './analyst-words.js';

const words = loadAnalystWords();

describe('what a call hands out', () => {
  it.each([
    ['no_reembolsable', 'grant'],
    ['Subvención', 'grant'],
    ['grant', 'grant'],
    ['Zuschuss', 'grant'],
    ['Förderung', 'grant'],
    ['subvenção a fundo perdido', 'grant'],
    ['contributo a fondo perduto', 'grant'],
    ['ajut econòmic', 'grant'],
    ['non-refundable', 'grant'],
    ['financiamiento no reembolsable', 'grant'],
    ['nicht rückzahlbarer Zuschuss', 'grant'],
    ['reembolsable', 'loan'],
    ['prêt', 'loan'],
    ['empréstimo', 'loan'],
    ['Darlehen', 'loan'],
    ['Förderkredit', 'loan'],
    ['mutuo agevolato', 'loan'],
    ['préstec', 'loan'],
    ['crédito concesional', 'loan'],
    ['crédito con componente de subsidio', 'loan'],
    ['donación y préstamo', 'loan'],
    ['asistencia_tecnica', 'technical_assistance'],
    ['Asistencia técnica no reembolsable', 'technical_assistance'],
    ['appui technique', 'technical_assistance'],
    ['technische Beratung', 'technical_assistance'],
    ['premio', 'award'],
    ['premi', 'award'],
    ['Preis', 'award'],
    ['award', 'award'],
    ['award of grants', 'grant'],
    ['voluntariado', 'volunteers'],
    ['Freiwilligendienst', 'volunteers'],
    ['beca', 'scholarship'],
    ['bolsa de estudos', 'scholarship'],
    ['Stipendium', 'scholarship'],
    ['especie', 'in_kind'],
    ['donación en especie', 'in_kind'],
    ['in-kind', 'in_kind'],
    ['Sachleistungen', 'in_kind'],
    ['technical_assistance', 'technical_assistance'],
    ['xyz', null],
    ['', null],
  ])('as «%s» is %s', (text, expected) => {
    expect(words.financialForm(text)).toBe(expected);
  });
});

describe('a level', () => {
  it.each([
    ['provincial', ['provincial']],
    ['Prefecturas', ['provincial']],
    ['CANTONAL', ['municipal']],
    ['gobierno municipal', ['municipal']],
    ['Metropolitano', ['metropolitan']],
    ['parroquial', ['parish']],
    ['juntas parroquiales rurales', ['parish']],
    ['rural parishes', ['parish']],
    ['municipios y parroquias', ['municipal', 'parish']],
    ['todos', ['provincial', 'municipal', 'metropolitan', 'parish']],
    ['*', ['provincial', 'municipal', 'metropolitan', 'parish']],
    ['universidad', []],
    ['', []],
  ])('as «%s» is %j', (text, expected) => {
    expect(words.gadLevels(text)).toEqual(expected);
  });
});

describe('a language', () => {
  it.each([
    ['es', 'es'],
    ['pt-BR', 'pt'],
    ['Français', 'fr'],
    ['English', 'en'],
    ['Deutsch', 'de'],
    ['quechua', undefined],
    ['', undefined],
  ])('as «%s» is %s', (text, expected) => {
    expect(words.language(text)).toBe(expected);
  });
});

it.each([
  ['programa permanente', true],
  ['rolling applications', true],
  ['convocatoria', false],
])('«%s» stays open: %s', (text, expected) => {
  expect(words.staysOpen(text)).toBe(expected);
});
