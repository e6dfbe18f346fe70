import { formatShortDate } from '@chasqui/kernel';
import type { AlertView, DeliverySettings, FollowedCall } from '@chasqui/subscriptions';
import type { ComponentChildren, JSX } from 'preact';
import { dateTexts, deadlineRoleName } from '@chasqui/calls';
import type { AlertPlace } from './alert-place.js';
import { ladderText, paceText, pauseText, whenText } from './alert-words.js';

/** What every card of a page knows. */
export interface CardContext {
  readonly place: AlertPlace;
  readonly settings: DeliverySettings;
  readonly now: Date;
  /** Names of topics by their codes. */
  readonly themes: ReadonlyMap<string, string>;
}

/** Where an alert is changed. */
export function editUrl(place: AlertPlace, alert: Pick<AlertView, 'id' | 'kind' | 'gadCode'>): string {
  if (place.byLink) return `${place.base}/alertas/${alert.id}`;
  if (alert.kind === 'search') return `${place.base}/busquedas/${alert.id}`;
  return alert.kind === 'matches' ? `/gads/${alert.gadCode}/avisos` : `${place.base}/alertas/${alert.id}`;
}

/** One alert: what it tells of, how often, when next, and what can be done with it. */
export function AlertCard({ alert, context }: { alert: AlertView; context: CardContext }): JSX.Element {
  const { place, settings, now } = context;
  const name = alertName(alert);
  return (
    <li class="card">
      <h3>
        {alert.searchQuery === null ? name : <a href={`/buscar?${alert.searchQuery}`}>{name}</a>}
        <AlertState alert={alert} />
      </h3>
      <dl class="facts">
        <CardFact label="Por qué lo recibe">{whyText(alert)}</CardFact>
        {alert.active && <CardFact label="Cada cuánto">{paceText(alert.frequency, settings)}</CardFact>}
        {alert.nextDelivery && (
          <CardFact label="Próxima entrega">
            {alert.atOnce ? 'Apenas haya una' : capital(whenText(alert.nextDelivery, now, settings.zone))}
          </CardFact>
        )}
        {alert.kind !== 'search' && <CardFact label="Qué elige">{limitsText(alert, context)}</CardFact>}
      </dl>
      <div class="actions">
        <EditLink
          url={editUrl(place, alert)}
          label={alert.active ? 'Cambiar' : 'Recibir avisos'}
          about={name}
        />
        {alert.active && alert.pausedUntil === null && (
          <ListButton place={place} list={alert.list} action="pausar" label="Pausar 30 días" about={name} />
        )}
        {alert.active && (
          <ListButton place={place} list={alert.list} action="parar" label="Dejar de recibir" about={name} />
        )}
        {alert.active && alert.pausedUntil !== null && (
          <ListButton
            place={place}
            list={alert.list}
            action="reanudar"
            label="Quitar la pausa"
            about={name}
          />
        )}
      </div>
    </li>
  );
}

/** What is off is switched on where its consent is read and given. */
function EditLink({ url, label, about }: { url: string; label: string; about: string }): JSX.Element {
  return (
    <a class="button quiet" href={url} aria-label={`${label}: ${about}`}>
      {label}
    </a>
  );
}

function AlertState({ alert }: { alert: AlertView }): JSX.Element {
  if (!alert.active) return <span class="badge off">No la recibe</span>;
  if (alert.pausedUntil !== null) return <span class="badge doubt">{pauseText(alert.pausedUntil)}</span>;
  return <span class="badge">Activa</span>;
}

/** A followed call with its next date. */
export function FollowCard({ follow, context }: { follow: FollowedCall; context: CardContext }): JSX.Element {
  const { place, settings, now } = context;
  const { nextDate } = follow;
  return (
    <li class="card">
      <h3>
        {follow.published ? (
          <a href={callUrl(follow)} lang={follow.language}>
            {follow.title}
          </a>
        ) : (
          <span lang={follow.language}>{follow.title}</span>
        )}
        {!follow.published && <span class="badge off">Ya no está publicada</span>}
      </h3>
      <dl class="facts">
        <CardFact label="Por qué lo recibe">
          {`La sigue desde el ${formatShortDate(follow.since)}${follow.gadName ? `, por el ${follow.gadName}` : ''}`}
        </CardFact>
        <CardFact label="Próxima fecha">
          {nextDate
            ? `${deadlineRoleName(nextDate.role)}: ${dateTexts(nextDate, now, settings.zone).reader}`
            : 'Sin fecha conocida'}
        </CardFact>
        <CardFact label="Recordatorios">
          {nextDate
            ? `${ladderText(follow.ladder)} antes`
            : `Cada ${follow.reviewEveryDays} días, para revisarla`}
        </CardFact>
      </dl>
      <div class="actions">
        {!place.byLink && (
          <a
            class="button quiet"
            href={`${place.base}/seguimiento/${follow.callId}`}
            aria-label={`Cambiar los recordatorios: ${follow.title}`}
          >
            Cambiar los recordatorios
          </a>
        )}
        <ListButton
          place={place}
          list={`follow:${follow.callId}`}
          action="parar"
          label="Dejar de seguir"
          about={follow.title}
        />
      </div>
    </li>
  );
}

function callUrl({ gadCode, slug }: FollowedCall): string {
  return gadCode === null ? `/convocatorias/${slug}` : `/gads/${gadCode}/coincidencias/${slug}`;
}

/** A button that does one thing to a list. */
export function ListButton(props: {
  place: AlertPlace;
  list: string;
  action: 'parar' | 'pausar' | 'reanudar';
  label: string;
  /** What it is about, for whoever hears the button without its card. */
  about: string;
}): JSX.Element {
  const { place, list, action, label } = props;
  return (
    <form method="post" action={`${place.base}/listas/${list}/${action}`} class="inline">
      {action === 'pausar' && <input type="hidden" name="dias" value="30" />}
      <button type="submit" class="quiet" aria-label={`${label}: ${props.about}`}>
        {label}
      </button>
    </form>
  );
}

export function CardFact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the card of an alert is called. */
export function alertName(alert: AlertView): string {
  if (alert.kind === 'search') return alert.label ?? 'Búsqueda';
  if (alert.kind === 'matches') return alert.gadName ?? 'Mi GAD';
  return `${alert.post?.name ?? 'Puesto'}, ${alert.gadName ?? ''}`;
}

function whyText({ kind, active, since }: AlertView): string {
  const day = formatShortDate(since);
  if (kind === 'post') return active ? `Tiene este puesto; lo recibe desde el ${day}` : 'Tiene este puesto';
  if (!active) return 'La guarda usted, sin avisos';
  return kind === 'search' ? `Pidió avisos de esta búsqueda el ${day}` : `Lo pidió usted el ${day}`;
}

function limitsText({ minScore, includeCredit, themes }: AlertView, { themes: names }: CardContext): string {
  const topics =
    themes.length === 0 ? 'todos los temas' : themes.map((code) => names.get(code) ?? code).join(', ');
  return `Desde ${minScore} puntos de 100; ${topics}; ${includeCredit ? 'también' : 'sin'} créditos reembolsables`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
