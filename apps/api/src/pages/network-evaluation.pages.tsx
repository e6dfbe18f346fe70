import { hasRole, type Person } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { DomainError, notFound } from '@chasqui/kernel';
import {
  evaluationOfGad,
  evaluationsOfGad,
  lastEvaluations,
  networkAt,
  networkChoices,
  NetworkMemberships,
} from '@chasqui/networks';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { type Choice, SelectField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import {
  EvaluationFields,
  evaluationForm,
  type EvaluationForm,
  startFrom,
} from './network-evaluation-form.js';
import { EvaluationView } from './network-evaluation-view.js';
import { networkTitle } from './network-parts.js';

const HTML = 'text/html; charset=utf-8';
const blankQuery = z.object({ red: z.string().max(120).optional().catch(undefined) });
/** Evaluations of one network that are set side by side. */
const COMPARED = 3;

/** Whether a network is worth joining: seven questions and their balance. Officers answer, the GAD's people read. */
@Controller('gads/:gad/redes/evaluaciones')
@GadReaders()
export class NetworkEvaluationPages {
  constructor(
    private readonly database: DataSource,
    private readonly memberships: NetworkMemberships,
  ) {}

  /** First the network is chosen (`red`), then the questions are answered. */
  @Get('nueva')
  @GadRoles(['officer'])
  @Header('content-type', HTML)
  async blank(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: blankQuery }) query: z.output<typeof blankQuery>,
  ): Promise<string> {
    const found = query.red ? await networkAt(this.database, query.red) : null;
    if (!found || 'movedTo' in found) return this.choose(person, code);
    const { id } = found.network;
    const last = await lastEvaluations(this.database, code, [id]);
    return this.form(person, code, startFrom(id, last.get(id)?.answers));
  }

  @Post()
  @GadRoles(['officer'])
  async evaluate(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: evaluationForm }) form: EvaluationForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      const actor = { gadCode: code, accountId: person.id };
      const { id } = await this.memberships.evaluate(actor, form.networkId, form);
      void reply.status(303).header('location', `/gads/${code}/redes/evaluaciones/${id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(422).type(HTML);
      return this.form(person, code, form, error);
    }
  }

  /** The balance with its reasons, the next step when it is positive, and the answers beside earlier ones. */
  @Get(':evaluation')
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('evaluation', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const evaluation = await evaluationOfGad(this.database, code, id);
    if (!evaluation) throw notFound('Esa evaluación no existe.');
    const [gad, history, networks] = await Promise.all([
      this.gad(code),
      evaluationsOfGad(this.database, code, { networkId: evaluation.networkId, limit: 20 }),
      networkChoices(this.database),
    ]);
    const compared = history.items.filter((each) => each.id !== id).slice(0, COMPARED - 1);
    return renderPage(
      { title: `Evaluación: ${evaluation.network!.nameEs}`, person },
      <EvaluationView
        gad={gad}
        evaluation={evaluation}
        compared={compared}
        history={history.items}
        names={new Map(networks.map((network) => [network.id, networkTitle(network)]))}
        writes={hasRole(person, ['officer'], code)}
      />,
    );
  }

  private async choose(person: Person, code: string): Promise<string> {
    const [gad, networks] = await Promise.all([this.gad(code), this.slugs()]);
    return renderPage(
      { title: 'Evaluar una red', person },
      <div class="narrow">
        <p class="kicker">
          <a href={`/gads/${code}/redes`}>Redes del {gad.name}</a>
        </p>
        <h1>Evaluar una red</h1>
        <p>Siete preguntas ayudan a ver si conviene entrar, antes de pedirlo o pagar una cuota.</p>
        <form method="get" action={`/gads/${code}/redes/evaluaciones/nueva`}>
          <SelectField
            name="red"
            label="Red"
            errors={[]}
            value=""
            choices={networks.map(({ slug, name }): Choice => [slug, name])}
          />
          <button type="submit">Continuar</button>
        </form>
      </div>,
    );
  }

  private async form(
    person: Person,
    code: string,
    form: EvaluationForm,
    error?: DomainError,
  ): Promise<string> {
    const [gad, networks] = await Promise.all([this.gad(code), networkChoices(this.database)]);
    const network = networks.find(({ id }) => id === form.networkId);
    const errors = error?.fields ?? [];
    return renderPage(
      { title: network ? `Evaluar ${network.nameEs}` : 'Evaluar una red', person },
      <div class="narrow">
        <p class="kicker">
          <a href={`/gads/${code}/redes`}>Redes del {gad.name}</a>
        </p>
        <h1>{network ? `¿Conviene entrar a ${networkTitle(network)}?` : 'Evaluar una red'}</h1>
        {error && <FormErrors message={error.message} fields={errors} />}
        {network?.activity === 'dormant' && (
          <p class="notice">No se le conoce actividad a esta red. Confirme que sigue funcionando.</p>
        )}
        <form method="post" action={`/gads/${code}/redes/evaluaciones`}>
          {network ? (
            <input type="hidden" name="networkId" value={network.id} />
          ) : (
            <SelectField
              name="networkId"
              label="Red"
              errors={errors}
              value=""
              choices={[['', 'Elija…'], ...networks.map((each): Choice => [each.id, networkTitle(each)])]}
            />
          )}
          <EvaluationFields form={form} networks={networks} errors={errors} />
          <button type="submit">Ver el balance</button>
        </form>
      </div>,
    );
  }

  private slugs(): Promise<{ slug: string; name: string }[]> {
    return this.database.query(
      `SELECT slug, name_es || coalesce(' (' || nullif(acronym, name_es) || ')', '') AS name
         FROM network WHERE merged_into_id IS NULL ORDER BY name_es, id LIMIT 400`,
    );
  }

  private async gad(code: string): Promise<Gad> {
    const gad = await this.database.manager.findOneBy(Gad, { dpaCode: code });
    if (!gad) throw notFound('No hay ningún GAD con ese código.');
    return gad;
  }
}
