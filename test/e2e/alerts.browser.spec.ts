import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Calls } from '@chasqui/calls';
import { addDays, localDate } from '@chasqui/kernel';
import { Reconcile } from '@chasqui/notifications';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { callInput, donorNamed } from '../support/builders.js';
import { eventually, startTestApp, type TestApp } from '../support/http.js';
import { AlertScene } from './alerts.scene.js';

const PHONE = { width: 375, height: 740 };
const READER = 'lectora@correo.example';

describe('alerts on a phone without JavaScript', () => {
  let test: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    await new AlertScene(test).addReader(READER);
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it('a search is kept with weekly mails, made daily, paused, stopped by its mail and taken back', async () => {
    const page = await open((await test.as(READER)).session);
    await page.goto('/buscar?q=turismo+comunitario');
    await page.getByLabel('Sí, una vez por semana').check();
    await page.getByRole('button', { name: 'Guardar esta búsqueda' }).click();
    expect(await told(page)).toContain('Le avisaremos por correo');

    await page.getByRole('link', { name: 'Cambiar: turismo comunitario' }).click();
    await page.getByLabel('Una vez al día').check();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    expect(await told(page)).toBe('Guardado.');
    expect(await page.locator('.card').first().innerText()).toContain('Una vez al día, a las 07:00');
    expect(await page.locator('.summary').innerText()).toContain('Recibe una alerta; la próxima entrega es');

    await page.getByRole('button', { name: 'Pausar 30 días: turismo comunitario' }).click();
    expect(await told(page)).toContain('En pausa hasta el');
    expect(await page.locator('.card').first().innerText()).toContain('En pausa: vuelve el');
    await page.getByRole('button', { name: 'Quitar la pausa: turismo comunitario' }).click();
    expect(await told(page)).toBe('Recibe otra vez su búsqueda «turismo comunitario».');
    await page.context().close();

    // By the link of a mail, on a telephone that knows no session.
    await sendWhatWaits();
    const stranger = await open('');
    await stranger.goto(`/buzon?para=${READER}`);
    await stranger.locator('main .card a').first().click();
    await stranger.locator('.text-part a[href*="/baja/"]').click();
    expect(await stranger.locator('main').innerText()).toContain('Todavía no cambió nada.');
    await stranger.getByRole('button', { name: 'Dejar de recibirlos' }).click();
    expect(await told(stranger)).toContain('su búsqueda «turismo comunitario»');
    expect(await isActive()).toBe(false);
    await stranger.getByRole('button', { name: /^Deshacer/ }).click();
    expect(await told(stranger)).toBe('Recibe otra vez su búsqueda «turismo comunitario», como antes.');
    expect(await isActive()).toBe(true);

    await stranger.getByRole('link', { name: 'Ver y cambiar todo lo que recibe' }).click();
    expect(await stranger.locator('.card').first().innerText()).toContain('Una vez al día');
    await stranger.context().close();
  });

  async function open(session: string): Promise<Page> {
    const context = await browser.newContext({
      baseURL: test.url,
      locale: 'es-EC',
      viewport: PHONE,
      javaScriptEnabled: false,
    });
    if (session) await context.addCookies([{ name: 'chasqui_session', value: session, url: test.url }]);
    return context.newPage();
  }

  async function told(page: Page): Promise<string> {
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    return (await page.getByRole('status').innerText()).trim();
  }

  /** A call that the search finds is published, and the hour of its daily mail comes. */
  async function sendWhatWaits(): Promise<void> {
    const { database } = test;
    const calls = test.app.get(Calls);
    const input = callInput(await donorNamed(database), {
      title: 'Turismo comunitario en los Andes',
      deadlineLocal: `${addDays(localDate(new Date()), 60)}T17:00`,
      // It suits no GAD: nobody else is told.
      countries: ['PE'],
    });
    await calls.publish((await calls.create(input, null)).id, null);
    const rows = (sql: string) => database.query<unknown[]>(sql, [READER]);
    await eventually('the notice is written', async () => {
      const found = await rows(
        'SELECT 1 FROM notification n JOIN account a ON a.id = n.account_id WHERE a.email = $1',
      );
      return found.length > 0;
    });
    await rows(
      `UPDATE notification SET due_at = now() WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    );
    // What looks every minute for the hour that has come.
    await test.app.get(Reconcile).execute();
    await eventually('the mail has arrived', async () => {
      const found = await rows('SELECT 1 FROM mailbox_message WHERE recipient = $1');
      return found.length > 0;
    });
  }

  async function isActive(): Promise<boolean> {
    const [row] = await test.database.query<[{ active: boolean }]>(
      'SELECT s.active FROM subscription s JOIN account a ON a.id = s.account_id WHERE a.email = $1',
      [READER],
    );
    return row.active;
  }
});
