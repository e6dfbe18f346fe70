import {
  describeChange,
  FINDING_KINDS,
  type FindingKind,
  type QueueCount,
  type QueueItem,
  SEVERITIES,
} from '@chasqui/intake';
import { daysBetween, formatShortDate, localDate } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { Urgency } from './finding-history.js';
import { deskUrl, type FilterQuery, findingUrl, QUEUE } from './finding-query.js';
import type { FindingDetails, WaitingSource } from './finding-queue.query.js';
import {
  daysText,
  FINDING_KIND_HELP,
  FINDING_KIND_LABELS,
  FINDING_KIND_ONE,
  URGENCY,
  waitText,
} from './finding-words.js';

/** How much of each kind waits, and since when. */
export function KindTiles(props: {
  counts: readonly QueueCount[];
  chosen: FindingKind | undefined;
  now: Date;
}): JSX.Element {
  const { counts, chosen, now } = props;
  return (
    <ul class="kinds">
      {FINDING_KINDS.map((kind) => {
        const own = counts.filter((each) => each.kind === kind);
        const count = own.reduce((sum, each) => sum + each.count, 0);
        const oldest = own.map((each) => each.oldest).toSorted((a, b) => a.getTime() - b.getTime())[0];
        return (
          <li>
            <a href={deskUrl(QUEUE, { tipo: kind })} aria-current={kind === chosen ? 'true' : undefined}>
              <strong>{count}</strong>
              {FINDING_KIND_LABELS[kind]}
              <span class="quiet tile-note">
                {oldest ? oldestText(oldest, count, now) : FINDING_KIND_HELP[kind]}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function oldestText(oldest: Date, count: number, now: Date): string {
  const days = daysText(oldest, now);
  if (days === 'hoy') return count === 1 ? 'llegó hoy' : 'llegaron hoy';
  return count === 1 ? `espera ${days}` : `la más antigua espera ${days}`;
}

export function QueueFilters(props: { query: FilterQuery; sources: readonly WaitingSource[] }): JSX.Element {
  const { query, sources } = props;
  return (
    <form class="search wide" method="get" action={QUEUE} aria-label="Filtrar las novedades">
      <div class="field">
        <label for="fuente">Fuente</label>
        <select id="fuente" name="fuente">
          <option value="">Todas</option>
          {sources.map(({ id, name }) => (
            <option value={id} selected={id === query.fuente}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="tipo">Qué es</label>
        <select id="tipo" name="tipo">
          <option value="">Todo</option>
          {FINDING_KINDS.map((kind) => (
            <option value={kind} selected={kind === query.tipo}>
              {FINDING_KIND_LABELS[kind]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="urgencia">Urgencia</label>
        <select id="urgencia" name="urgencia">
          <option value="">Cualquiera</option>
          {SEVERITIES.map((severity) => (
            <option value={severity} selected={severity === query.urgencia}>
              {URGENCY[severity].word}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Filtrar</button>
    </form>
  );
}

export function FindingRow(props: {
  item: QueueItem;
  details: FindingDetails | undefined;
  query: FilterQuery;
  now: Date;
}): JSX.Element {
  const { item, details, query, now } = props;
  return (
    <li class="card">
      <p class="kicker">
        {FINDING_KIND_ONE[item.kind]} · {item.sourceName}
      </p>
      <h2>
        <a href={findingUrl(item.id, query)} lang={details?.language ?? undefined}>
          {item.title}
        </a>
      </h2>
      <p>{whatHappened(item, details)}</p>
      <p>
        <Urgency finding={item} />
        {item.closesAt && <span class="badge">{closeText(item.closesAt, now)}</span>}
        {item.duplicateCount > 0 && (
          <span class="badge doubt">
            <span aria-hidden="true">⧉ </span>
            {item.duplicateCount === 1 ? 'Posible repetida' : `${item.duplicateCount} posibles repetidas`}
          </span>
        )}
        {details?.hasConflict && (
          <span class="badge doubt">
            <span aria-hidden="true">⚠ </span>La fuente se contradice
          </span>
        )}{' '}
        <span class="quiet">{waitText(item.createdAt, now)}</span>
      </p>
    </li>
  );
}

/** One sentence. */
function whatHappened({ kind, fieldCount }: QueueItem, details: FindingDetails | undefined): string {
  const [first, ...others] = (details?.changes ?? []).toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  if (kind === 'vanished') return 'La fuente dejó de listarla dos veces seguidas y su plazo no ha pasado.';
  if (kind === 'sample') return 'Una fuente de confianza la publicó sola: compruebe que esté bien.';
  if (kind === 'new') {
    return fieldCount === 1 ? 'Se leyó 1 dato de su página.' : `Se leyeron ${fieldCount} datos de su página.`;
  }
  if (!first) return 'La fuente trae otros datos.';
  const more = others.length === 1 ? ', y 1 cambio más' : `, y ${others.length} cambios más`;
  return `${describeChange(first)}${others.length > 0 ? more : ''}.`;
}

/** Beyond that nobody counts days. */
const SOON_DAYS = 90;

function closeText(closesAt: Date, now: Date): string {
  const days = daysBetween(localDate(now), localDate(closesAt));
  const day = `Cierra el ${formatShortDate(closesAt)}`;
  if (closesAt <= now) return `Cerró el ${formatShortDate(closesAt)}`;
  if (days > SOON_DAYS) return day;
  return days === 0 ? `${day}: hoy` : days === 1 ? `${day}: mañana` : `${day}: en ${days} días`;
}

export function EmptyQueue({ isNarrowed }: { isNarrowed: boolean }): JSX.Element {
  return isNarrowed ? (
    <p class="notice">
      Nada de esto espera decisión. <a href={QUEUE}>Ver todas las novedades</a>
    </p>
  ) : (
    <div class="panel">
      <h2>Todo al día</h2>
      <p>
        No hay nada por decidir. Lo que traigan las fuentes activadas aparecerá aquí. Mientras tanto puede{' '}
        <a href="/curaduria/fuentes">mirar cómo están las fuentes</a> o{' '}
        <a href="/curaduria/convocatorias/nueva">ingresar una convocatoria a mano</a>.
      </p>
    </div>
  );
}
