import type { Person } from '@chasqui/accounts';
import { DateTime } from 'luxon';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import { JobQueues } from '@chasqui/jobs';
import { mailProblems, recentRuns, type RunProgress, waitingEvents } from '@chasqui/notifications';
import { Controller, Get, Header } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';

const QUEUE_LABELS = {
  sources: 'Leer fuentes',
  intake: 'Revisar lo leído',
  matching: 'Comparar con los GAD',
  notifications: 'Preparar avisos',
  mail: 'Enviar correos',
  maintenance: 'Mantenimiento',
} as const;

/** What the queued jobs are doing, for curators. */
@Controller('trabajos')
@Roles('curator')
export class ProgressPages {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@CurrentPerson() person: Person): Promise<string> {
    // In the order of the work: what has left one place when that is read is found in the next one.
    const events = await waitingEvents(this.database);
    const counts = await this.queues.counts();
    const [runs, problems] = await Promise.all([recentRuns(this.database), mailProblems(this.database)]);
    const queued = counts.matching.waiting + counts.matching.active;
    const busy = events + queued > 0 || runs.some((run) => !run.notifiedAt || run.pending > 0);
    return renderPage(
      { title: 'Trabajos', person, section: 'progress', scripts: ['progress.js'] },
      <>
        <h1>Trabajos</h1>
        <p>
          Al publicar una convocatoria se compara con todos los GAD del país y se avisa a quienes corresponde.{' '}
          <a href="/trabajos">Actualizar</a>
        </p>
        <div id="progreso" data-busy={busy ? 'si' : 'no'}>
          <p role="status">
            {busy ? 'Hay trabajos en marcha.' : 'Todo está al día.'}
            {events > 0 && ` ${events} por empezar.`}
          </p>
          <ul class="cards">
            {runs.map((run) => (
              <RunCard run={run} />
            ))}
          </ul>
          {runs.length === 0 && <p class="notice">Todavía no se ha publicado ninguna convocatoria.</p>}
          {problems.length > 0 && (
            <section aria-labelledby="problemas">
              <h2 id="problemas">Correos con problemas</h2>
              <ul>
                {problems.map((problem) => (
                  <li>
                    {problem.recipient} · {problem.subject ?? 'todavía sin asunto'} ·{' '}
                    {problem.state === 'failed' ? 'rechazado' : 'se reintentará'} ({problem.attempts}{' '}
                    intentos): <span class="quiet">{problem.lastError}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <h2>Colas</h2>
          <dl class="facts">
            {Object.entries(counts).map(([name, count]) => (
              <div>
                <dt>{QUEUE_LABELS[name as keyof typeof QUEUE_LABELS]}</dt>
                <dd>
                  {count.waiting} en espera, {count.active} en marcha, {count.delayed} programados
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </>,
    );
  }
}

function RunCard({ run }: { run: RunProgress }): JSX.Element {
  const done = run.sent + run.failed;
  return (
    <li class="card">
      <h2>
        <a href={`/convocatorias/${run.slug}`} lang={run.language}>
          {run.title}
        </a>
      </h2>
      <p class="quiet">
        {DateTime.fromJSDate(run.startedAt, { zone: ECUADOR_ZONE }).toFormat('dd/LL/yyyy HH:mm:ss')}
      </p>
      {run.error && <p class="answer fails">Falló y se reintenta: {run.error}</p>}
      <p>
        {run.matchedAt
          ? `Comparada con ${run.gads} GAD: ${run.matches} pueden participar. `
          : 'Comparando con los GAD…'}
        {run.matchedAt && (
          <a
            href={`/curaduria/convocatorias/${run.callId}/coincidencias`}
            aria-label={`Ver cuáles: ${run.title}`}
          >
            Ver cuáles
          </a>
        )}
      </p>
      <p>
        {run.notifiedAt ? `Avisos: ${run.sent} enviados de ${run.notices}.` : 'Avisos por preparar.'}
        {run.failed > 0 && ` ${run.failed} rechazados.`}
      </p>
      {run.notices > 0 && (
        <progress
          max={Math.max(1, run.notices)}
          value={run.notifiedAt && run.notices === 0 ? 1 : done}
          aria-label="Avisos enviados"
        >
          {done} de {run.notices}
        </progress>
      )}
    </li>
  );
}
