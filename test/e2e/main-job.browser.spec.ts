import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp, untilQuiet } from '../support/http.js';

const OLGA = 'olga.oficial@esmeraldas.example';

describe('the main job, played by clicking', () => {
  let test: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complained about. */
  let complaints: string[];
  let scripts: boolean;

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    await untilQuiet(test.database);
  });

  beforeEach(async () => {
    complaints = [];
    await open({ withScripts: true });
  });

  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it('a curator publishes, the officer gets a mail with deadline, reasons and steps, its link shows the same', async () => {
    await page.goto('/');
    await signInAs('Carmen Paredes');
    await publishTheFirst();
    await untilAllIsDone();
    const mail = await openMailOf(OLGA);
    expect(mail.deadline).toMatch(/^\w+ \d+ de \w+ de \d{4}, \d\d:\d\d \(hora de Ecuador\)$/);
    expect(mail.reasons.length).toBeGreaterThan(0);
    expect(mail.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const { date } of mail.steps) expect(date).toMatch(/^hasta el \d+ \w+\.? \d{4}/);

    const attachment = page.getByRole('link', { name: 'plazos.ics' });
    const [download] = await Promise.all([page.waitForEvent('download'), attachment.click()]);
    expect(download.suggestedFilename()).toBe('plazos.ics');
    const file = await page.request.get((await attachment.getAttribute('href'))!);
    expect(await file.text()).toMatch(/BEGIN:VEVENT[\s\S]+DTSTART:\d{8}T\d{6}Z[\s\S]+END:VEVENT/);
    const formatted = page.frameLocator('iframe.mail');
    expect(await formatted.getByRole('heading', { name: 'Por qué coincide' }).isVisible()).toBe(true);

    await page.locator('.text-part a[href*="/coincidencias/"]').click();
    expect(await shownMatch()).toEqual({
      deadline: mail.deadline,
      reasons: mail.reasons,
      steps: mail.steps.map(({ text }) => text),
    });
    await page.getByRole('button', { name: 'Salir de la cuenta de Carmen Paredes' }).click();
    expect(await page.getByRole('link', { name: 'Ingresar', exact: true }).first().isVisible()).toBe(true);
  });

  it('the same works without JavaScript', async () => {
    await context.close();
    await open({ withScripts: false });
    await page.goto('/');
    await signInAs('Carmen Paredes');
    await publishTheFirst();
    await untilAllIsDone();
    const mail = await openMailOf(OLGA);
    await page.locator('.text-part a[href*="/coincidencias/"]').click();
    expect(await shownMatch()).toEqual({
      deadline: mail.deadline,
      reasons: mail.reasons,
      steps: mail.steps.map(({ text }) => text),
    });
  });

  it('whoever follows the link of a mail signed out signs in and arrives where it leads', async () => {
    const slug = await bestMatch();
    await page.goto(`/gads/08/coincidencias/${slug}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ingresar');
    await page.getByLabel('Correo institucional').fill(OLGA);
    await page.getByLabel('Contraseña').fill('chasqui-demo-2026');
    await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
    await page.waitForURL(`**/gads/08/coincidencias/${slug}`);
    expect((await shownMatch()).reasons.length).toBeGreaterThan(0);
  });

  it('an officer reads her matches and switches her notices off and on', async () => {
    await page.goto('/');
    await signInAs('Olga Quiñónez');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('GAD Provincial de Esmeraldas');
    const scores = await page.locator('.card .score strong').allTextContents();
    expect(scores.length).toBeGreaterThan(1);
    expect(scores.map(Number)).toEqual(scores.map(Number).toSorted((a, b) => b - a));
    await page.getByRole('link', { name: 'No puede, y por qué' }).click();
    expect(await page.locator('.answer.fails').first().textContent()).not.toBe('');
    await page.getByRole('link', { name: 'Puede participar' }).click();
    await page.locator('main .card a').first().click();
    expect((await shownMatch()).steps).toHaveLength(10);

    for (const wanted of [false, true]) {
      await openAlertOfGad();
      await page.getByLabel('Quiero recibir por correo').setChecked(wanted);
      await page.getByRole('button', { name: 'Guardar' }).click();
      expect(await page.getByRole('status').textContent()).toBe('Preferencias guardadas.');
      expect(await page.getByLabel('Quiero recibir por correo').isChecked()).toBe(wanted);
      expect(await isActive()).toBe(wanted);
    }
  });

  it('a score that is none is explained beside the field and what was entered stays', async () => {
    await page.goto('/');
    await signInAs('Olga Quiñónez');
    await openAlertOfGad();
    await page.getByLabel('Avisarme desde este puntaje').fill('ciento');
    await page.getByRole('button', { name: 'Guardar' }).click();
    expect(await page.getByRole('alert').textContent()).toContain(
      'El puntaje mínimo debe ser un número de 0 a 100.',
    );
    const field = page.getByLabel('Avisarme desde este puntaje');
    expect([await field.inputValue(), await field.getAttribute('aria-invalid')]).toEqual(['ciento', 'true']);
    complaints = complaints.filter((text) => !text.includes('422'));
  });

  it('the link at the end of a mail opens her preferences without signing in', async () => {
    await page.goto(`/buzon?para=${OLGA}`);
    await page.locator('main .card a').first().click();
    await page.locator('.text-part a[href*="/preferencias/"]').click();
    await page.getByRole('link', { name: 'Cambiar: GAD Provincial de Esmeraldas' }).click();
    await page.getByLabel('Avisarme también de créditos reembolsables.').check();
    await page.getByRole('button', { name: 'Guardar' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Guardado.');
    expect(await page.getByRole('link', { name: 'Ingresar', exact: true }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Dejar de recibir: GAD Provincial de Esmeraldas' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Listo: ya no le enviaremos');
    expect(await isActive()).toBe(false);
    await page.getByRole('button', { name: /^Deshacer/ }).click();
    expect(await isActive()).toBe(true);
  });

  it('a council member reads the matches and has no curators’ desk', async () => {
    await page.goto('/');
    await signInAs('César Nazareno');
    await page.locator('main .card a').first().click();
    expect((await shownMatch()).reasons.length).toBeGreaterThan(0);
    const menu = await page
      .getByRole('navigation', { name: 'Principal' })
      .getByRole('link')
      .allTextContents();
    const own = ['Para mi GAD', 'Mi GAD', 'Mis avisos', 'Buzón'];
    expect(menu).toEqual(['Convocatorias', 'Catálogo', 'Buscar', ...own]);
    for (const path of ['/curaduria', '/trabajos']) {
      expect((await page.goto(path))?.status()).toBe(403);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('No tiene permiso');
    }
    complaints = complaints.filter((text) => !text.includes('403'));
  });

  async function open({ withScripts }: { withScripts: boolean }): Promise<void> {
    scripts = withScripts;
    context = await browser.newContext({ javaScriptEnabled: scripts, baseURL: test.url, locale: 'es-EC' });
    page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== test.url) complaints.push(`asks a stranger: ${request.url()}`);
    });
  }

  /** From the menu to "lo que coincide con mi GAD". */
  async function openAlertOfGad(): Promise<void> {
    await page.getByRole('link', { name: 'Mis avisos' }).click();
    const name = /^(Cambiar|Recibir avisos): GAD Provincial de Esmeraldas$/;
    await page.getByRole('link', { name }).click();
  }

  async function signInAs(name: string): Promise<void> {
    await page.getByRole('button', { name: `Ingresar como ${name}` }).click();
    expect(await page.locator('header .who span').textContent()).toBe(name);
  }

  async function publishTheFirst(): Promise<void> {
    await page
      .getByRole('button', { name: /^Publicar / })
      .first()
      .click();
    await page.waitForURL('**/trabajos');
  }

  /** The page refreshes itself; whoever has no JavaScript presses the link that does the same. */
  async function untilAllIsDone(): Promise<void> {
    const idle = page.getByRole('status').getByText('Todo está al día.');
    const deadline = Date.now() + 20_000;
    while (!(await idle.isVisible())) {
      if (Date.now() > deadline) throw new Error(`Not done: ${await page.locator('main').innerText()}`);
      if (scripts) await page.waitForTimeout(100);
      else await page.getByRole('link', { name: 'Actualizar' }).click();
    }
    const newest = await page.locator('#progreso .card').first().innerText();
    expect(newest).toContain('Comparada con 1070 GAD');
    expect(newest).toMatch(/Avisos: ([1-9]\d*) enviados de \1\./);
  }

  interface Mail {
    readonly deadline: string;
    readonly reasons: string[];
    readonly steps: { number: number; text: string; date: string }[];
  }

  /** Finds the newest mail of a person in the mailbox and reads its text part. */
  async function openMailOf(person: string): Promise<Mail> {
    await page.getByRole('link', { name: 'Buzón' }).click();
    await page.getByLabel('Correos para').fill(person);
    await page.getByRole('button', { name: 'Filtrar' }).click();
    await page.locator('main .card a').first().click();
    expect(await page.locator('main > article > p.quiet').textContent()).toContain(`para ${person}`);
    const text = await page.locator('.text-part').innerText();
    const reasons = text.split('POR QUÉ COINCIDE')[1]!.split('QUÉ FALTA POR SABER')[0]!;
    const steps = text.split('LOS DIEZ PASOS HASTA LA POSTULACIÓN')[1]!;
    return {
      deadline: /^Cierre: (.+)$/m.exec(text)![1]!,
      reasons: reasons
        .trim()
        .split(/\n\n/)
        .map((reason) => reason.split('\n')[0]!),
      steps: [...steps.matchAll(/^(\d+)\. (.+) — (.+)$/gm)].map(([, number, what, date]) => ({
        number: Number(number),
        text: `${what} ${date}`,
        date: date!,
      })),
    };
  }

  /** What the page of a match says. */
  async function shownMatch(): Promise<{ deadline: string; reasons: string[]; steps: string[] }> {
    const steps = await page.locator('.steps summary').allTextContents();
    return {
      deadline: (await page.locator('.deadline strong').first().textContent())!,
      reasons: await page.locator('.reasons li > p > strong').allTextContents(),
      steps: steps.map((step) => step.replace(/; lo hace el GAD una vez.*$/, '')),
    };
  }

  async function bestMatch(): Promise<string> {
    const [row] = await test.database.query<[{ slug: string }]>(
      `SELECT c.slug FROM match m JOIN call c ON c.id = m.call_id
        WHERE m.gad_code = '08' AND c.state = 'published' AND m.eligibility <> 'fails' ORDER BY m.score DESC LIMIT 1`,
    );
    return row.slug;
  }

  async function isActive(): Promise<boolean> {
    const [row] = await test.database.query<[{ active: boolean }]>(
      `SELECT s.active FROM subscription s JOIN account a ON a.id = s.account_id
        WHERE a.email = $1 AND s.post_id IS NULL AND s.search_query IS NULL`,
      [OLGA],
    );
    return row.active;
  }
});
