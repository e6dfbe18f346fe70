import { describe, expect, it } from '@jest/globals';
import type { ExtractedField, Hint, ItemText, Part } from '../types.js';
import { extractCall } from './extract-call.js';

const part = (text: string, hint: Hint | null = null): Part => ({
  name: hint ?? 'página',
  hint,
  source: { text, struck: [] },
});

function fieldsOf(...parts: Part[]) {
  const item: ItemText = {
    url: 'https://fondo.example.org',
    parts,
    documents: [],
    known: [],
    publishedOn: null,
    defaults: { language: null, zone: null, currency: null },
  };
  return extractCall(item).fields;
}

function valueOf(field: ExtractedField, ...parts: Part[]): unknown {
  return fieldsOf(...parts).find((each) => each.field === field)?.value;
}

describe('who may apply', () => {
  it.each([
    [
      '¿Quiénes pueden postular?\n- GAD municipales\n- GAD parroquiales rurales\nPlazo\n31 de mayo',
      ['GAD municipales', 'GAD parroquiales rurales'],
    ],
    [
      '3.1. Entidades solicitantes\nPodrán presentarse:\n• Ayuntamientos;\n• Diputaciones y cabildos.\nOtra cosa',
      ['Ayuntamientos', 'Diputaciones y cabildos'],
    ],
    ['Beneficiarios: gobiernos locales; mancomunidades', ['gobiernos locales', 'mancomunidades']],
    [
      'Beneficiarios | Municipios de menos de 50 000 habitantes',
      ['Municipios de menos de 50 000 habitantes'],
    ],
    [
      'Eligible applicants\nLocal governments\nCivil society organisations\nFunding\nUSD 5,000',
      ['Local governments', 'Civil society organisations'],
    ],
    ['Who can apply?\n1. Cities\n2. Counties', ['Cities', 'Counties']],
    ['Quem pode participar?\n- Prefeituras\n- Consórcios públicos', ['Prefeituras', 'Consórcios públicos']],
    [
      'Qui peut candidater ?\n- Les collectivités territoriales\n- Les associations',
      ['Les collectivités territoriales', 'Les associations'],
    ],
    ['Chi può partecipare\n- Comuni\n- Province', ['Comuni', 'Province']],
    ['Qui pot presentar-se?\n- Ajuntaments', ['Ajuntaments']],
    ['Antragsberechtigte\n- Kommunen\n- Landkreise', ['Kommunen', 'Landkreise']],
    [
      'Podrán participar los municipios de la Amazonía. No podrán participar las empresas privadas.',
      ['Podrán participar los municipios de la Amazonía.'],
    ],
    [
      'The call is open to subnational governments of Latin America.',
      ['The call is open to subnational governments of Latin America.'],
    ],
  ])('%s', (text, expected) => {
    expect(valueOf('applicantTypes', part(text))).toEqual(expected);
  });

  it('is left out where the source does not say it', () => {
    expect(
      valueOf('applicantTypes', part('No podrán participar las empresas. El taller es el 5 de mayo.')),
    ).toBeUndefined();
    expect(valueOf('applicantTypes', part('¿Cómo postular?\n- Con el formulario'))).toBeUndefined();
  });
});

describe('what has to be handed in', () => {
  it.each([
    [
      'Documentación requerida:\n- Carta de interés\n- Copia del RUC\n\nContacto',
      ['Carta de interés', 'Copia del RUC'],
    ],
    [
      'Documentos habilitantes\na) Nombramiento de la máxima autoridad;\nb) Certificación presupuestaria.',
      ['Nombramiento de la máxima autoridad', 'Certificación presupuestaria'],
    ],
    [
      'Requisitos documentales\nSe adjuntará lo siguiente:\n• Formulario A\n• Acta del concejo',
      ['Formulario A', 'Acta del concejo'],
    ],
    ['Required documents\n- Concept note\n- Budget', ['Concept note', 'Budget']],
    ['Pièces à fournir :\n- Statuts\n- Budget prévisionnel', ['Statuts', 'Budget prévisionnel']],
    ['Documenti richiesti\n- Lettera di adesione', ['Lettera di adesione']],
    [
      'Requisitos\n- Carta de la alcaldía\n- Perfil de proyecto',
      ['Carta de la alcaldía', 'Perfil de proyecto'],
    ],
  ])('%s', (text, expected) => {
    expect(valueOf('requiredDocuments', part(text))).toEqual(expected);
  });

  it('is not a list of downloads, nor of conditions', () => {
    expect(
      valueOf('requiredDocuments', part('Documentación\n- Bases (PDF, 2 MB)\n- Descargar formulario')),
    ).toBeUndefined();
    expect(
      valueOf('requiredDocuments', part('Requisitos\n- Ser municipio\n- Estar al día con sus pagos')),
    ).toBeUndefined();
  });
});

