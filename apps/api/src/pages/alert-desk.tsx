import type { Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { SuppressedAddress } from '@chasqui/delivery';
import { Clock, DomainError, localDate, notFound } from '@chasqui/kernel';
import {
  AlertPreferences,
  type AlertView,
  type ConsentWay,
  listName,
  type ListOutcome,
  type ListState,
  Preferences,
  readList,
  SavedSearches,
  Subscriptions,
} from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { renderPage } from '../views/layout.js';
import { withQuery } from '../views/parts.js';
import { AlertDone, type DoneQuery } from './alert-done.js';
import { AlertEdit, type AlertForm, readGadChoice, readSearchChange, writtenAlert } from './alert-edit.js';
import { themeChoices } from './alert-fields.js';
import type { AlertPlace } from './alert-place.js';
import { AlertsNav } from './alerts-nav.js';
import { Overview } from './alerts-overview.js';
import { DeliveryFields, type DeliveryForm, readDelivery, writtenDelivery } from './delivery-form.js';
import { type PauseForm, pauseEnd } from './pause-form.js';

/** Whose alerts are looked at and from where. `person` is null when the link of a mail is all that is known. */
export interface AlertVisit {
  readonly accountId: string;
  readonly place: AlertPlace;
  readonly person: Person | null;
}

/** What a form leads to: another page, or the form again with what is wrong. */
export type Answered = { readonly location: string } | { readonly status: number; readonly html: string };

export const LIST_ACTIONS = ['parar', 'pausar', 'reanudar'] as const;
export type ListAction = (typeof LIST_ACTIONS)[number];
const DONE: Readonly<Record<ListAction, NonNullable<DoneQuery['hecho']>>> = {
  parar: 'parada',
  pausar: 'pausada',
  reanudar: 'reanudada',
};

/** The pages with which people see and change all that they receive, signed in and by link alike. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly preferences: Preferences,
    private readonly settings: AlertPreferences,
    private readonly searches: SavedSearches,
    private readonly subscriptions: Subscriptions,
  ) {}

  async overviewPage(visit: AlertVisit, done: DoneQuery): Promise<string> {
    const { accountId, place, person } = visit;
    const [overview, state, themes] = await Promise.all([
      this.preferences.overview(accountId),
      this.stateOf(accountId, done.lista),
      themeChoices(this.database),
    ]);
    const suppressed = person ? null : await this.suppressed(overview.person.email);
    const now = this.clock.now();
    const { settings } = overview;
    return this.page(
      visit,
      'Mis avisos',
      <>
        <h1>Mis avisos</h1>
        {!place.byLink && <AlertsNav current="avisos" />}
        <AlertDone done={done} place={place} state={state} />
        <Overview
          overview={overview}
          suppressed={suppressed}
          context={{ place, settings, now, themes: new Map(themes) }}
          today={localDate(now, settings.zone)}
          memberships={place.byLink ? [] : (person?.memberships ?? [])}
        />
      </>,
    );
  }

  /** Stops, pauses or resumes a list. @throws DomainError `not_found`, `alerts.bad_pause` */
  async act(visit: AlertVisit, list: string, action: ListAction, form: PauseForm): Promise<Answered> {
    const { result } = await this.change(visit, list, action, form);
    if (result === 'not_yours') throw notFound('Ese aviso no existe o ya no es suyo.');
    return { location: withQuery(visit.place.base, { hecho: DONE[action], lista: list }) };
  }

  private async change(
    { accountId, place }: AlertVisit,
    list: string,
    action: ListAction,
    form: PauseForm,
  ): Promise<ListOutcome> {
    const way = wayOf(place);
    if (action === 'parar') return this.preferences.stop(accountId, list, way);
    if (action === 'reanudar') return this.preferences.resume(accountId, list, way);
    return this.preferences.pause(accountId, list, pauseEnd(form, await this.today(accountId)), way);
  }

  /** When and what, over all alerts. */
  async deliveryPage(visit: AlertVisit, done: DoneQuery): Promise<string> {
    const settings = await this.settings.of(visit.accountId);
    const form = writtenDelivery(settings, localDate(this.clock.now(), settings.zone));
    return this.delivery(visit, { form, done });
  }

  async saveDelivery(visit: AlertVisit, form: DeliveryForm): Promise<Answered> {
    return retry(
      () => this.settings.change(visit.accountId, readDelivery(form), wayOf(visit.place)),
      { location: `${visit.place.base}/entrega?hecho=guardado` },
      (error) => this.delivery(visit, { form, error, done: {} }),
    );
  }

  private delivery(
    visit: AlertVisit,
    view: { form: DeliveryForm; error?: DomainError; done: DoneQuery },
  ): string {
    const { place } = visit;
    return this.page(
      visit,
      'Cuándo le llega',
      <>
        <h1>Cuándo le llega</h1>
        {place.byLink ? <Back place={place} /> : <AlertsNav current="entrega" />}
        <AlertDone done={view.done} place={place} state={null} />
        <DeliveryFields place={place} form={view.form} error={view.error} />
      </>,
    );
  }

  /** One alert. @throws DomainError `not_found`, also for another person's */
  async alertPage(visit: AlertVisit, id: string, only?: AlertView['kind']): Promise<string> {
    const alert = await this.alert(visit, id, only);
    return this.edit(visit, alert, writtenAlert(alert));
  }

  /** @throws DomainError `not_found` */
  async saveAlert(
    visit: AlertVisit,
    id: string,
    form: AlertForm,
    only?: AlertView['kind'],
  ): Promise<Answered> {
    const alert = await this.alert(visit, id, only);
    const { accountId, place } = visit;
    const way = wayOf(place);
    return retry(
      () =>
        alert.kind === 'search'
          ? this.searches.change(accountId, id, readSearchChange(form), way)
          : this.subscriptions.change(accountId, id, readGadChoice(form, alert.kind === 'matches'), way),
      { location: withQuery(place.base, { hecho: 'guardado' }) },
      (error) => this.edit(visit, alert, form, error),
    );
  }

  /** Forgets a saved search. @throws DomainError `not_found` */
  async removeSearch({ accountId, place }: AlertVisit, id: string): Promise<Answered> {
    await this.searches.remove(accountId, id, wayOf(place));
    return { location: withQuery(place.base, { hecho: 'borrada' }) };
  }

  private async edit(
    visit: AlertVisit,
    alert: AlertView,
    form: AlertForm,
    error?: DomainError,
  ): Promise<string> {
    const themes = await themeChoices(this.database);
    return this.page(
      visit,
      'Cambiar un aviso',
      <>
        <Back place={visit.place} />
        <AlertEdit place={visit.place} alert={alert} form={form} themes={themes} error={error} />
      </>,
    );
  }

  private async alert({ accountId }: AlertVisit, id: string, only?: AlertView['kind']): Promise<AlertView> {
    const { alerts } = await this.preferences.overview(accountId);
    const alert = alerts.find((each) => each.id === id && (only === undefined || each.kind === only));
    if (!alert) throw notFound('Ese aviso no existe o ya no es suyo.');
    return alert;
  }

  /** Told here to whom no session is known; whoever is signed in reads it on every page. */
  private suppressed(address: string): Promise<SuppressedAddress | null> {
    return this.database.manager.findOneBy(SuppressedAddress, { address });
  }

  /** How a list of the person stands. A call that is not public and that she does not follow is nothing to her. */
  private async stateOf(accountId: string, name: string | undefined): Promise<ListState | null> {
    const list = readList(name ?? '');
    const state = list && (await this.preferences.describe(accountId, listName(list)));
    if (list?.kind !== 'follow' || state?.on) return state;
    const isPublic = { id: list.callId, state: 'published' } as const;
    return (await this.database.manager.existsBy(Call, isPublic)) ? state : null;
  }

  private async today(accountId: string): Promise<string> {
    const { zone } = await this.settings.of(accountId);
    return localDate(this.clock.now(), zone);
  }

  private page({ person }: AlertVisit, title: string, content: JSX.Element): string {
    return renderPage({ title, person, section: 'alerts' }, <div class="reading">{content}</div>);
  }
}

/** How what was said was said. */
function wayOf({ byLink }: AlertPlace): ConsentWay {
  return byLink ? 'mail_link' : 'form';
}

/** Does it and goes on; what the rules refuse is shown with the form. */
async function retry(
  work: () => Promise<unknown>,
  next: Answered,
  again: (error: DomainError) => Promise<string> | string,
): Promise<Answered> {
  try {
    await work();
    return next;
  } catch (error) {
    if (!(error instanceof DomainError) || (error.kind !== 'invalid' && error.kind !== 'conflict'))
      throw error;
    return { status: error.kind === 'conflict' ? 409 : 422, html: await again(error) };
  }
}

function Back({ place }: { place: AlertPlace }): JSX.Element {
  return (
    <p>
      <a href={place.base}>Volver a mis avisos</a>
    </p>
  );
}

/** Sends what a form leads to. */
export function answer(reply: FastifyReply, answered: Answered): string | undefined {
  if ('location' in answered) {
    void reply.status(303).header('location', answered.location);
    return undefined;
  }
  void reply.status(answered.status).type('text/html; charset=utf-8');
  return answered.html;
}
