import type { Person } from '@chasqui/accounts';
import { ECUADOR_ZONE, formatDateTime } from '@chasqui/kernel';
import {
  FORMULA_VERSION,
  NEED_OF_COMPETENCE,
  SHARES,
  type ListVersion,
  listVersions,
  mostMoved,
  type MovedMatch,
  recentRescorings,
  type Rescoring,
} from '@chasqui/matching';
import { Controller, Get, Header } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { figure } from '../views/parts.js';
import { CurationNav } from './records-nav.js';

/** Which formula made the lists, how far a new one has come and what it changed. */
@Controller('curaduria/formula')
@Roles('curator')
export class MatchFormulaPages {
  constructor(private readonly database: DataSource) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@CurrentPerson() person: Person): Promise<string> {
    const [rescorings, versions, moved] = await Promise.all([
      recentRescorings(this.database),
      listVersions(this.database),
      mostMoved(this.database),
    ]);
    const busy = rescorings.some(({ finishedAt }) => finishedAt === null);
    return renderPage(
      {
        title: 'Fórmula',
        person,
        section: 'curation',
        scripts: ['progress.js'],
        refreshAfter: busy ? 5 : undefined,
      },
      <>
        <CurationNav current="formula" />
        <h1>Fórmula de las coincidencias</h1>
        <p>
          Cuando cambia la fórmula o lo que lee (temas, léxico, competencias, reglas con fecha), todas las
          listas se calculan de nuevo. <a href="/curaduria/formula">Actualizar</a>
        </p>
        <HowItCounts />
        <div id="progreso" data-busy={busy ? 'si' : 'no'}>
          <Versions versions={versions} />
          <Rescorings rescorings={rescorings} />
          <Moved moved={moved} />
        </div>
      </>,
    );
  }
}

/** The formula in words, from the numbers it computes with. */
function HowItCounts(): JSX.Element {
  const most = (share: number) => Math.round(100 * share);
  return (
    <section aria-labelledby="cuenta">
      <h2 id="cuenta">Cómo se cuenta</h2>
      <p>
        Lo que no cumple una condición queda fuera. Para lo demás, el puntaje es la necesidad (de 0 a 100)
        multiplicada por lo que se puede aprovechar de ella:
      </p>
      <ul>
        <li>
          hasta {most(SHARES.base)} puntos por responder al plan o a las competencias: es la necesidad misma;
        </li>
        <li>
          hasta {most(SHARES.capacity)} por la capacidad: papel del GAD, contraparte, monto al alcance y datos
          al día;
        </li>
        <li>
          hasta {most(SHARES.donor)} por el cooperante: si llega al Ecuador, trabaja con GAD y financia esos
          temas.
        </li>
      </ul>
      <p>
        Sin una prioridad del plan, una competencia exclusiva da hasta {most(NEED_OF_COMPETENCE.exclusive)} de
        necesidad y una concurrente hasta {most(NEED_OF_COMPETENCE.concurrent)}. Lo que no consta no resta:
        baja la confianza. Las opiniones de las personas no cambian el puntaje.
      </p>
    </section>
  );
}

function Versions({ versions }: { versions: readonly ListVersion[] }): JSX.Element {
  return (
    <section aria-labelledby="version">
      <h2 id="version">Versión actual: fórmula {FORMULA_VERSION}</h2>
      {versions.length === 0 && <p class="notice">Todavía no hay ninguna lista.</p>}
      <ul>
        {versions.map(({ formulaVersion, dataVersion, lists, lastAt }) => (
          <li>
            {lists === 1 ? '1 lista' : `${lists} listas`} con la fórmula {formulaVersion} y los datos{' '}
            <code>{dataVersion || 'sin versión'}</code>, la última el {formatDateTime(lastAt, ECUADOR_ZONE)}.
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rescorings({ rescorings }: { rescorings: readonly Rescoring[] }): JSX.Element {
  return (
    <section aria-labelledby="recalculos">
      <h2 id="recalculos">Recálculos</h2>
      {rescorings.length === 0 && <p>Ninguno todavía.</p>}
      <ul class="cards">
        {rescorings.map((rescoring) => (
          <RescoringCard rescoring={rescoring} />
        ))}
      </ul>
    </section>
  );
}

function RescoringCard({ rescoring }: { rescoring: Rescoring }): JSX.Element {
  const { formulaVersion, dataVersion, startedAt, finishedAt, lists, done, error } = rescoring;
  return (
    <li class="card">
      <h3>
        Fórmula {formulaVersion}, datos <code>{dataVersion}</code>
      </h3>
      <p role="status">
        {finishedAt
          ? `Terminado el ${formatDateTime(finishedAt, ECUADOR_ZONE)}: ${done} de ${lists} listas.`
          : `En marcha desde el ${formatDateTime(startedAt, ECUADOR_ZONE)}: ${done} de ${lists} listas.`}
      </p>
      {!finishedAt && (
        <progress max={Math.max(1, lists)} value={done} aria-label="Listas calculadas">
          {done} de {lists}
        </progress>
      )}
      {error && <p class="answer fails">Falló y se reintenta: {error}</p>}
    </li>
  );
}

function Moved({ moved }: { moved: readonly MovedMatch[] }): JSX.Element {
  return (
    <section aria-labelledby="movido">
      <h2 id="movido">Lo que más se movió</h2>
      {moved.length === 0 && <p>Nada: ningún puntaje cambió con la última versión.</p>}
      <ol class="moved">
        {moved.map((match) => (
          <li>
            <a href={`/gads/${match.gadCode}/coincidencias/${match.slug}`} lang={match.language}>
              {match.title}
            </a>
            <br />
            <a href={`/gads/${match.gadCode}/coincidencias`}>{match.gadName}</a>: <Change {...match} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Change({ score, previousScore, previousFormulaVersion }: MovedMatch): JSX.Element {
  const moved = score - previousScore;
  return (
    <>
      de {figure(previousScore)}
      {previousFormulaVersion !== null && ` (fórmula ${previousFormulaVersion})`} a {figure(score)},{' '}
      <strong>
        {moved > 0 ? 'sube' : 'baja'} {figure(Math.abs(moved))}
      </strong>
    </>
  );
}
