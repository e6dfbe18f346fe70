import type { KeyPage, SourceDay, SourceSheet, SourceItem, SourceRun } from '@chasqui/sources';
import { HEALTH_EXPLANATIONS, readsItself } from '@chasqui/sources';
import type { JSX } from 'preact';
import { NextPage, withQuery } from '../views/parts.js';
import { Fact, SiteLink } from '../views/provenance.js';
import { DefinitionWords } from './source-definition-view.js';
import type { ItemPlace } from './source-places.query.js';
import {
  moment,
  rhythmText,
  RunState,
  runFigures,
  SourceButton,
  SourceMarks,
  sourceUrl,
} from './source-parts.js';
import { SourceTrend } from './source-trend.js';

/** Everything about one source: how it does, what can be done with it, how it is read, its last days. */
export function SheetView(props: {
  sheet: SourceSheet;
  days: readonly SourceDay[];
  runs: readonly SourceRun[];
}): JSX.Element {
  const { sheet, days, runs } = props;
  const { source, definition } = sheet;
  return (
    <>
      <section class="panel" aria-labelledby="estado">
        <h2 id="estado">Cómo está</h2>
        <HealthFacts sheet={sheet} />
        {readsItself(definition) ? <Switches sheet={sheet} /> : <ByHand sheet={sheet} />}
      </section>
      <TrustPanel sheet={sheet} />
      <section aria-labelledby="dias">
        <h2 id="dias">Últimos 30 días</h2>
        <SourceTrend days={days} />
      </section>
      <section aria-labelledby="lecturas">
        <h2 id="lecturas">Últimas lecturas</h2>
        <RunList slug={source.slug} runs={runs} />
        <p>
          <a href={sourceUrl(source.slug, 'lecturas')}>Ver todas las lecturas</a> ·{' '}
          <a href={sourceUrl(source.slug, 'convocatorias')}>Ver las convocatorias que trajo</a>
        </p>
      </section>
      <section class="panel" aria-labelledby="forma">
        <h2 id="forma">Cómo se lee</h2>
        {sheet.guesses.length > 0 && (
          <p class="notice">
            <strong>Selectores supuestos:</strong> compruébelos con la vista previa, en{' '}
            <a href={sourceUrl(source.slug, 'editar')}>Editar</a>.
          </p>
        )}
        <DefinitionWords definition={definition} />
        <p class="quiet">
          Versión {definition.version}. <a href={sourceUrl(source.slug, 'definiciones')}>Formas anteriores</a>
        </p>
      </section>
    </>
  );
}

function HealthFacts({ sheet }: { sheet: SourceSheet }): JSX.Element {
  const { source } = sheet;
  return (
    <>
      <SourceMarks source={source} />
      <p>{HEALTH_EXPLANATIONS[source.health]}</p>
      {source.healthReason && <p class="notice own-words">{source.healthReason}</p>}
      <dl class="facts">
        <Fact
          label="Así está desde"
          value={source.healthSince && moment(source.healthSince)}
          unknown={null}
        />
        <Fact
          label="Primera lectura de la fuente real"
          value={source.firstReadAt && moment(source.firstReadAt)}
          unknown="nunca probada contra la fuente real"
        />
        <Fact label="Cooperante" value={source.donor?.nameEs} unknown="lo dice cada convocatoria" />
        <div>
          <dt>Página principal</dt>
          <dd>
            <SiteLink url={source.homeUrl} />
          </dd>
        </div>
        <Fact label="Se lee" value={rhythmText(source.everyMinutes)} />
        <Fact
          label="Próxima lectura"
          value={source.enabled && source.nextRunAt ? moment(source.nextRunAt) : null}
          unknown={source.enabled ? 'enseguida' : 'no se lee sola'}
        />
        {source.mayBeEmpty && <Fact label="Puede estar vacía" value="sí, meses" />}
        {source.notes && (
          <div>
            <dt>Notas</dt>
            <dd class="own-words">{source.notes}</dd>
          </div>
        )}
        <Fact label="De dónde sale su dirección" value={source.provenance} unknown={null} />
      </dl>
    </>
  );
}

function Switches({ sheet }: { sheet: SourceSheet }): JSX.Element {
  const { slug, enabled } = sheet.source;
  return (
    <div class="actions">
      <SourceButton slug={slug} action="leer" label="Leer ahora" />
      {enabled ? (
        <SourceButton slug={slug} action="desactivar" label="Desactivar" quiet />
      ) : (
        <SourceButton slug={slug} action="activar" label="Activar: que se lea sola" quiet />
      )}
      <a class="button quiet" href={sourceUrl(slug, 'editar')}>
        Editar
      </a>
    </div>
  );
}

