import { it } from '@jest/globals';
import { Accounts, SignedLinks } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { Follows, SavedSearches } from '@chasqui/subscriptions';
import { openBrowser } from '../support/browser.js';
import { startTestApp } from '../support/http.js';

it('takes pictures', async () => {
  const test = await startTestApp();
  const browser = await openBrowser();
  try {
    const olga = (await test.app.get(Accounts).findByEmail('olga.oficial@esmeraldas.example'))!;
    await new Promise((r) => setTimeout(r, 4000));
    const searches = test.app.get(SavedSearches);
    const search = await searches.save(olga.id, 'q=riego', 'Riego en la Costa', { notify: true, frequency: 'weekly' });
    await searches.save(olga.id, 'q=agua', 'Agua', { notify: false, frequency: 'daily' });
    const calls = await test.database.manager.find(Call, { where: { state: 'published' }, order: { closesAt: 'ASC' } });
    const dated = calls.find((c) => c.closesAt && c.closesAt > new Date(Date.now() + 40 * 864e5)) ?? calls[0]!;
    const undated = calls.find((c) => !c.closesAt)!;
    const follows = test.app.get(Follows);
    await follows.follow(olga.id, dated.id, '08');
    if (undated) await follows.follow(olga.id, undated.id);
    const links = test.app.get(SignedLinks);
    const pref = await links.sign('preferences', { accountId: olga.id, subject: '' });
    const stop = await links.sign('stop', { accountId: olga.id, subject: `sub:${search.id}` });
    const stopAll = await links.sign('stop', { accountId: olga.id, subject: 'all' });
    const [mail] = await test.database.query<{ id: string }[]>('SELECT id FROM outgoing_mail WHERE account_id = $1 LIMIT 1', [olga.id]);
    const why = mail ? await links.sign('why', { accountId: olga.id, subject: mail.id }) : '';
    const [match] = await test.database.query<{ slug: string }[]>(`SELECT c.slug FROM match m JOIN call c ON c.id = m.call_id WHERE m.gad_code = '08' ORDER BY m.score DESC LIMIT 1`);
    const { session } = await test.as('olga.oficial@esmeraldas.example');
    const pages: [string, string, boolean][] = [
      ['avisos', '/avisos', true],
      ['gad', '/gads/08/avisos', true],
      ['busquedas', '/avisos/busquedas', true],
      ['busqueda', `/avisos/busquedas/${search.id}`, true],
      ['entrega', '/avisos/entrega', true],
      ['historial', '/avisos/historial', true],
      ['exportar', '/avisos/exportar', true],
      ['seguimiento', `/avisos/seguimiento/${dated.id}`, true],
      ['seguimiento-sin', `/avisos/seguimiento/${undated?.id ?? dated.id}`, true],
      ['call', `/convocatorias/${dated.slug}`, true],
      ['match', `/gads/08/coincidencias/${match?.slug}`, true],
      ['buscar', '/buscar?q=riego', true],
      ['buscar-anon', '/buscar?q=riego', false],
      ['pref', `/preferencias/${pref}`, false],
      ['baja', `/baja/${stop}`, false],
      ['baja-all', `/baja/${stopAll}`, false],
      ['pausa', `/pausa/${stop}`, false],
      ['porque', `/por-que/${why}`, false],
      ['invalid', `/preferencias/${'x'.repeat(60)}`, false],
    ];
    for (const [width, height] of [[375, 800], [1280, 900]] as const) {
      for (const signed of [true, false]) {
        const context = await browser.newContext({ baseURL: test.url, viewport: { width, height } });
        if (signed) await context.addCookies([{ name: 'chasqui_session', value: session, url: test.url }]);
        const page = await context.newPage();
        for (const [name, path, needs] of pages.filter(([, , s]) => s === signed)) {
          const response = await page.goto(path);
          console.log(name, width, needs, response?.status(), await page.evaluate('document.documentElement.scrollWidth'));
          await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true });
        }
        if (!signed) {
          await page.goto(`/baja/${stop}`);
          await page.getByRole('button').first().click();
          await page.screenshot({ path: `/tmp/shots/baja-hecha-${width}.png`, fullPage: true });
          await page.getByRole('button', { name: /Deshacer/ }).click();
          await page.screenshot({ path: `/tmp/shots/deshecha-${width}.png`, fullPage: true });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await test.close();
  }
}, 120_000);
