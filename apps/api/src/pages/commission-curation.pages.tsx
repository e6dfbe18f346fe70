import type { Person } from '@chasqui/accounts';
import { callStateName } from '@chasqui/calls';
import {
  CommissionRounds,
  type CommissionProposal,
  type CommissionRound,
  proposalCounts,
  proposalsOfRound,
  roundWithCommission,
  whyNoCall,
} from '@chasqui/commissions';
import { Donor } from '@chasqui/donors';
import { Clock, DomainError, formatShortDate, localDate, notFound } from '@chasqui/kernel';
import { ROUND_STAGE_LABELS } from '@chasqui/vocabularies';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource, IsNull } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { type Choice, SelectField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { sessionOfRound, WindowView } from './commission-parts.js';

const HTML = 'text/html; charset=utf-8';
const callForm = z.object({ donorId: z.uuid().or(z.literal('')).default('') });
const proposalsQuery = z.object({
  ver: z.enum(['demandas', 'ofertas']).optional().catch(undefined),
  desde: z.string().max(200).optional().catch(undefined),
});

/** What curators do with a round: open its call, and read what GADs present to it. */
@Controller('curaduria/rondas/:round')
@Roles('curator')
export class CommissionCurationPages {
  constructor(
    private readonly database: DataSource,
    private readonly rounds: CommissionRounds,
    private readonly clock: Clock,
  ) {}

  /** Explains what opening the call of a round does, with the button. */
  @Get('convocatoria')
  @Header('content-type', HTML)
  async ask(@CurrentPerson() person: Person, @Param('round', ParseUUIDPipe) id: string): Promise<string> {
    return this.callPage(person, await this.round(id), '');
  }

  /** Opens the call of a round, or goes to the one it has. */
  @Post('convocatoria')
  async open(
    @CurrentPerson() person: Person,
    @Param('round', ParseUUIDPipe) id: string,
    @Body({ schema: callForm }) body: z.output<typeof callForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      const call = await this.rounds.openCall(id, body.donorId || null, person.id);
      void reply.status(303).header('location', `/curaduria/convocatorias/${call.id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.callPage(person, await this.round(id), body.donorId, error);
    }
  }

  /** What GADs handed in, demand and offer apart. */
  @Get('propuestas')
  @Header('content-type', HTML)
  async proposals(
    @CurrentPerson() person: Person,
    @Param('round', ParseUUIDPipe) id: string,
    @Query({ schema: proposalsQuery }) query: z.output<typeof proposalsQuery>,
  ): Promise<string> {
    const offers = query.ver === 'ofertas';
    const [round, counts, page] = await Promise.all([
      this.round(id),
      proposalCounts(this.database, id),
      proposalsOfRound(this.database, id, offers ? 'offer' : 'demand', query.desde),
    ]);
    const base = `/curaduria/rondas/${id}/propuestas`;
    const rest = [
      counts.drafts > 0 && `${counts.drafts} en borrador`,
      counts.withdrawn > 0 && `${counts.withdrawn} retiradas`,
    ].filter(Boolean);
    return renderPage(
      { title: `Propuestas: ${round.labelEs}`, person, section: 'curation' },
      <>
        <RoundHeading round={round} title="Propuestas de los GAD" />
        <nav class="tabs" aria-label="Qué propuestas ver">
          <a href={`${base}?ver=demandas`} aria-current={offers ? undefined : 'page'}>
            Demandas ({counts.demand})
          </a>
          <a href={`${base}?ver=ofertas`} aria-current={offers ? 'page' : undefined}>
            Ofertas ({counts.offer})
          </a>
        </nav>
        {rest.length > 0 && <p class="quiet">Además hay {rest.join(' y ')}; no cuentan como presentadas.</p>}
        {page.items.length === 0 && (
          <p class="notice">
            {offers ? 'Ningún GAD ha presentado ofertas.' : 'Ningún GAD ha presentado demandas.'}
          </p>
        )}
        <ul class="cards">
          {page.items.map((proposal) => (
            <ProposalCard proposal={proposal} />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(base, { ver: query.ver, desde: page.next })} />
      </>,
    );
  }

  private async callPage(
    person: Person,
    round: CommissionRound,
    donorId: string,
    error?: DomainError,
  ): Promise<string> {
    const now = this.clock.now();
    const why = round.callId ? null : whyNoCall(round, now);
    const agency = round.commission?.donor;
    const donors =
      round.callId || why || agency
        ? []
        : await this.database.manager.find(Donor, {
            select: { id: true, nameEs: true },
            where: { mergedIntoId: IsNull() },
            order: { nameEs: 'ASC' },
            take: 800,
          });
    return renderPage(
      { title: `Convocatoria: ${round.labelEs}`, person, section: 'curation' },
      <div class="narrow">
        <RoundHeading round={round} title="Abrir la convocatoria de la ronda" />
        {error && <FormErrors message={error.message} fields={error.fields} />}
        <p>Sesión: {sessionOfRound(round, localDate(now))}</p>
        <WindowView round={round} now={now} />
        {round.call && (
          <p class="notice">
            Esta ronda ya tiene su convocatoria, {callStateName(round.call.state)}:{' '}
            <a href={`/curaduria/convocatorias/${round.call.id}`}>{round.call.title}</a>.
          </p>
        )}
        {why && <p class="notice">{why}</p>}
        {!round.callId && !why && (
          <form method="post" action={`/curaduria/rondas/${round.id}/convocatoria`}>
            <p>
              Se crea una convocatoria en revisión con el nombre, los temas, los documentos y el plazo de la
              ronda. Usted la completa y la publica; solo entonces se compara con los GAD y se avisa. Si
              después cambia sus fechas, las de la ronda quedan como están.
            </p>
            {agency ? (
              <p>
                Cooperante: <strong>{agency.nameEs}</strong>
              </p>
            ) : (
              <SelectField
                name="donorId"
                label="Cooperante"
                help="La ficha de la comisión no dice cuál es la agencia."
                errors={error?.fields ?? []}
                value={donorId}
                choices={[['', 'Elija…'], ...donors.map((donor): Choice => [donor.id, donor.nameEs])]}
              />
            )}
            <button type="submit">Abrir convocatoria</button>
          </form>
        )}
      </div>,
    );
  }

  private async round(id: string): Promise<CommissionRound> {
    const round = await roundWithCommission(this.database, id);
    if (!round) throw notFound('Esa ronda no existe o se unió a otra.');
    return round;
  }
}

function RoundHeading({ round, title }: { round: CommissionRound; title: string }): JSX.Element {
  const { commission } = round;
  return (
    <>
      <p class="kicker">
        <a href={`/curaduria/rondas/${round.id}`}>Ficha de la ronda</a> ·{' '}
        <a href={`/comisiones/${commission!.slug}`}>{commission!.partnerEs}</a> ·{' '}
        {ROUND_STAGE_LABELS[round.stage]}
      </p>
      <h1>{title}</h1>
      <p>{round.labelEs}</p>
    </>
  );
}

function ProposalCard({ proposal }: { proposal: CommissionProposal }): JSX.Element {
  const { gad, presenterEs, priority, offer } = proposal;
  return (
    <li class="card">
      <p class="kicker">
        {gad!.name}
        {presenterEs && ` · presenta ${presenterEs}`}
      </p>
      <h2>
        <a href={`/gads/${proposal.gadCode}/comisiones/propuestas/${proposal.id}`}>{proposal.title}</a>
      </h2>
      <Paragraphs text={proposal.summary.slice(0, 600)} />
      {priority && <p class="quote">Prioridad de su plan: «{priority.text}»</p>}
      {proposal.direction === 'demand' && !priority && (
        <p class="notice">La prioridad que citaba ya no está en el plan.</p>
      )}
      {offer && <p class="quote">Buena práctica: «{offer.titleEs}»</p>}
      <p class="quiet">Enviada el {formatShortDate(proposal.updatedAt)}</p>
    </li>
  );
}
