import type { Person } from '@chasqui/accounts';
import { allDeadlines, Call } from '@chasqui/calls';
import { Clock, DomainError, notFound } from '@chasqui/kernel';
import { AlertPreferences, Follows } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, SignedIn } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { withQuery } from '../views/parts.js';
import { FollowEdit, type FollowForm, followForm } from './follow-edit.js';
import { readLadderText } from './ladder-field.js';
import { previewReminders } from './reminder-preview.js';

const HTML = 'text/html; charset=utf-8';

const followRequest = z.object({ gad: z.string().max(10).optional().catch(undefined) });
type FollowRequest = z.output<typeof followRequest>;
const leaveForm = followRequest.extend({ volver: z.literal('ficha').optional().catch(undefined) });
const doneQuery = z.object({ hecho: z.literal('guardado').optional().catch(undefined) });

/** Following a call: its reminders, when they go out, and the end of it. Always the person's own. */
@Controller('avisos/seguimiento/:call')
@SignedIn()
export class FollowPages {
  constructor(
    private readonly database: DataSource,
    private readonly follows: Follows,
    private readonly settings: AlertPreferences,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', HTML)
  edit(
    @CurrentPerson() person: Person,
    @Param('call', ParseUUIDPipe) callId: string,
    @Query({ schema: doneQuery }) { hecho }: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.page(person, callId, { done: hecho });
  }

  /** Changes the days of the reminders. */
  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Param('call', ParseUUIDPipe) callId: string,
    @Body({ schema: followForm }) form: FollowForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const change = {
      ladder: readLadderText(form.ladder),
      ...(form.reviewEveryDays !== undefined && {
        reviewEveryDays: /^\d+$/.test(form.reviewEveryDays.trim())
          ? Number(form.reviewEveryDays)
          : Number.NaN,
      }),
    };
    try {
      await this.follows.change(person.id, callId, change);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      void reply.status(422).type(HTML);
      return this.page(person, callId, { form, error });
    }
    void reply.status(303).header('location', `/avisos/seguimiento/${callId}?hecho=guardado`);
    return undefined;
  }

  /** Begins to follow, for herself or for a GAD that she works for, and returns to where the button was. */
  @Post('seguir')
  async follow(
    @CurrentPerson() person: Person,
    @Param('call', ParseUUIDPipe) callId: string,
    @Body({ schema: followRequest }) { gad }: FollowRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.follows.follow(person.id, callId, gad ?? null);
    void reply.status(303).header('location', `${await this.sheet(callId, gad)}#seguimiento`);
  }

  /** Stops following. Twice is once. */
  @Post('dejar')
  async leave(
    @CurrentPerson() person: Person,
    @Param('call', ParseUUIDPipe) callId: string,
    @Body({ schema: leaveForm }) { gad, volver }: z.output<typeof leaveForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.follows.unfollow(person.id, callId);
    const next =
      volver === 'ficha'
        ? `${await this.sheet(callId, gad)}#seguimiento`
        : withQuery('/avisos', { hecho: 'parada', lista: `follow:${callId}` });
    void reply.status(303).header('location', next);
  }

  private async page(
    person: Person,
    callId: string,
    view: { readonly done?: 'guardado' | undefined; form?: FollowForm; error?: DomainError },
  ): Promise<string> {
    const [call, follow, settings] = await Promise.all([
      this.call(callId),
      this.follows.find(person.id, callId),
      this.settings.of(person.id),
    ]);
    if (!follow && call.state !== 'published') throw unknownCall();
    const now = this.clock.now();
    const ladder = follow?.ladder ?? settings.ladder;
    return renderPage(
      { title: `Seguimiento: ${call.title}`, person, section: 'alerts' },
      <FollowEdit
        {...view}
        call={call}
        follow={follow}
        settings={settings}
        previews={previewReminders(allDeadlines(call), ladder, settings, now)}
        now={now}
      />,
    );
  }

  /** The page of the call that the button was on. @throws DomainError `not_found` when it is not public */
  private async sheet(callId: string, gad: string | undefined): Promise<string> {
    const { slug, state } = await this.call(callId);
    if (state !== 'published') throw unknownCall();
    return gad ? `/gads/${encodeURIComponent(gad)}/coincidencias/${slug}` : `/convocatorias/${slug}`;
  }

  private async call(id: string): Promise<Call> {
    const call = await this.database.manager.findOneBy(Call, { id });
    if (!call) throw unknownCall();
    return call;
  }
}

function unknownCall(): DomainError {
  return notFound('Esa convocatoria no existe o ya no está publicada.');
}
