import type { Deadline } from '@chasqui/calls';
import { formatAmount } from '@chasqui/kernel';
import type { Piece, SearchItem, SearchPage, SearchQuery } from '@chasqui/search';
import type { JSX } from 'preact';
import { SEARCH_KIND_LABELS } from '../views/labels.js';
import { DeadlineView, DemoBadge } from '../views/parts.js';
import { searchUrl } from './search-filters.js';

/** What a card of a call shows besides its entry. */
export interface CallFacts extends Deadline {
  readonly isDemo: boolean;
}

export function ResultCard({
  item,
  call,
  now,
}: {
  item: SearchItem;
  call: CallFacts | undefined;
  now: Date;
}): JSX.Element {
  const { entry } = item;
  return (
    <li class="card">
      <p class="kicker">
        <strong>{SEARCH_KIND_LABELS[entry.kind]}</strong>
        {entry.subtitle && ` · ${entry.subtitle}`}
        {entry.amount && ` · hasta ${formatAmount(entry.amount, entry.currency)}`}{' '}
        {call && <DemoBadge isDemo={call.isDemo} />}
      </p>
      <h3>
        <a href={entry.url} lang={entry.language === 'es' ? undefined : entry.language}>
          <Marked pieces={item.title} />
        </a>
      </h3>
      {call && <DeadlineView call={call} now={now} />}
      {item.snippet.length > 0 && (
        <p lang={entry.language === 'es' ? undefined : entry.language}>
          <Marked pieces={item.snippet} />
        </p>
      )}
    </li>
  );
}

function Marked({ pieces }: { pieces: readonly Piece[] }): JSX.Element {
  return <>{pieces.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</>;
}

/** What was searched for instead of what was typed, and what nothing holds. */
export function WordNotes({ query, page }: { query: SearchQuery; page: SearchPage }): JSX.Element | null {
  const { corrections, unknown, partial } = page;
  if (corrections.length === 0 && !partial && (unknown.length === 0 || page.total === 0)) return null;
  return (
    <div class="notice">
      {corrections.length > 0 && (
        <p>
          {corrections.map(({ typed, used }, place) => (
            <>
              {place > 0 && ' '}
              No aparece «{typed}»: se buscó{' '}
              <a href={searchUrl({ ...query, words: page.words, after: null })}>{used}</a>.
            </>
          ))}
        </p>
      )}
      {unknown.length > 0 && page.total > 0 && (
        <p>Nada contiene {unknown.map((word) => `«${word}»`).join(', ')}.</p>
      )}
      {partial && <p>Nada contiene todas esas palabras: estos resultados tienen alguna de ellas.</p>}
    </div>
  );
}

export function NothingFound({ query, page }: { query: SearchQuery; page: SearchPage }): JSX.Element {
  const filtered = Object.keys(query.filters).length > 0;
  return (
    <div class="notice">
      <p>
        <strong>No se encontró nada{query.words && ` con «${query.words}»`}.</strong>
      </p>
      <ul>
        {page.unknown.length > 0 && (
          <li>
            Ningún texto contiene {page.unknown.map((word) => `«${word}»`).join(', ')}: revise cómo se
            escribe.
          </li>
        )}
        <li>Pruebe con una palabra más general: «agua» en lugar del nombre de una obra.</li>
        {filtered && (
          <li>
            Hay filtros elegidos.{' '}
            <a href={searchUrl({ ...query, filters: {}, after: null })}>Buscar lo mismo sin filtros</a>
          </li>
        )}
        <li>
          <a href="/convocatorias">Ver todas las convocatorias abiertas</a>
        </li>
      </ul>
    </div>
  );
}
