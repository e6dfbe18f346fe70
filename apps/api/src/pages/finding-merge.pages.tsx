import type { Person } from '@chasqui/accounts';
import { mergeCandidates } from '@chasqui/calls';
import { namesOfRecords, vocabularyNames } from '@chasqui/curation';
import { Desk, EXTRACTED_FIELD_LABELS, type FindingView, isKept } from '@chasqui/intake';
import { DomainError } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, percent, withQuery } from '../views/parts.js';
import { callWithId, HTML } from './call-form-page.js';
import { MergeChoices } from './call-merge-choices.js';
import { callUrl } from './call-parts.js';
import { MergeSearch } from './finding-actions.js';
import { currentText, inOrder, readingText } from './finding-values.js';
import { FORM_FIELDS } from './finding-form.js';
import { SourceAddress } from './finding-original.js';
import { languageOfFinding } from './finding-page.js';
import { findingUrl, QUEUE } from './finding-query.js';
import { pointedTo } from './record-choices.js';
import { namesIn } from './record-parts.js';
import { CurationNav } from './records-nav.js';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const mergeQuery = z.object({ q: z.string().max(200).optional(), con: z.uuid().optional().catch(undefined) });
const mergeBody = z
  .object({ con: z.uuid(), revision: z.coerce.number().int().positive() })
  .catch({ con: NOBODY, revision: 0 });

/** Making what a source brought a further source of a call that is there: choose, compare, confirm. */
@Controller('curaduria/novedades/:id/unir')
@Roles('curator')
export class FindingMergePages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
  ) {}

  /** Calls that may be the same; `q` words of another one, `con` the chosen one, to compare before anything is done. */
  @Get()
  @Header('content-type', HTML)
  async choose(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: mergeQuery }) { q, con }: z.output<typeof mergeQuery>,
  ): Promise<string> {
    const view = await this.desk.get(id);
    return this.page(person, view, con ? await this.comparison(view, con) : await this.candidates(view, q));
  }

  /** Joins the two. */
  @Post()
  async merge(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: mergeBody }) { con, revision }: z.output<typeof mergeBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { next } = await this.desk.get(id);
    try {
      await this.desk.mergeInto(id, revision, con, person.id);
      const on = next ? `${QUEUE}/${next}` : QUEUE;
      void reply.status(303).header('location', withQuery(on, { hecho: 'unida', de: id }));
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
      void reply.status(409).type(HTML);
      const view = await this.desk.get(id);
      return this.page(person, view, await this.candidates(view, undefined), error);
    }
  }

  private page(person: Person, view: FindingView, content: JSX.Element, error?: DomainError): string {
    const { finding } = view;
    const title = 'Unir con otra convocatoria';
    return renderPage(
      { title: `${title}: ${finding.title}`, person, section: 'curation' },
      <>
        <CurationNav current="novedades" />
        <h1>{title}</h1>
        <p lang={languageOfFinding(view)}>{finding.title}</p>
        <p>
          <a href={findingUrl(finding.id)}>Volver a la novedad</a>
        </p>
        {error && <FormErrors message={error.message} fields={error.fields} />}
        {finding.kind === 'new' && finding.state === 'open' ? (
          content
        ) : (
          <p class="notice">Esta novedad ya no se une: o ya se decidió, o ya es de una convocatoria.</p>
        )}
      </>,
    );
  }

  private async candidates({ finding }: FindingView, words: string | undefined): Promise<JSX.Element> {
    const like = { id: finding.id, title: finding.title, donorId: finding.source?.donorId ?? NOBODY };
    const items = await mergeCandidates(this.database, like, words);
    const mergeUrl = `${findingUrl(finding.id)}/unir`;
    return (
      <>
        <p>Elija la convocatoria que ya está en Chasqui. Lo que trajo la fuente será otra fuente de ella.</p>
        <MergeSearch mergeUrl={mergeUrl} words={words ?? ''} />
        <MergeChoices items={items} mergeUrl={mergeUrl} />
      </>
    );
  }

  private async comparison(view: FindingView, callId: string): Promise<JSX.Element> {
    const { finding, url } = view;
    const call = await callWithId(this.database, callId);
    const [vocabularies, nameOf] = await Promise.all([
      vocabularyNames(this.database.manager),
      namesOfRecords(this.database.manager, pointedTo(FORM_FIELDS, [call])),
    ]);
    const names = namesIn({ vocabularies, nameOf });
    const likely = view.duplicates.find(({ id }) => id === callId);
    const language = languageOfFinding(view);
    const mergeUrl = `${findingUrl(finding.id)}/unir`;
    return (
      <>
        <section class="panel" aria-labelledby="que-pasa">
          <h2 id="que-pasa">Qué pasará</h2>
          <ul>
            <li>
              Se queda{' '}
              <a href={callUrl(call.id)} lang={call.language}>
                {call.title}
              </a>
              , con lo que dice ahora.
            </li>
            <li>
              Esta dirección será otra fuente suya: <SourceAddress url={url} text={url} />
            </li>
            <li>Lo que le falta, y los documentos que no tiene, se le proponen como cambios.</li>
            <li>Desde ahora, lo que cambie en esta fuente se propone para ella.</li>
          </ul>
          {likely && (
            <p>
              Se parecen en un {percent(likely.score)}: {likely.reasons.join('. ')}.
            </p>
          )}
          <form method="post" action={mergeUrl}>
            <input type="hidden" name="con" value={call.id} />
            <input type="hidden" name="revision" value={finding.revision} />
            <button type="submit">Unir con esa convocatoria</button>
          </form>
          <p>
            <a href={mergeUrl}>Elegir otra</a>
          </p>
        </section>
        <h2>Las dos, lado a lado</h2>
        <div class="scroll" role="region" aria-label="Las dos, lado a lado" tabIndex={0}>
          <table class="compare">
            <thead>
              <tr>
                <th scope="col">Dato</th>
                <th scope="col">Lo que trajo la fuente</th>
                <th scope="col">La ficha</th>
              </tr>
            </thead>
            <tbody>
              {inOrder(finding.fields)
                .filter(({ field }) => isKept(field))
                .map((reading) => (
                  <tr>
                    <th scope="row">{EXTRACTED_FIELD_LABELS[reading.field]}</th>
                    <td lang={language}>{readingText(reading, finding.fields, null, names)}</td>
                    <td lang={call.language}>{currentText(reading, call, names)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </>
    );
  }
}
