import { Clock, DomainError, localDate } from '@chasqui/kernel';
import { AlertPreferences, type ConsentWay, type ListOutcome, Preferences } from '@chasqui/subscriptions';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { z } from 'zod';
import { Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { maskedAddress } from './alert-place.js';
import { type LinkVisit, LinkVisits } from './link-visits.js';
import { pauseEnd, type PauseForm, pauseForm } from './pause-form.js';
import { AskPause, AskStop, NotYours, Paused, Resumed, type StopFacts, Stopped } from './stop-views.js';

/** What mail programs send when their own button is pressed (RFC 8058, 3.2). Whatever else comes with it is no matter. */
const oneClickForm = z.object({ 'List-Unsubscribe': z.string().optional() }).catch({});

/**
 * Stopping and pausing one list with the link of a mail, without signing in. Opening a page changes nothing: programs
 * that check mails open every link. What changes something answers at once, with neither redirect nor cookie.
 */
@Controller()
@Public()
export class StopPages {
  constructor(
    private readonly visits: LinkVisits,
    private readonly preferences: Preferences,
    private readonly settings: AlertPreferences,
    private readonly clock: Clock,
  ) {}

  /** Names the list and asks. */
  @Get('baja/:token')
  askStop(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show(token, reply, (facts) =>
      facts.state ? <AskStop {...facts} state={facts.state} /> : null,
    );
  }

  /** The button of that page and the one-click button of mail programs. */
  @Post('baja/:token')
  @HttpCode(200)
  stop(
    @Param('token') token: string,
    @Body({ schema: oneClickForm }) form: z.output<typeof oneClickForm>,
    @Headers('content-type') type: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    // Our own button never sends multipart, which mail programs should (RFC 8058, 3.1).
    const isProgram = form['List-Unsubscribe'] === 'One-Click' || type?.startsWith('multipart/') === true;
    const way: ConsentWay = isProgram ? 'one_click' : 'mail_link';
    return this.change(
      token,
      reply,
      (visit) => this.preferences.stop(visit.account.id, visit.subject, way),
      (facts) => <Stopped {...facts} />,
    );
  }

  /** Takes a stop or a pause back. */
  @Post('baja/:token/deshacer')
  @HttpCode(200)
  resume(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.change(
      token,
      reply,
      (visit) => this.preferences.resume(visit.account.id, visit.subject, 'mail_link'),
      (facts) => <Resumed {...facts} />,
    );
  }

  /** Asks how long. */
  @Get('pausa/:token')
  async askPause(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(token, reply, (facts, today) =>
      facts.state ? <AskPause {...facts} state={facts.state} today={today} /> : null,
    );
  }

  @Post('pausa/:token')
  @HttpCode(200)
  async pause(
    @Param('token') token: string,
    @Body({ schema: pauseForm }) form: PauseForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      return await this.change(
        token,
        reply,
        async (visit) => {
          const until = pauseEnd(form, await this.today(visit));
          return this.preferences.pause(visit.account.id, visit.subject, until, 'mail_link');
        },
        (facts) => <Paused {...facts} />,
      );
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const page = await this.show(token, reply, (facts, today) =>
        facts.state ? (
          <AskPause {...facts} state={facts.state} today={today} form={form} error={error} />
        ) : null,
      );
      void reply.status(422);
      return page;
    }
  }

  private async show(
    token: string,
    reply: FastifyReply,
    page: (facts: StopFacts, today: string) => JSX.Element | null,
  ): Promise<string> {
    const visit = await this.visits.open('stop', token, reply);
    if (typeof visit === 'string') return visit;
    const facts = await this.facts(visit, token);
    return written(page(facts, await this.today(visit)), facts);
  }

  private async change(
    token: string,
    reply: FastifyReply,
    work: (visit: LinkVisit) => Promise<ListOutcome>,
    page: (facts: StopFacts) => JSX.Element,
  ): Promise<string> {
    const visit = await this.visits.open('stop', token, reply);
    if (typeof visit === 'string') return visit;
    const { result } = await work(visit);
    const facts = await this.facts(visit, token);
    return written(result === 'not_yours' ? null : page(facts), facts);
  }

  private async facts({ account, subject, preferencesUrl }: LinkVisit, token: string): Promise<StopFacts> {
    const state = await this.preferences.describe(account.id, subject);
    return { token: encodeURIComponent(token), address: maskedAddress(account.email), preferencesUrl, state };
  }

  private async today({ account }: LinkVisit): Promise<string> {
    const { zone } = await this.settings.of(account.id);
    return localDate(this.clock.now(), zone);
  }
}

/** The page, or that the list is not the person's. Nobody is signed in here, whoever holds a session. */
function written(content: JSX.Element | null, facts: StopFacts): string {
  return renderPage(
    { title: 'Sus avisos', person: null },
    <div class="narrow">{content ?? <NotYours {...facts} />}</div>,
  );
}
