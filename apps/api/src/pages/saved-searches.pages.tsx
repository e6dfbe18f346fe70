import type { Person } from '@chasqui/accounts';
import { Clock, DomainError, invalid } from '@chasqui/kernel';
import {
  FACET_NAMES,
  type FacetCounts,
  isEmptyQuery,
  parseSearchQuery,
  Search,
  type SearchQuery,
  searchQueryString,
} from '@chasqui/search';
import { Preferences, SavedSearches, type SearchChoice } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, SignedIn } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { DoneNote, FormErrors } from '../views/parts.js';
import { AlertCard } from './alert-card.js';
import { AlertDesk, answer } from './alert-desk.js';
import { type AlertForm, alertForm } from './alert-edit.js';
import { OWN_PLACE } from './alert-place.js';
import { AlertsNav } from './alerts-nav.js';
import { readAnswer, type SaveForm, saveForm, SaveSearchForm } from './save-search-form.js';
import { facetLabels } from './search-labels.js';

const HTML = 'text/html; charset=utf-8';

const doneQuery = z.object({ hecho: z.string().max(20).optional().catch(undefined) });

const DONE: Readonly<Record<string, string>> = {
  avisada: 'Búsqueda guardada. Le avisaremos por correo de las convocatorias nuevas que encuentre.',
  guardada: 'Búsqueda guardada, sin avisos. Puede pedirlos cuando quiera.',
};

/** The searches that a signed-in person keeps. */
@Controller('avisos/busquedas')
@SignedIn()
export class SavedSearchesPages {
  constructor(
    private readonly searches: SavedSearches,
    private readonly preferences: Preferences,
    private readonly desk: AlertDesk,
    private readonly search: Search,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', HTML)
  list(
    @CurrentPerson() person: Person,
    @Query({ schema: doneQuery }) { hecho }: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.page(person, { done: hecho });
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
      const choice = requireAnswer(form);
      await this.searches.save(person.id, searchQueryString(mended), name || 'Mi búsqueda', choice);
      const hecho = choice.notify ? 'avisada' : 'guardada';
      void reply.status(303).header('location', `/avisos/busquedas?hecho=${hecho}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.page(person, { refused: { error, form: { ...form, nombre: name || '' } } });
    }
  }

  @Get(':id')
  @Header('content-type', HTML)
  edit(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.desk.alertPage(visitOf(person), id, 'search');
  }

  @Post(':id')
  async change(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: alertForm }) form: AlertForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return answer(reply, await this.desk.saveAlert(visitOf(person), id, form, 'search'));
  }

  @Post(':id/borrar')
  async remove(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return answer(reply, await this.desk.removeSearch(visitOf(person), id));
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
    view: { done?: string | undefined; refused?: { error: DomainError; form: SaveForm } },
  ): Promise<string> {
    const { refused } = view;
    const { alerts, settings } = await this.preferences.overview(person.id);
    const saved = alerts.filter(({ kind }) => kind === 'search');
    const context = { place: OWN_PLACE, settings, now: this.clock.now(), themes: new Map() };
    return renderPage(
      { title: 'Búsquedas guardadas', person, section: 'alerts' },
      <div class="reading">
        <h1>Búsquedas guardadas</h1>
        <AlertsNav current="busquedas" />
        <DoneNote what={view.done} texts={DONE} />
        {refused && <FormErrors message={refused.error.message} fields={refused.error.fields} />}
        {refused?.form.consulta && (
          <div class="panel">
            <SaveSearchForm form={refused.form} withName errors={refused.error.fields} />
          </div>
        )}
        {saved.length === 0 && <NoneYet />}
        <ul class="cards">
          {saved.map((alert) => (
            <AlertCard alert={alert} context={context} />
          ))}
        </ul>
      </div>,
    );
  }
}

function visitOf(person: Person) {
  return { accountId: person.id, person, place: OWN_PLACE };
}

/** @throws DomainError `search.no_answer`: silence is neither a yes nor a no */
function requireAnswer(form: SaveForm): SearchChoice {
  const choice = readAnswer(form);
  if (choice) return choice;
  throw invalid('search.no_answer', 'Diga si quiere recibir avisos de esta búsqueda.', [
    { field: 'avisos', message: 'Elija sí o no: nada se envía sin su respuesta.' },
  ]);
}

function NoneYet(): JSX.Element {
  return (
    <p class="notice">
      Todavía no guarda ninguna. <a href="/buscar">Busque</a> lo que le interesa, por ejemplo «agua» o
      «riego», y pulse «Guardar esta búsqueda».
    </p>
  );
}
