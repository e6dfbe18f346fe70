import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Gad } from '@chasqui/gads';
import { DomainError } from '@chasqui/kernel';
import { DevelopmentPlan, type PlanInput, Priority, savePlan } from '@chasqui/pdot';
import { Theme } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { gadRow, priorityInput } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let server: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  server = await freshDatabase();
  database = await openMigrated(server.url);
  await database.manager.insert(Gad, [
    gadRow(),
    gadRow({ dpaCode: '1401', name: 'GAD Municipal de Morona' }),
  ]);
  const about = { parent: null, crsCategories: [], sdgs: [], keywords: [], generic: false };
  await database.manager.insert(Theme, [
    { code: 'turismo', nameEs: 'Turismo', ...about },
    { code: 'paramos-y-humedales', nameEs: 'Páramos y humedales', ...about },
  ]);
});

afterAll(async () => {
  await database.destroy();
  await server.drop();
});

beforeEach(async () => {
  await database.query('DELETE FROM development_plan');
});

function plan(changes: Partial<PlanInput> = {}): PlanInput {
  return {
    gadCode: '0101',
    label: 'PDOT 2023-2027',
    note: null,
    isDemo: false,
    priorities: [priorityInput('Reactivar el turismo comunitario.'), priorityInput('Proteger los páramos.')],
    ...changes,
  };
}

const save = async (changes: Partial<PlanInput> = {}) =>
  (await savePlan(database.manager, plan(changes))).plan;

