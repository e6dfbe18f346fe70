import type { Person } from '@chasqui/accounts';
import { CuratedRecords, formToInput, PROVENANCE, recordToInput } from '@chasqui/curation';
import { type Gad, GadProfiles, type Offer, offerRecord, offersBy, requireGad } from '@chasqui/gads';
import { Clock, DomainError, formatShortDate, localDate, notFound } from '@chasqui/kernel';
import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { RefreshMatches } from '../http/refresh-matches.interceptor.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import { GadNav, mayEdit } from './gads-nav.js';
import { type RecordBody, recordBody, recordChoices } from './record-choices.js';
import { RecordFields } from './record-fields.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({
  desde: z.string().max(40).optional().catch(undefined),
  guardado: z.literal('si').optional().catch(undefined),
});
const FIELDS = offerRecord.sections.flatMap(({ fields }) => fields);
type Input = Record<string, unknown>;

/** The offers of one GAD: its people read them, drafts too; its officer and curators write them. */
@Controller('gads/:gad/ofertas')
@UseInterceptors(RefreshMatches)
@GadRoles(['officer'], { curators: true })
export class GadOffersPages {
  constructor(
    private readonly database: DataSource,
    private readonly records: CuratedRecords,
    private readonly profiles: GadProfiles,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', HTML)
  @GadReaders()
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const page = await offersBy(this.database, { gadCode: code, unpublished: true, after: query.desde });
    const editable = mayEdit(person, code);
    const base = `/gads/${code}/ofertas`;
    return renderPage(
      { title: `Ofertas: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="ofertas" />
        <h1>Ofertas: {gad.name}</h1>
        <p>
          Buenas prácticas que el GAD puede enseñar o dar en comisiones mixtas, redes y cooperación Sur-Sur.
        </p>
        {query.guardado && (
          <p class="done" role="status">
            La oferta se guardó.
          </p>
        )}
        {editable && (
          <p>
            <a class="button" href={`${base}/nueva`}>
              Ingresar una oferta
            </a>
          </p>
        )}
        {page.total === 0 && <p class="notice">Todavía no hay ninguna.</p>}
        <ul class="cards">
          {page.items.map((offer) => (
            <li class="card">
              <p class="kicker">
                {offer.published ? 'Publicada' : 'Sin publicar'} · {formatShortDate(offer.updatedAt)}
              </p>
              <h2>
                <a href={`/ofertas/${offer.slug}`}>{offer.titleEs}</a>
              </h2>
              {editable && (
                <p>
                  <a href={`${base}/${offer.id}`} aria-label={`Corregir ${offer.titleEs}`}>
                    Corregir
                  </a>
                </p>
              )}
            </li>
          ))}
        </ul>
        <NextPage url={page.next && withQuery(base, { desde: page.next })} />
      </>,
    );
  }

  @Get('nueva')
  @Header('content-type', HTML)
  async blank(@CurrentPerson() person: Person, @Param('gad') code: string): Promise<string> {
    return this.form(person, code, null, { published: 'si' });
  }

  @Post('nueva')
  async create(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const gad = await requireGad(this.database.manager, code);
    const provenance = await this.provenance(gad);
    return this.answer(person, code, null, body, reply, (input) =>
      this.records.create(offerRecord, { ...input, ...provenance }, person.id, { gadCode: code }),
    );
  }

  @Get(':offer')
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('offer', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const offer = await this.offer(code, id);
    return this.form(person, code, offer, recordToInput(FIELDS, offer as unknown as Input));
  }

  @Post(':offer')
  async update(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('offer', ParseUUIDPipe) id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const offer = await this.offer(code, id);
    // Where it was read stays as it was; the form asks only what the GAD knows of itself.
    const provenance = recordToInput(PROVENANCE.fields, offer as unknown as Input);
    return this.answer(person, code, offer, body, reply, (input) =>
      this.records.update(offerRecord, id, Number(body['revision']), { ...input, ...provenance }, person.id),
    );
  }

  private async answer(
    person: Person,
    code: string,
    offer: Offer | null,
    body: RecordBody,
    reply: FastifyReply,
    change: (input: Input) => Promise<Offer>,
  ): Promise<string | undefined> {
    const input = formToInput(FIELDS, body);
    try {
      await change(input);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      // After a conflict the form carries today's revision: whoever has compared may save.
      return this.form(person, code, offer, input, error);
    }
    void reply.status(303).header('location', `/gads/${code}/ofertas?guardado=si`);
    return undefined;
  }

  private async form(
    person: Person,
    code: string,
    offer: Offer | null,
    input: Input,
    error?: DomainError,
  ): Promise<string> {
    const { manager } = this.database;
    const [gad, choices] = await Promise.all([requireGad(manager, code), recordChoices(manager, FIELDS, [])]);
    const title = offer ? 'Corregir una oferta' : 'Ingresar una oferta';
    return renderPage(
      { title, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="ofertas" />
        <h1>{title}</h1>
        <p class="quiet">{gad.name}</p>
        {error && <FormErrors message={error.message} fields={error.fields} />}
        <form method="post" action={`/gads/${code}/ofertas/${offer ? offer.id : 'nueva'}`}>
          {offer && <input type="hidden" name="revision" value={offer.revision} />}
          <RecordFields
            sections={offerRecord.sections}
            input={input}
            errors={error?.fields ?? []}
            choices={choices}
          />
          <button type="submit">Guardar</button>
        </form>
      </>,
    );
  }

  /** @throws DomainError `not_found`, also for an offer of another GAD and for one that was merged */
  private async offer(code: string, id: string): Promise<Offer> {
    const offer = await this.records.get(offerRecord, id);
    if (offer.gadCode !== code || offer.mergedIntoId) throw notFound('Esa oferta no existe.');
    return offer;
  }

  /** What a GAD says of itself has the GAD for its source. */
  private async provenance(gad: Gad): Promise<Input> {
    const profile = await this.profiles.find(gad.dpaCode);
    return {
      sources: [{ title: gad.name, place: 'registro propio', url: profile?.website ?? null }],
      readOn: localDate(this.clock.now()),
      confidence: 'media',
    };
  }
}
