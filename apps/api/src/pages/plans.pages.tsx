import type { Person } from '@chasqui/accounts';
import { requireGad } from '@chasqui/gads';
import { DomainError, invalid } from '@chasqui/kernel';
import {
  columnTitle,
  type DevelopmentPlan,
  fingerprintOf,
  PLAN_FIELDS,
  Plans,
  planVocabulary,
  type Priority,
  type PriorityForm,
} from '@chasqui/pdot';
import { CSV_TYPE, csvStream, writeXlsx, XLSX_TYPE } from '@chasqui/spreadsheets';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import { GadNav, mayEdit } from './gads-nav.js';
import { PriorityFields, priorityForm, toPriorityForm } from './plans-priority-form.js';
import { ComponentFigure, NoPlan, PlanFacts, PriorityList, VersionTabs } from './plans-views.js';

const HTML = 'text/html; charset=utf-8';
const planQuery = z.object({
  version: z.coerce.number().int().positive().optional().catch(undefined),
  desde: z.coerce.number().int().positive().optional().catch(undefined),
  guardado: z.enum(['si', 'plan']).optional().catch(undefined),
});

/** The plan of a GAD: its people and curators read it, its officer and curators correct it. */
@Controller('gads/:gad/pdot')
@GadReaders()
export class PlansPages {
  constructor(
    private readonly database: DataSource,
    private readonly plans: Plans,
  ) {}

  /** The current version, or another with `version`; `desde` is the position after which the page begins. */
  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: planQuery }) query: z.output<typeof planQuery>,
  ): Promise<string> {
    const { manager } = this.database;
    const [gad, versions] = await Promise.all([requireGad(manager, code), this.plans.versions(code)]);
    const plan =
      versions.find(({ version, current }) => (query.version ? version === query.version : current)) ??
      versions[0];
    const editable = mayEdit(person, code);
    const base = `/gads/${code}/pdot`;
    return renderPage(
      { title: `PDOT: ${gad.name}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="pdot" />
        <h1>PDOT: {gad.name}</h1>
        {query.guardado && (
          <p class="done" role="status">
            {query.guardado === 'plan'
              ? 'El plan se guardó como versión vigente.'
              : 'Los cambios se guardaron.'}
          </p>
        )}
        {editable && (
          <p>
            <a class="button" href={`${base}/importar`}>
              {plan ? 'Cargar una versión nueva' : 'Cargar el PDOT'}
            </a>
          </p>
        )}
        {plan ? (
          await this.plan(plan, versions, base, editable, query.desde ?? 0)
        ) : (
          <NoPlan editable={editable} />
        )}
      </>,
    );
  }

  private async plan(
    plan: DevelopmentPlan,
    versions: readonly DevelopmentPlan[],
    base: string,
    editable: boolean,
    after: number,
  ) {
    const [page, shares, vocabulary] = await Promise.all([
      this.plans.priorities(plan.id, after),
      this.plans.shares(plan.id),
      planVocabulary(this.database.manager),
    ]);
    const version = plan.current ? undefined : String(plan.version);
    const next = page.next && withQuery(base, { version, desde: String(page.next) });
    return (
      <>
        <VersionTabs versions={versions} shown={plan} base={base} />
        <PlanFacts plan={plan} />
        {after === 0 && <ComponentFigure shares={shares} />}
        {versions.length > 1 && (
          <p>
            <a href={`${base}/equivalencias`}>Qué pasó con las prioridades de la versión anterior</a>
          </p>
        )}
        <PriorityList
          priorities={page.items}
          vocabulary={vocabulary}
          editUrl={editable && plan.current ? (id) => `${base}/prioridades/${id}` : undefined}
        />
        <NextPage url={next || null} />
      </>
    );
  }

  /** The template to fill in, with the titles of the columns. */
  @Get('plantilla.xlsx')
  async workbookTemplate(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    void reply.type(XLSX_TYPE).header('content-disposition', 'attachment; filename="plantilla-pdot.xlsx"');
    return writeXlsx(TEMPLATE);
  }

  @Get('plantilla.csv')
  async csvTemplate(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    void reply.type(CSV_TYPE).header('content-disposition', 'attachment; filename="plantilla-pdot.csv"');
    return Buffer.from((await csvStream(TEMPLATE).toArray()).join(''));
  }

  @Get('prioridades/:priority')
  @Header('content-type', HTML)
  @GadRoles(['officer'], { curators: true })
  async priority(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('priority', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const stored = await this.plans.priority(code, id);
    return this.priorityPage(person, code, stored, toPriorityForm(stored), fingerprintOf(stored));
  }

  @Post('prioridades/:priority')
  @GadRoles(['officer'], { curators: true })
  async editPriority(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('priority', ParseUUIDPipe) id: string,
    @Body({ schema: priorityForm }) body: z.output<typeof priorityForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { estado, ...form } = body;
    try {
      await this.plans.edit(code, id, estado, form, person.id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      const stored = await this.plans.priority(code, id);
      // After a conflict the form carries today's state: whoever has compared may save.
      const state = error.kind === 'conflict' ? fingerprintOf(stored) : estado;
      return this.priorityPage(person, code, stored, form, state, error);
    }
    void reply.status(303).header('location', `/gads/${code}/pdot?guardado=si`);
    return undefined;
  }

  private async priorityPage(
    person: Person,
    code: string,
    stored: Priority,
    form: PriorityForm,
    state: string,
    error?: DomainError,
  ): Promise<string> {
    const { manager } = this.database;
    const [gad, vocabulary] = await Promise.all([requireGad(manager, code), planVocabulary(manager)]);
    const shown = error ?? (stored.plan?.current ? undefined : historical());
    return renderPage(
      { title: 'Corregir una prioridad', person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="pdot" />
        <h1>Corregir la prioridad {stored.position}</h1>
        <p class="quiet">
          {gad.name} · {stored.plan?.label}
        </p>
        {shown && <FormErrors message={shown.message} fields={shown.fields} />}
        {shown?.code !== 'plan.history' && (
          <form method="post" action={`/gads/${code}/pdot/prioridades/${stored.id}`}>
            <input type="hidden" name="estado" value={state} />
            <PriorityFields form={form} vocabulary={vocabulary} errors={shown?.fields ?? []} />
            <button type="submit">Guardar</button>
          </form>
        )}
        <p>
          <a href={`/gads/${code}/pdot`}>Volver al plan</a>
        </p>
      </>,
    );
  }
}

const TEMPLATE = {
  name: 'PDOT',
  columns: PLAN_FIELDS.map((field) => ({ title: columnTitle(field) })),
  rows: [],
};

function historical(): DomainError {
  return invalid('plan.history', 'Esa prioridad es de una versión anterior del plan y ya no se cambia.');
}