describe('share of the applicant', () => {
  it.each([
    ['Se exige una contrapartida mínima del 20 % del costo total.', '20', 'cofinancing.own'],
    ['La subvención será de hasta el 80 % del costo total del proyecto.', '20', 'cofinancing.complement'],
    [
      'El fondo financia hasta el 75 % del presupuesto; el aporte propio será de al menos 25 %.',
      '25',
      'cofinancing.own',
    ],
    ['The grant covers up to 90% of the total eligible costs.', '10', 'cofinancing.complement'],
    ['Applicants must provide matching funds of at least 30%.', '30', 'cofinancing.own'],
    ['No se exige contrapartida a los solicitantes.', '0', 'cofinancing.none'],
  ])('%s', (text, value, rule) => {
    const reading = fieldsOf(part(text)).find(({ field }) => field === 'cofinancingPercent');
    expect(reading).toMatchObject({ value, rule });
  });

  it.each([
    'Los gastos administrativos no podrán superar el 10 % del presupuesto.',
    'Se entregará un anticipo del 50 % del monto de la subvención.',
    'El criterio de impacto vale 40 % de la evaluación del proyecto.',
    'El 60 % de la población financia el servicio.',
  ])('is not %s', (text) => {
    expect(valueOf('cofinancingPercent', part(text))).toBeUndefined();
  });
});

describe('state that the source tells', () => {
  it.each([
    ['Estado: Cerrada', 'closed'],
    ['Estado de la convocatoria: Abierta', 'open'],
    ['Status | Forecasted', 'forecast'],
    ['CONVOCATORIA CERRADA', 'closed'],
    ['Convocatoria cancelada', 'cancelled'],
    ['La convocatoria ha sido cancelada por falta de recursos.', 'cancelled'],
    ['El concurso fue declarado desierto. La convocatoria se declara desierta.', 'closed'],
    ['Próximamente', 'forecast'],
    ['The call is now closed.', 'closed'],
    ['La convocatoria se encuentra abierta. La convocatoria queda suspendida.', 'cancelled'],
  ])('%s', (text, status) => {
    expect(valueOf('sourceStatus', part(text))).toBe(status);
  });

  it('stands in the title too', () => {
    expect(valueOf('sourceStatus', part('[CERRADA] Fondo verde', 'title'))).toBe('closed');
    expect(valueOf('sourceStatus', part('Fondo verde (cancelada)', 'title'))).toBe('cancelled');
  });

  it.each([
    'La entidad podrá declarar desierta la convocatoria.',
    'Una vez cerrada la convocatoria se evaluarán las propuestas.',
    'Si la convocatoria es cancelada se avisará a los postulantes.',
    'Convocatorias cerradas y abiertas de otros años.',
    'Puertas abiertas',
  ])('is not told by: %s', (text) => {
    expect(valueOf('sourceStatus', part(text))).toBeUndefined();
  });
});

describe('contact', () => {
  it.each([
    [
      'Síganos. Prensa: prensa@agencia.org\nConsultas sobre el fondo: fondo@agencia.gob.ec.',
      'fondo@agencia.gob.ec',
    ],
    ['logo@2x.png y no-reply@agencia.org', undefined],
    ['Escriba a cooperacion(at)ciudad(dot)org', 'cooperacion@ciudad.org'],
    ['Teléfono +593 2 255 1234', undefined],
  ])('%s', (text, address) => {
    expect(valueOf('contact', part(text))).toBe(address);
  });

  it('a telephone number is no amount', () => {
    const text = 'Contacto: teléfono 2 255 1234 ext. 300, +593 99 123 4567, C.P. 170150';
    expect(valueOf('amountMax', part(text))).toBeUndefined();
    expect(valueOf('amountMax', part(text, 'contact'))).toBeUndefined();
  });
});

describe('title, summary and language', () => {
  it('passes over what stands around the name', () => {
    const text = 'Inicio > Convocatorias > Agua\n12/03/2026\nCompartir\nFondo de agua para municipios\nTexto';
    expect(valueOf('title', part(text))).toBe('Fondo de agua para municipios');
  });

  it('cuts a long summary behind a sentence', () => {
    const sentence =
      'El fondo apoya a los municipios que protegen sus fuentes de agua y sus páramos con la gente. ';
    const summary = String(valueOf('summary', part(sentence.repeat(80), 'summary')));
    expect(summary.length).toBeLessThanOrEqual(4_000);
    expect(summary.length).toBeGreaterThan(3_800);
    expect(summary.endsWith('.')).toBe(true);
  });

  it('tells the language', () => {
    const text = 'The fund supports local governments that protect their water sources. '.repeat(4);
    expect(valueOf('language', part(text))).toBe('en');
  });
});
