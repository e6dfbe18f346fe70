import type { Person } from '@chasqui/accounts';
import { CALENDAR_TYPE, callCalendar } from '@chasqui/calendars';
import { type CallListItem, editionsOf, mergedCallSlug, openCalls, publishedCall } from '@chasqui/calls';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, notFound } from '@chasqui/kernel';
import { Follows } from '@chasqui/subscriptions';
import { Theme } from '@chasqui/vocabularies';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { FORM_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge, NextPage, withQuery } from '../views/parts.js';
import { callDetailPage, callNames } from './call-detail.js';
import { callTrail } from './call-origins-public.js';

const HTML = 'text/html; charset=utf-8';

const listQuery = z.object({
  q: z.string().max(200).optional(),
  tema: z.string().max(80).optional(),
  desde: z.string().max(80).optional(),
});

/** The public part: open calls, without an account. */
@Controller('convocatorias')
@Public()
export class CallsPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly follows: Follows,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Open calls, those that close first on top. `tema` topic, `desde` key of the page; `q` leads to the search. */
  @Get()
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { q, tema, desde } = query;
    if (q?.trim()) {
      const search = withQuery('/buscar', { q, tipo: 'call', tema });
      void reply.status(301).header('location', search);
      return undefined;
    }
    void reply.type(HTML);
    const now = this.clock.now();
    const [page, theme] = await Promise.all([
      openCalls(this.database, { theme: tema || undefined, after: desde }, now),
      tema ? this.database.manager.findOneBy(Theme, { code: tema }) : null,
    ]);
    return renderPage(
      { title: 'Convocatorias abiertas', person, section: 'calls' },
      <>
        <h1>Convocatorias abiertas</h1>
        <form class="search" method="get" action="/buscar" role="search">
          <input type="hidden" name="tipo" value="convocatoria" />
          <div class="field">
            <label for="q">Buscar</label>
            <input id="q" name="q" type="search" maxLength={200} placeholder="agua, mujeres, riego…" />
          </div>
          <button type="submit">Buscar</button>
        </form>
        <p>
          Las que cierran primero, arriba.{' '}
          <a href="/buscar?tipo=call">Filtrar por tema, nivel, monto o fecha de cierre</a>
        </p>
        {tema && (
          <p class="notice">
            Tema: <strong>{theme?.nameEs ?? tema}</strong>. <a href="/convocatorias">Ver todos los temas</a>
          </p>
        )}
        {page.items.length === 0 && <EmptyList filtered={Boolean(tema)} />}
        <ul class="cards">
          {page.items.map((call) => (
            <CallCard call={call} now={now} />
          ))}
        </ul>
        <NextPage url={page.next && withQuery('/convocatorias', { tema, desde: page.next })} />
      </>,
    );
  }

  /** Everything about a call; the address of a duplicate leads to the call that stayed. */
  @Get(':slug')
  async detail(
    @CurrentPerson() person: Person | null,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await publishedCall(this.database, slug);
    if (!call) {
      await this.leadOn(slug, '', reply);
      return undefined;
    }
    void reply.type(HTML);
    const [names, editions, trail, follow] = await Promise.all([
      callNames(this.database, call),
      editionsOf(this.database, call),
      callTrail(this.database, call),
      person && this.follows.find(person.id, call.id),
    ]);
    const { publicUrl } = this.settings;
    const now = this.clock.now();
    return callDetailPage({ person, call, names, editions, trail, follow, now, publicUrl });
  }

  /** Every date of the call as a calendar file. */
  @Get(':slug/cierre.ics')
  async calendar(
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const call = await publishedCall(this.database, slug);
    if (!call) {
      await this.leadOn(slug, '/cierre.ics', reply);
      return undefined;
    }
    const url = `${this.settings.publicUrl}/convocatorias/${slug}`;
    const calendar = callCalendar(call, url, this.clock.now());
    if (!calendar) throw notFound('Esa convocatoria no tiene una fecha exacta de cierre.');
    void reply.type(CALENDAR_TYPE);
    return calendar;
  }

  /** @throws DomainError `not_found` unless the call was a duplicate of one that is public */
  private async leadOn(slug: string, rest: string, reply: FastifyReply): Promise<void> {
    const target = await mergedCallSlug(this.database, slug);
    if (!target) throw notFound('Esa convocatoria no existe o ya no está publicada.');
    void reply.status(302).header('location', `/convocatorias/${target}${rest}`);
  }
}

export function CallCard({ call, now }: { call: CallListItem; now: Date }): JSX.Element {
  return (
    <li class="card">
      <p class="kicker">
        {call.donorName} · {FORM_LABELS[call.financialForm]} <DemoBadge isDemo={call.isDemo} />
      </p>
      <h2>
        <a href={`/convocatorias/${call.slug}`} lang={call.language}>
          {call.title}
        </a>
      </h2>
      <DeadlineView call={call} now={now} />
      <p class="quiet">{call.themeNames.join(' · ')}</p>
    </li>
  );
}

function EmptyList({ filtered }: { filtered: boolean }): JSX.Element {
  return (
    <p class="notice">
      {filtered
        ? 'Ninguna convocatoria abierta trata de ese tema. Vea las demás o busque con otras palabras.'
        : 'Todavía no hay convocatorias publicadas.'}
    </p>
  );
}
