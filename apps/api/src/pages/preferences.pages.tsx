import type { Person } from '@chasqui/accounts';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { preferencesLinkJob } from '@chasqui/notifications';
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, Public } from '../http/access.js';
import { AlertDesk, type AlertVisit, answer, type Answered, type ListAction } from './alert-desk.js';
import { type DoneQuery, doneQuery } from './alert-done.js';
import { type AlertForm, alertForm } from './alert-edit.js';
import { linkPlace } from './alert-place.js';
import { type DeliveryForm, deliveryForm } from './delivery-form.js';
import { linkSentPage } from './link-trouble.js';
import { LinkVisits } from './link-visits.js';
import { LIST_ACTION } from './list-action.js';
import { type PauseForm, pauseForm } from './pause-form.js';

/** A fresh link costs a mail. */
const LIMITED = { rateLimit: { max: 20, timeWindow: '1 minute' } };

/**
 * The same as /avisos with the link of a mail instead of a session: only alerts, neither address nor history nor
 * export. Opening a page changes nothing.
 */
@Controller('preferencias/:token')
@Public()
export class PreferencesPages {
  constructor(
    private readonly desk: AlertDesk,
    private readonly visits: LinkVisits,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  @Get()
  overview(
    @CurrentPerson() person: Person | null,
    @Param('token') token: string,
    @Query({ schema: doneQuery }) done: DoneQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(token, person, reply, (visit) => this.desk.overviewPage(visit, done));
  }

  @Post('listas/:list/:action')
  act(
    @Param('token') token: string,
    @Param('list') list: string,
    @Param('action', LIST_ACTION) action: ListAction,
    @Body({ schema: pauseForm }) form: PauseForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.change(token, reply, (visit) => this.desk.act(visit, list, action, form));
  }

  @Get('entrega')
  delivery(
    @CurrentPerson() person: Person | null,
    @Param('token') token: string,
    @Query({ schema: doneQuery }) done: DoneQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(token, person, reply, (visit) => this.desk.deliveryPage(visit, done));
  }

  @Post('entrega')
  saveDelivery(
    @Param('token') token: string,
    @Body({ schema: deliveryForm }) form: DeliveryForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.change(token, reply, (visit) => this.desk.saveDelivery(visit, form));
  }

  @Get('alertas/:id')
  alert(
    @CurrentPerson() person: Person | null,
    @Param('token') token: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(token, person, reply, (visit) => this.desk.alertPage(visit, id));
  }

  @Post('alertas/:id')
  saveAlert(
    @Param('token') token: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: alertForm }) form: AlertForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.change(token, reply, (visit) => this.desk.saveAlert(visit, id, form));
  }

  @Post('alertas/:id/borrar')
  removeSearch(
    @Param('token') token: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.change(token, reply, (visit) => this.desk.removeSearch(visit, id));
  }

  /** Mails a fresh link to the person of one that is too old. The same answer always. */
  @Post('enlace')
  @RouteConfig(LIMITED)
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async freshLink(@Param('token') token: string): Promise<string> {
    const account = await this.visits.anyHolder(token);
    if (account) {
      const request = { accountId: account.id, requestedAt: this.clock.now().toISOString() };
      await this.queues.add([jobRequest(preferencesLinkJob, request)]);
    }
    return linkSentPage();
  }

  private async show(
    token: string,
    person: Person | null,
    reply: FastifyReply,
    page: (visit: AlertVisit) => Promise<string>,
  ): Promise<string> {
    const link = await this.visits.open('preferences', token, reply);
    if (typeof link === 'string') return link;
    return page({ accountId: link.account.id, place: linkPlace(token), person });
  }

  private async change(
    token: string,
    reply: FastifyReply,
    work: (visit: AlertVisit) => Promise<Answered>,
  ): Promise<string | undefined> {
    const link = await this.visits.open('preferences', token, reply);
    if (typeof link === 'string') return link;
    return answer(reply, await work({ accountId: link.account.id, place: linkPlace(token), person: null }));
  }
}
