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
import { Clock } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge, NextPage, withQuery } from '../views/parts.js';
import { EMPTY_FORM, readCallForm, toCallForm, toCallInput, withAnotherRow } from './call-form.js';
import { answerForm, callFormPage, callWithId, HTML } from './call-form-page.js';
import { CallDone, callUrl, StateButtons } from './call-parts.js';
import { type RecordBody, recordBody } from './record-choices.js';
import { CurationNav } from './records-nav.js';

const doneQuery = z.object({ hecho: z.string().max(20).optional() });
const listQuery = doneQuery.extend({
  estado: z.enum(CALL_STATES).optional(),
  desde: z.string().max(80).optional(),
});

/** The curators' desk: the calls by state, and the form to enter and correct one. */
@Controller('curaduria')
@Roles('curator')
export class CurationPages {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /** Calls in a state (`estado`), `desde` key of the page, `hecho` what was just done. */
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
        <CurationNav current="convocatorias" />
        <h1>Curaduría</h1>
        <CallDone what={query.hecho} />
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
            <CurationCard call={call} now={now} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** The empty form. */
  @Get('convocatorias/nueva')
  @Header('content-type', HTML)
  async blank(@CurrentPerson() person: Person): Promise<string> {
    return callFormPage(this.database, { person, call: null, form: EMPTY_FORM, now: this.clock.now() });
  }

  /** Enters a call, or shows the form again: with another row where `anadir` asks for it, or with what is wrong. */
  @Post('convocatorias')
  async create(
    @CurrentPerson() person: Person,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.save(person, null, body, reply);
  }

  /** The form of a call; of a duplicate, where it went. `hecho` tells what was just done. */
  @Get('convocatorias/:id')
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: doneQuery }) query: z.output<typeof doneQuery>,
  ): Promise<string> {
    const call = await callWithId(this.database, id);
    const form = toCallForm(call);
    return callFormPage(this.database, { person, call, form, now: this.clock.now(), done: query.hecho });
  }

  /** Changes a call, or shows the form again as `create` does. */
  @Post('convocatorias/:id')
  async update(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.save(person, await callWithId(this.database, id), body, reply);
  }

  private async save(
    person: Person,
    call: Call | null,
    body: RecordBody,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const form = readCallForm(body);
    const revision = Number(body['revision']);
    const now = this.clock.now();
    const longer = withAnotherRow(form, body['anadir']);
    if (longer) {
      void reply.status(200).type(HTML);
      return callFormPage(this.database, { person, call, form: longer, now, revision });
    }
    const change = async () => {
      const input = await toCallInput(this.database, form);
      return call
        ? this.calls.update(call.id, revision, input, person.id)
        : this.calls.create(input, person.id);
    };
    const then = (saved: Call) => {
      const done = !call ? 'ingresada' : saved.revision === call.revision ? 'igual' : 'guardado';
      return `${callUrl(saved.id)}?hecho=${done}`;
    };
    return answerForm(this.database, reply, { person, call, form, now }, change, then);
  }

  private async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ state: string; count: number }[]>(
      'SELECT state, count(*)::int AS count FROM call GROUP BY state',
    );
    return new Map(rows.map((row) => [row.state, row.count]));
  }
}

function CurationCard({ call, now }: { call: Call; now: Date }): JSX.Element {
  return (
    <li class="card">
      <p class="kicker">
        {call.donor?.nameEs} · {callStatusName(callStatus(call, now))} <DemoBadge isDemo={call.isDemo} />
      </p>
      <h2>
        <a href={callUrl(call.id)} lang={call.language}>
          {call.title}
        </a>
      </h2>
      <DeadlineView call={call} now={now} />
      {call.mergedIntoId && <p class="quiet">Unida a otra convocatoria.</p>}
      <StateButtons call={call} now={now} />
    </li>
  );
}
