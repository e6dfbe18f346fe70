import { type FaultServer, startFaultServer } from '../support/fault-server.js';

/** A site with a list of calls on this machine, as small agencies have them. */
export interface FixtureSite extends FaultServer {
  /** Changes what the list shows; null takes the calls away. */
  show(calls: readonly FixtureCall[] | null): void;
  readonly list: string;
}

export interface FixtureCall {
  readonly slug: string;
  readonly title: string;
  readonly close: string;
}

export const CALLS: readonly FixtureCall[] = [
  {
    slug: 'agua',
    title: 'Fondo para proyectos de agua segura en parroquias rurales',
    close: '15 de marzo de 2031',
  },
  {
    slug: 'riego',
    title: 'Convocatoria de riego comunitario para gobiernos locales',
    close: '30 de abril de 2031',
  },
  {
    slug: 'bosques',
    title: 'Subvenciones para la restauración de bosques andinos',
    close: '20 de mayo de 2031',
  },
  {
    slug: 'mujeres',
    title: 'Apoyo a emprendimientos de mujeres en cantones pequeños',
    close: '1 de junio de 2031',
  },
];

export async function startFixtureSite(): Promise<FixtureSite> {
  const server = await startFaultServer();
  const list = `${server.url}/convocatorias`;
  server.on('/robots.txt', { status: 404 });
  const show = (calls: readonly FixtureCall[] | null) => {
    server.on('/convocatorias', { body: listPage(calls ?? []) });
    for (const call of calls ?? []) server.on(`/convocatorias/${call.slug}`, { body: callPage(call) });
  };
  show(CALLS);
  return Object.assign(server, { show, list });
}

function listPage(calls: readonly FixtureCall[]): string {
  const entries = calls.map(
    ({ slug, title, close }) =>
      `<article class="convocatoria"><h3><a href="/convocatorias/${slug}">${title}</a></h3><p class="plazo">Cierre: ${close}</p></article>`,
  );
  return page(
    'Convocatorias abiertas',
    `<h1>Convocatorias abiertas</h1><div class="lista">${entries.join('')}</div>`,
  );
}

function callPage({ title, close }: FixtureCall): string {
  return page(
    title,
    `<h1>${title}</h1>
     <p>Esta convocatoria apoya proyectos de gobiernos autónomos descentralizados del Ecuador.</p>
     <p class="plazo">Fecha límite para postular: ${close} a las 17:00.</p>
     <p>El monto máximo por proyecto es de USD 50.000.</p>
     <p>Consultas: convocatorias@agencia.example</p>`,
  );
}

function page(title: string, main: string): string {
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${title} | Agencia</title></head>
<body><nav><a href="/">Inicio</a> <a href="/contacto">Contacto</a></nav><main>${main}</main><footer>Agencia</footer></body></html>`;
}
