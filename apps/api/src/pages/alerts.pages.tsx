import type { Person } from '@chasqui/accounts';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, SignedIn } from '../http/access.js';
import { AlertDesk, answer, type AlertVisit, type ListAction } from './alert-desk.js';
import { type DoneQuery, doneQuery } from './alert-done.js';
import { type AlertForm, alertForm } from './alert-edit.js';
import { OWN_PLACE } from './alert-place.js';
import { type DeliveryForm, deliveryForm } from './delivery-form.js';
import { LIST_ACTION } from './list-action.js';
import { type PauseForm, pauseForm } from './pause-form.js';

const HTML = 'text/html; charset=utf-8';

/** What a signed-in person receives, whatever her roles. */
@Controller('avisos')
@SignedIn()
export class AlertsPages {
  constructor(private readonly desk: AlertDesk) {}

  /** `hecho` and `lista` tell what was just done. */
  @Get()
  @Header('content-type', HTML)
  overview(@CurrentPerson() person: Person, @Query({ schema: doneQuery }) done: DoneQuery): Promise<string> {
    return this.desk.overviewPage(visitOf(person), done);
  }

  /** `list` is named as in the links of mails. */
  @Post('listas/:list/:action')
  async act(
    @CurrentPerson() person: Person,
    @Param('list') list: string,
    @Param('action', LIST_ACTION) action: ListAction,
    @Body({ schema: pauseForm }) form: PauseForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return answer(reply, await this.desk.act(visitOf(person), list, action, form));
  }

  @Get('entrega')
  @Header('content-type', HTML)
  delivery(@CurrentPerson() person: Person, @Query({ schema: doneQuery }) done: DoneQuery): Promise<string> {
    return this.desk.deliveryPage(visitOf(person), done);
  }

  @Post('entrega')
  async saveDelivery(
    @CurrentPerson() person: Person,
    @Body({ schema: deliveryForm }) form: DeliveryForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return answer(reply, await this.desk.saveDelivery(visitOf(person), form));
  }

  @Get('alertas/:id')
  @Header('content-type', HTML)
  alert(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.desk.alertPage(visitOf(person), id);
  }

  @Post('alertas/:id')
  async saveAlert(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: alertForm }) form: AlertForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return answer(reply, await this.desk.saveAlert(visitOf(person), id, form));
  }
}

function visitOf(person: Person): AlertVisit {
  return { accountId: person.id, person, place: OWN_PLACE };
}
