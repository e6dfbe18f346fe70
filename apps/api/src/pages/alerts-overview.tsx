import type { Person } from '@chasqui/accounts';
import type { SuppressedAddress, SuppressionReason } from '@chasqui/delivery';
import { formatShortDate } from '@chasqui/kernel';
import type { AlertView, PreferencesOverview } from '@chasqui/subscriptions';
import type { ComponentChildren, JSX } from 'preact';
import { AlertCard, type CardContext, FollowCard, ListButton } from './alert-card.js';
import { countText, pauseText, whenText } from './alert-words.js';
import { SwitchList } from './alert-switches.js';
import { livePause } from './alert-fields.js';

/** What the page about everything that a person receives shows. */
export interface OverviewFacts {
  readonly overview: PreferencesOverview;
  /** Null when the mails of her address are not held back, or when that is told elsewhere on the page. */
  readonly suppressed: SuppressedAddress | null;
  readonly context: CardContext;
  /** ISO date in her zone. */
  readonly today: string;
  /** Who looks, for the GADs that she could be told of; empty by link. */
  readonly memberships: Person['memberships'];
}

/** Everything that a person receives, in plain words, and what she can do with it. */
export function Overview(facts: OverviewFacts): JSX.Element {
  const { overview, context } = facts;
  const kinds = (kind: AlertView['kind']) => overview.alerts.filter((alert) => alert.kind === kind);
  const { place } = context;
  return (
    <>
      {facts.suppressed && <SuppressedNote suppressed={facts.suppressed} />}
      <Summary {...facts} />
      <Group id="gad" title="Lo que coincide con mi GAD">
        <Alerts alerts={kinds('matches')} context={context} />
        <OtherGads {...facts} />
      </Group>
      {kinds('post').length > 0 && (
        <Group id="puestos" title="Por los puestos que tengo">
          <Alerts alerts={kinds('post')} context={context} />
        </Group>
      )}
      <Group id="busquedas" title="Búsquedas guardadas">
        <Alerts alerts={kinds('search')} context={context} />
        {kinds('search').length === 0 && (
          <p class="notice">
            No guarda ninguna. <a href="/buscar">Busque lo que le interesa</a>, por ejemplo «agua» o «riego»,
            y guarde la búsqueda para enterarse de lo nuevo.
          </p>
        )}
      </Group>
      <Group id="seguidas" title="Convocatorias que sigue">
        <ul class="cards">
          {overview.follows.map((follow) => (
            <FollowCard follow={follow} context={context} />
          ))}
        </ul>
        {overview.follows.length === 0 && (
          <p class="notice">
            No sigue ninguna. En la página de una <a href="/convocatorias">convocatoria</a>, el botón «Seguir
            esta convocatoria» le recuerda sus plazos.
          </p>
        )}
      </Group>
      <Group id="demas" title="Recordatorios, cambios y boletín">
        <SwitchList settings={overview.settings} follows={overview.follows.length} place={place} />
      </Group>
      {!place.byLink && (
        <Group id="calendarios" title="Calendarios">
          <p>
            Las fechas también pueden salir en su calendario del teléfono o de la computadora.{' '}
            <a href="/avisos/calendarios">Ver mis calendarios</a>
          </p>
        </Group>
      )}
      <Group id="todo" title="Dejar de recibir todo">
        <p>Apaga todo lo de esta página de una vez. Sus búsquedas quedan guardadas.</p>
        <ListButton
          place={place}
          list="all"
          action="parar"
          label="Dejar de recibir todo"
          about="todos sus avisos"
        />
      </Group>
    </>
  );
}

