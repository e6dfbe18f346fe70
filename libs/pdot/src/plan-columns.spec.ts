import { describe, expect, it } from '@jest/globals';
import { columnTitle, guessMapping, PLAN_FIELDS } from './index.js';

const guess = (...titles: string[]) => guessMapping([{ name: 'Hoja', rows: [titles, ['x']] }]).columns;

describe('which column of a spreadsheet is what', () => {
  it.each<[string, string]>([
    ['Objetivo estratégico', 'objective'],
    ['OBJETIVO ESTRATÉGICO DEL PDOT', 'objective'],
    ['Meta', 'text'],
    ['Prioridades', 'text'],
    ['Programa / Proyecto', 'programme'],
    ['Presupuesto referencial (USD)', 'budget'],
    ['Monto', 'budget'],
    ['ODS', 'sdgs'],
    ['Objetivo de Desarrollo Sostenible', 'sdgs'],
    ['Componente', 'component'],
    ['Eje', 'component'],
    ['Eje estratégico', 'component'],
    ['Objetivo del Plan Nacional de Desarrollo', 'nationalObjective'],
    ['Parroquia', 'territory'],
    ['Nro.', 'planCode'],
    ['Temas', 'themes'],
    ['Competencia', 'competences'],
    ['Fuente', 'sourceUrl'],
    ['Moneda', 'currency'],
  ])('«%s» is %s', (title, field) => {
    const rest = field === 'text' ? 'Propuesta' : 'Meta resultado';
    expect(guess('Relleno', 'Otro', title, rest)[field]).toBe(2);
  });

  it('gives no column and no field twice', () => {
    const columns = guess('Meta', 'Meta', 'Programa', 'Proyecto', 'ODS', 'ods');
    expect(columns).toEqual({ text: 0, programme: 2, sdgs: 4 });
  });

  it('takes the objectives for the priorities of a plan that has nothing else', () => {
    expect(guess('Eje', 'Objetivo estratégico')).toEqual({ component: 0, text: 1 });
  });

  it('knows every title of its own template', () => {
    const columns = guess(...PLAN_FIELDS.map(columnTitle));
    expect(columns).toEqual(Object.fromEntries(PLAN_FIELDS.map((field, index) => [field, index])));
  });

  it('finds the sheet and the row with the titles below what stands above them', () => {
    const cover = { name: 'Portada', rows: [['PDOT 2023-2027'], ['GAD de prueba']] };
    const plan = { name: 'Matriz', rows: [['Matriz'], [], ['Eje', 'Meta', 'ODS'], ['Social', 'Agua', '6']] };
    expect(guessMapping([cover, plan])).toEqual({
      sheet: 1,
      headingRow: 2,
      columns: { component: 0, text: 1, sdgs: 2 },
    });
    expect(guessMapping([cover, plan], 0).sheet).toBe(0);
    expect(guessMapping([cover, plan], 1, 3)).toEqual({ sheet: 1, headingRow: 3, columns: {} });
    expect(guessMapping([cover, plan], 1, 99)).toEqual({ sheet: 1, headingRow: 99, columns: {} });
  });
});
