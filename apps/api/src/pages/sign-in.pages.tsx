import { Accounts, gadOf, hasRole, type Person } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, DomainError } from '@chasqui/kernel';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { signInLinkJob } from '@chasqui/notifications';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { z } from 'zod';
import { CurrentPerson, Public, SESSION_COOKIE, sessionToken } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';

const HTML = 'text/html; charset=utf-8';
const WEEK_SECONDS = 7 * 24 * 3600;

const credentials = z.object({
  email: z.string().max(254),
  password: z.string().max(500),
  volver: z.string().max(500).optional(),
});
const linkRequest = z.object({ email: z.string().max(254) });
const backQuery = z.object({ volver: z.string().max(500).optional() });

/** Guessing passwords or flooding mailboxes is slowed down per address. */
const LIMITED = { rateLimit: { max: 20, timeWindow: '1 minute' } };

/** Signing in with a password or a one-time link, and signing out. */
@Controller()
@Public()
export class SignInPages {
  constructor(
    private readonly accounts: Accounts,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
    private readonly http: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('ingresar')
  @Header('content-type', HTML)
  form(
    @CurrentPerson() person: Person | null,
    @Query({ schema: backQuery }) query: z.output<typeof backQuery>,
  ): string {
    return this.page(person, <SignInForm back={query.volver} />);
  }

  @Post('ingresar')
  @RouteConfig(LIMITED)
  async signIn(
    @Body({ schema: credentials }) body: z.output<typeof credentials>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    let token: string;
    try {
      token = await this.accounts.signIn(body.email, body.password);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(422).type(HTML);
      return this.page(null, <SignInForm back={body.volver} email={body.email} message={error.message} />);
    }
    await this.welcome(token, body.volver, reply);
    return undefined;
  }

  @Post('ingresar/enlace')
  @RouteConfig(LIMITED)
  @Header('content-type', HTML)
  async requestLink(@Body({ schema: linkRequest }) body: z.output<typeof linkRequest>): Promise<string> {
    const account = await this.accounts.findByEmail(body.email);
    if (account) {
      const request = { accountId: account.id, requestedAt: this.clock.now().toISOString() };
      await this.queues.add([jobRequest(signInLinkJob, request)]);
    }
    // The same answer for unknown addresses: nobody learns who has an account.
    return this.page(
      null,
      <div class="narrow">
        <h1>Revise su correo</h1>
        <p>
          Si <strong>{body.email}</strong> tiene una cuenta, en un momento le llega un enlace para ingresar.
          Sirve una sola vez, durante una hora.
        </p>
      </div>,
    );
  }

  /** Shows a button: mail programs that open links by themselves must not use the link up. */
  @Get('ingresar/enlace/:token')
  @Header('content-type', HTML)
  linkPage(@CurrentPerson() person: Person | null, @Param('token') token: string): string {
    return this.page(
      person,
      <div class="narrow">
        <h1>Ingresar a Chasqui</h1>
        <form method="post" action={`/ingresar/enlace/${encodeURIComponent(token)}`}>
          <button type="submit">Ingresar ahora</button>
        </form>
      </div>,
    );
  }

  @Post('ingresar/enlace/:token')
  @RouteConfig(LIMITED)
  async useLink(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.welcome(await this.accounts.signInWithLink(token), undefined, reply);
  }

  @Post('salir')
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = sessionToken(request);
    if (token) await this.accounts.signOut(token);
    this.setCookie(reply, '', 0);
    void reply.status(303).header('location', '/');
  }

  private async welcome(token: string, back: string | undefined, reply: FastifyReply): Promise<void> {
    this.setCookie(reply, token, WEEK_SECONDS);
    const person = await this.accounts.personOf(token);
    void reply.status(303).header('location', localPath(back) ?? homeOf(person));
  }

  private setCookie(reply: FastifyReply, value: string, maxAge: number): void {
    this.http.httpAdapter.setCookie(reply, SESSION_COOKIE, value, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.settings.publicUrl.startsWith('https:'),
      maxAge,
    });
  }

  private page(person: Person | null, content: JSX.Element): string {
    return renderPage({ title: 'Ingresar', person, section: 'sign-in' }, content);
  }
}

/** Only a path of this site: an address elsewhere would send people to a stranger after signing in. */
function localPath(text: string | undefined): string | undefined {
  return text && /^\/(?![/\\])[^\\\s]*$/.test(text) ? text : undefined;
}

/** Where a person's work is. */
export function homeOf(person: Person | null): string {
  if (!person) return '/';
  if (hasRole(person, ['curator'])) return '/curaduria';
  const gad = gadOf(person);
  return gad ? `/gads/${gad}/coincidencias` : '/avisos';
}

function SignInForm(props: { back: string | undefined; email?: string; message?: string }): JSX.Element {
  return (
    <div class="narrow">
      <h1>Ingresar</h1>
      {props.message && <FormErrors message={props.message} fields={[]} />}
      <form method="post" action="/ingresar" class="panel">
        <input type="hidden" name="volver" value={props.back ?? ''} />
        <div class="field">
          <label for="email">Correo institucional</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            required
            value={props.email ?? ''}
          />
        </div>
        <div class="field">
          <label for="password">Contraseña</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
        </div>
        <button type="submit">Ingresar</button>
      </form>
      <form method="post" action="/ingresar/enlace" class="panel">
        <h2>¿Sin contraseña?</h2>
        <p>Le enviamos un enlace que sirve una sola vez.</p>
        <div class="field">
          <label for="link-email">Su correo</label>
          <input id="link-email" name="email" type="email" autocomplete="email" required />
        </div>
        <button type="submit" class="quiet">
          Enviarme un enlace
        </button>
      </form>
    </div>
  );
}
