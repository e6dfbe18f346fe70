import { isDead, MAIL_STATES, type MailState } from '@chasqui/delivery';
import { NOTICE_KIND_LABELS } from '@chasqui/notifications';
import type { JSX } from 'preact';
import { Fact } from '../views/provenance.js';
import { DoneNote, withQuery } from '../views/parts.js';
import type { DeliveryFilter, DeliveryItem, ReportLine, SendingPause } from './deliveries.query.js';
import {
  MAIL_STATE_HELP,
  MAIL_STATE_LABELS,
  MAIL_STATE_TONES,
  replyInWords,
  TROUBLE_LABELS,
  WAY_LABELS,
} from './delivery-words.js';
import { moment } from './source-parts.js';

export const DELIVERIES = '/curaduria/entregas';
export const ADDRESSES = '/curaduria/direcciones';

export function deliveryUrl(id: string): string {
  return `${DELIVERIES}/${id}`;
}

/** The filter as it stands in an address. */
export function filterQuery({ state, address, gad }: DeliveryFilter): Record<string, string | undefined> {
  return { estado: state, correo: address, gad };
}

/** The states, with how many there are of those that may need somebody. */
export function StateTabs(props: {
  filter: DeliveryFilter;
  counts: ReadonlyMap<MailState, number>;
}): JSX.Element {
  const { filter, counts } = props;
  const tab = (state: MailState | undefined, label: string) => (
    <a
      href={withQuery(DELIVERIES, filterQuery({ ...filter, state }))}
      aria-current={state === filter.state ? 'page' : undefined}
    >
      {label}
    </a>
  );
  return (
    <nav class="tabs" aria-label="Estado">
      {tab(undefined, 'Todos')}
      {MAIL_STATES.map((state) => {
        const count = counts.get(state);
        return tab(state, count ? `${MAIL_STATE_LABELS[state]} (${count})` : MAIL_STATE_LABELS[state]);
      })}
    </nav>
  );
}

