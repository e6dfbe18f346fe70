import { GAD_MEMBER_ROLES, hasRole, type Person } from '@chasqui/accounts';
import { type Gad, requireGad } from '@chasqui/gads';
import { Clock, DomainError, localDate } from '@chasqui/kernel';
import {
  AlertPreferences,
  CONSENT_TEXT,
  DEFAULT_MIN_SCORE,
  type Subscription,
  Subscriptions,
} from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import type { Choice } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { type AlertForm, alertForm, readGadChoice } from './alert-edit.js';
import { livePause, themeChoices } from './alert-fields.js';
import { AlertsNav } from './alerts-nav.js';
import { GadAlertFields } from './gad-alert-fields.js';

const HTML = 'text/html; charset=utf-8';

const savedQuery = z.object({ guardado: z.literal('si').optional().catch(undefined) });

/** Where people of a GAD switch on "lo que coincide con mi GAD", each for herself. */
@Controller('gads/:gad/avisos')
@GadRoles([...GAD_MEMBER_ROLES])
export class SubscriptionPages {
  constructor(
    private readonly database: DataSource,
    private readonly subscriptions: Subscriptions,
    private readonly preferences: AlertPreferences,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: savedQuery }) query: z.output<typeof savedQuery>,
  ): Promise<string> {
    const [current, { zone }] = await Promise.all([
      this.subscriptions.find(person.id, code),
      this.preferences.of(person.id),
    ]);
    const form = written(current, localDate(this.clock.now(), zone));
    return this.page(person, code, { form, saved: query.guardado === 'si' });
  }

  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: alertForm }) form: AlertForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.subscriptions.choose(person.id, code, readGadChoice(form));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      void reply.status(422).type(HTML);
      return this.page(person, code, { form, error });
    }
    void reply.status(303).header('location', `/gads/${code}/avisos?guardado=si`);
    return undefined;
  }

  private async page(
    person: Person,
    code: string,
    view: Omit<View, 'gad' | 'themes' | 'seesPosts'>,
  ): Promise<string> {
    const [gad, themes] = await Promise.all([
      requireGad(this.database.manager, code),
      themeChoices(this.database),
    ]);
    return renderPage(
      { title: `Avisos del ${gad.name}`, person, section: 'alerts' },
      <ChoicePage {...view} gad={gad} themes={themes} seesPosts={hasRole(person, ['officer'], code)} />,
    );
  }
}

/** Somebody who has not asked for anything yet has an empty form: nothing is ticked beforehand. */
function written(current: Subscription | null, today: string): AlertForm {
  return {
    nombre: '',
    active: current?.active ? 'si' : undefined,
    frequency: current?.frequency,
    pausedUntil: livePause(current?.pausedUntil ?? null, today) ?? '',
    minScore: String(current?.minScore ?? DEFAULT_MIN_SCORE),
    includeCredit: current?.includeCredit ? 'si' : undefined,
    themes: current?.themes ?? [],
  };
}

interface View {
  readonly gad: Gad;
  readonly themes: readonly Choice[];
  /** Its officers decide which posts are told. */
  readonly seesPosts: boolean;
  readonly form: AlertForm;
  readonly saved?: boolean;
  readonly error?: DomainError;
}

function ChoicePage({ gad, themes, form, saved, error, seesPosts }: View): JSX.Element {
  const errors = error?.fields ?? [];
  return (
    <div class="narrow">
      <h1>Lo que coincide con mi GAD</h1>
      <AlertsNav />
      {saved && (
        <p class="done" role="status">
          Preferencias guardadas.
        </p>
      )}
      {error && <FormErrors message={error.message} fields={errors} />}
      <form method="post" action={`/gads/${gad.dpaCode}/avisos`} class="panel">
        <p>
          Convocatorias que coinciden con el <strong>{gad.name}</strong>
        </p>
        <p class="check">
          <input type="checkbox" id="active" name="active" value="si" checked={form.active === 'si'} />
          <label for="active">{CONSENT_TEXT}</label>
        </p>
        <GadAlertFields form={form} themes={themes} deliveryUrl="/avisos/entrega" errors={errors} />
        <button type="submit">Guardar</button>
      </form>
      <p>
        <a href={`/gads/${gad.dpaCode}/coincidencias`}>Ver lo que coincide hoy</a>
        {seesPosts && (
          <>
            {' '}
            · <a href={`/gads/${gad.dpaCode}/puestos`}>Puestos del GAD que reciben avisos</a>
          </>
        )}
      </p>
    </div>
  );
}
