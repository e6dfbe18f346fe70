import { type Call, callStateName } from '@chasqui/calls';
import type { Field } from '@chasqui/curation';
import type { JSX } from 'preact';
import { DoneNote, DemoBadge } from '../views/parts.js';

export type CallTab = '' | 'historial' | 'origenes' | 'unir' | 'coincidencias';

/** Where the pages of a call are, for curators. */
export function callUrl(id: string, page = ''): string {
  return `/curaduria/convocatorias/${id}${page && `/${page}`}`;
}

/** The language of what a field of a call says: its texts are the source's, all the rest is told in Spanish. */
export function languageOf(call: Call, field: Field): string | undefined {
  const isQuoted = ['text', 'area', 'lines'].includes(field.kind) || field.name === 'documents';
  return isQuoted && !field.internal ? call.language : undefined;
}

/** What was just done, told on the page that follows. */
const DONE: Readonly<Record<string, string>> = {
  ingresada: 'Guardado. La convocatoria está en revisión: publíquela cuando esté completa.',
  guardado: 'Guardado.',
  igual: 'No había nada que cambiar: todo está como estaba.',
  verificada: 'Anotado: hoy se comparó con su fuente.',
  retirada: 'Retirada: ya no se publica y los avisos que faltaban no se envían.',
  rechazada: 'Rechazada: no se publicará. Puede devolverla a revisión.',
  archivada: 'Archivada: ya no se publica, pero sus ediciones siguientes la mencionan.',
  revision: 'Está otra vez en revisión.',
  deshecho: 'El cambio se deshizo. Si fue un error, también eso se puede deshacer.',
  unida: 'Las dos convocatorias se unieron. Si fue un error, deshágalo aquí, en el historial.',
  separada: 'La unión se deshizo: la convocatoria está otra vez en revisión.',
  edicion: 'Esta es la nueva edición: revise cada dato y escriba sus fechas.',
};

export function CallDone({ what }: { what: string | undefined }): JSX.Element | null {
  return <DoneNote what={what} texts={DONE} />;
}

/** The pages of one call and how it stands. */
export function CallTabs({ call, current }: { call: Call; current: CallTab }): JSX.Element {
  const pages: [CallTab, string][] = [
    ['', 'Ficha'],
    ['historial', 'Historial'],
    ['origenes', 'De dónde sale'],
  ];
  if (!call.mergedIntoId) pages.push(['unir', 'Unir con otra']);
  if (call.state === 'published') pages.push(['coincidencias', 'A qué GAD les sirve']);
  return (
    <>
      <nav class="tabs" aria-label="Páginas de la convocatoria">
        {pages.map(([page, label]) => (
          <a href={callUrl(call.id, page)} aria-current={page === current ? 'page' : undefined}>
            {label}
          </a>
        ))}
        {call.state === 'published' && <a href={`/convocatorias/${call.slug}`}>Ver como se publica</a>}
      </nav>
      <p class="quiet">
        Está {callStateName(call.state)}. Versión {call.revision}. <DemoBadge isDemo={call.isDemo} />
      </p>
    </>
  );
}

/** A button that does one thing to a call. */
export function CallButton(props: {
  call: Pick<Call, 'id' | 'title'>;
  action: string;
  label: string;
  quiet?: boolean;
  /** For changes that need the version that the person was looking at. */
  revision?: number;
}): JSX.Element {
  const { call, action, label } = props;
  return (
    <form method="post" action={callUrl(call.id, action)} class="inline">
      {props.revision !== undefined && <input type="hidden" name="revision" value={props.revision} />}
      <button type="submit" class={props.quiet ? 'quiet' : undefined} aria-label={`${label} ${call.title}`}>
        {label}
      </button>
    </form>
  );
}

/** Where a call may go from where it is. Taking down a public one is asked about first. */
export function StateButtons({
  call,
  now,
}: {
  call: Pick<Call, 'id' | 'state' | 'title' | 'closesAt' | 'mergedIntoId'>;
  now: Date;
}): JSX.Element | null {
  if (call.mergedIntoId) return null;
  if (call.state === 'published') {
    return (
      <a class="button quiet" href={callUrl(call.id, 'retirar')} aria-label={`Retirar ${call.title}`}>
        Retirar
      </a>
    );
  }
  if (call.state !== 'in_review') {
    return <CallButton call={call} action="revisar" label="Volver a revisión" quiet />;
  }
  const isPast = call.closesAt !== null && call.closesAt <= now;
  return (
    <>
      {!isPast && <CallButton call={call} action="publicar" label="Publicar" />}{' '}
      <CallButton call={call} action="archivar" label="Archivar" quiet />{' '}
      <CallButton call={call} action="rechazar" label="Rechazar" quiet />
    </>
  );
}
