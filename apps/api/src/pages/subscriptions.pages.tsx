import type { Person } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { DomainError, type FieldError, notFound } from '@chasqui/kernel';
import {
  CONSENT_TEXT,
  DEFAULT_MIN_SCORE,
  SavedSearches,
  type SubscriptionChoice,
  Subscriptions,
} from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { Field, FormErrors } from '../views/parts.js';
import { searchPreferencesPage } from './saved-searches.pages.js';

const HTML = 'text/html; charset=utf-8';

/** Unticked boxes are absent from a form. */
const choiceForm = z.object({
  active: z.literal('si').optional(),
  includeCredit: z.literal('si').optional(),
  minScore: z.string().max(10).default(''),
});
type ChoiceForm = z.output<typeof choiceForm>;
const savedQuery = z.object({ guardado: z.literal('si').optional() });

/** Switching notices on and off: signed in, or with the link of a mail. */
@Controller('gads/:gad/avisos')
@GadRoles(['officer'])
export class SubscriptionPages {
  constructor(
    private readonly database: DataSource,
    private readonly subscriptions: Subscriptions,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: savedQuery }) query: z.output<typeof savedQuery>,
  ): Promise<string> {
    const [gad, current] = await Promise.all([this.gad(code), this.subscriptions.find(person.id, code)]);
    const values = current ?? { active: false, minScore: DEFAULT_MIN_SCORE, includeCredit: false };
    return choicePage(person, gad.name, `/gads/${code}/avisos`, { values, saved: query.guardado === 'si' });
  }

  @Post()
  async save(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Body({ schema: choiceForm }) body: ChoiceForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const gad = await this.gad(code);
    const action = `/gads/${code}/avisos`;
    try {
      await this.subscriptions.choose(person.id, code, readChoice(body));
    } catch (error) {
      return refuse(error, reply, (message, fields) =>
        choicePage(person, gad.name, action, {
          values: readChoice(body),
          entered: body.minScore,
          message,
          fields,
        }),
      );
    }
    void reply.status(303).header('location', `${action}?guardado=si`);
    return undefined;
  }

  private async gad(code: string): Promise<Gad> {
    const gad = await this.database.manager.findOneBy(Gad, { dpaCode: code });
    if (!gad) throw notFound('No hay ningún GAD con ese código.');
    return gad;
  }
}

@Controller('preferencias/:token')
@Public()
export class PreferencesPages {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly searches: SavedSearches,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async form(
    @CurrentPerson() person: Person | null,
    @Param('token') token: string,
    @Query({ schema: savedQuery }) query: z.output<typeof savedQuery>,
  ): Promise<string> {
    const subscription = await this.subscriptions.findByToken(token);
    const saved = query.guardado === 'si';
    const action = `/preferencias/${token}`;
    if (subscription.searchQuery) return searchPreferencesPage(person, subscription, action, saved);
    return choicePage(person, subscription.gad?.name ?? '', action, { values: subscription, saved });
  }

  @Post()
  async save(
    @CurrentPerson() person: Person | null,
    @Param('token') token: string,
    @Body({ schema: choiceForm }) body: ChoiceForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { id, accountId, gadCode, gad } = await this.subscriptions.findByToken(token);
    const action = `/preferencias/${token}`;
    try {
      if (gadCode) await this.subscriptions.choose(accountId, gadCode, readChoice(body));
      else await this.searches.switch(accountId, id, body.active === 'si');
    } catch (error) {
      return refuse(error, reply, (message, fields) =>
        choicePage(person, gad?.name ?? '', action, {
          values: readChoice(body),
          entered: body.minScore,
          message,
          fields,
        }),
      );
    }
    void reply.status(303).header('location', `${action}?guardado=si`);
    return undefined;
  }

