import type { Person } from '@chasqui/accounts';
import { FieldPolicies, originsOf } from '@chasqui/intake';
import { vocabularyNames, namesOfRecords } from '@chasqui/curation';
import { DomainError } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { callWithId, HTML } from './call-form-page.js';
import { CallTabs, callUrl } from './call-parts.js';
import { OriginForm, policiesIn, type Policies } from './call-origins-view.js';
import { FORM_FIELDS } from './finding-form.js';
import { peopleNames } from './finding-query.js';
import { pointedTo, type RecordBody, recordBody } from './record-choices.js';
import { namesIn } from './record-parts.js';
import { CurationNav } from './records-nav.js';

const query = z.object({ hecho: z.string().max(20).optional() });

/** Where every fact of a call comes from, and what a new reading may do with it. */
@Controller('curaduria/convocatorias/:id/origenes')
@Roles('curator')
export class CallOriginsPages {
  constructor(
    private readonly database: DataSource,
    private readonly policies: FieldPolicies,
  ) {}

  /** `hecho` what was just done. */
  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: query }) { hecho }: z.output<typeof query>,
  ): Promise<string> {
    return this.page(person, id, {}, hecho);
  }

  /** Stores the policy of every field for which another one was chosen; each is traced. */
  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const chosen = policiesIn(body);
    try {
      await callWithId(this.database, id);
      for (const [field, policy] of Object.entries(chosen)) {
        await this.policies.setPolicy(id, field, policy, person.id);
      }
      void reply.status(303).header('location', `${callUrl(id, 'origenes')}?hecho=guardado`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(422).type(HTML);
      return this.page(person, id, chosen, undefined, error);
    }
  }

  private async page(
    person: Person,
    id: string,
    chosen: Policies,
    done: string | undefined,
    error?: DomainError,
  ): Promise<string> {
    const call = await callWithId(this.database, id);
    const [origins, vocabularies, nameOf] = await Promise.all([
      originsOf(this.database, id),
      vocabularyNames(this.database.manager),
      namesOfRecords(this.database.manager, pointedTo(FORM_FIELDS, [call])),
    ]);
    const people = await peopleNames(
      this.database,
      origins.map(({ confirmedBy }) => confirmedBy),
    );
    const title = 'De dónde sale cada dato';
    return renderPage(
      { title: `${title}: ${call.title}`, person, section: 'curation' },
      <>
        <CurationNav current="convocatorias" />
        <h1>{title}</h1>
        <p lang={call.language}>{call.title}</p>
        <CallTabs call={call} current="origenes" />
        {done === 'guardado' && (
          <p class="done" role="status">
            Guardado. Vale desde la próxima lectura de la fuente.
          </p>
        )}
        {error && <FormErrors message={error.message} fields={error.fields} />}
        <OriginForm
          call={call}
          origins={origins}
          people={people}
          names={namesIn({ vocabularies, nameOf })}
          chosen={chosen}
        />
      </>,
    );
  }
}
