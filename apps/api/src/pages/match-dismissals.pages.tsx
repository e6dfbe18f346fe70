import { hasRole, type Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { requireGad } from '@chasqui/gads';
import { notFound } from '@chasqui/kernel';
import { type DismissedCall, dismissedCalls, MatchDismissals } from '@chasqui/matching';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, Score, withQuery } from '../views/parts.js';
import { DISMISSAL_PLACES, DismissalNote, RestoreButton } from './match-dismissal-parts.js';
import { MatchTabs, RestoredNote } from './match-list.js';

const listQuery = z.object({
  desde: z.string().max(200).optional().catch(undefined),
  restaurada: z.string().max(200).optional().catch(undefined),
});
const dismissForm = z.object({ reason: z.string().optional().catch(undefined) });
const restoreForm = z.object({ volver: z.enum(DISMISSAL_PLACES).catch('lista') });

/** What a GAD is not interested in. Its officers hide and bring back; its council members and curators look. */
@Controller('gads/:gad/coincidencias')
@GadRoles(['officer'])
export class MatchDismissalsPages {
  constructor(
    private readonly database: DataSource,
    private readonly dismissals: MatchDismissals,
  ) {}

  /** The calls left aside, the latest first. `restaurada` is the address of the one just brought back. */
  @Get('descartadas')
  @GadReaders()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const [page, restored] = await Promise.all([
      dismissedCalls(this.database, code, query.desde),
      query.restaurada ? this.call(query.restaurada).catch(() => null) : null,
    ]);
    const base = `/gads/${code}/coincidencias`;
    return renderPage(
      { title: `Descartadas: ${gad.name}`, person, section: 'matches' },
      <>
        <h1>Descartadas</h1>
        <p class="quiet">{gad.name}</p>
        <MatchTabs base={base} current="descartadas" dismissed={page.total} />
        {restored && <RestoredNote call={restored} url={`${base}/${restored.slug}`} />}
        <p>
          Su GAD dijo que no le interesan: no salen en la lista ni en sus avisos. Restaurarlas no borra nada
          de lo que se opinó de ellas.
        </p>
        {page.total === 0 && <p class="notice">No hay ninguna.</p>}
        <ul class="cards">
          {page.items.map((item) => (
            <DismissedCard
              item={item}
              url={`${base}/${item.slug}`}
              mayRestore={hasRole(person, ['officer'], code)}
            />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(`${base}/descartadas`, { desde: page.next })} />
      </>,
    );
  }

  /** Hides a call and says so on the list, where it can be undone. */
  @Post(':slug/descartar')
  async dismiss(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
    @Body({ schema: dismissForm }) form: z.output<typeof dismissForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<undefined> {
    const { id } = await this.call(slug);
    await this.dismissals.dismiss({ gadCode: code, accountId: person.id }, id, form);
    const list = withQuery(`/gads/${code}/coincidencias`, { descartada: slug });
    void reply.status(303).header('location', list);
    return undefined;
  }

  /** Brings a call back and returns to where the person was. */
  @Post(':slug/restaurar')
  async restore(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
    @Body({ schema: restoreForm }) { volver }: z.output<typeof restoreForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<undefined> {
    const { id } = await this.call(slug);
    await this.dismissals.restore({ gadCode: code, accountId: person.id }, id);
    const base = `/gads/${code}/coincidencias`;
    const places = {
      lista: withQuery(base, { restaurada: slug }),
      descartadas: withQuery(`${base}/descartadas`, { restaurada: slug }),
      ficha: withQuery(`${base}/${slug}`, { hecho: 'restaurada' }),
    };
    void reply.status(303).header('location', places[volver]);
    return undefined;
  }

  /** @throws DomainError `not_found` */
  private async call(slug: string): Promise<Call> {
    const call = await this.database.manager.findOneBy(Call, { slug, state: 'published' });
    if (!call) throw notFound('Esa convocatoria no existe o ya no está publicada.');
    return call;
  }
}

function DismissedCard(props: { item: DismissedCall; url: string; mayRestore: boolean }): JSX.Element {
  const { item, url, mayRestore } = props;
  return (
    <li class="card">
      <p class="kicker">{item.donorName}</p>
      <h2>
        <a href={url} lang={item.language}>
          {item.title}
        </a>
      </h2>
      {item.score !== null && <Score value={item.score} />}
      <DismissalNote {...item} />
      {mayRestore && <RestoreButton url={url} title={item.title} label="Restaurar" place="descartadas" />}
    </li>
  );
}
