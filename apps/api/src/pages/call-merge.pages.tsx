import type { Person } from '@chasqui/accounts';
import { type Call, callFields, Calls, mergeCandidates } from '@chasqui/calls';
import { namesOfRecords, sameFact, vocabularyNames } from '@chasqui/curation';
import { Clock } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { answerForm, callWithId, factOf, HTML } from './call-form-page.js';
import { MergeChoices } from './call-merge-choices.js';
import { CallTabs, callUrl, languageOf } from './call-parts.js';
import { pointedTo } from './record-choices.js';
import { namesIn } from './record-parts.js';
import { CurationNav } from './records-nav.js';

const mergeQuery = z.object({ q: z.string().max(200).optional(), con: z.uuid().optional().catch(undefined) });
const mergeBody = z
  .object({ con: z.uuid(), revision: z.coerce.number().int().positive() })
  .catch({ con: '00000000-0000-0000-0000-000000000000', revision: 0 });

/** Joining a duplicate to the call that stays: choose, compare, confirm. */
@Controller('curaduria/convocatorias/:id/unir')
@Roles('curator')
export class CallMergePages {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /** Calls that may be the same one; `q` words of another, `con` the chosen one, to compare before anything is done. */
  @Get()
  @Header('content-type', HTML)
  async choose(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: mergeQuery }) query: z.output<typeof mergeQuery>,
  ): Promise<string> {
    const call = await callWithId(this.database, id);
    const title = 'Unir con otra';
    return renderPage(
      { title: `${title}: ${call.title}`, person, section: 'curation' },
      <>
        <CurationNav current="convocatorias" />
        <h1>{title}</h1>
        <p lang={call.language}>{call.title}</p>
        <CallTabs call={call} current="unir" />
        {query.con ? await this.comparison(call, query.con) : await this.candidates(call, query.q)}
      </>,
    );
  }

  /** Joins the two. */
  @Post()
  async merge(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: mergeBody }) { con, revision }: z.output<typeof mergeBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await callWithId(this.database, id);
    return answerForm(
      this.database,
      reply,
      { person, call, now: this.clock.now() },
      () => this.calls.merge(id, revision, con, person.id),
      () => `${callUrl(id, 'historial')}?hecho=unida`,
    );
  }

  private async candidates(call: Call, words: string | undefined): Promise<JSX.Element> {
    const items = await mergeCandidates(this.database, call, words);
    return (
      <>
        <p>
          Si esta convocatoria está repetida, elija la que se queda. Esta deja de publicarse y su dirección
          lleva a la otra.
        </p>
        <form class="search" method="get" action={callUrl(call.id, 'unir')} role="search">
          <div class="field">
            <label for="q">Palabras del título de la otra</label>
            <input id="q" name="q" type="search" maxLength={200} value={words ?? ''} />
          </div>
          <button type="submit">Buscar</button>
        </form>
        <MergeChoices items={items} mergeUrl={callUrl(call.id, 'unir')} />
      </>
    );
  }

  private async comparison(call: Call, intoId: string): Promise<JSX.Element> {
    const into = await callWithId(this.database, intoId);
    const both = [call, into];
    const [vocabularies, nameOf] = await Promise.all([
      vocabularyNames(this.database.manager),
      namesOfRecords(this.database.manager, pointedTo(callFields, both)),
    ]);
    const names = namesIn({ vocabularies, nameOf });
    const fields = callFields.filter(
      ({ name }) => !sameFact(call[name as keyof Call], into[name as keyof Call]),
    );
    return (
      <>
        <section class="panel" aria-labelledby="que-pasa">
          <h2 id="que-pasa">Qué pasará</h2>
          <ul>
            <li>
              Se queda <strong lang={into.language}>{into.title}</strong>. La otra va al archivo y su
              dirección lleva a la que se queda.
            </li>
            <li>Las ediciones, las rondas de comisiones y los avisos pasan a la que se queda.</li>
            <li>A quien ya se le avisó de una no se le avisa de la otra.</li>
            <li>Los datos no se mezclan: si algo de la que se une falta en la otra, cópielo a mano.</li>
          </ul>
          <form method="post" action={callUrl(call.id, 'unir')} class="inline">
            <input type="hidden" name="con" value={into.id} />
            <input type="hidden" name="revision" value={call.revision} />
            <button type="submit">Unir las dos convocatorias</button>
          </form>
          <p>
            <a href={`${callUrl(into.id, 'unir')}?con=${call.id}`}>Al revés: que se quede esta</a>
          </p>
        </section>
        <h2>En qué difieren</h2>
        {fields.length === 0 && <p>En nada.</p>}
        <dl class="facts">
          {fields.map((field) => (
            <div>
              <dt>{field.label}</dt>
              <dd>
                Se une: <Said text={factOf(call, field, names)} language={languageOf(call, field)} />
              </dd>
              <dd>
                Se queda: <Said text={factOf(into, field, names)} language={languageOf(into, field)} />
              </dd>
            </div>
          ))}
        </dl>
      </>
    );
  }
}

function Said({ text, language }: { text: string; language: string | undefined }): JSX.Element {
  return text ? <span lang={language}>{text}</span> : <em>vacío</em>;
}
