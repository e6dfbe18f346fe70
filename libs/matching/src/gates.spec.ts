import { describe, expect, it } from '@jest/globals';
import { aCall, aCompetence, aGad, THEMES } from '../../../test/support/matching-facts.js';
import { assessor, eligibilityOf } from './assess.js';
import { type CallFacts, GATE_IDS, type GadFacts, type Gate, type GateAnswer, type GateId } from './facts.js';

const NOW = new Date('2026-08-01T15:00:00Z');

function gate(id: GateId, call: Partial<CallFacts>, gad: Partial<GadFacts> = {}): Gate {
  const { gates } = assessor(aCall(call), THEMES, NOW)(aGad(gad));
  return gates.find((candidate) => candidate.id === id)!;
}

type Row = [call: Partial<CallFacts>, gad: Partial<GadFacts>, answer: GateAnswer, reason: string];

const network = aCompetence({ code: 'coop', enabler: true, text: 'Gestionar la cooperación internacional' });

const table: Record<GateId, Row[]> = {
  role: [
    [{ gadRole: 'applicant' }, {}, 'passes', 'El GAD puede postular directamente.'],
    [{ gadRole: 'partner' }, {}, 'passes', 'El GAD puede participar como socio de quien postula.'],
    [{ gadRole: 'beneficiary' }, {}, 'passes', 'El GAD puede ser beneficiario; postula otra entidad.'],
    [
      { gadRole: 'through_network' },
      {},
      'passes',
      'El GAD puede participar a través de una red de la que sea miembro.',
    ],
    [{ gadRole: null }, {}, 'unknown', 'No consta qué papel puede tener un GAD: consulte las bases.'],
  ],
  level: [
    [{ gadLevels: ['municipal'] }, {}, 'passes', 'Se dirige a GAD municipales.'],
    [{ gadLevels: [] }, {}, 'unknown', 'No consta a qué niveles de gobierno se dirige.'],
    [
      { gadLevels: ['provincial', 'parish'] },
      {},
      'fails',
      'Se dirige a GAD provinciales y parroquiales, y este es un GAD de otro nivel.',
    ],
    [
      { gadLevels: ['municipal', 'metropolitan'], gadLevelsInferred: true },
      {},
      'passes',
      'Se dirige a GAD municipales y metropolitanos (deducido por la curaduría, la fuente no lo nombra).',
    ],
  ],
  country: [
    [{ countries: ['EC', 'PE'] }, {}, 'passes', 'Ecuador está entre los países elegibles.'],
    [{ countries: ['*'] }, {}, 'passes', 'Está abierta a todos los países.'],
    [{ countries: [] }, {}, 'unknown', 'No constan los países que pueden participar.'],
    [{ countries: ['PE', 'BO'] }, {}, 'fails', 'Ecuador no está entre los países elegibles (PE, BO).'],
  ],
  territory: [
    [{ territories: [] }, {}, 'passes', 'No se limita a una parte del territorio nacional.'],
    [{ territories: ['01'] }, {}, 'passes', 'El territorio del GAD está entre los territorios elegibles.'],
    [
      { territories: ['010150'] },
      {},
      'passes',
      'El territorio del GAD está entre los territorios elegibles.',
    ],
    [{ territories: ['0102', '20'] }, {}, 'fails', 'Se limita a otros territorios del país.'],
    [{ territories: ['01'] }, { dpaCode: '1001' }, 'fails', 'Se limita a otros territorios del país.'],
  ],
  competence: [
    [{}, {}, 'passes', 'Competencia exclusiva: Prestar los servicios públicos de agua potable'],
    [
      {},
      { competences: [aCompetence({ kind: 'concurrent' })] },
      'passes',
      'Competencia concurrente: Prestar los servicios públicos de agua potable',
    ],
    [
      { themes: ['water'] },
      { competences: [aCompetence({ themes: ['environment'] })] },
      'passes',
      'Competencia exclusiva: Prestar los servicios públicos de agua potable',
    ],
    [
      { themes: ['roads'] },
      {},
      'fails',
      'Ninguna competencia registrada de los GAD municipales cubre los temas de la convocatoria.',
    ],
    [
      {},
      { competences: [network] },
      'fails',
      'Ninguna competencia registrada de los GAD municipales cubre los temas de la convocatoria.',
    ],
    [
      { themes: ['development'] },
      { competences: [aCompetence({ themes: ['development'] })] },
      'unknown',
      'El tema de la convocatoria es demasiado general para vincularlo a una competencia.',
    ],
    [
      { themes: [] },
      {},
      'unknown',
      'El tema de la convocatoria es demasiado general para vincularlo a una competencia.',
    ],
  ],
  deadline: [
    [{}, {}, 'passes', 'Quedan 30 días, suficientes para preparar la postulación.'],
    [
      { closesAt: new Date('2026-08-11T22:00:00Z') },
      {},
      'passes',
      'Quedan 10 días, suficientes para preparar la postulación.',
    ],
    [
      { closesAt: new Date('2026-08-10T22:00:00Z') },
      {},
      'unknown',
      'Quedan 9 días: solo alcanza si la postulación ya está avanzada.',
    ],
    [{ closesAt: NOW }, {}, 'fails', 'El plazo ya terminó.'],
    [{ closesAt: null, deadlineKind: 'permanent' }, {}, 'passes', 'Recibe propuestas sin fecha de cierre.'],
    [{ closesAt: null, deadlineKind: 'rolling' }, {}, 'passes', 'Recibe propuestas sin fecha de cierre.'],
    [
      { closesAt: null, deadlineKind: 'unpublished' },
      {},
      'unknown',
      'No consta una fecha exacta de cierre: confírmela con el cooperante.',
    ],
  ],
  counterpart: [
    [{ cofinancingPercent: '0.00' }, {}, 'passes', 'No exige contraparte.'],
    [{ cofinancingPercent: null }, {}, 'unknown', 'No consta si se exige contraparte: consulte las bases.'],
    [
      { cofinancingPercent: '12.50' },
      {},
      'unknown',
      'Exige que el GAD aporte al menos el 12,5 % del costo: falta confirmar que tiene la partida.',
    ],
  ],
};

