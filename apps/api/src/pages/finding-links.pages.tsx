import type { Person } from '@chasqui/accounts';
import { type BrokenLink, brokenLinks, checkLinkJob, countBrokenLinks } from '@chasqui/intake';
import { JobQueues, jobRequest } from '@chasqui/jobs';
import { Clock, formatShortDate } from '@chasqui/kernel';
import { Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { callWithId, HTML } from './call-form-page.js';
import { callUrl } from './call-parts.js';
import { SourceAddress } from './finding-original.js';
import { QUEUE } from './finding-query.js';
import { daysText } from './finding-words.js';
import { CurationNav } from './records-nav.js';

const PAGE = '/curaduria/enlaces';
/** The longest broken ones; whoever has more has to begin somewhere. */
const SHOWN = 50;
const query = z.object({ hecho: z.string().max(20).optional() });

const STATES: Readonly<Record<BrokenLink['state'], string>> = {
  broken: 'No abre',
  redirects_home: 'Lleva a la portada del sitio',
};

interface LinkSource {
  readonly callId: string;
  readonly slug: string;
  readonly name: string;
}

/** Published calls whose address no longer leads to them. */
@Controller('curaduria/enlaces')
@Roles('curator')
export class FindingLinksPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly queues: JobQueues,
  ) {}

  /** The longest broken first. `hecho` what was just done. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: query }) { hecho }: z.output<typeof query>,
  ): Promise<string> {
    const now = this.clock.now();
    const [links, count] = await Promise.all([
      brokenLinks(this.database, now, SHOWN),
      countBrokenLinks(this.database, now),
    ]);
    const sources = await sourcesOf(this.database, links);
    return renderPage(
      { title: 'Enlaces rotos', person, section: 'curation' },
      <>
        <CurationNav current="novedades" />
        <h1>Enlaces rotos</h1>
        {hecho === 'pedida' && (
          <p class="done" role="status">
            Pedido: el enlace se vuelve a comprobar en unos minutos. Recargue esta página para ver el
            resultado.
          </p>
        )}
        <p>
          Convocatorias publicadas cuya dirección ya no lleva a ellas, vistas así en dos días distintos.
          Busque la dirección nueva y corríjala en su ficha, o archívelas.{' '}
          <a href={QUEUE}>Volver a las novedades</a>
        </p>
        {count > links.length && (
          <p class="count">{`Son ${count}; aquí están las ${links.length} que llevan más tiempo.`}</p>
        )}
        {links.length === 0 && <p class="notice">Todas las direcciones comprobadas abren bien.</p>}
        <ul class="cards">
          {links.map((link) => (
            <LinkCard
              link={link}
              sources={sources.filter(({ callId }) => callId === link.callId)}
              now={now}
            />
          ))}
        </ul>
      </>,
    );
  }

  /** Has the address of a call visited again. */
  @Post(':id/comprobar')
  async check(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { id: callId } = await callWithId(this.database, id);
    await this.queues.add([jobRequest(checkLinkJob, { callId })]);
    void reply.status(303).header('location', `${PAGE}?hecho=pedida`);
  }
}

/** The sources that brought these calls. */
function sourcesOf(database: DataSource, links: readonly BrokenLink[]): Promise<LinkSource[]> {
  return database.query<LinkSource[]>(
    `SELECT DISTINCT m.call_id AS "callId", s.slug, s.name_es AS name
       FROM item_memory m JOIN source_item i ON i.id = m.item_id JOIN source s ON s.id = i.source_id
      WHERE m.call_id = ANY($1::uuid[]) ORDER BY s.name_es`,
    [links.map(({ callId }) => callId)],
  );
}

function LinkCard(props: { link: BrokenLink; sources: readonly LinkSource[]; now: Date }): JSX.Element {
  const { link, sources, now } = props;
  const days = daysText(link.since, now);
  return (
    <li class="card">
      <h2>
        <a href={callUrl(link.callId)}>{link.title}</a>
      </h2>
      <p>
        <strong>{STATES[link.state]}</strong>
        {` desde el ${formatShortDate(link.since)} (${days === 'hoy' ? 'desde hoy' : days}).`}
        {link.reason && ` ${link.reason}`}
      </p>
      <p>
        <SourceAddress url={link.url} text={link.url} />
      </p>
      <p class="quiet">
        Comprobado por última vez el {formatShortDate(link.checkedAt)}.
        {sources.map(({ slug, name }) => (
          <>
            {' Fuente: '}
            <a href={`/curaduria/fuentes/${slug}`}>{name}</a>.
          </>
        ))}
      </p>
      <form method="post" action={`${PAGE}/${link.callId}/comprobar`} class="inline">
        <button type="submit" class="quiet" aria-label={`Comprobar de nuevo: ${link.title}`}>
          Comprobar de nuevo
        </button>
      </form>
    </li>
  );
}
