import { hasRole, type Person } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { Clock, DomainError, localDate, notFound } from '@chasqui/kernel';
import {
  evaluationsOfGad,
  lastEvaluations,
  type MembershipLoad,
  membershipOfGad,
  membershipsOfGad,
  type NetworkMembership,
  networkChoices,
  NetworkMemberships,
  overloadWarnings,
} from '@chasqui/networks';
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
import { type Choice, SelectField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { GadNav } from './gads-nav.js';
import {
  MembershipFields,
  membershipForm,
  type MembershipForm,
  toMembershipForm,
} from './network-membership-form.js';
import { MembershipList } from './network-membership-views.js';
import { networkTitle } from './network-parts.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({
  desde: z.string().max(800).optional().catch(undefined),
  evaluaciones: z.string().max(800).optional().catch(undefined),
});
const blankQuery = z.object({ red: z.uuid().optional().catch(undefined) });
const moveForm = z.object({ revision: z.coerce.number().int().positive() });
/** More memberships than any government can attend to: the warnings look at all of them. */
const ALL = 500;

/** The networks a GAD is in. Its officers write; its council members and curators read. */
@Controller('gads/:gad/redes')
@UseInterceptors(RefreshMatches)
@GadReaders()
export class NetworkMembershipPages {
  constructor(
    private readonly database: DataSource,
    private readonly memberships: NetworkMemberships,
    private readonly clock: Clock,
  ) {}

