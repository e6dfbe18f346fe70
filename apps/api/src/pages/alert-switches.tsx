import type { DeliverySettings } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { CardFact, ListButton } from './alert-card.js';
import type { AlertPlace } from './alert-place.js';
import { countText, hourText, ladderText } from './alert-words.js';

/** What a person receives besides her alerts, each with its switch. */
export function SwitchList(props: {
  settings: DeliverySettings;
  /** How many calls she follows. */
  follows: number;
  place: AlertPlace;
}): JSX.Element {
  const { settings, follows, place } = props;
  const at = `a las ${hourText(settings.hour)}`;
  return (
    <ul class="cards">
      <SwitchCard
        place={place}
        list="reminders"
        on={settings.reminders}
        title="Recordatorios"
        what="Los plazos de las convocatorias que sigue, los pasos por terminar y las que no tienen fecha."
        why={
          follows > 0
            ? `Sigue ${countText(follows, 'una convocatoria', 'convocatorias')}`
            : 'Todavía no sigue ninguna convocatoria'
        }
        pace={`${ladderText(settings.ladder)} antes de cada plazo, ${at}`}
      />
      <SwitchCard
        place={place}
        list="changes"
        on={settings.changes}
        title="Cambios"
        what="Si cambia el plazo, el monto u otra cosa importante de una convocatoria que sigue o que le avisamos."
        why="La sigue, o le enviamos un aviso de ella"
        pace="Lo urgente al momento; lo demás, junto con sus avisos"
      />
      <SwitchCard
        place={place}
        list="bulletin"
        on={settings.bulletin}
        title="Boletín mensual"
        what="Un resumen del mes: lo que abrió, lo que cierra y lo que cambió."
        why={settings.bulletin ? 'Lo pidió usted' : 'Nadie lo recibe sin pedirlo'}
        pace="Una vez al mes"
      />
    </ul>
  );
}

function SwitchCard(props: {
  place: AlertPlace;
  list: 'reminders' | 'changes' | 'bulletin';
  on: boolean;
  title: string;
  what: string;
  why: string;
  pace: string;
}): JSX.Element {
  const { place, list, on, title } = props;
  return (
    <li class="card">
      <h3>
        {title}
        <span class={on ? 'badge' : 'badge off'}>{on ? 'Activo' : 'No lo recibe'}</span>
      </h3>
      <p>{props.what}</p>
      <dl class="facts">
        <CardFact label="Por qué">{props.why}</CardFact>
        <CardFact label="Cuándo">{props.pace}</CardFact>
      </dl>
      <div class="actions">
        <a class="button quiet" href={`${place.base}/entrega#${list}`} aria-label={`Cambiar: ${title}`}>
          Cambiar
        </a>
        {on && <ListButton place={place} list={list} action="parar" label="Dejar de recibir" about={title} />}
      </div>
    </li>
  );
}