  /** Shows a button and changes nothing: programs that check mails open every link. */
  @Get('baja')
  @Header('content-type', HTML)
  async askStop(@CurrentPerson() person: Person | null, @Param('token') token: string): Promise<string> {
    const { gad, label } = await this.subscriptions.findByToken(token);
    const what = gad ? `que coinciden con el ${gad.name}` : `que encuentra su búsqueda «${label ?? ''}»`;
    return renderPage(
      { title: 'Dejar de recibir avisos', person },
      <div class="narrow">
        <h1>¿Dejar de recibir avisos?</h1>
        <form method="post" action={`/preferencias/${token}/baja`}>
          <p>Todavía no cambió nada. Si pulsa el botón, ya no le enviaremos convocatorias {what}.</p>
          <button type="submit">Dejar de recibirlos</button>
        </form>
      </div>,
    );
  }

  /** One-click unsubscribe of mail programs (RFC 8058), and the button of the page above. */
  @Post('baja')
  @HttpCode(200)
  @Header('content-type', HTML)
  async stop(@CurrentPerson() person: Person | null, @Param('token') token: string): Promise<string> {
    const found = await this.subscriptions.findByToken(token);
    const { id, accountId, gadCode, minScore, includeCredit } = found;
    if (gadCode)
      await this.subscriptions.choose(accountId, gadCode, { active: false, minScore, includeCredit });
    else await this.searches.switch(accountId, id, false);
    return renderPage(
      { title: 'Avisos desactivados', person },
      <div class="narrow">
        <h1>Avisos desactivados</h1>
        <p>Listo. Puede volver a activarlos cuando quiera.</p>
        <p>
          <a class="button" href={`/preferencias/${token}`}>
            Ver mis preferencias
          </a>
        </p>
      </div>,
    );
  }
}

function readChoice(body: ChoiceForm): SubscriptionChoice {
  const minScore = /^\d+$/.test(body.minScore.trim()) ? Number(body.minScore) : Number.NaN;
  return { active: body.active === 'si', includeCredit: body.includeCredit === 'si', minScore };
}

/** Shows the form again with what was entered; other errors are not ours. */
function refuse(
  error: unknown,
  reply: FastifyReply,
  page: (message: string, fields: readonly FieldError[]) => string,
): string {
  if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
  void reply.status(422).type(HTML);
  return page(error.message, error.fields);
}

interface ChoiceView {
  readonly values: SubscriptionChoice;
  readonly entered?: string;
  readonly saved?: boolean;
  readonly message?: string;
  readonly fields?: readonly FieldError[];
}

function choicePage(person: Person | null, gadName: string, action: string, view: ChoiceView): string {
  return renderPage(
    { title: 'Mis avisos', person, section: 'alerts' },
    <div class="narrow">
      <h1>Mis avisos</h1>
      {view.saved && (
        <p class="done" role="status">
          Preferencias guardadas.
        </p>
      )}
      {view.message && <FormErrors message={view.message} fields={view.fields ?? []} />}
      <ChoiceForm gadName={gadName} action={action} view={view} />
      {person && (
        <p>
          <a href="/avisos/busquedas">Mis búsquedas guardadas</a>
        </p>
      )}
    </div>,
  );
}

function ChoiceForm(props: { gadName: string; action: string; view: ChoiceView }): JSX.Element {
  const { values, entered, fields = [] } = props.view;
  return (
    <form method="post" action={props.action} class="panel">
      <p>
        Convocatorias que coinciden con el <strong>{props.gadName}</strong>
      </p>
      <p class="check">
        <input type="checkbox" id="active" name="active" value="si" checked={values.active} />
        <label for="active">{CONSENT_TEXT}</label>
      </p>
      <Field
        name="minScore"
        label="Avisarme desde este puntaje"
        help="De 0 a 100. Con 50 recibe lo que responde con claridad a una prioridad de su PDOT o, si no está cargado, a una competencia exclusiva."
        errors={fields}
      >
        {(attributes) => (
          <input {...attributes} inputMode="numeric" size={4} value={entered ?? String(values.minScore)} />
        )}
      </Field>
      <p class="check">
        <input
          type="checkbox"
          id="includeCredit"
          name="includeCredit"
          value="si"
          checked={values.includeCredit}
        />
        <label for="includeCredit">Avisarme también de créditos reembolsables.</label>
      </p>
      <button type="submit">Guardar</button>
    </form>
  );
}
