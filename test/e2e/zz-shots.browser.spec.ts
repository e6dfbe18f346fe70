import { savePlan } from '@chasqui/pdot';
import { expect, it } from '@jest/globals';
import { openBrowser } from '../support/browser.js';
import { priorityInput } from '../support/builders.js';
import { CARMEN, GAD, OLGA, startWithMatches } from './match.scene.js';
import { MatchReviews } from '@chasqui/matching';
import { Call } from '@chasqui/calls';

it('shots', async () => {
  const people = await startWithMatches();
  const { test } = people;
  const browser = await openBrowser();
  const call = await test.database.manager.findOneByOrFail(Call, { slug: people.listed[0]!.slug });
  for (const gadCode of ['0801', '0802', '080150']) {
    await savePlan(test.database.manager, { gadCode, label: 'PDOT', note: null, isDemo: false,
      priorities: [priorityInput('Proteger los bosques y el agua y el turismo.', { themes: call.themes.slice(0, 2), sdgs: call.sdgs })] });
  }
  const accounts = await test.database.query<{ id: string }[]>('SELECT id FROM account LIMIT 6');
  for (const [at, { id }] of accounts.entries())
    for (const item of people.listed.slice(0, 4 - (at % 3)))
      await test.app.get(MatchReviews).save({ gadCode: GAD, accountId: id }, item.callId, { verdict: at % 3 ? 'fits' : 'does_not_fit', reason: 'Coincide con la meta 4 del plan.' });
  await test.database.query('UPDATE match SET previous_score = score - 7.5, previous_formula_version = 1 WHERE gad_code = $1', [GAD]);
  const shots: [string, string, string, number][] = [
    ['list', `/gads/${GAD}/coincidencias`, OLGA, 390],
    ['detail', `/gads/${GAD}/coincidencias/${people.listed[0]!.slug}`, OLGA, 390],
    ['out', `/gads/${GAD}/coincidencias/${people.shutOut.slug}`, OLGA, 390],
    ['outs', `/gads/${GAD}/coincidencias?ver=no-pueden`, OLGA, 390],
    ['compare', `/gads/${GAD}/comparar?a=${people.listed[0]!.slug}&b=${people.listed[1]!.slug}`, OLGA, 390],
    ['compare-desk', `/gads/${GAD}/comparar?a=${people.listed[0]!.slug}&b=${people.listed[1]!.slug}`, OLGA, 1200],
    ['province', `/gads/${GAD}/coincidencias/${people.listed[0]!.slug}/provincia`, OLGA, 390],
    ['precision', '/curaduria/precision', CARMEN, 900],
    ['precision-phone', '/curaduria/precision', CARMEN, 390],
    ['formula', '/curaduria/formula', CARMEN, 390],
  ];
  for (const [name, path, who, width] of shots) {
    const context = await browser.newContext({ baseURL: test.url });
    await context.addCookies([{ name: 'chasqui_session', value: (await test.as(who)).session, url: test.url }]);
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 900 });
    expect((await page.goto(path))?.status()).toBe(200);
    await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: name === 'detail' ? 4200 : 2400 } }).catch(async () => page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true }));
    await context.close();
  }
  await browser.close();
  await test.close();
});