async function refusal(changes: Partial<PlanInput>): Promise<DomainError> {
  const error = await save(changes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
}

async function versions(gadCode = '0101') {
  const plans = await database.manager.find(DevelopmentPlan, {
    where: { gadCode },
    order: { version: 'ASC' },
  });
  return plans.map(({ version, label, current }) => ({ version, label, current }));
}

async function priorities(planId: string): Promise<string[]> {
  const rows = await database.manager.find(Priority, { where: { planId }, order: { position: 'ASC' } });
  return rows.map(({ text }) => text);
}

describe('Loading the development plan (PDOT) of a GAD', () => {
  it('stores the first version as the current one, its priorities in order', async () => {
    const stored = await save();

    expect(await versions()).toEqual([{ version: 1, label: 'PDOT 2023-2027', current: true }]);
    expect(await priorities(stored.id)).toEqual([
      'Reactivar el turismo comunitario.',
      'Proteger los páramos.',
    ]);
  });

  it('does not make another version of the same plan', async () => {
    const first = await save();

    const second = await save();

    expect(second.id).toBe(first.id);
    expect(await versions()).toHaveLength(1);
  });

  it.each<[string, Partial<PlanInput>]>([
    [
      'another text',
      { priorities: [priorityInput('Reactivar el turismo.'), priorityInput('Proteger los páramos.')] },
    ],
    ['one priority more', { priorities: [...plan().priorities, priorityInput('Mejorar los mercados.')] }],
    ['another order', { priorities: plan().priorities.toReversed() }],
    [
      'other topics',
      { priorities: plan().priorities.map((priority) => ({ ...priority, themes: ['paramos-y-humedales'] })) },
    ],
    ['another name', { label: 'PDOT 2027-2031' }],
  ])('keeps the earlier version and makes a new current one of a plan with %s', async (_what, changes) => {
    const first = await save();

    const second = await save(changes);

    expect(await versions()).toEqual([
      { version: 1, label: 'PDOT 2023-2027', current: false },
      { version: 2, label: changes.label ?? 'PDOT 2023-2027', current: true },
    ]);
    expect(await priorities(first.id)).toEqual(plan().priorities.map(({ text }) => text));
    expect(await priorities(second.id)).toEqual(
      (changes.priorities ?? plan().priorities).map(({ text }) => text),
    );
  });

  it('leaves the plans of other GADs alone', async () => {
    await save({ gadCode: '1401' });
    await save();

    expect(await versions('1401')).toEqual([{ version: 1, label: 'PDOT 2023-2027', current: true }]);
  });

  it.each([
    ['with a plan', true],
    ['without one', false],
  ])('gives loads at the same moment one current version, in a GAD %s', async (_gad, hasPlan) => {
    if (hasPlan) await save();
    const labels = ['PDOT A', 'PDOT B', 'PDOT C', 'PDOT D', 'PDOT E', 'PDOT F'];

    await Promise.all(labels.map((label) => save({ label })));

    const stored = await versions();
    expect(stored).toHaveLength(labels.length + (hasPlan ? 1 : 0));
    expect(stored.map(({ version }) => version)).toEqual(stored.map((_plan, index) => index + 1));
    expect(stored.map(({ current }) => current)).toEqual(
      stored.map((_plan, index) => index === stored.length - 1),
    );
  });

  it('refuses a code that belongs to no GAD and says so', async () => {
    const error = await refusal({ gadCode: '9999' });

    expect(error.code).toBe('gad.unknown');
    expect(error.message).toContain('No hay ningún GAD con el código 9999');
  });

  it('refuses a code that lost its leading zero and says what it should look like', async () => {
    const error = await refusal({ gadCode: '101' });

    expect(error.code).toBe('gad.bad_code');
    expect(error.message).toContain('«101»');
    expect(error.message).toContain('los ceros a la izquierda cuentan, por ejemplo 0101');
    expect(await versions()).toEqual([]);
  });

  it('lists every row without text, and then stores nothing', async () => {
    const error = await refusal({
      priorities: [priorityInput(''), priorityInput('Proteger los páramos.'), priorityInput('  ')],
    });

    expect(error.code).toBe('plan.rows');
    expect(error.fields).toEqual([
      { field: 'priorities.0.text', message: 'Fila 1: falta el texto de la prioridad.' },
      { field: 'priorities.2.text', message: 'Fila 3: falta el texto de la prioridad.' },
    ]);
    expect(await versions()).toEqual([]);
  });

  it('refuses topics that do not exist, naming the row, and stores nothing', async () => {
    const before = await versions();
    const { code, fields } = await refusal({
      label: 'Con un tema inventado',
      priorities: [{ ...priorityInput('Ampliar el riego.'), themes: ['inventado'] }, priorityInput('')],
    });
    expect(code).toBe('plan.rows');
    expect(fields.map(({ message }) => message)).toEqual([
      'Fila 2: falta el texto de la prioridad.',
      'Fila 1: no existe el tema «inventado». Use los códigos de la lista de temas.',
    ]);
    expect(await versions()).toEqual(before);
  });

  it('refuses legal competences that do not exist, naming the row', async () => {
    const { code, fields } = await refusal({
      priorities: [{ ...priorityInput('Ampliar el riego.'), competences: ['PROV-99'] }],
    });
    expect(code).toBe('plan.rows');
    expect(fields.map(({ message }) => message)).toEqual([
      'Fila 1: no existe la competencia «PROV-99». Use los códigos de la lista de competencias.',
    ]);
  });

  it('tells an unknown GAD, faulty facts, rows and codes in one go', async () => {
    const { code, fields } = await refusal({
      gadCode: '9999',
      label: ' ',
      validFrom: '2026-02-30',
      validUntil: '2020-01-01',
      sourceUrl: 'ftp://x',
      priorities: [priorityInput(''), { ...priorityInput('a'), themes: ['inventado'], competences: ['X'] }],
    });
    expect(code).toBe('plan.rows');
    expect(fields.map(({ field }) => field)).toEqual([
      'gadCode',
      'label',
      'validFrom',
      'validUntil',
      'sourceUrl',
      'priorities.0.text',
      'priorities.1.themes',
      'priorities.1.competences',
    ]);
    expect(await versions()).toEqual([]);
  });

  it('keeps what plans say besides the text, and tells a change of it from the same plan again', async () => {
    const details = {
      planCode: '1.1',
      objective: 'Vivir mejor',
      programme: 'Agua segura',
      budget: '12300000',
      currency: 'USD',
      territory: 'Zona rural',
      nationalObjective: 'Objetivo 3',
    };
    const facts = { validFrom: '2024-01-01', validUntil: '2028-12-31', adoptedByEs: 'Ordenanza 1' };
    const rows = [{ ...priorityInput('Ampliar el agua.'), ...details }];
    const first = await save({ ...facts, priorities: rows });
    expect(await database.manager.findOneByOrFail(Priority, { planId: first.id })).toMatchObject({
      ...details,
      budget: '12300000.00',
    });
    expect((await save({ ...facts, priorities: rows })).id).toBe(first.id);
    expect((await save({ ...facts, adoptedByEs: 'Ordenanza 2', priorities: rows })).version).toBe(2);
    expect((await save({ ...facts, priorities: [{ ...rows[0]!, budget: '5' }] })).version).toBe(3);
  });

  it('refuses a plan without priorities', async () => {
    expect((await refusal({ priorities: [] })).code).toBe('plan.rows');
  });
});
