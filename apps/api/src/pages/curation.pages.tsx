import type { Person } from '@chasqui/accounts';
import {
  Call,
  CALL_STATES,
  Calls,
  callsInState,
  callStateName,
  callStatus,
  callStatusName,
} from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import { Clock, DomainError, type FieldError, notFound } from '@chasqui/kernel';
import { Sdg, Theme } from '@chasqui/vocabularies';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge, FormErrors, NextPage, withQuery } from '../views/parts.js';
import {
  type CallForm,
  CallFormFields,
  callFormSchema,
  EMPTY_FORM,
  type FormChoices,
  toCallForm,
  toCallInput,
} from './call-form.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({ estado: z.enum(CALL_STATES).optional(), desde: z.string().max(80).optional() });

/** The curators' desk: enter, correct, publish and take down calls. */
@Controller('curaduria')
@Roles('curator')
export class CurationPages {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const state = query.estado ?? 'in_review';
    const now = this.clock.now();
    const [page, counts] = await Promise.all([
      callsInState(this.database, state, query.desde),
      this.counts(),
    ]);
    const next = page.next && withQuery('/curaduria', { estado: state, desde: page.next });
    return renderPage(
      { title: 'Curaduría', person, section: 'curation' },
      <>
        <h1>Curaduría</h1>
        <p>
          <a class="button" href="/curaduria/convocatorias/nueva">
            Ingresar una convocatoria
          </a>
        </p>
        <nav class="tabs" aria-label="Estado">
          {CALL_STATES.map((each) => (
            <a href={`/curaduria?estado=${each}`} aria-current={each === state ? 'page' : undefined}>
              {callStateName(each)} ({counts.get(each) ?? 0})
            </a>
          ))}
        </nav>
        {page.items.length === 0 && <p class="notice">No hay convocatorias en este estado.</p>}
        <ul class="cards">
          {page.items.map((call) => (
            <li class="card">
              <p class="kicker">
                {call.donor?.nameEs} · {callStatusName(callStatus(call, now))}{' '}
                <DemoBadge isDemo={call.isDemo} />
              </p>
              <h2>
                <a href={`/curaduria/convocatorias/${call.id}`} lang={call.language}>
                  {call.title}
                </a>
              </h2>
              <DeadlineView call={call} now={now} />
              <StateButtons call={call} />
            </li>
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  @Get('convocatorias/nueva')
  @Header('content-type', HTML)
  async blank(@CurrentPerson() person: Person): Promise<string> {
    return this.form(person, EMPTY_FORM, null);
  }

  @Post('convocatorias')
  async create(
    @CurrentPerson() person: Person,
    @Body({ schema: callFormSchema }) form: CallForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, form, null, reply, () => this.calls.create(toCallInput(form), person.id));
  }

  @Get('convocatorias/:id')
  @Header('content-type', HTML)
  async edit(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const call = await this.call(id);
    return this.form(person, toCallForm(call), call);
  }

  @Post('convocatorias/:id')
  async update(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: callFormSchema }) form: CallForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await this.call(id);
    return this.answer(person, form, call, reply, () =>
      this.calls.update(id, form.revision, toCallInput(form), person.id),
    );
  }

  /** Publishes and goes to the progress page. */
  @Post('convocatorias/:id/publicar')
  async publish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await this.call(id);
    return this.answer(
      person,
      toCallForm(call),
      call,
      reply,
      () => this.calls.publish(id, person.id),
      '/trabajos',
    );
  }

  @Post('convocatorias/:id/retirar')
  async unpublish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.calls.unpublish(id, person.id);
    void reply.status(303).header('location', '/curaduria');
  }

  /** Does the change and goes on, or shows the form again with what was entered and what is wrong. */
  private async answer(
    person: Person,
    form: CallForm,
    call: Call | null,
    reply: FastifyReply,
    change: () => Promise<Call>,
    then?: string,
  ): Promise<string | undefined> {
    try {
      const saved = await change();
      void reply.status(303).header('location', then ?? `/curaduria/convocatorias/${saved.id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.form(person, form, call, error);
    }
  }

  private async form(
    person: Person,
    form: CallForm,
    call: Call | null,
    error?: DomainError,
  ): Promise<string> {
    const choices = await this.choices();
    const errors: readonly FieldError[] = error?.fields ?? [];
    const title = call ? 'Editar convocatoria' : 'Ingresar una convocatoria';
    return renderPage(
      { title, person, section: 'curation' },
      <>
        <p>
          <a href="/curaduria">Volver a la lista</a>
        </p>
        <h1>{title}</h1>
        {call && (
          <p class="quiet">
            Está {callStateName(call.state)}. Versión {call.revision}. <DemoBadge isDemo={call.isDemo} />
          </p>
        )}
        {error && <FormErrors message={error.message} fields={errors} />}
        {call && <StateButtons call={call} />}
        {call?.state === 'published' && (
          <p>
            <a href={`/curaduria/convocatorias/${call.id}/coincidencias`}>Ver a qué GAD les sirve</a>
          </p>
        )}
        <form
          method="post"
          action={call ? `/curaduria/convocatorias/${call.id}` : '/curaduria/convocatorias'}
        >
          <CallFormFields form={form} choices={choices} errors={errors} />
          <button type="submit">Guardar</button>
        </form>
      </>,
    );
  }

  private async choices(): Promise<FormChoices> {
    const { manager } = this.database;
    const [donors, themes, sdgs] = await Promise.all([
      manager.find(Donor, { select: { id: true, nameEs: true }, order: { nameEs: 'ASC' } }),
      manager.find(Theme, { order: { nameEs: 'ASC' } }),
      manager.find(Sdg, { order: { number: 'ASC' } }),
    ]);
    return { donors, themes, sdgs };
  }

  private async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ state: string; count: number }[]>(
      'SELECT state, count(*)::int AS count FROM call GROUP BY state',
    );
    return new Map(rows.map((row) => [row.state, row.count]));
  }

  private async call(id: string): Promise<Call> {
    const call = await this.database.manager.findOneBy(Call, { id });
    if (!call) throw notFound('Esa convocatoria no existe.');
    return call;
  }
}

function StateButtons({ call }: { call: Pick<Call, 'id' | 'state' | 'title'> }): JSX.Element | null {
  if (call.state === 'in_review') {
    return (
      <form method="post" action={`/curaduria/convocatorias/${call.id}/publicar`} class="inline">
        <button type="submit" aria-label={`Publicar ${call.title}`}>
          Publicar
        </button>
      </form>
    );
  }
  if (call.state !== 'published') return null;
  return (
    <form method="post" action={`/curaduria/convocatorias/${call.id}/retirar`} class="inline">
      <button type="submit" class="quiet" aria-label={`Retirar ${call.title}`}>
        Retirar
      </button>
    </form>
  );
}
