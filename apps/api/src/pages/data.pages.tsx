import type { Person } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { datasetJsonLd, EXPORT_FORMATS, OPEN_TYPES } from '@chasqui/open-data';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { ComponentChildren, JSX } from 'preact';
import { CurrentPerson, Public } from '../http/access.js';
import { JsonLd } from '../views/json-ld.js';
import { renderPage } from '../views/layout.js';

const FORMAT_NAMES = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' } as const;

/** What can be downloaded and followed, and on what terms. */
@Controller('datos')
@Public()
export class DataPages {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  show(@CurrentPerson() person: Person | null): string {
    const { publicUrl } = this.settings;
    return renderPage(
      {
        title: 'Datos abiertos',
        person,
        description: 'Descargue el catálogo de la cooperación o sígalo con su lector o su calendario.',
      },
      <>
        <h1>Datos abiertos</h1>
        <p>
          Todo lo público de Chasqui se puede descargar, seguir y usar en otros programas, sin cuenta ni
          permiso. Cada dato lleva su fuente y la fecha en que se leyó.
        </p>
        <Downloads />
        <Follow publicUrl={publicUrl} />
        <Programs publicUrl={publicUrl} />
        <Terms />
        <JsonLd data={datasetJsonLd(publicUrl)} />
      </>,
    );
  }
}

function Downloads(): JSX.Element {
  return (
    <section aria-labelledby="descargar">
      <h2 id="descargar">Descargar</h2>
      <p>
        CSV y Excel traen en español los nombres de temas, formas y niveles; los países y las fechas van como
        códigos (ES, 2026-12-03). JSON trae códigos que no cambian, para programas. El CSV está en UTF-8 y
        separado por punto y coma: Excel lo abre directamente.
      </p>
      <ul class="downloads">
        {OPEN_TYPES.map(({ file, label }) => (
          <li>
            <strong>{label}</strong>:{' '}
            {EXPORT_FORMATS.map((format, index) => (
              <>
                {index > 0 && ', '}
                <a href={`/datos/${file}.${format}`} aria-label={`${label} en ${FORMAT_NAMES[format]}`}>
                  {FORMAT_NAMES[format]}
                </a>
              </>
            ))}
          </li>
        ))}
        <li>
          <strong>Todo en un archivo</strong>:{' '}
          <a href="/datos/catalogo.json" aria-label="Todo el catálogo en JSON">
            JSON
          </a>
        </li>
      </ul>
      <p>
        Los archivos de convocatorias aceptan los mismos filtros que el <a href="/buscar">buscador</a>. Los
        demás aceptan <code>q</code>, una parte del nombre. Ejemplos:
      </p>
      <ul>
        <Example path="/datos/convocatorias.xlsx?tema=riego-y-drenaje&cierre=30">
          convocatorias de riego que cierran en 30 días, en Excel
        </Example>
        <Example path="/datos/cooperantes.csv?q=agencia">
          cooperantes con «agencia» en el nombre, en CSV
        </Example>
      </ul>
    </section>
  );
}

function Follow({ publicUrl }: { publicUrl: string }): JSX.Element {
  return (
    <section aria-labelledby="seguir">
      <h2 id="seguir">Seguir las novedades</h2>
      <p>
        Copie estas direcciones en su lector de noticias o en su calendario. También aceptan los filtros del
        buscador, de modo que usted sigue solo lo que le interesa.
      </p>
      <ul>
        <Example path="/datos/convocatorias.atom">
          convocatorias nuevas y cambiadas, para lectores (Atom)
        </Example>
        <Example path="/datos/cierres.ics">cierres y otras fechas, para calendarios (iCalendar)</Example>
        <Example path="/datos/cierres.ics?nivel=parish">
          fechas de las convocatorias para juntas parroquiales, para calendarios
        </Example>
      </ul>
      <p>
        En Google Calendar: «Otros calendarios», «Desde URL» y la dirección{' '}
        <code>{`${publicUrl}/datos/cierres.ics`}</code>. Si una fecha cambia, también cambia en su calendario
        cuando su programa vuelve a leer; si deja de regir, queda 90 días marcada como «Sin efecto».{' '}
        <a href="/avisos/calendarios/ayuda">Cómo suscribirse y cuánto tarda cada programa</a>.
      </p>
    </section>
  );
}

function Programs({ publicUrl }: { publicUrl: string }): JSX.Element {
  return (
    <section aria-labelledby="programas">
      <h2 id="programas">Para programas</h2>
      <p>
        La <a href="/api/docs">descripción de la API</a> dice qué da cada dirección. Las listas vienen por
        páginas: el valor <code>next</code> de una es el parámetro <code>after</code> de la siguiente. Con{' '}
        <code>updatedSince</code> se piden solo las fichas que cambiaron desde una fecha.
      </p>
      <ul>
        <Example path="/api/v1/donors?limit=10">los diez primeros cooperantes</Example>
        <Example path="/api/v1/networks?updatedSince=2026-01-01">
          redes que cambiaron en 2026 o después
        </Example>
        <Example path="/common-grants/opportunities?pageSize=10">
          convocatorias en la forma del protocolo CommonGrants
        </Example>
      </ul>
      <p>
        Las respuestas llevan <code>ETag</code>: si repite la petición con <code>If-None-Match</code> y nada
        cambió, recibe 304 y no gasta su conexión. Las fichas incluyen descripciones de schema.org y el{' '}
        <a href="/sitemap.xml">mapa del sitio</a> lista todas las páginas de {new URL(publicUrl).hostname}.
      </p>
    </section>
  );
}

function Terms(): JSX.Element {
  return (
    <section aria-labelledby="condiciones">
      <h2 id="condiciones">Condiciones de uso</h2>
      <ul>
        <li>
          <strong>Los datos</strong> son hechos tomados de las fuentes que indica cada ficha. Puede usarlos
          libremente; cite «Chasqui» y la fuente. Los textos de una convocatoria son de quien la publica: para
          reproducirlos completos, consulte sus condiciones.
        </li>
        <li>
          <strong>El programa</strong> es libre, con la Licencia Pública de la Unión Europea (EUPL-1.2).
        </li>
        <li>
          <strong>Los datos personales</strong> no se publican ni se exportan: ningún archivo trae contactos
          de personas, cuentas, avisos ni notas de trabajo.
        </li>
        <li>
          Antes de postular, confirme plazos y requisitos en la fuente. Cada ficha dice cuándo se leyó, qué
          tan segura es y qué dudas tiene.
        </li>
      </ul>
    </section>
  );
}

function Example({ path, children }: { path: string; children: ComponentChildren }): JSX.Element {
  return (
    <li>
      <a href={path}>
        <code>{path}</code>
      </a>
      : {children}
    </li>
  );
}