function Group(props: { id: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Alerts(props: { alerts: readonly AlertView[]; context: CardContext }): JSX.Element | null {
  if (props.alerts.length === 0) return null;
  return (
    <ul class="cards">
      {props.alerts.map((alert) => (
        <AlertCard alert={alert} context={props.context} />
      ))}
    </ul>
  );
}

/** How it stands, in one sentence, and the pause of everything. */
function Summary({ overview, context, today }: OverviewFacts): JSX.Element {
  const { place } = context;
  const pausedUntil = livePause(overview.settings.pausedUntil, today);
  return (
    <div class="panel summary">
      <p>
        <strong>{standingText(overview, context)}</strong>
      </p>
      {pausedUntil ? (
        <>
          <p>{`Todo está en pausa hasta el ${formatShortDate(pausedUntil)}: solo le llega lo urgente.`}</p>
          <ListButton
            place={place}
            list="all"
            action="reanudar"
            label="Quitar la pausa de todo"
            about={pauseText(pausedUntil)}
          />
        </>
      ) : (
        <div class="actions">
          <a class="button quiet" href={`${place.base}/entrega`}>
            Cambiar la hora o la zona
          </a>
          <ListButton
            place={place}
            list="all"
            action="pausar"
            label="Pausar todo 30 días"
            about="todos sus avisos"
          />
        </div>
      )}
    </div>
  );
}

/** "Recibe 4 alertas; la próxima entrega es el lunes 24 de noviembre a las 07:00." */
export function standingText(
  { alerts, follows, nextDigest }: Pick<PreferencesOverview, 'alerts' | 'follows' | 'nextDigest'>,
  { settings, now }: Pick<CardContext, 'settings' | 'now'>,
): string {
  const active = alerts.filter((alert) => alert.active);
  const followed = follows.filter(({ published }) => published).length;
  if (active.length === 0 && followed === 0) {
    return settings.bulletin ? 'Recibe solo el boletín mensual.' : 'No recibe ningún aviso.';
  }
  const received = [
    active.length > 0 ? `recibe ${countText(active.length, 'una alerta', 'alertas')}` : '',
    followed > 0 ? `sigue ${countText(followed, 'una convocatoria', 'convocatorias')}` : '',
  ].filter(Boolean);
  const waits = active.filter(({ atOnce }) => !atOnce).flatMap(({ nextDelivery }) => nextDelivery ?? []);
  if (followed > 0 && settings.reminders) waits.push(nextDigest);
  const first = waits.toSorted((one, other) => one.getTime() - other.getTime())[0];
  const next = first
    ? `la próxima entrega es ${whenText(first, now, settings.zone)}`
    : 'lo nuevo le llega al momento';
  const sentence = `${received.join(' y ')}; ${next}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const SUPPRESSION_WORDS: Readonly<Record<SuppressionReason, string>> = {
  bounce: 'el servidor de su correo los devolvió',
  complaint: 'uno de ellos se marcó como correo no deseado',
  manual: 'así se pidió a la administración de Chasqui',
};

function SuppressedNote({ suppressed }: { suppressed: SuppressedAddress }): JSX.Element {
  const { reason, since } = suppressed;
  return (
    <div class="errors" role="alert">
      <p>
        <strong>No le están llegando los correos.</strong>
      </p>
      <p>
        {`Desde el ${formatShortDate(since)} no se los enviamos: ${SUPPRESSION_WORDS[reason]}. Revise su buzón y pida a quien administra Chasqui que active otra vez su dirección.`}
      </p>
    </div>
  );
}

/** The GADs of which she could be told and is not, and who else of hers is told. */
function OtherGads({ overview, memberships, context }: OverviewFacts): JSX.Element {
  const told = new Set(overview.alerts.flatMap(({ kind, gadCode }) => (kind === 'matches' ? gadCode : [])));
  const gads = new Map(
    memberships.flatMap(({ gadCode, gadName }) => (gadCode ? [[gadCode, gadName ?? 'GAD'] as const] : [])),
  );
  const officerOf = memberships.flatMap(({ role, gadCode }) =>
    role === 'officer' && gadCode ? gadCode : [],
  );
  return (
    <>
      {[...gads].map(
        ([code, name]) =>
          !told.has(code) && (
            <p class="notice">
              {`Todavía no recibe lo que coincide con el ${name}. `}
              <a href={`/gads/${code}/avisos`}>Recibir estos avisos</a>
            </p>
          ),
      )}
      {gads.size === 0 && told.size === 0 && (
        <p class="notice">
          {context.place.byLink
            ? 'No recibe estos avisos. Si trabaja en un GAD, ingrese para pedirlos.'
            : 'Estos avisos son para quienes trabajan en un GAD. Guarde una búsqueda para enterarse de lo que le interesa.'}
        </p>
      )}
      {officerOf.map((code) => (
        <p>
          <a href={`/gads/${code}/puestos`}>{`Puestos del ${gads.get(code) ?? 'GAD'} que reciben avisos`}</a>:
          qué recibe cada uno y a quién pasa.
        </p>
      ))}
    </>
  );
}
