import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gadOf, hasRole, type Person } from '@chasqui/accounts';
import { projectRoot } from '@chasqui/kernel';
import type { ComponentChildren, JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { MailTroubleNote } from './mail-trouble.js';

export interface PageOptions {
  readonly title: string;
  readonly person: Person | null;
  readonly description?: string;
  /** The menu entry that is current. */
  readonly section?:
    | 'calls'
    | 'catalogue'
    | 'search'
    | 'gad'
    | 'matches'
    | 'alerts'
    | 'curation'
    | 'progress'
    | 'mailbox'
    | 'sign-in';
  /** Scripts that make the page nicer; it works without them. */
  readonly scripts?: readonly string[];
  /** Seconds after which a browser without scripts asks for the page again. */
  readonly refreshAfter?: number | undefined;
}

export interface SiteFacts {
  readonly demo: boolean;
  /** Mails of the demo go to a real server instead of the embedded mailbox. */
  readonly mailsLeave: boolean;
  readonly dataProtectionContact: string | undefined;
  /** Beginning of its addresses, without a slash at the end. */
  readonly publicUrl: string;
}

let site: SiteFacts = { demo: false, mailsLeave: false, dataProtectionContact: undefined, publicUrl: '' };

/** Set once at start, from the settings: shown on every page. */
export function describeSite(facts: SiteFacts): void {
  site = facts;
}

/** The whole address of one of our pages, for what leaves the site. */
export function absoluteUrl(path: string): string {
  return `${site.publicUrl}${path}`;
}

const assetFolder = join(projectRoot(), 'apps', 'api', 'assets');
const versions = new Map<string, string>();

/** Address of an asset with its content's hash, so that browsers may keep it for a year. */
export function asset(name: string): string {
  let version = versions.get(name);
  if (!version) {
    version = createHash('sha256')
      .update(readFileSync(join(assetFolder, name)))
      .digest('hex')
      .slice(0, 10);
    versions.set(name, version);
  }
  return `/assets/${name}?v=${version}`;
}

/** A whole page. Everything inside is escaped by the renderer. */
export function renderPage(options: PageOptions, content: ComponentChildren): string {
  return `<!doctype html>${render(<Page {...options}>{content}</Page>)}`;
}

function Page({ children, ...options }: PageOptions & { children: ComponentChildren }): JSX.Element {
  return (
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${options.title} · Chasqui`}</title>
        {options.description && <meta name="description" content={options.description} />}
        <meta name="theme-color" content="#0b4f4a" />
        <link rel="icon" href={asset('chasqui.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('chasqui.css')} />
        {options.scripts?.map((name) => (
          <script src={asset(name)} defer />
        ))}
        {options.refreshAfter && (
          <noscript>
            <meta http-equiv="refresh" content={String(options.refreshAfter)} />
          </noscript>
        )}
      </head>
      <body>
        <a class="skip" href="#contenido">
          Saltar al contenido
        </a>
        {site.demo && (
          <p class="demo-bar">
            {`Demostración: los datos son reales, las fechas se movieron y ${site.mailsLeave ? 'los correos salen por el servidor configurado' : 'los correos no salen de este equipo'}.`}
          </p>
        )}
        <Header person={options.person} section={options.section} />
        <MailTroubleNote person={options.person} />
        <main id="contenido">{children}</main>
        <Footer />
      </body>
    </html>
  );
}

function Header({ person, section }: Pick<PageOptions, 'person' | 'section'>): JSX.Element {
  const gad = person && gadOf(person);
  const entries: [key: PageOptions['section'], label: string, url: string][] = [
    ['calls', 'Convocatorias', '/convocatorias'],
    ['catalogue', 'Catálogo', '/catalogo'],
    ['search', 'Buscar', '/buscar'],
  ];
  if (gad) {
    entries.push(['matches', 'Para mi GAD', `/gads/${gad}/coincidencias`], ['gad', 'Mi GAD', `/gads/${gad}`]);
  }
  if (person) entries.push(['alerts', 'Mis avisos', '/avisos']);
  if (person && hasRole(person, ['curator'])) {
    entries.push(['curation', 'Curaduría', '/curaduria'], ['progress', 'Trabajos', '/trabajos']);
  }
  if (site.demo) entries.push(['mailbox', 'Buzón', '/buzon']);
  return (
    <header class="site">
      <div class="bar">
        <a class="brand" href="/">
          <img src={asset('chasqui.svg')} alt="" width="36" height="36" />
          <span>Chasqui</span>
        </a>
        <nav aria-label="Principal">
          <ul>
            {entries.map(([key, label, url]) => (
              <li>
                <a href={url} aria-current={key === section ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {person ? (
          <form method="post" action="/salir" class="who">
            <span>{person.name}</span>
            <button type="submit" class="quiet" aria-label={`Salir de la cuenta de ${person.name}`}>
              Salir
            </button>
          </form>
        ) : (
          <a class="who" href="/ingresar" aria-current={section === 'sign-in' ? 'page' : undefined}>
            Ingresar
          </a>
        )}
      </div>
    </header>
  );
}

function Footer(): JSX.Element {
  return (
    <footer class="site">
      <p>
        Chasqui reúne convocatorias de cooperación internacional para los gobiernos locales del Ecuador.
        Programa libre (EUPL-1.2). <a href="/datos">Datos abiertos</a> · <a href="/api/docs">API</a>
      </p>
      <p>
        Protección de datos: guardamos su nombre, su correo institucional y lo que usted elige recibir, solo
        para enviarle los avisos que pidió.{' '}
        {site.dataProtectionContact &&
          `Delegada o delegado de protección de datos: ${site.dataProtectionContact}.`}
      </p>
    </footer>
  );
}