  /** Memberships with fees and warnings, and past evaluations. `desde` and `evaluaciones` are keys of pages. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const gad = await this.gad(code);
    const today = localDate(this.clock.now());
    const [page, all, evaluations] = await Promise.all([
      membershipsOfGad(this.database, code, query.desde),
      membershipsOfGad(this.database, code, undefined, ALL),
      evaluationsOfGad(this.database, code, { after: query.evaluaciones }),
    ]);
    const load = await this.load(code, all.items);
    return renderPage(
      { title: `Redes: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="redes" />
        <MembershipList
          gad={gad}
          page={page}
          evaluations={evaluations}
          warnings={overloadWarnings(load, today)}
          writes={hasRole(person, ['officer'], code)}
          today={today}
        />
      </>,
    );
  }

  @Get('membresias/nueva')
  @GadRoles(['officer'])
  @Header('content-type', HTML)
  async blank(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: blankQuery }) query: z.output<typeof blankQuery>,
  ): Promise<string> {
    return this.form(person, code, membershipForm.parse({ networkId: query.red, role: 'member' }), null);
  }

  @Post('membresias')
  @GadRoles(['officer'])
  async add(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: membershipForm }) form: MembershipForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { form, membership: null }, () =>
      this.memberships.add(actor, form.networkId, form),
    );
  }

  @Get('membresias/:membership')
  @GadRoles(['officer'])
  @Header('content-type', HTML)
  async edit(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('membership', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const membership = await this.membership(code, id);
    return this.form(person, code, toMembershipForm(membership), membership);
  }

  @Post('membresias/:membership')
  @GadRoles(['officer'])
  async update(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('membership', ParseUUIDPipe) id: string,
    @Body({ schema: membershipForm }) form: MembershipForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const membership = await this.membership(code, id);
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { form, membership }, () =>
      this.memberships.update(actor, id, form.revision, form),
    );
  }

  /** The membership ends with this year. */
  @Post('membresias/:membership/terminar')
  @GadRoles(['officer'])
  async end(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('membership', ParseUUIDPipe) id: string,
    @Body({ schema: moveForm }) body: z.output<typeof moveForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const membership = await this.membership(code, id);
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { form: toMembershipForm(membership), membership }, () =>
      this.memberships.end(actor, id, body.revision),
    );
  }

  /** Takes out a membership that was entered by mistake; what it said stays in the audit trail. */
  @Post('membresias/:membership/quitar')
  @GadRoles(['officer'])
  async remove(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('membership', ParseUUIDPipe) id: string,
    @Body({ schema: moveForm }) body: z.output<typeof moveForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const membership = await this.membership(code, id);
    const actor = { gadCode: code, accountId: person.id };
    return this.answer(reply, person, code, { form: toMembershipForm(membership), membership }, () =>
      this.memberships.remove(actor, id, body.revision),
    );
  }

  private async answer(
    reply: FastifyReply,
    person: Person,
    code: string,
    entered: { form: MembershipForm; membership: NetworkMembership | null },
    change: () => Promise<unknown>,
  ): Promise<string | undefined> {
    try {
      await change();
      void reply.status(303).header('location', `/gads/${code}/redes`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.form(person, code, entered.form, entered.membership, error);
    }
  }

  private async form(
    person: Person,
    code: string,
    form: MembershipForm,
    membership: NetworkMembership | null,
    error?: DomainError,
  ): Promise<string> {
    const [gad, networks] = await Promise.all([
      this.gad(code),
      membership ? [] : networkChoices(this.database),
    ]);
    const base = `/gads/${code}/redes/membresias`;
    const title = membership ? 'Editar la membresía' : 'Añadir una membresía';
    const errors = error?.fields ?? [];
    return renderPage(
      { title, person },
      <div class="narrow">
        <p class="kicker">
          <a href={`/gads/${code}/redes`}>Redes del {gad.name}</a>
        </p>
        <h1>{title}</h1>
        {error && <FormErrors message={error.message} fields={errors} />}
        {!membership && (
          <p class="notice">
            ¿Todavía no es miembro? Le recomendamos{' '}
            <a href={`/gads/${code}/redes/evaluaciones/nueva`}>evaluar primero si le conviene</a>. No es
            obligatorio.
          </p>
        )}
        <form method="post" action={membership ? `${base}/${membership.id}` : base}>
          {membership ? (
            <p>
              <strong>{networkTitle(membership.network!)}</strong>
            </p>
          ) : (
            <SelectField
              name="networkId"
              label="Red"
              errors={errors}
              value={form.networkId}
              choices={[['', 'Elija…'], ...networks.map((each): Choice => [each.id, networkTitle(each)])]}
            />
          )}
          {membership?.sourceEs && (
            <p class="quiet">Leído en: {membership.sourceEs}. Si lo cambia, constará que lo dice su GAD.</p>
          )}
          <MembershipFields form={form} errors={errors} />
          <button type="submit">Guardar</button>
        </form>
        {membership && (
          <details class="panel">
            <summary>¿Se registró por error?</summary>
            <form method="post" action={`${base}/${membership.id}/quitar`}>
              <input type="hidden" name="revision" value={membership.revision} />
              <p>Se quita de la lista y de la página pública de la red. Si solo terminó, use «Terminar».</p>
              <button type="submit" class="quiet">
                Quitar la membresía
              </button>
            </form>
          </details>
        )}
      </div>,
    );
  }

  /** What the warnings need to know of each membership. */
  private async load(
    gadCode: string,
    memberships: readonly NetworkMembership[],
  ): Promise<readonly MembershipLoad[]> {
    const ids = memberships.map(({ networkId }) => networkId);
    const evaluated = await lastEvaluations(this.database, gadCode, ids);
    return memberships.map(({ network, networkId, fromYear, untilYear, feeDueOn }) => ({
      fromYear,
      untilYear,
      feeDueOn,
      networkName: network!.acronym ?? network!.nameEs,
      dormant: network!.activity === 'dormant',
      moneyRecorded: evaluated.get(networkId)?.answers.hasMoney ?? null,
    }));
  }

  private async membership(code: string, id: string): Promise<NetworkMembership> {
    const membership = await membershipOfGad(this.database, code, id);
    if (!membership) throw notFound('Esa membresía no existe.');
    return membership;
  }

  private async gad(code: string): Promise<Gad> {
    const gad = await this.database.manager.findOneBy(Gad, { dpaCode: code });
    if (!gad) throw notFound('No hay ningún GAD con ese código.');
    return gad;
  }
}
