import type { Person } from '@chasqui/accounts';
import {
  commissionAt,
  commissionCounts,
  type CommissionListItem,
  type CommissionRound,
  commissionsPage,
  leadingRound,
  type MixedCommission,
  periodicityText,
  roundsOf,
  sessionText,
} from '@chasqui/commissions';
import { vocabularyNames, type VocabularyNames } from '@chasqui/curation';
import { Clock, localDate, notFound, safeHttpUrl } from '@chasqui/kernel';
import {
  COMMISSION_KIND_LABELS,
  COMMISSION_KINDS,
  type CommissionKind,
  DIRECTION_LABELS,
  ROUND_STAGE_LABELS,
} from '@chasqui/vocabularies';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { type Choice, SelectField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { Checked, countryName, Fact, Provenance, SiteLink } from '../views/provenance.js';
import { sessionOfRound, StageLine, WindowView } from './commission-parts.js';

const HTML = 'text/html; charset=utf-8';

const listQuery = z.object({
  tipo: z.enum(COMMISSION_KINDS).optional().catch(undefined),
  fecha: z.literal('si').optional().catch(undefined),
  desde: z.string().max(800).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;
const detailQuery = z.object({ desde: z.string().max(200).optional().catch(undefined) });

/** Where Ecuador and a partner agree on cooperation: mixed commissions and their other denominations. */
@Controller('comisiones')
@Public()
export class CommissionPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** All of them, those with a session to come first. `tipo` denomination, `fecha=si` dated ones, `desde` page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    const today = localDate(this.clock.now());
    const [page, counts] = await Promise.all([
      commissionsPage(
        this.database,
        { kind: query.tipo, dated: query.fecha === 'si', after: query.desde },
        today,
      ),
      commissionCounts(this.database),
    ]);
    const { desde: _, ...chosen } = query;
    const next = page.next && withQuery('/comisiones', { ...chosen, desde: page.next });
    return renderPage(
      {
        title: 'Comisiones mixtas',
        person,
        section: 'catalogue',
        description: 'Espacios donde el Ecuador acuerda cooperación con otros países y organismos.',
      },
      <>
        <h1>Comisiones mixtas y otros espacios de negociación</h1>
        <p>
          Son las reuniones en que el Ecuador y un país u organismo aprueban programas de cooperación. Las
          convoca el Gobierno nacional; los GAD presentan demandas y también ofrecen su experiencia. No tienen
          fecha fija: aquí se muestra una fecha solo cuando alguien la anunció o la estimó.
        </p>
        <CommissionFilters query={query} counts={counts} />
        <p class="count">{page.total === 1 ? '1 espacio' : `${page.total} espacios`}</p>
        {page.total === 0 && (
          <p class="notice">Ninguno cumple eso ahora. Quite alguna condición para ver los demás.</p>
        )}
        <ul class="cards">
          {page.items.map((item) => (
            <CommissionCard item={item} today={today} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** One commission with its rounds. One that was merged leads to the one that stays. */
  @Get(':commission')
  async detail(
    @CurrentPerson() person: Person | null,
    @Param('commission') slug: string,
    @Query({ schema: detailQuery }) query: z.output<typeof detailQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const found = await commissionAt(this.database, slug);
    if (!found) throw notFound('Esa comisión no existe.');
    if ('movedTo' in found) {
      void reply.status(302).header('location', `/comisiones/${found.movedTo}`);
      return undefined;
    }
    const { commission } = found;
    const now = this.clock.now();
    const [{ rounds, next }, newest, names] = await Promise.all([
      roundsOf(this.database, commission.id, query.desde),
      roundsOf(this.database, commission.id),
      vocabularyNames(this.database.manager),
    ]);
    const text = sessionText(commission, localDate(now), newest.rounds);
    void reply.type(HTML);
    return renderPage(
      {
        title: `${commission.denominationEs}: ${commission.partnerEs}`,
        person,
        section: 'catalogue',
        description: `${commission.partnerEs}: ${text}`,
      },
      <article>
        <p class="kicker">
          <a href="/comisiones">Comisiones mixtas</a> · {COMMISSION_KIND_LABELS[commission.kind]}
        </p>
        <h1>{titleOf(commission)}</h1>
        <p>
          <strong>{capital(text)}</strong>
        </p>
        <Paragraphs text={commission.noteEs} />
        <CommissionFacts commission={commission} names={names} />
        <section aria-labelledby="etapas">
          <h2 id="etapas">Cómo funciona, paso a paso</h2>
          {commission.kind !== 'mixed_commission' && (
            <p class="notice">
              Este espacio no es una comisión mixta: sus pasos pueden ser distintos. Confírmelos con la
              Cancillería.
            </p>
          )}
          <StageLine current={leadingRound(newest.rounds)?.stage ?? null} />
        </section>
        <section aria-labelledby="rondas">
          <h2 id="rondas">Rondas</h2>
          {rounds.length === 0 && <p>No consta ninguna ronda.</p>}
          {rounds.map((round) => (
            <RoundView round={round} names={names} now={now} />
          ))}
          <NextPage url={next && withQuery(`/comisiones/${slug}`, { desde: next })} />
        </section>
        <Provenance record={commission} />
      </article>,
    );
  }
}

/** "Perú", or "Alemania: cooperación técnica" where a partner keeps several tables. */
function titleOf({ partnerEs, trackEs }: MixedCommission): string {
  return trackEs ? `${partnerEs}: ${trackEs}` : partnerEs;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function CommissionFilters(props: {
  query: ListQuery;
  counts: ReadonlyMap<CommissionKind, number>;
}): JSX.Element {
  const { query, counts } = props;
  const kinds = COMMISSION_KINDS.filter((kind) => counts.has(kind)).map((kind): Choice => [
    kind,
    `${COMMISSION_KIND_LABELS[kind]} (${counts.get(kind)})`,
  ]);
  return (
    <form class="search" method="get" action="/comisiones">
      <SelectField
        name="tipo"
        label="Denominación"
        errors={[]}
        value={query.tipo ?? ''}
        choices={[['', 'Todas'], ...kinds]}
      />
      <SelectField
        name="fecha"
        label="Próxima sesión"
        errors={[]}
        value={query.fecha ?? ''}
        choices={[
          ['', 'Con fecha o sin ella'],
          ['si', 'Solo con fecha'],
        ]}
      />
      <button type="submit">Filtrar</button>
    </form>
  );
}

function CommissionCard({ item, today }: { item: CommissionListItem; today: string }): JSX.Element {
  const { commission, rounds } = item;
  return (
    <li class="card">
      <p class="kicker">{COMMISSION_KIND_LABELS[commission.kind]}</p>
      <h2>
        <a href={`/comisiones/${commission.slug}`}>{titleOf(commission)}</a>
      </h2>
      <p>{commission.denominationEs}</p>
      <p>
        <strong>{capital(sessionText(commission, today, rounds))}</strong>
      </p>
      <p class="quiet">Se reúne {periodicityText(commission.periodicityYears)}.</p>
      <p>
        <Checked record={commission} />
        {commission.doubtEs && <span class="badge doubt">con dudas</span>}
      </p>
    </li>
  );
}

function CommissionFacts(props: { commission: MixedCommission; names: VocabularyNames }): JSX.Element {
  const { commission, names } = props;
  const { donor } = commission;
  return (
    <>
      <dl class="facts">
        <Fact label="Denominación" value={commission.denominationEs} />
        <Fact label="Mesa" value={commission.trackEs} unknown={null} />
        <Fact
          label="País"
          value={commission.country && countryName(commission.country)}
          unknown="es un organismo internacional"
        />
        <Fact label="Se reúne" value={periodicityText(commission.periodicityYears)} />
        <Fact
          label="Temas"
          value={commission.themes.map((code) => names.themes.get(code) ?? code).join(', ')}
        />
      </dl>
      <p>
        Agencia de cooperación:{' '}
        {donor ? <a href={`/cooperantes/${donor.slug}`}>{donor.nameEs}</a> : 'no consta'}
      </p>
      {commission.website && (
        <p>
          Página web: <SiteLink url={commission.website} />
        </p>
      )}
    </>
  );
}

function RoundView(props: { round: CommissionRound; names: VocabularyNames; now: Date }): JSX.Element {
  const { round, names, now } = props;
  const { call } = round;
  return (
    <section class="panel" id={`ronda-${round.slug}`} aria-labelledby={`titulo-${round.slug}`}>
      <h3 id={`titulo-${round.slug}`}>{round.labelEs}</h3>
      <p>
        <strong>{ROUND_STAGE_LABELS[round.stage]}</strong> · {DIRECTION_LABELS[round.direction]}
      </p>
      <p>Sesión: {sessionOfRound(round, localDate(now))}</p>
      <WindowView round={round} now={now} />
      {round.themes.length > 0 && (
        <p class="quiet">Temas: {round.themes.map((code) => names.themes.get(code) ?? code).join(', ')}</p>
      )}
      <Paragraphs text={round.noteEs} />
      {call?.state === 'published' && (
        <p>
          <a class="button" href={`/convocatorias/${call.slug}`} lang={call.language}>
            Ver la convocatoria
          </a>
        </p>
      )}
      {round.documents.length > 0 && (
        <ul>
          {round.documents.map(({ title, url }) => (
            <li>{safeHttpUrl(url) ? <SiteLink url={url} text={title} /> : title}</li>
          ))}
        </ul>
      )}
      <p class="quiet">
        <Checked record={round} /> Fuente:{' '}
        {round.sources.map((source, index) => (
          <>
            {index > 0 && '; '}
            {safeHttpUrl(source.url) ? <SiteLink url={source.url} text={source.title} /> : source.title}
            {source.place && `, ${source.place}`}
          </>
        ))}
      </p>
      {round.doubtEs && (
        <p class="notice">
          <strong>Atención:</strong> {round.doubtEs}
        </p>
      )}
    </section>
  );
}
