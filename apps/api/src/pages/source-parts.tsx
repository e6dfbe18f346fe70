import { ECUADOR_ZONE, formatDateTime } from '@chasqui/kernel';
import { HEALTH_LABELS, type Source, type SourceHealth, type SourceRun } from '@chasqui/sources';
import type { JSX } from 'preact';
import { DoneNote } from '../views/parts.js';

export const HTML = 'text/html; charset=utf-8';

/** Where the pages of a source are. */
export function sourceUrl(slug: string, page = ''): string {
  return `/curaduria/fuentes/${slug}${page && `/${page}`}`;
}

/** "lunes 31 de agosto de 2026, 17:00", in Ecuador's time. */
export function moment(at: Date): string {
  return formatDateTime(at, ECUADOR_ZONE);
}

const SIGNS: Readonly<Record<SourceHealth, string>> = {
  ok: '✓',
  empty: '○',
  broken: '✕',
  stale: '!',
  untried: '?',
};

/** How a source is doing, as a word with its sign. */
export function HealthBadge({ health }: { health: SourceHealth }): JSX.Element {
  return (
    <span class={`badge first health-${health}`}>
      <span aria-hidden="true">{SIGNS[health]}</span> {HEALTH_LABELS[health]}
    </span>
  );
}

/** Whether it reads by itself, whether its calls are published by themselves, and whether it was ever tried. */
export function SourceMarks(props: {
  source: Pick<Source, 'enabled' | 'trusted' | 'health' | 'firstReadAt'>;
}): JSX.Element {
  const { enabled, trusted, health, firstReadAt } = props.source;
  const neverTried = firstReadAt === null && health !== 'untried';
  return (
    <p>
      <HealthBadge health={health} />
      {neverTried && <span class="badge doubt">Nunca probada contra la fuente real</span>}
      <span class="badge">{enabled ? 'Activada' : 'Desactivada'}</span>
      {trusted && <span class="badge">De confianza</span>}
    </p>
  );
}

const RHYTHMS: Readonly<Record<number, string>> = {
  60: 'cada hora',
  360: 'cada 6 horas',
  1440: 'una vez al día',
  10_080: 'una vez a la semana',
};

/** "cada 6 horas" */
export function rhythmText(minutes: number): string {
  if (RHYTHMS[minutes]) return RHYTHMS[minutes];
  if (minutes % 1440 === 0) return `cada ${minutes / 1440} días`;
  return minutes % 60 === 0 ? `cada ${minutes / 60} horas` : `cada ${minutes} minutos`;
}

/** "14 convocatorias: 2 nuevas, 1 con cambios, 1 que ya no está". A failed reading that brought nothing found no zero. */
export function runFigures(
  run: Pick<SourceRun, 'state' | 'found' | 'added' | 'changed' | 'vanished' | 'failed'>,
): string {
  if (run.state === 'failed' && run.found === 0) return 'No se pudo leer la lista de convocatorias';
  const parts = [
    `${run.added} ${run.added === 1 ? 'nueva' : 'nuevas'}`,
    `${run.changed} con cambios`,
    ...(run.vanished > 0 ? [`${run.vanished} que ya no ${run.vanished === 1 ? 'está' : 'están'}`] : []),
    ...(run.failed > 0 ? [`${run.failed} que no se ${run.failed === 1 ? 'pudo' : 'pudieron'} leer`] : []),
  ];
  return `${run.found} ${run.found === 1 ? 'convocatoria' : 'convocatorias'}: ${parts.join(', ')}`;
}

const RUN_STATES: Readonly<Record<SourceRun['state'], string>> = {
  running: 'En marcha',
  done: 'Terminada',
  failed: 'Fallida',
};
const RUN_SIGNS: Readonly<Record<SourceRun['state'], string>> = { running: '…', done: '✓', failed: '✕' };

export function RunState({ state }: { state: SourceRun['state'] }): JSX.Element {
  const tone = state === 'failed' ? 'broken' : state === 'done' ? 'ok' : 'stale';
  return (
    <span class={`badge first health-${tone}`}>
      <span aria-hidden="true">{RUN_SIGNS[state]}</span> {RUN_STATES[state]}
    </span>
  );
}

/** A button that asks the server to do something with a source. */
export function SourceButton(props: {
  slug: string;
  action: string;
  label: string;
  /** Name of the source, where several buttons stand on one page. */
  of?: string;
  quiet?: boolean;
}): JSX.Element {
  const { slug, action, label, of, quiet } = props;
  return (
    <form method="post" action={sourceUrl(slug, action)} class="inline">
      <button type="submit" class={quiet ? 'quiet' : undefined} aria-label={of && `${label}: ${of}`}>
        {label}
      </button>
    </form>
  );
}

/** The pages of one source. */
export function SourceTabs(props: {
  slug: string;
  current: '' | 'lecturas' | 'convocatorias' | 'definiciones' | 'editar';
}): JSX.Element {
  const pages = [
    ['', 'Ficha'],
    ['lecturas', 'Lecturas'],
    ['convocatorias', 'Convocatorias'],
    ['editar', 'Editar'],
    ['definiciones', 'Formas de leerla'],
  ] as const;
  return (
    <nav class="tabs" aria-label="Páginas de la fuente">
      {pages.map(([page, label]) => (
        <a href={sourceUrl(props.slug, page)} aria-current={page === props.current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

const DONE: Readonly<Record<string, string>> = {
  creada: 'La fuente se guardó. Todavía no se lee sola: pulse «Leer ahora» para probarla y luego actívela.',
  'sin-probar':
    'La fuente se guardó sin una vista previa lograda. Todavía no se lee sola: revise cómo se lee y pruébela antes de activarla.',
  guardada: 'Guardado.',
  igual: 'No había nada que cambiar: todo está como estaba.',
  activada: 'La fuente está activada: se lee sola desde ahora.',
  desactivada: 'La fuente está desactivada: ya no se lee sola.',
  'de-confianza': 'Anotado: sus convocatorias completas se publicarán sin esperar a la curaduría.',
  'sin-confianza': 'Anotado: todas sus convocatorias esperan otra vez a la curaduría.',
  restaurada: 'La fuente se lee otra vez como antes.',
};

/** What was just done, told on the page that follows. */
export function SourceDone({ what }: { what: string | undefined }): JSX.Element | null {
  return <DoneNote what={what} texts={DONE} />;
}
