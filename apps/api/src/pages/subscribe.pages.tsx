import { type Person, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { DomainError } from '@chasqui/kernel';
import { Search } from '@chasqui/search';
import { type Confirmation, PublicSubscriptions } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { namedSearch } from './search-name.js';
import {
  AskConfirmation,
  ConfirmationOver,
  ConfirmedNote,
  RequestTaken,
  SentAgain,
  type SubscribeForm,
  subscribeForm,
  SubscribePage,
} from './subscribe-views.js';

const HTML = 'text/html; charset=utf-8';
/** Nobody fills in the form more often; a program that does floods mailboxes of others. */
const LIMITED = { rateLimit: { max: 10, timeWindow: '1 minute' } };
const formQuery = z.object({ consulta: z.string().max(2000).default('').catch('') });

/** Alerts for people without an account: asked for here, confirmed with the link of a mail. */
@Controller()
@Public()
export class SubscribePages {
  constructor(
    private readonly database: DataSource,
    private readonly search: Search,
    private readonly subscriptions: PublicSubscriptions,
    private readonly links: SignedLinks,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `consulta` is the query string of the search page. */
  @Get('suscribirse')
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person | null,
    @Query({ schema: formQuery }) { consulta }: z.output<typeof formQuery>,
  ): Promise<string> {
    const form = { consulta, name: person?.name ?? '', email: person?.email ?? '', frequency: 'daily' };
    return this.formPage(person, form);
  }

  @Post('suscribirse')
  @HttpCode(200)
  @Header('content-type', HTML)
  @RouteConfig(LIMITED)
  async request(
    @CurrentPerson() person: Person | null,
    @Body({ schema: subscribeForm }) form: SubscribeForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const search = await namedSearch(this.database, this.search, form.consulta);
    const wanted = form.avisos === 'si' ? search : null;
    try {
      await this.subscriptions.request({
        email: form.email,
        name: form.name,
        searchQuery: wanted?.query ?? null,
        label: wanted?.name ?? null,
        frequency: form.frequency,
        bulletin: form.boletin === 'si',
        agreed: form.avisos === 'si' || form.boletin === 'si',
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      void reply.status(422);
      return this.formPage(person, form, error);
    }
    return page(person, 'Revise su correo', <RequestTaken email={form.email.trim()} />);
  }

  /** Shows a button and changes nothing: programs that check mails open every link. */
  @Get('confirmar/:token')
  @Header('content-type', HTML)
  async ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    keepSecret(reply);
    const requestId = await this.requestOf(token);
    const found = requestId ? await this.subscriptions.look(requestId) : ({ state: 'gone' } as const);
    if (found.state !== 'waiting') return this.answer(found, token, reply);
    const content = <AskConfirmation request={found.request} token={encodeURIComponent(token)} />;
    return page(null, 'Confirmar avisos', content);
  }

  @Post('confirmar/:token')
  @HttpCode(200)
  @Header('content-type', HTML)
  @RouteConfig(LIMITED)
  async confirm(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    keepSecret(reply);
    const requestId = await this.requestOf(token);
    const outcome = requestId ? await this.subscriptions.confirm(requestId) : ({ state: 'gone' } as const);
    return this.answer(outcome, token, reply);
  }

  /** The one repetition, for a link that came too late. */
  @Post('confirmar/:token/otra-vez')
  @HttpCode(200)
  @Header('content-type', HTML)
  @RouteConfig(LIMITED)
  async again(@Param('token') token: string): Promise<string> {
    const requestId = await this.requestOf(token);
    if (requestId) await this.subscriptions.repeat(requestId);
    return page(null, 'Revise su correo', <SentAgain />);
  }

  private async formPage(person: Person | null, form: SubscribeForm, error?: DomainError): Promise<string> {
    const search = await namedSearch(this.database, this.search, form.consulta);
    const contact = this.settings.dataProtectionContact;
    const title = error ? 'Error: recibir avisos por correo' : 'Recibir avisos por correo';
    return page(person, title, <SubscribePage form={form} search={search} contact={contact} error={error} />);
  }

  private async answer(outcome: Confirmation, token: string, reply: FastifyReply): Promise<string> {
    if (outcome.state !== 'confirmed') {
      const repeatable = outcome.state === 'expired' && outcome.repeatable;
      void reply.status(outcome.state === 'expired' ? 410 : 404);
      const facts = { state: outcome.state, token: encodeURIComponent(token), repeatable };
      return page(null, 'Confirmar avisos', <ConfirmationOver {...facts} />);
    }
    const { accountId, request } = outcome;
    const preferences = await this.links.sign('preferences', { accountId, subject: '' });
    const content = <ConfirmedNote request={request} preferencesUrl={`/preferencias/${preferences}`} />;
    return page(null, 'Avisos confirmados', content);
  }

  /** Also of a link whose time is over: the request itself knows how long it holds. */
  private async requestOf(token: string): Promise<string | null> {
    const link = await this.links.read('confirm', token);
    return link.state === 'invalid' ? null : link.subject;
  }
}

/** The address of such a page is a secret: it is neither kept on the way nor listed by search engines. */
function keepSecret(reply: FastifyReply): void {
  void reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
}

function page(person: Person | null, title: string, content: JSX.Element): string {
  return renderPage({ title, person, section: 'search' }, content);
}
