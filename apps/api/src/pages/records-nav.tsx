import type { RecordType } from '@chasqui/curation';
import { RECORD_TYPES } from '@chasqui/open-data';
import type { JSX } from 'preact';
import { DoneNote } from '../views/parts.js';

/** The parts of the curators' desk. `current` is the path below /curaduria: "convocatorias", "redes", "verificar". */
export function CurationNav({ current }: { current: string }): JSX.Element {
  const parts: readonly (readonly [path: string, label: string])[] = [
    ['convocatorias', 'Convocatorias'],
    ['novedades', 'Novedades'],
    ['fuentes', 'Fuentes'],
    ...RECORD_TYPES.map(({ path, many }) => [path, many] as const),
    ['verificar', 'Por verificar'],
    ['precision', 'Precisión'],
    ['formula', 'Fórmula'],
    ['entregas', 'Entregas'],
    ['direcciones', 'Direcciones'],
    ['correos', 'Correos'],
  ];
  return (
    <nav class="tabs" aria-label="Partes de la curaduría">
      {parts.map(([path, label]) => (
        <a
          href={path === 'convocatorias' ? '/curaduria' : `/curaduria/${path}`}
          aria-current={path === current ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

/** What was just done, told on the page that follows. */
const DONE: Readonly<Record<string, string>> = {
  guardado: 'Guardado. El cambio ya se ve en las páginas públicas.',
  igual: 'No había nada que cambiar: todo está como estaba.',
  verificado: 'Anotado: hoy se comparó con su fuente.',
  deshecho: 'El cambio se deshizo. Si fue un error, también eso se puede deshacer.',
  unido: 'Las fichas se unieron. Si fue un error, deshágalo en el historial.',
};

export function Done({ what }: { what: string | undefined }): JSX.Element | null {
  return <DoneNote what={what} texts={DONE} />;
}

/** Where the pages of a record are. */
export function recordUrl(type: RecordType, id: string, page = ''): string {
  return `/curaduria/${type.path}/${id}${page && `/${page}`}`;
}

/** The pages of one record. */
export function RecordTabs(props: {
  type: RecordType;
  record: { id: string; slug: string; mergedIntoId: string | null };
  current: '' | 'historial' | 'unir';
}): JSX.Element {
  const { type, record, current } = props;
  const pages: (readonly ['' | 'historial' | 'unir', string])[] = [
    ['', 'Ficha'],
    ['historial', 'Historial'],
  ];
  if (!record.mergedIntoId) pages.push(['unir', 'Unir con otra']);
  return (
    <nav class="tabs" aria-label="Páginas de la ficha">
      {pages.map(([page, label]) => (
        <a href={recordUrl(type, record.id, page)} aria-current={page === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
      {type.key === 'round' && <a href={recordUrl(type, record.id, 'convocatoria')}>Su convocatoria</a>}
      {type.key === 'round' && <a href={recordUrl(type, record.id, 'propuestas')}>Propuestas recibidas</a>}
      {type.searchKind && <a href={`/${type.path}/${record.slug}`}>Ver como se publica</a>}
    </nav>
  );
}

/** "Nuevo cooperante", "Nueva red". */
export function newOne(type: RecordType): string {
  return `${type.feminine ? 'Nueva' : 'Nuevo'} ${type.one}`;
}
