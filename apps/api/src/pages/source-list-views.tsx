import {
  HEALTH_STATES,
  adapterOf,
  HEALTH_LABELS,
  type ListedSource,
  type SourceHealth,
} from '@chasqui/sources';
import type { JSX } from 'preact';
import { z } from 'zod';
import { moment, RunState, runFigures, SourceMarks, sourceUrl } from './source-parts.js';

export const sourceListQuery = z.object({ estado: z.enum(HEALTH_STATES).optional().catch(undefined) });

/** In the order in which somebody has to look at them. */
const STATES: readonly SourceHealth[] = ['broken', 'stale', 'empty', 'ok', 'untried'];

/** All sources, or those in one state: what is broken stands first. */
export function SourceList(props: {
  sources: readonly ListedSource[];
  state: SourceHealth | undefined;
}): JSX.Element {
  const { sources, state } = props;
  const broken = sources.filter(({ health }) => health === 'broken');
  const ordered = [...broken, ...sources.filter(({ health }) => health !== 'broken')];
  const shown = ordered.filter(({ health }) => !state || health === state);
  return (
    <>
      <p class="actions">
        <a class="button" href="/curaduria/fuentes/nueva">
          Añadir fuente
        </a>
        <a class="button quiet" href="/curaduria/fuentes/pegar">
          Pegar una convocatoria
        </a>
        <a class="button quiet" href="/curaduria/fuentes/subir">
          Subir una hoja de cálculo
        </a>
      </p>
      <p>
        Lo que traen las fuentes llega a la <a href="/curaduria/novedades">cola de novedades</a>.
      </p>
      <nav class="tabs" aria-label="Estado de las fuentes">
        <a href="/curaduria/fuentes" aria-current={state ? undefined : 'page'}>
          Todas ({sources.length})
        </a>
        {STATES.map((each) => (
          <a href={`/curaduria/fuentes?estado=${each}`} aria-current={each === state ? 'page' : undefined}>
            {HEALTH_LABELS[each]} ({sources.filter(({ health }) => health === each).length})
          </a>
        ))}
      </nav>
      {shown.length === 0 && (
        <p class="notice">
          {state ? 'No hay fuentes en este estado.' : 'Todavía no hay fuentes. Añada la primera.'}
        </p>
      )}
      <ul class="cards">
        {shown.map((source) => (
          <SourceCard source={source} />
        ))}
      </ul>
    </>
  );
}

function SourceCard({ source }: { source: ListedSource }): JSX.Element {
  const { slug, lastRun, donorName, nextRunAt, enabled } = source;
  return (
    <li class="card">
      <p class="kicker">
        {donorName ?? 'Cada convocatoria dice su cooperante'} · {adapterOf(source.adapter).label}
      </p>
      <h2>
        <a href={sourceUrl(slug)}>{source.nameEs}</a>
      </h2>
      <SourceMarks source={source} />
      {source.healthReason && <p class="own-words">{source.healthReason}</p>}
      <p>
        Última lectura:{' '}
        {lastRun ? (
          <>
            {moment(lastRun.startedAt)} <RunState state={lastRun.state} /> {runFigures(lastRun)}.
          </>
        ) : (
          'ninguna todavía.'
        )}
      </p>
      <p class="quiet">
        Próxima lectura: {enabled ? (nextRunAt ? moment(nextRunAt) : 'enseguida') : 'no se lee sola'}.
        {source.items > 0 && ` Convocatorias conocidas: ${source.items}.`}
      </p>
    </li>
  );
}
