import type { Person } from '@chasqui/accounts';
import { Desk, type FindingView } from '@chasqui/intake';
import { Clock, DomainError, notFound } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { NextPage, withQuery } from '../views/parts.js';
import { withAnotherRow } from './call-form.js';
import { HTML } from './call-form-page.js';
import { type Action, STEPS } from './finding-actions.js';
import { decisionOf, type FindingForm, readFindingForm } from './finding-form.js';
import { WholeText } from './finding-original.js';
import { findingPage, languageOfFinding, proposalOf } from './finding-page.js';
import {
  deskUrl,
  type DoneQuery,
  doneQuery,
  filterQuery,
  type FilterQuery,
  findingUrl,
  QUEUE,
  queueFilter,
} from './finding-query.js';
import { type RecordBody, recordBody, revisionIn } from './record-choices.js';
import { CurationNav } from './records-nav.js';

const ACTIONS: readonly Action[] = [
  'publicar',
  'guardar',
  'aceptar',
  'archivar',
  'mantener',
  'bien',
  'rechazar',
];
const DONE: Readonly<Record<Action, string>> = {
  publicar: 'publicada',
  guardar: 'guardada',
  aceptar: 'aceptada',
  archivar: 'archivada',
  mantener: 'mantenida',
  bien: 'comprobada',
  rechazar: 'rechazada',
};
/** UTF-16 units of an original on one page. */
const TEXT_PAGE = 40_000;
const textQuery = z.object({
  parte: z.coerce.number().int().min(0).max(999).catch(0),
  desde: z.coerce.number().int().min(0).max(1e9).catch(0),
});

/** One thing that a source brought: the original beside what was read of it, and what a curator decides. */
@Controller('curaduria/novedades/:id')
@Roles('curator')
export class FindingPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
    private readonly clock: Clock,
  ) {}

  /** The finding, within the list that `tipo`, `fuente` and `urgencia` narrow; `hecho` and `de` what was just done. */
  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: doneQuery }) query: DoneQuery,
  ): Promise<string> {
    const view = await this.desk.get(id, queueFilter(query));
    return findingPage(this.database, { person, view, query, now: this.clock.now() });
  }

  /** Does what the pressed button says (`accion`), or shows the form again: with another row, or with what is wrong. */
  @Post()
  async decide(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: filterQuery }) query: FilterQuery,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const view = await this.desk.get(id, queueFilter(query));
    const typed = readFindingForm(view.finding, body);
    const page = { person, query, now: this.clock.now() };
    const longer = withAnotherRow(typed.form, body['anadir']);
    if (longer) {
      void reply.status(200).type(HTML);
      const again = { ...typed, form: longer };
      return findingPage(this.database, { ...page, view, typed: again, revision: revisionIn(body) });
    }
    try {
      const done = await this.carryOut(view, typed, body, person.id);
      void reply.status(303).header('location', await this.after(view, query, done));
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      // After a conflict the form carries today's version: whoever has compared may save.
      const current = await this.desk.get(id, queueFilter(query));
      return findingPage(this.database, { ...page, view: current, typed, error });
    }
  }

  /** Brings a rejected call back to the desk. */
  @Post('reabrir')
  async reopen(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.desk.reopen(id, revisionIn(body), person.id);
      void reply.status(303).header('location', `${findingUrl(id)}?hecho=reabierta`);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
      void reply.status(409).type(HTML);
      const view = await this.desk.get(id);
      return findingPage(this.database, { person, view, query: {}, now: this.clock.now(), error });
    }
  }

  /** All that was read of one part (`parte`) of the original, from `desde` on. */
  @Get('texto')
  @Header('content-type', HTML)
  async text(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: textQuery }) { parte, desde }: z.output<typeof textQuery>,
  ): Promise<string> {
    const view = await this.desk.get(id);
    const part = view.original[parte];
    if (!part) throw notFound(view.originalProblem ?? 'Ese texto no existe. Vuelva a la novedad.');
    const from = Math.min(desde, part.text.length);
    const to = Math.min(from + TEXT_PAGE, part.text.length);
    const here = `${findingUrl(id)}/texto`;
    const next = to < part.text.length ? withQuery(here, { parte: String(parte), desde: String(to) }) : null;
    return renderPage(
      { title: `Texto completo: ${part.name}`, person, section: 'curation' },
      <>
        <CurationNav current="novedades" />
        <h1>Texto completo</h1>
        <p>
          <a href={findingUrl(id)}>Volver a la novedad</a>
        </p>
        <h2>{part.name}</h2>
        <WholeText part={part} from={from} to={to} language={languageOfFinding(view)} />
        <NextPage url={next} />
      </>,
    );
  }

  private async carryOut(
    view: FindingView,
    typed: FindingForm,
    body: RecordBody,
    actorId: string,
  ): Promise<Action> {
    const action = ACTIONS.find((each) => each === body['accion']) ?? 'guardar';
    const { id } = view.finding;
    const revision = revisionIn(body);
    if (action === 'rechazar') {
      await this.desk.reject(id, revision, typed.reason, actorId);
      return action;
    }
    requireNoReason(typed);
    const proposal = await proposalOf(this.database, view);
    const decision = await decisionOf(this.database, proposal, typed, STEPS[action]);
    await this.desk.decide(id, revision, decision, actorId);
    return action;
  }

  /** On to the next one of the list, or back to it; a change of which something was left open stays on the page. */
  private async after({ finding, next }: FindingView, query: FilterQuery, done: Action): Promise<string> {
    const { finding: now } = await this.desk.get(finding.id);
    if (now.state === 'open') return deskUrl(`${QUEUE}/${finding.id}`, query, { hecho: 'parcial' });
    return deskUrl(next ? `${QUEUE}/${next}` : QUEUE, query, { hecho: DONE[done], de: finding.id });
  }
}

/** The Enter key presses the first button: whoever wrote why it is rejected did not mean to keep it. */
function requireNoReason({ reason }: FindingForm): void {
  if (!reason.trim()) return;
  const message =
    'Escribió por qué rechazarla, pero no pulsó el botón de rechazar. Púlselo o borre el motivo.';
  throw new DomainError('invalid', 'finding.reason_written', message, [{ field: 'reason', message }]);
}
