import type { Call } from '@chasqui/calls';
import type { Finding, NextStep, PossibleDuplicate } from '@chasqui/intake';
import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { percent } from '../views/parts.js';
import { SourceAddress } from './finding-original.js';

/** What a button of a finding does besides storing the form. */
export type Action = 'publicar' | 'guardar' | 'aceptar' | 'archivar' | 'mantener' | 'bien' | 'rechazar';

export const STEPS: Readonly<Record<Exclude<Action, 'rechazar'>, NextStep>> = {
  publicar: 'publish',
  guardar: 'stay',
  aceptar: 'stay',
  archivar: 'archive',
  mantener: 'stay',
  bien: 'stay',
};

interface Button {
  readonly action: Action;
  readonly label: string;
  /** Key of the shortcut. */
  readonly key?: string;
  readonly quiet?: boolean;
}

/** What can be done, by the kind of finding. The first one is what the Enter key does: never what tells others. */
function buttonsOf(kind: Finding['kind'], call: Call | null, changes: Finding['changes']): Button[] {
  switch (kind) {
    case 'new':
      return [
        { action: 'guardar', label: 'Guardar sin publicar', quiet: true },
        { action: 'publicar', label: 'Guardar y publicar', key: 'p' },
      ];
    case 'change': {
      const isEnded = changes.some((change) => change.kind === 'cancelled');
      return [
        { action: 'aceptar', label: 'Aceptar cambios', ...(call?.state !== 'in_review' && { key: 'p' }) },
        ...(call?.state === 'in_review'
          ? [{ action: 'publicar', label: 'Aceptar cambios y publicar', key: 'p', quiet: true } as const]
          : []),
        ...(isEnded && call?.state === 'published'
          ? [{ action: 'archivar', label: 'Aceptar y archivar la convocatoria', quiet: true } as const]
          : []),
      ];
    }
    case 'vanished':
      return call
        ? [
            { action: 'mantener', label: 'Dejarla como está' },
            { action: 'archivar', label: 'Archivar la convocatoria', quiet: true },
          ]
        : [{ action: 'mantener', label: 'Entendido' }];
    case 'sample':
      return [{ action: 'bien', label: 'Está bien', key: 'p' }];
  }
}

export function Decide(props: {
  finding: Pick<Finding, 'kind' | 'changes'>;
  call: Call | null;
  /** The bar at the top of the form has no explanation. */
  short?: boolean;
}): JSX.Element {
  const { kind, changes } = props.finding;
  return (
    <div class="decide">
      {!props.short && <p class="quiet">{HELP[kind]}</p>}
      <p class="actions">
        {buttonsOf(kind, props.call, changes).map(({ action, label, key, quiet }) => (
          <button
            type="submit"
            name="accion"
            value={action}
            class={quiet ? 'quiet' : undefined}
            data-atajo={props.short ? undefined : key}
          >
            {label}
          </button>
        ))}
      </p>
    </div>
  );
}

const HELP: Readonly<Record<Finding['kind'], string>> = {
  new: 'Al publicarla empiezan las coincidencias y los avisos a los GAD. Sin publicar queda en revisión.',
  change:
    'Lo que marque «Decidir después» sigue en la lista. Los cambios aceptados de una convocatoria publicada se avisan a quien los espera.',
  vanished: 'Mire primero la fuente: a veces una página deja de listar lo que sigue abierto.',
  sample: 'Se publicó sin que nadie la mirara. Si corrige algo, también se guarda.',
};

