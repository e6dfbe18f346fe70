import { hasRole, type Person } from '@chasqui/accounts';
import {
  CommissionProposals,
  type CommissionProposal,
  type CommissionRound,
  currentRounds,
  proposalGround,
  proposalOfGad,
  proposalsOfGad,
  roundWithCommission,
} from '@chasqui/commissions';
import { Gad, zoneOfGad } from '@chasqui/gads';
import { Clock, DomainError, localDate, notFound } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { GadNav } from './gads-nav.js';
import {
  blankForm,
  PrioritySearch,
  ProposalFields,
  proposalForm,
  type ProposalForm,
  toProposalForm,
} from './proposal-form.js';
import { ProposalDetail, ProposalLists } from './proposal-views.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({
  desde: z.string().max(200).optional().catch(undefined),
  rondas: z.string().max(200).optional().catch(undefined),
});
const formQuery = z.object({
  ronda: z.uuid().optional().catch(undefined),
  buscar: z.string().max(100).default('').catch(''),
});
type FormQuery = z.output<typeof formQuery>;
const moveForm = z.object({ revision: z.coerce.number().int().positive() });

/** What a GAD presents to commissions. Its officers write; its council members and curators read. */
@Controller('gads/:gad/comisiones')
@GadReaders()
export class ProposalPages {
  constructor(
    private readonly database: DataSource,
    private readonly proposals: CommissionProposals,
    private readonly clock: Clock,
  ) {}