describe.each(GATE_IDS)('the gate «%s»', (id) => {
  it.each(table[id])('for the call %j and the GAD %j answers %s', (call, gad, answer, reason) => {
    expect(gate(id, call, gad)).toMatchObject({ answer, reason });
  });
});

describe('the gates together', () => {
  it('are always all seven, in the same order', () => {
    const { gates } = assessor(aCall(), THEMES, NOW)(aGad());
    expect(gates.map(({ id }) => id)).toEqual(GATE_IDS);
  });

  it('cite the norm of the competence, or the one that asks for it', () => {
    expect(gate('competence', {}).norm).toBe('Constitución art. 264 num. 4');
    expect(gate('competence', { themes: ['roads'] }).norm).toContain('COOTAD art. 131');
  });

  it.each<[GateAnswer[], string]>([
    [['passes', 'passes'], 'passes'],
    [['passes', 'unknown'], 'unknown'],
    [['unknown', 'unknown'], 'unknown'],
    [['passes', 'fails'], 'fails'],
    [['unknown', 'fails'], 'fails'],
    [[], 'passes'],
  ])('with the answers %j are %s', (answers, expected) => {
    expect(eligibilityOf(answers.map((answer) => ({ answer })))).toBe(expected);
  });

  it('never reject when everything is unknown', () => {
    const unknown = aCall({
      gadRole: null,
      gadLevels: [],
      countries: [],
      themes: [],
      closesAt: null,
      deadlineKind: 'unpublished',
      cofinancingPercent: null,
    });
    const { eligibility, score } = assessor(
      unknown,
      THEMES,
      NOW,
    )(aGad({ priorities: null, competences: [] }));
    expect(eligibility).toBe('unknown');
    expect(score).not.toBeNull();
  });
});
