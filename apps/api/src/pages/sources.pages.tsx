import type { Person } from '@chasqui/accounts';
import { Clock, DomainError, notFound } from '@chasqui/kernel';
import {
  AlreadyReading,
  definitionHistory,
  itemsOf,
  listSources,
  runsOf,
  type Source,
  sourceBySlug,
  SourceRun,
  Sources,
  sourceTrend,
  StartRun,
} from '@chasqui/sources';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import { type RecordBody, recordBody, revisionIn } from './record-choices.js';
import { CurationNav } from './records-nav.js';
import { DefinitionHistory } from './source-history-view.js';
import { SourceList, sourceListQuery } from './source-list-views.js';
import { HTML, SourceDone, SourceTabs, sourceUrl } from './source-parts.js';
import { peopleNamed, placesOfItems } from './source-places.query.js';
import { RunView } from './source-run-view.js';
import { ItemList, RunList, SheetView } from './source-sheet-view.js';

const LATEST_RUNS = 3;
const REFRESH_SECONDS = 3;
const doneQuery = z.object({ hecho: z.string().max(20).optional() });
const pageQuery = z.object({ desde: z.string().max(200).optional() });

type Switch = 'enable' | 'disable' | 'trust' | 'untrust';

/** The sources of calls: how each does, what it brought, and the switches. */
@Controller('curaduria/fuentes')
@Roles('curator')
export class SourcesPages {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly startRun: StartRun,
    private readonly clock: Clock,
  ) {}

  /** All sources; `estado` only those in a state. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: sourceListQuery }) query: z.output<typeof sourceListQuery>,
  ): Promise<string> {
    const sources = await listSources(this.database);
    return renderPage(
      { title: 'Fuentes', person, section: 'curation' },
      <>
        <CurationNav current="fuentes" />
        <h1>Fuentes</h1>
        <SourceList sources={sources} state={query.estado} />
      </>,
    );
  }

  /** The sheet of a source. `hecho` tells what was just done. */
  @Get(':slug')
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Query({ schema: doneQuery }) query: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.sheetPage(person, slug, query.hecho);
  }

  /** Its readings, the newest first; `desde` key of the page. */
  @Get(':slug/lecturas')
  @Header('content-type', HTML)
  async runs(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Query({ schema: pageQuery }) query: z.output<typeof pageQuery>,
  ): Promise<string> {
    const { source } = await sourceBySlug(this.database, slug);
    const { items, next } = await runsOf(this.database, source.id, query.desde);
    const path = sourceUrl(slug, 'lecturas');
    return this.page(person, source, 'lecturas', 'Lecturas', [
      <RunList slug={slug} runs={items} />,
      <NextPage url={next && withQuery(path, { desde: next })} />,
    ]);
  }

  /** One reading: while it runs, its progress. */
  @Get(':slug/lecturas/:run')
  async run(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Param('run', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { source } = await sourceBySlug(this.database, slug);
    const run = await this.database.manager.findOneBy(SourceRun, { id, sourceId: source.id });
    if (!run) throw notFound('Esa lectura no existe.');
    const people = await peopleNamed(this.database, [run.requestedBy]);
    void reply.type(HTML);
    const isRunning = run.state === 'running';
    return renderPage(
      {
        title: `Lectura de ${source.nameEs}`,
        person,
        section: 'curation',
        scripts: ['progress.js'],
        refreshAfter: isRunning ? REFRESH_SECONDS : undefined,
      },
      <>
        <CurationNav current="fuentes" />
        <h1>{`Lectura de ${source.nameEs}`}</h1>
        <SourceTabs slug={slug} current="lecturas" />
        <RunView source={source} run={run} requestedBy={people.get(run.requestedBy ?? '') ?? null} />
      </>,
    );
  }

  /** What it brought, that seen last first; `desde` key of the page. */
  @Get(':slug/convocatorias')
  @Header('content-type', HTML)
  async items(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Query({ schema: pageQuery }) query: z.output<typeof pageQuery>,
  ): Promise<string> {
    const { source, definition } = await sourceBySlug(this.database, slug);
    const page = await itemsOf(this.database, source.id, query.desde);
    const places = await placesOfItems(
      this.database,
      page.items.map(({ id }) => id),
    );
    const { defaults } = definition.config as { defaults?: { language?: string | null } };
    return this.page(
      person,
      source,
      'convocatorias',
      'Convocatorias que trajo',
      <ItemList
        path={sourceUrl(slug, 'convocatorias')}
        page={page}
        places={places}
        language={defaults?.language ?? undefined}
      />,
    );
  }

  /** Every way in which it was read. */
  @Get(':slug/definiciones')
  @Header('content-type', HTML)
  async definitions(@CurrentPerson() person: Person, @Param('slug') slug: string): Promise<string> {
    return this.definitionsPage(person, slug);
  }

  /** Has it read as an earlier version did. */
  @Post(':slug/definiciones')
  async restore(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { source } = await sourceBySlug(this.database, slug);
    const version = /^\d{1,6}$/.test(String(body['version'])) ? Number(body['version']) : 0;
    try {
      await this.sources.restoreDefinition(source.id, revisionIn(body), version, person.id);
      void reply.status(303).header('location', `${sourceUrl(slug)}?hecho=restaurada`);
      return undefined;
    } catch (error) {
      const refusal = refusalIn(error, reply);
      return this.definitionsPage(person, slug, refusal);
    }
  }

  /** Reads it now and leads to the progress; to that of the reading under way when there is one. */
  @Post(':slug/leer')
  async read(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { source } = await sourceBySlug(this.database, slug);
    try {
      const run = await this.startRun.execute(source.id, person.id);
      void reply.status(303).header('location', sourceUrl(slug, `lecturas/${run.id}`));
      return undefined;
    } catch (error) {
      if (error instanceof AlreadyReading) {
        void reply.status(303).header('location', sourceUrl(slug, `lecturas/${error.run.id}`));
        return undefined;
      }
      return this.sheetPage(person, slug, undefined, refusalIn(error, reply));
    }
  }

  @Post(':slug/activar')
  async enable(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.switch(person, slug, 'enable', 'activada', reply);
  }

  @Post(':slug/desactivar')
  async disable(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.switch(person, slug, 'disable', 'desactivada', reply);
  }

  @Post(':slug/confiar')
  async trust(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.switch(person, slug, 'trust', 'de-confianza', reply);
  }

  @Post(':slug/no-confiar')
  async untrust(
    @CurrentPerson() person: Person,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.switch(person, slug, 'untrust', 'sin-confianza', reply);
  }

  private async switch(
    person: Person,
    slug: string,
    what: Switch,
    done: string,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const { source } = await sourceBySlug(this.database, slug);
    try {
      await this.sources[what](source.id, person.id);
      void reply.status(303).header('location', `${sourceUrl(slug)}?hecho=${done}`);
      return undefined;
    } catch (error) {
      return this.sheetPage(person, slug, undefined, refusalIn(error, reply));
    }
  }

  private async sheetPage(
    person: Person,
    slug: string,
    done?: string,
    refusal?: DomainError,
  ): Promise<string> {
    const sheet = await sourceBySlug(this.database, slug);
    const [days, runs] = await Promise.all([
      sourceTrend(this.database, sheet.source.id, this.clock.now()),
      runsOf(this.database, sheet.source.id),
    ]);
    return this.page(person, sheet.source, '', null, [
      <SourceDone what={done} />,
      refusal && <FormErrors message={refusal.message} fields={[]} />,
      <SheetView sheet={sheet} days={days} runs={runs.items.slice(0, LATEST_RUNS)} />,
    ]);
  }

  private async definitionsPage(person: Person, slug: string, refusal?: DomainError): Promise<string> {
    const { source } = await sourceBySlug(this.database, slug);
    const versions = await definitionHistory(this.database, source.id);
    const people = await peopleNamed(
      this.database,
      versions.map(({ createdBy }) => createdBy),
    );
    return this.page(person, source, 'definiciones', 'Formas de leerla', [
      refusal && <FormErrors message={refusal.message} fields={[]} />,
      <DefinitionHistory source={source} versions={versions} people={people} />,
    ]);
  }

  private page(
    person: Person,
    source: Source,
    current: Parameters<typeof SourceTabs>[0]['current'],
    title: string | null,
    content: ComponentChildren,
  ): string {
    const name = title ? `${title}: ${source.nameEs}` : source.nameEs;
    return renderPage(
      { title: name, person, section: 'curation' },
      <>
        <CurationNav current="fuentes" />
        <h1>{name}</h1>
        <SourceTabs slug={source.slug} current={current} />
        {content}
      </>,
    );
  }
}

/** What was refused and why, for the page that is shown again; other errors are not ours. */
function refusalIn(error: unknown, reply: FastifyReply): DomainError {
  if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
  void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
  return error;
}
