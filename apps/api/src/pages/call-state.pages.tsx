import type { Person } from '@chasqui/accounts';
import { type Call, Calls } from '@chasqui/calls';
import { Clock } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { answerForm, callWithId, HTML } from './call-form-page.js';
import { CallButton, CallTabs, callUrl } from './call-parts.js';

/** A form without a usable version never fits: the person is told to look again. */
const revisionBody = z.object({ revision: z.coerce.number().int().positive() }).catch({ revision: 0 });

/** What happens to a call besides its facts: published, taken down, rejected, put away, compared, continued. */
@Controller('curaduria/convocatorias/:id')
@Roles('curator')
export class CallStatePages {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /** Publishes and goes to the progress page. */
  @Post('publicar')
  async publish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(
      person,
      id,
      reply,
      () => this.calls.publish(id, person.id),
      () => '/trabajos',
    );
  }

  /** What taking a call down means, before it is done. */
  @Get('retirar')
  @Header('content-type', HTML)
  async confirm(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const call = await callWithId(this.database, id);
    const title = 'Retirar una convocatoria';
    return renderPage(
      { title, person, section: 'curation' },
      <>
        <CallTabs call={call} current="" />
        <h1>{title}</h1>
        <p lang={call.language}>
          <strong>{call.title}</strong>
        </p>
        {call.state === 'published' ? (
          <>
            <p>
              Deja de verse al momento en las páginas, en la búsqueda y en los datos abiertos. Los avisos que
              todavía no salieron no se envían; los que ya salieron no se pueden recoger. Puede volver a
              publicarla: nadie recibe el mismo aviso dos veces.
            </p>
            <p>
              <CallButton call={call} action="retirar" label="Retirar y devolver a revisión" />{' '}
              <CallButton call={call} action="archivar" label="Retirar y archivar" quiet />{' '}
              <a href={callUrl(id)}>No, dejarla publicada</a>
            </p>
          </>
        ) : (
          <p class="notice">
            Ya no está publicada. <a href={callUrl(id)}>Volver a la ficha</a>
          </p>
        )}
      </>,
    );
  }

  /** Takes a call back to review. */
  @Post('retirar')
  async unpublish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, id, reply, () => this.calls.unpublish(id, person.id), done('retirada'));
  }

  /** Notes that a captured call is of no use. */
  @Post('rechazar')
  async reject(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, id, reply, () => this.calls.reject(id, person.id), done('rechazada'));
  }

  /** Puts a call away. */
  @Post('archivar')
  async archive(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, id, reply, () => this.calls.archive(id, person.id), done('archivada'));
  }

  /** Takes a rejected or archived call up again. */
  @Post('revisar')
  async reopen(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, id, reply, () => this.calls.reopen(id, person.id), done('revision'));
  }

  /** Notes that the person compared the call with its source today. */
  @Post('verificar')
  async verify(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: revisionBody }) { revision }: z.output<typeof revisionBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const change = () => this.calls.verify(id, revision, person.id);
    return this.answer(person, id, reply, change, done('verificada'));
  }

  /** Begins the next edition and opens its form. */
  @Post('edicion')
  async newEdition(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.answer(person, id, reply, () => this.calls.newEdition(id, person.id), done('edicion'));
  }

  private async answer(
    person: Person,
    id: string,
    reply: FastifyReply,
    change: () => Promise<Call>,
    then: (saved: Call) => string,
  ): Promise<string | undefined> {
    const call = await callWithId(this.database, id);
    return answerForm(this.database, reply, { person, call, now: this.clock.now() }, change, then);
  }
}

/** Back to the form, with what was done. */
function done(what: string): (saved: Call) => string {
  return ({ id }) => `${callUrl(id)}?hecho=${what}`;
}