/** Putting it aside, with the reason that its history keeps. */
export function Reject(props: {
  kind: Finding['kind'];
  reason: string;
  errors: readonly FieldError[];
}): JSX.Element {
  const { kind, reason } = props;
  const own = props.errors.filter(({ field }) => field === 'reason');
  const { title, help, label } = REJECT[kind];
  return (
    <details class="panel no-print" id="rechazo" open={own.length > 0 || reason !== ''}>
      <summary>{title}</summary>
      <div class={own.length > 0 ? 'field wrong' : 'field'} id="reason">
        <label for="motivo">Por qué</label>
        <p class="help" id="motivo-ayuda">
          {help}
        </p>
        {own.length > 0 && (
          <p class="error" id="motivo-error">
            {own.map(({ message }) => message).join(' ')}
          </p>
        )}
        <input
          id="motivo"
          name="motivo"
          type="text"
          maxLength={500}
          value={reason}
          aria-describedby={own.length > 0 ? 'motivo-ayuda motivo-error' : 'motivo-ayuda'}
          aria-invalid={own.length > 0 ? 'true' : undefined}
        />
      </div>
      <button type="submit" name="accion" value="rechazar" class="quiet">
        {label}
      </button>
    </details>
  );
}

const REJECT: Readonly<
  Record<Finding['kind'], { readonly title: string; readonly help: string; readonly label: string }>
> = {
  new: {
    title: 'Rechazar: no sirve a los GAD',
    help: 'No se vuelve a proponer, salvo que la fuente la abra de nuevo. Puede reabrirse.',
    label: 'Rechazar',
  },
  change: {
    title: 'Rechazar todos los cambios',
    help: 'La ficha queda como está y estos valores no se vuelven a proponer.',
    label: 'Rechazar los cambios',
  },
  vanished: {
    title: 'Rechazar este aviso',
    help: 'La ficha queda como está. Se vuelve a preguntar solo si la fuente la lista y la quita otra vez.',
    label: 'Rechazar el aviso',
  },
  sample: {
    title: 'Retirar la convocatoria',
    help: 'Deja de publicarse y queda como rechazada. Los avisos que faltan no se envían.',
    label: 'Retirar la convocatoria',
  },
};

/** Records that may be the same call, with the reasons. */
export function Duplicates(props: {
  duplicates: readonly PossibleDuplicate[];
  /** Address of the page where a new call is joined to another; null when it cannot be. */
  mergeUrl: string | null;
  findingUrl: (id: string) => string;
}): JSX.Element | null {
  const { duplicates, mergeUrl, findingUrl } = props;
  if (!mergeUrl) return null;
  return (
    <section class="panel no-print" aria-labelledby="repetidas">
      <h2 id="repetidas">¿Es la misma que otra?</h2>
      {duplicates.length === 0 && <p>Ninguna de las conocidas se le parece.</p>}
      <ul class="plain">
        {duplicates.map((duplicate) => (
          <li class="duplicate">
            <p>
              <strong>{duplicate.title}</strong>{' '}
              <span class="badge">{`se parece en un ${percent(duplicate.score)}`}</span>
            </p>
            <p class="quiet">{duplicate.reasons.join('. ')}.</p>
            <p>
              {duplicate.kind === 'call' ? (
                <a
                  class="button quiet"
                  href={`${mergeUrl}?con=${duplicate.id}`}
                  aria-label={`Comparar las dos: ${duplicate.title}`}
                >
                  Comparar las dos
                </a>
              ) : (
                <a href={findingUrl(duplicate.id)} aria-label={`Abrir esa novedad: ${duplicate.title}`}>
                  Abrir esa novedad
                </a>
              )}
              {duplicate.kind === 'finding' && ' También espera decisión: publique una y una la otra a ella.'}
            </p>
          </li>
        ))}
      </ul>
      <MergeSearch mergeUrl={mergeUrl} words="" />
    </section>
  );
}

/** Finds the call that stays by words of its title. */
export function MergeSearch({ mergeUrl, words }: { mergeUrl: string; words: string }): JSX.Element {
  return (
    <form class="search" method="get" action={mergeUrl} role="search">
      <div class="field">
        <label for="q">Buscar la otra convocatoria por su título</label>
        <input id="q" name="q" type="search" maxLength={200} value={words} />
      </div>
      <button type="submit" class="quiet">
        Buscar para unir
      </button>
    </form>
  );
}

/** Where the source can be looked at. */
export function LookAtSource({ url }: { url: string }): JSX.Element {
  return (
    <p>
      <SourceAddress url={url} text="Mirar la página de la fuente" />
    </p>
  );
}
