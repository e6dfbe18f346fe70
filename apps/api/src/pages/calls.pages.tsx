import type { Person } from '@chasqui/accounts';
import { type CallListItem, callStatus, callStatusName, openCalls, publishedCall } from '@chasqui/calls';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, formatShortDate, notFound, safeHttpUrl } from '@chasqui/kernel';
import { amountText, callCalendar } from '@chasqui/notifications';
import { Sdg, Theme } from '@chasqui/vocabularies';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { FORM_LABELS, KIND_LABELS, LANGUAGE_LABELS, LEVEL_LABELS, ROLE_LABELS } from '../views/labels.js';
import { renderPage } from '../views/layout.js';
import { DeadlineView, DemoBadge, NextPage, Paragraphs, withQuery } from '../views/parts.js';

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
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Open calls, those that close first on top. `q` words, `tema` topic, `desde` key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const now = this.clock.now();
    const filter = { words: query.q, theme: query.tema, after: query.desde };
    const [page, themes] = await Promise.all([
      openCalls(this.database, filter, now),
      this.database.manager.find(Theme, { order: { nameEs: 'ASC' } }),
    ]);
    const names = new Map(themes.map((theme) => [theme.code, theme.nameEs]));
    const next = page.next && withQuery('/convocatorias', { q: query.q, tema: query.tema, desde: page.next });
    return renderPage(
      { title: 'Convocatorias abiertas', person, section: 'calls' },
      <>
        <h1>Convocatorias abiertas</h1>
        <form class="search" method="get" action="/convocatorias" role="search">
          <div class="field">
            <label for="q">Buscar</label>
            <input id="q" name="q" type="search" value={query.q ?? ''} placeholder="agua, mujeres, riego…" />
          </div>
          <div class="field">
            <label for="tema">Tema</label>
            <select id="tema" name="tema">
              <option value="">Todos los temas</option>
              {themes.map((theme) => (
                <option value={theme.code} selected={theme.code === query.tema}>
                  {theme.nameEs}
                </option>
              ))}
            </select>
          </div>
          <button type="submit">Buscar</button>
        </form>
        <p class="count">{page.total === 1 ? '1 convocatoria' : `${page.total} convocatorias`}</p>
        {page.total === 0 && <EmptyList filtered={Boolean(query.q || query.tema)} />}
        <ul class="cards">
          {page.items.map((call) => (
            <CallCard call={call} now={now} themes={names} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  @Get(':slug')
  @Header('content-type', HTML)
  async detail(@CurrentPerson() person: Person | null, @Param('slug') slug: string): Promise<string> {
    const call = await publishedCall(this.database, slug);
    if (!call) throw notFound('Esa convocatoria no existe o ya no está publicada.');
    const now = this.clock.now();
    const [themes, goals] = await Promise.all([
      this.database.manager.find(Theme),
      this.database.manager.find(Sdg, { order: { number: 'ASC' } }),
    ]);
    const themeNames = themes
      .filter((theme) => call.themes.includes(theme.code))
      .map((theme) => theme.nameEs);
    const sdgNames = goals
      .filter((goal) => call.sdgs.includes(goal.number))
      .map((goal) => `${goal.number}. ${goal.nameEs}`);
    const source = safeHttpUrl(call.sourceUrl);
    const share = call.cofinancingPercent;
    return renderPage(
      { title: call.title, person, section: 'calls', description: call.summary.slice(0, 160) },
      <article>
        <p class="kicker">
          {KIND_LABELS[call.kind]} · {call.donor?.nameEs} · {callStatusName(callStatus(call, now))}{' '}
          <DemoBadge isDemo={call.isDemo} />
        </p>
        <h1 lang={call.language}>{call.title}</h1>
        <section class="panel" aria-labelledby="cierre">
          <h2 id="cierre">Cierre</h2>
          <DeadlineView call={call} now={now} />
          {call.closesAt && (
            <p>
              <a class="button quiet" href={`/convocatorias/${call.slug}/cierre.ics`}>
                Añadir a mi calendario
              </a>
            </p>
          )}
        </section>
        <div lang={call.language}>
          <Paragraphs text={call.summary} />
        </div>
        <dl class="facts">
          <Fact label="Forma de apoyo" value={FORM_LABELS[call.financialForm]} />
          <Fact label="Monto" value={amountText(call)} />
          <Fact
            label="Contraparte"
            value={
              share === null ? 'no consta' : `al menos ${String(Number(share)).replace('.', ',')} % del costo`
            }
          />
          <Fact label="Papel del GAD" value={call.gadRole ? ROLE_LABELS[call.gadRole] : 'no consta'} />
          <Fact
            label="Niveles de GAD"
            value={
              call.gadLevels.length > 0
                ? `${call.gadLevels.map((level) => LEVEL_LABELS[level]).join(', ')}${call.gadLevelsInferred ? ' (deducido)' : ''}`
                : 'no consta'
            }
          />
          <Fact
            label="Quién puede postular, según la fuente"
            value={call.applicantTypes.join('; ')}
            language={call.language}
          />
          <Fact label="Países" value={countriesText(call.countries)} />
          <Fact label="Temas" value={themeNames.join(', ') || 'no consta'} />
          <Fact label="ODS" value={sdgNames.join(', ') || 'no consta'} />
          <Fact
            label="Documentos que pide"
            value={call.requiredDocuments.join('; ')}
            language={call.language}
          />
          <Fact label="Abre" value={call.opensOn ? formatShortDate(call.opensOn) : 'no consta'} />
          <Fact label="Idioma de la fuente" value={LANGUAGE_LABELS[call.language] ?? call.language} />
        </dl>
        <p>
          Fuente:{' '}
          {source ? (
            <a href={source} rel="noopener nofollow">
              {new URL(source).hostname}
            </a>
          ) : (
            'no consta'
          )}
          . Última revisión: {formatShortDate(call.updatedAt)}.
        </p>
      </article>,
    );
  }

  /** The close as a calendar file. */
  @Get(':slug/cierre.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  async calendar(@Param('slug') slug: string): Promise<string> {
    const call = await publishedCall(this.database, slug);
    const url = `${this.settings.publicUrl}/convocatorias/${slug}`;
    const calendar = call && callCalendar(call, url, this.clock.now());
    if (!calendar) throw notFound('Esa convocatoria no tiene una fecha exacta de cierre.');
    return calendar;
  }
}

export function CallCard({
  call,
  now,
  themes,
}: {
  call: CallListItem;
  now: Date;
  themes: ReadonlyMap<string, string>;
}): JSX.Element {
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
      <p class="quiet">{call.themes.map((code) => themes.get(code) ?? code).join(' · ')}</p>
    </li>
  );
}

function EmptyList({ filtered }: { filtered: boolean }): JSX.Element {
  return (
    <p class="notice">
      {filtered
        ? 'Ninguna convocatoria abierta tiene esas palabras. Pruebe con menos palabras o con otro tema.'
        : 'Todavía no hay convocatorias publicadas.'}
    </p>
  );
}

/** `language` marks words of the source; an empty value is said to be unknown. */
function Fact({ label, value, language }: { label: string; value: string; language?: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      {value ? <dd lang={language}>{value}</dd> : <dd>no consta</dd>}
    </div>
  );
}

function countriesText(countries: readonly string[]): string {
  if (countries.length === 0) return 'no consta';
  if (countries.includes('*')) return 'todos';
  const names = new Intl.DisplayNames('es', { type: 'region' });
  return countries.map((code) => names.of(code) ?? code).join(', ');
}
