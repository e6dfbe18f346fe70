import { Offer } from '@chasqui/gads';
import { addDays, localDate } from '@chasqui/kernel';
import { Network, NetworkMemberships } from '@chasqui/networks';
import { savePlan } from '@chasqui/pdot';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { priorityInput } from '../support/builders.js';
import type { Visitor } from '../support/http.js';
import { GAD, openRound, type People, provenance, startWithPeople } from './commissions.scene.js';

const SIZES = [
  { width: 320, height: 640 },
  { width: 1280, height: 900 },
];
const MAX_PAGE_BYTES = 100_000;
const ACCOUNT = '11111111-2222-4333-8444-555555555555';

describe('the pages of commissions and networks', () => {
  let people: People;
  let browser: Browser;
  let ids: Readonly<Record<string, string>>;
  const contexts = new Map<string, BrowserContext>();

  beforeAll(async () => {
    people = await startWithPeople();
    browser = await openBrowser();
    ids = await fill(people);
    const visitors: Record<string, Visitor> = {
      anybody: people.test.visitor(),
      officer: people.officer,
      council: people.council,
      curator: people.curator,
    };
    for (const [name, { session }] of Object.entries(visitors)) {
      const context = await browser.newContext({ baseURL: people.test.url, locale: 'es-EC' });
      const url = people.test.url;
      if (session) await context.addCookies([{ name: 'chasqui_session', value: session, url }]);
      contexts.set(name, context);
    }
  });

  afterAll(async () => {
    await browser?.close();
    await people?.test.close();
  });

  it.each([
    ['/comisiones', 'anybody'],
    ['/comisiones?tipo=intergovernmental_negotiation', 'anybody'],
    ['/comisiones/comision-de-prueba', 'anybody'],
    ['/redes', 'anybody'],
    ['/redes/red-de-prueba', 'officer'],
    ['/curaduria/rondas/:round/convocatoria', 'curator'],
    ['/curaduria/rondas/:round/propuestas', 'curator'],
    [`/gads/${GAD}/comisiones`, 'officer'],
    [`/gads/${GAD}/comisiones/propuestas/nueva?ronda=:round`, 'officer'],
    [`/gads/${GAD}/comisiones/propuestas/:proposal`, 'officer'],
    [`/gads/${GAD}/comisiones/propuestas/:proposal`, 'council'],
    [`/gads/${GAD}/redes`, 'officer'],
    [`/gads/${GAD}/redes`, 'council'],
    [`/gads/${GAD}/redes/membresias/nueva`, 'officer'],
    [`/gads/${GAD}/redes/membresias/:membership`, 'officer'],
    [`/gads/${GAD}/redes/evaluaciones/nueva`, 'officer'],
    [`/gads/${GAD}/redes/evaluaciones/nueva?red=red-de-prueba`, 'officer'],
    [`/gads/${GAD}/redes/evaluaciones/:evaluation`, 'officer'],
  ])('%s is accessible to %s, light and fits every screen', async (path, who) => {
    const page = await contexts.get(who)!.newPage();
    const response = await page.goto(path.replace(/:(\w+)/g, (_, name: string) => ids[name]!));
    expect(response?.status()).toBe(200);
    expect((await response!.body()).length).toBeLessThan(MAX_PAGE_BYTES);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect(await overflow(page)).toEqual([]);
      expect(await accessibilityViolations(page)).toEqual([]);
    }
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await page.close();
  });

  it('the forms with errors are accessible and lead from the summary to the field', async () => {
    const page = await contexts.get('officer')!.newPage();
    await page.setViewportSize(SIZES[0]!);
    await page.goto(`/gads/${GAD}/redes/evaluaciones/nueva?red=red-de-prueba`);
    await page.getByRole('button', { name: 'Ver el balance' }).click();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    for (const link of await page.locator('.errors a').all()) {
      const target = (await link.getAttribute('href'))!;
      expect(await page.locator(target).count()).toBe(1);
    }
    await page.close();
  });

  it('an evaluation printed is the evaluation and nothing around it', async () => {
    const page = await contexts.get('officer')!.newPage();
    await page.goto(`/gads/${GAD}/redes/evaluaciones/${ids['evaluation']}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header.site').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: 'Evaluar de nuevo' }).isVisible()).toBe(false);
    expect(await page.getByText('Balance').isVisible()).toBe(true);
    await page.close();
  });
});

/** Something on every page: a sent demand, a network with a fee, two evaluations. */
async function fill({ test, officer }: People): Promise<Record<string, string>> {
  const { manager } = test.database;
  const round = await openRound(test);
  await savePlan(manager, {
    gadCode: GAD,
    label: 'PDOT 2023-2027',
    note: null,
    isDemo: false,
    priorities: [priorityInput('Asegurar agua segura en las parroquias.')],
  });
  await manager.save(Offer, {
    ...provenance,
    slug: 'oferta-de-prueba',
    gadCode: GAD,
    titleEs: 'Manejo de desechos',
    summaryEs: 'Separación en la fuente.',
    themes: [],
  });
  const [{ id: priorityId }] = await test.database.query<[{ id: string }]>(
    `SELECT p.id FROM priority p JOIN development_plan d ON d.id = p.plan_id AND d.gad_code = $1`,
    [GAD],
  );
  const written = await officer.post(`/gads/${GAD}/comisiones/propuestas`, {
    roundId: round.id,
    direction: 'demand',
    title: 'Agua segura para las parroquias',
    summary: 'Reducir la turbiedad del agua en tres parroquias rurales.',
    priorityId,
  });
  await officer.post(`${written.location}/enviar`, { revision: '1' });
  const network = await manager.save(Network, {
    ...provenance,
    slug: 'red-de-prueba',
    nameEs: 'Red de Prueba por el Clima',
    themes: ['cambio-climatico'],
    scope: 'latin_america' as const,
    activity: 'dormant' as const,
    joiningWays: ['letter' as const, 'fee' as const],
    accessVia: ['CONGOPE' as const],
  });
  const memberships = test.app.get(NetworkMemberships);
  const actor = { gadCode: GAD, accountId: ACCOUNT };
  const membership = await memberships.add(actor, network.id, {
    role: 'member',
    fromYear: '2020',
    feeAmount: '3500',
    feeCurrency: 'USD',
    feeDueOn: addDays(localDate(new Date()), 10),
  });
  const answers = {
    mission: 'Reúne a gobiernos locales por el clima.',
    fitsObjectives: 'yes',
    fitsObjectivesWhy: 'Ser referente en clima.',
    servesActions: 'partial',
    servesActionsWhy: 'Plan de cambio climático.',
    betterNetwork: 'ninguna',
    hasMoney: 'si',
    hasPoliticalBacking: 'si',
    hasPeople: 'si',
    decidedBy: 'Alcaldía',
  };
  await memberships.evaluate(actor, network.id, { ...answers, hasMoney: 'no' });
  const evaluation = await memberships.evaluate(actor, network.id, answers);
  return {
    round: round.id,
    proposal: written.location.split('/').pop()!,
    membership: membership.id,
    evaluation: evaluation.id,
  };
}

/** What sticks out of the window to the right; empty when the page does not scroll sideways. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}