/** Why mails wait, for whoever can do something about it. */
export function SendingPauses({ pauses }: { pauses: readonly SendingPause[] }): JSX.Element | null {
  if (pauses.length === 0) return null;
  return (
    <section class="notice" aria-labelledby="pausas">
      <h2 id="pausas">El envío espera</h2>
      <ul>
        {pauses.map(({ domain, reason }) => (
          <li>
            {domain
              ? `A ${domain}: pidió enviar más despacio.`
              : 'Ningún correo sale: el servidor de correo no los recibe. Revise su dirección, usuario y contraseña. Todo sale cuando vuelva a recibirlos.'}{' '}
            <span class="quiet">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DeliveryFilters({ filter }: { filter: DeliveryFilter }): JSX.Element {
  return (
    <form class="search wide" method="get" action={DELIVERIES} aria-label="Filtrar las entregas">
      {filter.state && <input type="hidden" name="estado" value={filter.state} />}
      <div class="field">
        <label for="correo">Correo, o parte de él</label>
        <input id="correo" name="correo" value={filter.address ?? ''} maxLength={254} autocomplete="off" />
      </div>
      <div class="field">
        <label for="gad">GAD: nombre o código</label>
        <input id="gad" name="gad" value={filter.gad ?? ''} maxLength={100} autocomplete="off" />
      </div>
      <button type="submit">Filtrar</button>
    </form>
  );
}

export function DeliveryCard(props: { item: DeliveryItem; mayResend: boolean }): JSX.Element {
  const { item, mayResend } = props;
  return (
    <li class="card">
      <p class="kicker">
        {[item.name, ...item.gads].join(' · ')}
        {item.urgent && <span class="badge doubt">Urgente</span>}
      </p>
      <h2>
        <a href={deliveryUrl(item.id)}>{item.subject ?? contentText(item)}</a>
      </h2>
      <p class="address">{item.recipient}</p>
      <DeliveryState item={item} />
      {item.subject && <p class="quiet">{contentText(item)}</p>}
      {mayResend && <ResendButton item={item} quiet />}
    </li>
  );
}

/** "2 × Convocatoria nueva, Recordatorio de plazo". */
function contentText({ notices }: Pick<DeliveryItem, 'notices'>): string {
  if (notices.length === 0) return 'Sin avisos: ya no tenía nada que decir';
  return notices
    .map(({ kind, count }) =>
      count > 1 ? `${count} × ${NOTICE_KIND_LABELS[kind]}` : NOTICE_KIND_LABELS[kind],
    )
    .join(', ');
}

/** How a mail stands: its state, when, after how many attempts, and what the other server said. */
export function DeliveryState({ item }: { item: DeliveryItem }): JSX.Element {
  const { state, attempts, lastCode, lastError } = item;
  const words = state === 'sent' ? null : replyInWords(lastCode);
  const waits = (state === 'pending' || state === 'unknown') && !isDead(item);
  return (
    <>
      <p class={`standing ${item.returned ? 'trouble' : MAIL_STATE_TONES[state]}`}>
        {item.returned ? 'Enviado, pero devuelto' : MAIL_STATE_LABELS[state]},{' '}
        {moment(item.sentAt ?? item.updatedAt)}
        {attempts > 0 && ` · ${attempts === 1 ? '1 intento' : `${attempts} intentos`}`}.
        {waits && attempts > 0 && ` Siguiente intento: ${moment(item.nextAttemptAt)}.`}
      </p>
      {words && <p>{words}</p>}
      {lastError && state !== 'sent' && (
        <p class="quiet reply">
          {words ? 'Respuesta: ' : ''}
          {lastError}
        </p>
      )}
    </>
  );
}

/** Sends one mail again; nothing where that makes no sense. */
export function ResendButton(props: { item: DeliveryItem; quiet?: boolean }): JSX.Element | null {
  const { item, quiet } = props;
  if (!isDead(item)) return null;
  return (
    <form method="post" action={`${deliveryUrl(item.id)}/reenviar`} class="resend">
      <button
        type="submit"
        class={quiet ? 'quiet' : undefined}
        aria-label={`Enviar de nuevo a ${item.recipient}: ${item.subject ?? contentText(item)}`}
      >
        Enviar de nuevo
      </button>
    </form>
  );
}

/** Sends again all that a filter shows as failed. */
export function ResendAll({ filter, most }: { filter: DeliveryFilter; most: number }): JSX.Element {
  return (
    <form method="post" action={`${DELIVERIES}/reenviar`} class="resend">
      {filter.address && <input type="hidden" name="correo" value={filter.address} />}
      {filter.gad && <input type="hidden" name="gad" value={filter.gad} />}
      <button type="submit">
        {filter.address || filter.gad ? 'Enviar de nuevo los de este filtro' : 'Enviar de nuevo todos'}
      </button>
      <p class="quiet">
        Hasta {most} cada vez; los de direcciones detenidas se quedan. Antes de salir, cada correo se vuelve a
        redactar con lo que siga siendo cierto.
      </p>
    </form>
  );
}

export function DeliveryFacts({ item }: { item: DeliveryItem }): JSX.Element {
  return (
    <dl class="facts">
      <Fact label="Para" value={`${item.name}, ${item.recipient}`} />
      <Fact label="GAD" value={item.gads.join(', ') || null} unknown="ninguno" />
      <Fact
        label="Estado"
        value={`${MAIL_STATE_LABELS[item.state]}: ${lowerFirst(MAIL_STATE_HELP[item.state])}`}
      />
      <Fact label="Se preparó" value={moment(item.createdAt)} />
      <Fact label="Se envió" value={item.sentAt && moment(item.sentAt)} unknown="no" />
      <Fact label="Intentos" value={String(item.attempts)} />
      <Fact label="Identificación" value={item.id} />
    </dl>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** What other servers reported of a mail after it was sent, or instead of taking it. */
export function Reports({ reports }: { reports: readonly ReportLine[] }): JSX.Element | null {
  if (reports.length === 0) return null;
  return (
    <section aria-labelledby="informes">
      <h2 id="informes">Lo que respondieron otros servidores</h2>
      <ul class="plain reports">
        {reports.map((report) => (
          <li>
            <strong>{TROUBLE_LABELS[report.trouble]}</strong>, {WAY_LABELS[report.way]}, {moment(report.at)}
            {report.status && ` (código ${report.status})`}:{' '}
            <span class="quiet reply">{report.detail || 'sin explicación'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const DONE: Readonly<Record<string, string>> = {
  reenviado: 'Volverá a salir en un momento.',
  quitada:
    'La dirección salió de la lista: desde ahora se le vuelve a enviar. Los correos detenidos se reenvían aparte.',
  anadida: 'A esa dirección ya no se le enviará nada.',
};

export function DeliveryDone({ what }: { what: string | undefined }): JSX.Element | null {
  return <DoneNote what={what} texts={DONE} />;
}
