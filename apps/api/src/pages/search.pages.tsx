import type { Person } from '@chasqui/accounts';
import { Clock } from '@chasqui/kernel';
import {
  isEmptyQuery,
  parseSearchQuery,
  Search,
  type SearchPage,
  type SearchQuery,
  searchQueryString,
} from '@chasqui/search';
import { Controller, Get, Header, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { SaveSearchForm } from './save-search-form.js';
import { ChosenFilters, Filters, searchUrl } from './search-filters.js';
import { facetLabels } from './search-labels.js';
import { type CallFacts, NothingFound, ResultCard, WordNotes } from './search-results.js';

/** One box over calls, donors, funds, commissions, networks, GADs and what they offer. */
@Controller('buscar')
@Public()
export class SearchPages {
  constructor(
    private readonly database: DataSource,
    private readonly search: Search,
    private readonly clock: Clock,
  ) {}

  /** The parameters are those of `parseSearchQuery`. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @CurrentPerson() person: Person | null,
    @Query() parameters: Record<string, unknown>,
  ): Promise<string> {
    const { query, problems } = parseSearchQuery(parameters);
    const page = await this.search.find(query);
    const [label, calls] = await Promise.all([
      facetLabels(this.database, query, page.facets),
      this.callFacts(page),
    ]);
    const now = this.clock.now();
    return renderPage(
      {
        title: query.words ? `Buscar: ${query.words}` : 'Buscar',
        person,
        section: 'search',
        description:
          'Busque en convocatorias, cooperantes, fondos, comisiones mixtas, redes y GAD del Ecuador.',
        scripts: ['search.js'],
      },
      <>
        <h1>Buscar</h1>
        {problems.length > 0 && (
          <div class="errors" role="alert">
            {problems.map((problem) => (
              <p>{problem}</p>
            ))}
          </div>
        )}
        <form class="find" id="buscador" method="get" action="/buscar" role="search">
          <div class="search">
            <div class="field">
              <label for="q">Palabras, tema, cooperante o lugar</label>
              <input
                id="q"
                name="q"
                type="search"
                maxLength={200}
                value={query.words}
                placeholder="agua, mujeres, riego…"
              />
            </div>
            <OrderField query={query} />
            <button type="submit">Buscar</button>
          </div>
          <div id="filtros-region">
            <Filters query={query} facets={page.facets} label={label} />
          </div>
        </form>
        <section id="resultados" aria-labelledby="cuenta">
          <ChosenFilters query={query} label={label} />
          <h2 id="cuenta" class="count" aria-live="polite">
            {page.total === 1 ? '1 resultado' : `${page.total.toLocaleString('es-EC')} resultados`}
          </h2>
          <WordNotes query={query} page={page} />
          {page.total === 0 && <NothingFound query={query} page={page} />}
          <ul class="cards">
            {page.items.map((item) => (
              <ResultCard item={item} call={calls.get(item.entry.recordId)} now={now} />
            ))}
          </ul>
          <NextPage url={page.next && searchUrl({ ...query, after: page.next })} />
          <KeepSearch query={{ ...query, words: page.words, after: null }} person={person} />
        </section>
      </>,
    );
  }

  /** The deadlines of the calls on the page, in the words and the zone of their source. */
  private async callFacts(page: SearchPage): Promise<ReadonlyMap<string, CallFacts>> {
    const ids = page.items.filter(({ entry }) => entry.kind === 'call').map(({ entry }) => entry.recordId);
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<(CallFacts & { id: string })[]>(
      `SELECT id, deadline_kind AS "deadlineKind", deadline_local AS "deadlineLocal", deadline_zone AS "deadlineZone",
              deadline_zone_assumed AS "deadlineZoneAssumed", deadline_text AS "deadlineText",
              other_deadlines AS "otherDeadlines", is_demo AS "isDemo"
         FROM call WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  }
}

/** The usual order has no value, so that it stays the usual one when words are added. */
function OrderField({ query }: { query: SearchQuery }): JSX.Element {
  return (
    <div class="field">
      <label for="orden">Orden</label>
      <select id="orden" name="orden">
        <option value="">Lo más parecido primero</option>
        <option value="cierre" selected={query.words !== '' && query.order === 'cierre'}>
          Lo que cierra primero
        </option>
      </select>
    </div>
  );
}

/** Ways to hear of what will be found tomorrow: notices, feeds; and the same results as data. */
function KeepSearch({ query, person }: { query: SearchQuery; person: Person | null }): JSX.Element | null {
  // Notices and feeds hold calls only: for a search without them they would stay empty for ever.
  if (query.filters.kind && !query.filters.kind.includes('call')) return null;
  const canonical = searchQueryString(query);
  const suffix = canonical && `?${canonical}`;
  return (
    <aside class="panel" aria-labelledby="guardar">
      <h2 id="guardar">No se pierda lo que venga</h2>
      {!isEmptyQuery(query) && (
        <p>Los avisos son de convocatorias: le llegan cuando se publica una que responde a esta búsqueda.</p>
      )}
      {!isEmptyQuery(query) &&
        (person ? (
          <SaveSearchForm form={{ consulta: canonical, nombre: '', avisos: '' }} withName={false} />
        ) : (
          <SubscribeLinks query={query} canonical={canonical} />
        ))}
      {person && (
        <p>
          <a href="/avisos/busquedas">Mis búsquedas guardadas</a>
        </p>
      )}
      <p class="quiet">
        Las convocatorias de esta búsqueda: <a href={`/datos/convocatorias.atom${suffix}`}>canal Atom</a>,{' '}
        <a href={`/datos/cierres.ics${suffix}`}>calendario de cierres</a>,{' '}
        <a href={`/datos/convocatorias.csv${suffix}`}>CSV</a>,{' '}
        <a href={`/datos/convocatorias.xlsx${suffix}`}>Excel</a>.
      </p>
    </aside>
  );
}

/** For people without an account: the same mails, once they confirm their address. */
function SubscribeLinks({ query, canonical }: { query: SearchQuery; canonical: string }): JSX.Element {
  return (
    <>
      <p>
        <a class="button" href={withQuery('/suscribirse', { consulta: canonical })}>
          Recibir avisos por correo
        </a>
      </p>
      <p>
        ¿Tiene una cuenta?{' '}
        <a href={`/ingresar?volver=${encodeURIComponent(searchUrl(query))}`}>
          Ingrese para guardar esta búsqueda
        </a>
      </p>
    </>
  );
}