  /** Rounds that take proposals or soon will, and the GAD's own ones. `rondas` and `desde` are keys of pages. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const gad = await this.gad(code);
    const now = this.clock.now();
    const [rounds, own] = await Promise.all([
      currentRounds(this.database, now, query.rondas),
      proposalsOfGad(this.database, code, query.desde),
    ]);
    return renderPage(
      { title: `Comisiones mixtas: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="comisiones" />
        <ProposalLists
          gad={gad}
          rounds={rounds}
          own={own}
          writes={hasRole(person, ['officer'], code)}
          now={now}
        />
      </>,
    );
  }

  /** An empty form for a round. Without a round it goes to the list, where one is chosen. */
  @Get('propuestas/nueva')
  @GadRoles(['officer'])
  async blank(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: formQuery }) query: FormQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    if (!query.ronda) {
      void reply.status(303).header('location', `/gads/${code}/comisiones`);
      return undefined;
    }
    const round = await this.round(query.ronda);
    void reply.type(HTML);
    return this.form(person, code, { round, form: blankForm(round), words: query.buscar });
  }

  @Post('propuestas')
  @GadRoles(['officer'])
  async create(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: proposalForm.required({ roundId: true }) }) form: ProposalForm & { roundId: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const round = await this.round(form.roundId);
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { round, form }, () =>
      this.proposals.create(actor, round.id, form),
    );
  }

  @Get('propuestas/:proposal')
  @Header('content-type', HTML)
  async detail(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('proposal', ParseUUIDPipe) id: string,
  ): Promise<string> {
    return this.show(person, code, await this.proposal(code, id));
  }

  @Get('propuestas/:proposal/editar')
  @GadRoles(['officer'])
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('proposal', ParseUUIDPipe) id: string,
    @Query({ schema: formQuery }) query: FormQuery,
  ): Promise<string> {
    const proposal = await this.proposal(code, id);
    const form = toProposalForm(proposal);
    return this.form(person, code, { round: proposal.round!, form, proposal, words: query.buscar });
  }

  @Post('propuestas/:proposal')
  @GadRoles(['officer'])
  async update(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('proposal', ParseUUIDPipe) id: string,
    @Body({ schema: proposalForm }) form: ProposalForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const proposal = await this.proposal(code, id);
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { round: proposal.round!, form, proposal }, () =>
      this.proposals.update(actor, id, form.revision, form),
    );
  }

  /** Hands the draft in; shows the form with what is missing when it is not complete. */
  @Post('propuestas/:proposal/enviar')
  @GadRoles(['officer'])
  async submit(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('proposal', ParseUUIDPipe) id: string,
    @Body({ schema: moveForm }) body: z.output<typeof moveForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const proposal = await this.proposal(code, id);
    const actor = { gadCode: code, accountId: person.id };
    const draft = { round: proposal.round!, form: toProposalForm(proposal), proposal, moving: true };
    return this.answer(reply, person, code, draft, () => this.proposals.submit(actor, id, body.revision));
  }

  @Post('propuestas/:proposal/retirar')
  @GadRoles(['officer'])
  async withdraw(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('proposal', ParseUUIDPipe) id: string,
    @Body({ schema: moveForm }) body: z.output<typeof moveForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const proposal = await this.proposal(code, id);
    const actor = { gadCode: code, accountId: person.id };
    const draft = { round: proposal.round!, form: toProposalForm(proposal), proposal, moving: true };
    return this.answer(reply, person, code, draft, () => this.proposals.withdraw(actor, id, body.revision));
  }

  /** Does the change and goes to the proposal, or shows what was entered with what is wrong. */
  private async answer(
    reply: FastifyReply,
    person: Person,
    code: string,
    draft: Draft,
    change: () => Promise<CommissionProposal>,
  ): Promise<string | undefined> {
    try {
      const saved = await change();
      void reply.status(303).header('location', `/gads/${code}/comisiones/propuestas/${saved.id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      // What no field can mend is told beside the proposal as it is now.
      if (error.kind === 'conflict' && draft.moving) return this.show(person, code, draft.proposal!, error);
      return this.form(person, code, draft, error);
    }
  }

  private async show(
    person: Person,
    code: string,
    proposal: CommissionProposal,
    error?: DomainError,
  ): Promise<string> {
    const gad = await this.gad(code);
    return renderPage(
      { title: proposal.title, person },
      <ProposalDetail
        gad={gad}
        proposal={proposal}
        writes={hasRole(person, ['officer'], code)}
        now={this.clock.now()}
        message={error?.message}
      />,
    );
  }

  private async form(person: Person, code: string, draft: Draft, error?: DomainError): Promise<string> {
    const { round, form, proposal, words = '' } = draft;
    const [gad, ground] = await Promise.all([this.gad(code), proposalGround(this.database, code, words)]);
    const base = `/gads/${code}/comisiones/propuestas`;
    const title = proposal ? 'Editar la propuesta' : 'Nueva propuesta';
    const errors = error?.fields ?? [];
    return renderPage(
      { title, person },
      <div class="narrow">
        <p class="kicker">
          <a href={`/gads/${code}/comisiones`}>{gad.name}: comisiones mixtas</a>
        </p>
        <h1>{title}</h1>
        <p>
          Para <a href={`/comisiones/${round.commission!.slug}`}>{round.commission!.partnerEs}</a>:{' '}
          {round.labelEs}
        </p>
        {error && <FormErrors message={error.message} fields={errors} />}
        {(ground.cut || words) && (
          <PrioritySearch
            action={proposal ? `${base}/${proposal.id}/editar` : `${base}/nueva`}
            roundId={proposal ? undefined : round.id}
            words={words}
          />
        )}
        <form method="post" action={proposal ? `${base}/${proposal.id}` : base}>
          <ProposalFields gadCode={code} form={form} round={round} ground={ground} errors={errors} />
          <p class="quiet">
            Se guarda como borrador. Hoy es {localDate(this.clock.now(), zoneOfGad(gad))}: envíe la propuesta
            antes del cierre de la ronda.
          </p>
          <button type="submit">Guardar borrador</button>
        </form>
      </div>,
    );
  }

  private async round(id: string): Promise<CommissionRound> {
    const round = await roundWithCommission(this.database, id);
    if (!round) throw notFound('Esa ronda no existe o se unió a otra.');
    return round;
  }

  private async proposal(code: string, id: string): Promise<CommissionProposal> {
    const proposal = await proposalOfGad(this.database, code, id);
    if (!proposal) throw notFound('Esa propuesta no existe.');
    return proposal;
  }

  private async gad(code: string): Promise<Gad> {
    const gad = await this.database.manager.findOneBy(Gad, { dpaCode: code });
    if (!gad) throw notFound('No hay ningún GAD con ese código.');
    return gad;
  }
}

interface Draft {
  readonly round: CommissionRound;
  readonly form: ProposalForm;
  /** The stored proposal; none while it is new. */
  readonly proposal?: CommissionProposal;
  /** Words that narrow the priorities to choose from. */
  readonly words?: string;
  /** It is handed in or taken back as it stands, not edited. */
  readonly moving?: boolean;
}
