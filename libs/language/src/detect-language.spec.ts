import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detectLanguage } from './detect-language.js';
import { LANGUAGES } from './stem.js';

describe('the language of a call', () => {
  it.each([
    ['es', 'Convocatoria de subvenciones a proyectos de cooperación para el desarrollo de los municipios.'],
    ['en', 'Call for proposals to support local authorities in climate adaptation and water management.'],
    ['pt', 'Edital de apoio a projetos de cooperação entre prefeituras para a gestão de resíduos sólidos.'],
    ['fr', 'Appel à projets pour soutenir la coopération décentralisée entre collectivités territoriales.'],
    ['it', 'Bando per progetti di cooperazione tra enti locali nei settori della salute e dei rifiuti.'],
    [
      'ca',
      'Convocatòria de subvencions per a projectes de cooperació dels ajuntaments i les seves entitats.',
    ],
    ['de', 'Förderaufruf für Kommunen, die gemeinsam mit Partnern im Ausland Klimaschutzprojekte umsetzen.'],
  ])('is told from its words: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('is one of those that are read, whatever the text', () => {
    const known = fc.property(fc.string(), (text) => {
      expect(LANGUAGES).toContain(detectLanguage(text));
    });
    fc.assert(known);
  });

  it('is Spanish when there is nothing to tell it by', () => {
    expect(detectLanguage('')).toBe('es');
  });
});
