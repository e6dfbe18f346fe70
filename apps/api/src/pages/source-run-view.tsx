import type { Source, SourceRun } from '@chasqui/sources';
import type { JSX } from 'preact';
import { Fact } from '../views/provenance.js';
import { moment, RunState, runFigures, sourceUrl } from './source-parts.js';
import { secondsText } from './source-trend.js';

/** One reading while it runs and when it is over. */
export function RunView(props: { source: Source; run: SourceRun; requestedBy: string | null }): JSX.Element {
  const { source, run, requestedBy } = props;
  const isRunning = run.state === 'running';
  return (
    <div id="progreso" data-busy={isRunning ? 'si' : 'no'}>
      <p role="status">
        <RunState state={run.state} />{' '}
        {isRunning ? `Leyendo. Hasta ahora: ${runFigures(run)}.` : `${runFigures(run)}.`}
      </p>
      {isRunning && (
        <p class="quiet">
          Se pide una página a la vez, con pausas, para no cargar el sitio: puede tardar varios minutos. Puede
          irse de esta página; la lectura sigue.{' '}
          <a href={sourceUrl(source.slug, `lecturas/${run.id}`)}>Actualizar</a>
        </p>
      )}
      {run.message && (
        <p class="errors">
          <strong>✕</strong> {run.message}
        </p>
      )}
      {!isRunning && run.added + run.changed > 0 && (
        <p class="notice">
          Lo nuevo y lo que cambió llega a la <a href="/curaduria/novedades">cola de novedades</a>.
        </p>
      )}
      {run.warnings.length > 0 && (
        <section aria-labelledby="avisos">
          <h2 id="avisos">Avisos</h2>
          <ul class="warnings">
            {run.warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </section>
      )}
      <h2>Datos de la lectura</h2>
      <dl class="facts">
        <Fact label="Empezó" value={moment(run.startedAt)} />
        <Fact label="Terminó" value={run.finishedAt && moment(run.finishedAt)} unknown="todavía no" />
        <Fact label="La pidió" value={requestedBy} unknown="nadie: le tocaba" />
        <Fact label="Forma de leerla" value={`versión ${run.definitionVersion}`} />
        <Fact label="Peticiones al sitio" value={String(run.requests)} />
        <Fact
          label="Cuánto tardó cada respuesta"
          value={run.requests > 0 ? secondsText(run.latencyMs / run.requests) : null}
        />
      </dl>
    </div>
  );
}
