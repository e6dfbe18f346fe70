import type { Person } from '@chasqui/accounts';
import { Clock } from '@chasqui/kernel';
import { DONOR_KINDS, type DonorKind } from '@chasqui/vocabularies';
import { Controller, Get, Header } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CurrentPerson, Public } from '../http/access.js';
import { Bars } from '../views/bars.js';
import { DONOR_KIND_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { countryName } from '../views/provenance.js';

interface Figures {
  readonly counts: Readonly<Record<string, number>>;
  readonly donorKinds: readonly { kind: DonorKind; count: number }[];
  readonly themes: readonly { code: string; name: string; count: number }[];
  readonly countries: readonly { country: string; count: number }[];
}

const MOST = 10;

/** The way into everything the catalogue holds. */
@Controller('catalogo')
@Public()
export class CataloguePages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@CurrentPerson() person: Person | null): Promise<string> {
    const { counts, donorKinds, themes, countries } = await this.figures();
    const kinds = [
      ['/convocatorias', 'Convocatorias abiertas', counts['call']],
      ['/fondos', 'Fondos y programas', counts['fund']],
      ['/fondos?tipo=volunteer_programme', 'Programas de voluntariado', counts['volunteers']],
      ['/cooperantes', 'Cooperantes', counts['donor']],
      ['/cooperantes?tipo=local_government', 'Gobiernos pares en el exterior', counts['peers']],
      ['/comisiones', 'Comisiones mixtas', counts['commission']],
      ['/redes', 'Redes', counts['network']],
      ['/ofertas', 'Buenas prácticas de los GAD', counts['offer']],
      ['/gads', 'GAD del Ecuador', counts['gad']],
    ] as const;
    return renderPage(
      {
        title: 'Catálogo de la cooperación',
        person,
        section: 'catalogue',
        description: 'Cooperantes, fondos, convocatorias, comisiones mixtas, redes y GAD, con su fuente.',
      },
      <>
        <h1>Catálogo de la cooperación</h1>
        <p>
          Todo lo que un GAD puede buscar, con su fuente y la fecha en que se comprobó. No hace falta una
          cuenta.
        </p>
        <form class="search" method="get" action="/buscar" role="search">
          <div class="field">
            <label for="q">Buscar en todo el catálogo</label>
            <input id="q" name="q" type="search" placeholder="agua potable, voluntarios, Perú…" />
          </div>
          <button type="submit">Buscar</button>
        </form>
        <ul class="kinds">
          {kinds.map(([url, label, count]) => (
            <li>
              <a href={url}>
                <strong>{(count ?? 0).toLocaleString('es-EC')}</strong>
                {label}
              </a>
            </li>
          ))}
        </ul>
        <Bars
          caption="Convocatorias abiertas por tema"
          bars={themes.map(({ code, name, count }) => ({
            label: name,
            value: count,
            url: `/buscar?tipo=call&tema=${code}`,
          }))}
        />
        <Bars
          caption="Cooperantes por tipo"
          bars={donorKinds.map(({ kind, count }) => ({
            label: DONOR_KIND_LABELS[kind],
            value: count,
            url: `/cooperantes?tipo=${kind}`,
          }))}
        />
        <Bars
          caption="Cooperantes por país, los que más tienen"
          bars={countries.map(({ country, count }) => ({
            label: countryName(country),
            value: count,
            url: `/cooperantes?pais=${country}`,
          }))}
        />
        <p>
          <a class="button quiet" href="/datos">
            Descargar los datos
          </a>
        </p>
      </>,
    );
  }

  private async figures(): Promise<Figures> {
    const [row] = await this.database.query<[Figures]>(
      `WITH open AS MATERIALIZED (
         SELECT themes FROM call WHERE state = 'published' AND (closes_at IS NULL OR closes_at > $1))
       SELECT jsonb_build_object(
                'call', (SELECT count(*) FROM open),
                'donor', (SELECT count(*) FROM donor WHERE merged_into_id IS NULL),
                'peers', (SELECT count(*) FROM donor WHERE merged_into_id IS NULL AND kind = 'local_government'),
                'fund', (SELECT count(*) FROM fund WHERE merged_into_id IS NULL),
                'volunteers', (SELECT count(*) FROM fund
                                WHERE merged_into_id IS NULL AND kind = 'volunteer_programme'),
                'commission', (SELECT count(*) FROM mixed_commission WHERE merged_into_id IS NULL),
                'network', (SELECT count(*) FROM network WHERE merged_into_id IS NULL),
                'offer', (SELECT count(*) FROM offer WHERE merged_into_id IS NULL AND published),
                'gad', (SELECT count(*) FROM gad)) AS counts,
              coalesce((SELECT jsonb_agg(t) FROM (
                SELECT code, name_es AS name, count(*) AS count
                  FROM open, unnest(themes) AS code JOIN theme USING (code)
                 GROUP BY code, name_es ORDER BY count(*) DESC, code LIMIT $2) AS t), '[]') AS themes,
              coalesce((SELECT jsonb_agg(k) FROM (
                SELECT kind, count(*) AS count FROM donor WHERE merged_into_id IS NULL AND kind = ANY($3)
                 GROUP BY kind ORDER BY count(*) DESC, kind) AS k), '[]') AS "donorKinds",
              coalesce((SELECT jsonb_agg(k) FROM (
                SELECT country, count(*) AS count FROM donor WHERE merged_into_id IS NULL AND country IS NOT NULL
                 GROUP BY country ORDER BY count(*) DESC, country LIMIT $2) AS k), '[]') AS countries`,
      [this.clock.now(), MOST, DONOR_KINDS],
    );
    return row;
  }
}