function ByHand({ sheet }: { sheet: SourceSheet }): JSX.Element {
  const isSheet = sheet.definition.adapter === 'spreadsheet';
  return (
    <>
      <p>Esta fuente no se lee sola: se llena a mano.</p>
      <div class="actions">
        <a class="button" href={isSheet ? '/curaduria/fuentes/subir' : '/curaduria/fuentes/pegar'}>
          {isSheet ? 'Subir una hoja de cálculo' : 'Pegar una convocatoria'}
        </a>
        <a class="button quiet" href={sourceUrl(sheet.source.slug, 'editar')}>
          Editar
        </a>
      </div>
    </>
  );
}

function TrustPanel({ sheet }: { sheet: SourceSheet }): JSX.Element {
  const { slug, trusted } = sheet.source;
  return (
    <section class="panel" aria-labelledby="confianza">
      <h2 id="confianza">Confianza</h2>
      <p>
        {trusted
          ? 'Esta fuente es de confianza: sus convocatorias completas y sin dudas se publican solas, sin esperar a la curaduría. Cada día unas cuantas llegan a la cola de novedades para comprobarlas.'
          : 'Todo lo que trae esta fuente espera a que alguien de la curaduría lo acepte. Si confía en ella, sus convocatorias completas y sin dudas se publicarán solas y cada día llegarán unas cuantas a la cola para comprobarlas.'}
      </p>
      {trusted ? (
        <SourceButton slug={slug} action="no-confiar" label="Dejar de confiar" quiet />
      ) : (
        <SourceButton slug={slug} action="confiar" label="Confiar en esta fuente" quiet />
      )}
    </section>
  );
}

/** Readings, the newest first, each with what it brought and what went wrong. */
export function RunList({ slug, runs }: { slug: string; runs: readonly SourceRun[] }): JSX.Element {
  if (runs.length === 0) return <p class="notice">Todavía no se ha leído.</p>;
  return (
    <ul class="cards">
      {runs.map((run) => (
        <li class="card">
          <p>
            <RunState state={run.state} />{' '}
            <a href={sourceUrl(slug, `lecturas/${run.id}`)}>{moment(run.startedAt)}</a>
          </p>
          <p>{runFigures(run)}.</p>
          {run.message && <p class="error">{run.message}</p>}
          {run.warnings.length > 0 && (
            <p class="quiet">{run.warnings.length === 1 ? '1 aviso' : `${run.warnings.length} avisos`}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The calls that a source brought, with where each of them is now. */
export function ItemList(props: {
  path: string;
  page: KeyPage<SourceItem>;
  places: ReadonlyMap<string, ItemPlace>;
  language: string | undefined;
}): JSX.Element {
  const { page, places, language } = props;
  if (page.items.length === 0) return <p class="notice">Todavía no ha traído ninguna convocatoria.</p>;
  return (
    <>
      <ul class="cards">
        {page.items.map((item) => (
          <li class="card">
            <h2 lang={language}>{item.title || 'Sin título'}</h2>
            <p>
              <SiteLink url={item.url} text="Abrir en la fuente" />
            </p>
            <p class="quiet">
              Vista por primera vez el {moment(item.firstSeenAt)}; por última vez el {moment(item.lastSeenAt)}
              .
              {item.missing > 0 &&
                ` ${item.missing === 1 ? 'La última lectura no la trajo.' : `Las últimas ${item.missing} lecturas no la trajeron.`}`}
            </p>
            <ItemPlaceView place={places.get(item.id)} title={item.title} />
          </li>
        ))}
      </ul>
      <NextPage url={page.next && withQuery(props.path, { desde: page.next })} />
    </>
  );
}

function ItemPlaceView({ place, title }: { place: ItemPlace | undefined; title: string }): JSX.Element {
  return (
    <p>
      {place?.callId && (
        <a href={`/curaduria/convocatorias/${place.callId}`} aria-label={`Ver la convocatoria: ${title}`}>
          Ver la convocatoria
        </a>
      )}
      {place?.callId && place.findingId && ' · '}
      {place?.findingId && (
        <a
          href={`/curaduria/novedades/${place.findingId}`}
          aria-label={`Ver la novedad por revisar: ${title}`}
        >
          Ver la novedad por revisar
        </a>
      )}
      {place?.rejected && !place.callId && 'La curaduría la descartó.'}
      {!place && 'Todavía se está leyendo.'}
      {place && !place.callId && !place.findingId && !place.rejected && 'Nada que revisar.'}
    </p>
  );
}
