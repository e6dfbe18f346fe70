import type { Person } from '@chasqui/accounts';
import { Desk } from '@chasqui/intake';
import { Clock } from '@chasqui/kernel';
import { Controller, Get, Header, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage } from '../views/parts.js';
import { HTML } from './call-form-page.js';
import { findingDone } from './finding-done.js';
import { Shortcuts } from './finding-keys.js';
import { deskUrl, doneQuery, QUEUE, queueFilter } from './finding-query.js';
import { detailsOf, waitingSources } from './finding-queue.query.js';
import { EmptyQueue, FindingRow, KindTiles, QueueFilters } from './finding-queue-view.js';
import { CurationNav } from './records-nav.js';

const listQuery = doneQuery.extend({ desde: z.string().max(200).optional().catch(undefined) });

/** What sources brought and waits for a curator. */
@Controller('curaduria/novedades')
@Roles('curator')
export class FindingQueuePages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
    private readonly clock: Clock,
  ) {}

  /** The most urgent first. `tipo`, `fuente`, `urgencia` narrow the list; `desde` key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const filter = queueFilter(query);
    const [page, counts, sources, done] = await Promise.all([
      this.desk.queue({ ...filter, after: query.desde }),
      this.desk.counts(),
      waitingSources(this.database, filter.sourceId),
      findingDone(this.database, query),
    ]);
    const details = await detailsOf(this.database, page.items);
    const now = this.clock.now();
    const isNarrowed = Object.values(filter).some((each) => each !== undefined);
    const next = page.next && deskUrl(QUEUE, query, { desde: page.next });
    return renderPage(
      { title: 'Novedades', person, section: 'curation', scripts: ['desk.js'] },
      <>
        <CurationNav current="novedades" />
        <h1>Novedades</h1>
        <p>Lo que trajeron las fuentes y espera que usted decida. Lo más urgente, arriba.</p>
        {done}
        <KindTiles counts={counts} chosen={query.tipo} now={now} />
        <nav class="tabs" aria-label="Más sobre las fuentes">
          <a href="/curaduria/fuentes">Fuentes</a>
          <a href="/curaduria/enlaces">Enlaces rotos</a>
          <a href={`${QUEUE}/estadisticas`}>Estadísticas de correcciones</a>
        </nav>
        <QueueFilters query={query} sources={sources} />
        <Shortcuts page="list" />
        {page.items.length === 0 ? (
          <EmptyQueue isNarrowed={isNarrowed} />
        ) : (
          <ol class="cards findings">
            {page.items.map((item) => (
              <FindingRow item={item} details={details.get(item.id)} query={query} now={now} />
            ))}
          </ol>
        )}
        <NextPage url={next} />
      </>,
    );
  }
}
