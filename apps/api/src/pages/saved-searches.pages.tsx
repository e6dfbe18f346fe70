import type { Person } from '@chasqui/accounts';
import { DomainError, formatShortDate } from '@chasqui/kernel';
import {
  FACET_NAMES,
  type FacetCounts,
  isEmptyQuery,
  parseSearchQuery,
  Search,
  type SearchQuery,
  searchQueryString,
} from '@chasqui/search';
import { SavedSearches, SEARCH_CONSENT_TEXT, type Subscription } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { Field, FormErrors } from '../views/parts.js';
import { facetLabels } from './search-labels.js';

const HTML = 'text/html; charset=utf-8';

const saveForm = z.object({
  consulta: z.string().max(2000).default(''),
  nombre: z.string().max(500).default(''),
});
type SaveForm = z.output<typeof saveForm>;
const switchForm = z.object({ active: z.enum(['si', 'no']) });
const doneQuery = z.object({
  hecho: z.enum(['guardada', 'cambiada', 'borrada']).optional().catch(undefined),
});

const DONE = {
  guardada: 'Búsqueda guardada. Le avisaremos por correo de las convocatorias nuevas que encuentre.',
  cambiada: 'Preferencias guardadas.',
  borrada: 'Búsqueda borrada. Ya no enviará avisos.',
} as const;

/** The searches that a signed-in person keeps. */
@Controller('avisos/busquedas')
@Roles('officer', 'council_member', 'curator', 'admin')
export class SavedSearchesPages {
  constructor(
    private readonly searches: SavedSearches,
    private readonly search: Search,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: doneQuery }) query: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.page(person, query.hecho && DONE[query.hecho]);
  }

  /** Keeps the search of the search page, with its misspellings mended. `consulta` is its query string; without a
   * name it is called by its words, or by what its filters say. */
  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Body({ schema: saveForm }) form: SaveForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { query } = parseSearchQuery(form.consulta);
    const found = isEmptyQuery(query) ? null : await this.search.find(query, { limit: 1 });
    const mended = found ? { ...query, words: found.words } : query;
    const name = form.nombre.trim() || mended.words || (found && (await this.nameOf(mended, found.facets)));
    try {
      await this.searches.save(person.id, searchQueryString(mended), name || 'Mi búsqueda');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.page(person, undefined, { error, form });
    }
    void reply.status(303).header('location', '/avisos/busquedas?hecho=guardada');
    return undefined;
  }

  @Post(':id')
  async change(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: switchForm }) form: z.output<typeof switchForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.searches.switch(person.id, id, form.active === 'si');
    void reply.status(303).header('location', '/avisos/busquedas?hecho=cambiada');
  }

  @Post(':id/borrar')
  async remove(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.searches.remove(person.id, id);
    void reply.status(303).header('location', '/avisos/busquedas?hecho=borrada');
  }

  /** "Riego · Esmeraldas" for a search without words. */
  private async nameOf(query: SearchQuery, facets: FacetCounts): Promise<string> {
    const label = await facetLabels(this.database, query, facets);
    const names = FACET_NAMES.flatMap((facet) =>
      (query.filters[facet] ?? []).map((value) => label(facet, value)),
    );
    return names.join(' · ').slice(0, 120);
  }

  private async page(
    person: Person,
    done?: string,
    refused?: { error: DomainError; form: SaveForm },
  ): Promise<string> {
    const saved = await this.searches.of(person.id);
    return renderPage(
      { title: 'Búsquedas guardadas', person, section: 'alerts' },
      <div class="narrow">
        <h1>Búsquedas guardadas</h1>
        {done && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        {refused && <FormErrors message={refused.error.message} fields={refused.error.fields} />}
        {refused?.form.consulta && <SaveAgain form={refused.form} error={refused.error} />}
        {saved.length === 0 && (
          <p class="notice">
            Todavía no guarda ninguna. <a href="/buscar">Busque</a> lo que le interesa y pulse «Guardar esta
            búsqueda».
          </p>
        )}
        <ul class="cards">
          {saved.map((each) => (
            <SavedSearch saved={each} />
          ))}
        </ul>
      </div>,
    );
  }
}

function SavedSearch({ saved }: { saved: Subscription }): JSX.Element {
  const name = saved.label ?? '';
  return (
    <li class="card">
      <h2>
        <a href={`/buscar?${saved.searchQuery}`}>{name}</a>
      </h2>
      <p>
        {saved.active ? `Le avisamos de lo nuevo desde el ${formatShortDate(saved.since)}.` : 'Sin avisos.'}
      </p>
      <div class="actions">
        <form method="post" action={`/avisos/busquedas/${saved.id}`} class="inline">
          <input type="hidden" name="active" value={saved.active ? 'no' : 'si'} />
          <button
            type="submit"
            class="quiet"
            aria-label={`${saved.active ? 'Dejar de avisarme' : 'Avisarme'}: ${name}`}
          >
            {saved.active ? 'Dejar de avisarme' : 'Avisarme'}
          </button>
        </form>
        <form method="post" action={`/avisos/busquedas/${saved.id}/borrar`} class="inline">
          <button type="submit" class="quiet" aria-label={`Borrar ${name}`}>
            Borrar
          </button>
        </form>
      </div>
    </li>
  );
}

/** What was entered, to be mended and sent again. */
function SaveAgain({ form, error }: { form: SaveForm; error: DomainError }): JSX.Element {
  return (
    <form method="post" action="/avisos/busquedas" class="panel">
      <input type="hidden" name="consulta" value={form.consulta} />
      <Field name="nombre" label="Nombre de la búsqueda" errors={error.fields}>
        {(attributes) => <input {...attributes} value={form.nombre} maxLength={120} />}
      </Field>
      <button type="submit">Guardar esta búsqueda</button>
    </form>
  );
}

/** Preferences of one saved search, reached with the link of a mail. */
export function searchPreferencesPage(
  person: Person | null,
  subscription: Subscription,
  action: string,
  saved: boolean,
): string {
  return renderPage(
    { title: 'Mis avisos', person, section: 'alerts' },
    <div class="narrow">
      <h1>Mis avisos</h1>
      {saved && (
        <p class="done" role="status">
          Preferencias guardadas.
        </p>
      )}
      <form method="post" action={action} class="panel">
        <p>
          Búsqueda guardada: <a href={`/buscar?${subscription.searchQuery}`}>{subscription.label}</a>
        </p>
        <p class="check">
          <input type="checkbox" id="active" name="active" value="si" checked={subscription.active} />
          <label for="active">{SEARCH_CONSENT_TEXT}</label>
        </p>
        <button type="submit">Guardar</button>
      </form>
    </div>,
  );
}
