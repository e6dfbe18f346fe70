import { describe, expect, it } from '@jest/globals';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

describe('only for capitals', () => {
  it.each([
    [{ summary: 'Dirigida a ciudades capitales iberoamericanas.' }, 'national'],
    [{ applicantTypes: ['capitales de provincia'] }, 'provincial'],
    [{ donorName: 'Unión de Ciudades Capitales Iberoamericanas (UCCI)' }, 'national'],
    [{ donorName: 'UCCI', applicantTypes: ['gobiernos locales'] }, null],
    [{ language: 'en', summary: 'Only capital cities may apply.' }, 'national'],
    [{ language: 'en', summary: 'Open to state capitals.' }, 'provincial'],
    [{ language: 'en', summary: 'Capital cities and other cities may apply.' }, null],
    [{ language: 'pt', summary: 'Podem participar capitais estaduais.' }, 'provincial'],
    [{ language: 'fr', applicantTypes: ['villes capitales'] }, 'national'],
    [{ language: 'it', summary: 'Riservato ai comuni capoluogo di provincia.' }, 'provincial'],
    [{ language: 'ca', summary: "S'adreça a ciutats capitals iberoamericanes." }, 'national'],
    [{ language: 'de', summary: 'Bewerben können sich Landeshauptstädte.' }, 'provincial'],
    [{ summary: 'La ceremonia será en la ciudad capital del país.' }, null],
    [{ summary: 'Se requiere un capital semilla.' }, null],
    [{ summary: 'Se dará prioridad a capitales de provincia entre quienes pueden postular.' }, null],
  ])('%j → %s', (given, capitals) => {
    expect(readWho(callText(given), whoKnowledge).capitals?.value ?? null).toBe(capitals);
  });
});

describe('only for members of a network', () => {
  it.each([
    [{ summary: 'Pueden postular ciudades miembros de Mercociudades.' }, 'mercociudades'],
    [{ applicantTypes: ['gobierno local miembro de ICLEI'] }, 'iclei'],
    [{ summary: 'Reservado a miembros de CGLU.' }, 'cglu'],
    [
      { title: 'Pacto Global de Alcaldes', applicantTypes: ['municipios firmantes'] },
      'pacto-global-de-alcaldes',
    ],
    [{ language: 'en', summary: 'Open to ICLEI members: member cities only.' }, 'iclei'],
    [{ language: 'en', donorName: 'C40 Cities', summary: 'Only member cities may apply.' }, 'c40'],
    [
      { language: 'pt', summary: 'Podem se candidatar cidades signatárias do Pacto Global de Prefeitos.' },
      'pacto-global-de-alcaldes',
    ],
    [{ language: 'fr', summary: 'Réservé aux villes membres de CGLU.' }, 'cglu'],
    [
      { language: 'it', summary: 'Possono partecipare città aderenti al Patto dei Sindaci.' },
      'pacto-global-de-alcaldes',
    ],
    [{ language: 'ca', summary: "Poden participar ciutats membres de l'AICE." }, 'aice'],
    [{ language: 'de', summary: 'Nur Mitgliedsstädte von ICLEI können sich bewerben.' }, 'iclei'],
    [
      {
        summary:
          'Se dará prioridad a ciudades miembros de Mercociudades que postulen; pueden postular municipios.',
      },
      null,
    ],
    [{ summary: 'Pueden postular municipios de los países miembros de la Unión.' }, null],
    [{ summary: 'No es necesario ser miembro de CGLU; pueden postular municipios.' }, null],
    [{ language: 'en', summary: 'Cities may apply; membership of ICLEI is not required.' }, null],
    [{ language: 'en', summary: 'Members can apply if the city is eligible.' }, null],
    [{ summary: 'Pueden postular municipios con tres miembros del equipo.' }, null],
  ])('%j → %s', (given, slug) => {
    expect(readWho(callText(given), whoKnowledge).members?.value.slug ?? null).toBe(slug);
  });

  it('keeps the name of a network that the catalogue does not know', () => {
    const summary = 'Pueden postular ciudades miembros de la Red de Ciudades del Agua.';
    const { members } = readWho(callText({ summary }), whoKnowledge);
    expect(members?.value).toEqual({ slug: null, name: 'Red de Ciudades del Agua' });
  });

  it('has no slug when membership of any of several is enough', () => {
    const summary = 'Pueden postular municipios miembros de Mercociudades, CGLU o ICLEI.';
    const { members } = readWho(callText({ summary }), whoKnowledge);
    expect(members?.value).toEqual({ slug: null, name: 'Mercociudades, CGLU o ICLEI' });
  });
});
