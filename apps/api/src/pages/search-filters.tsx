import {
  FACET_NAMES,
  type FacetCounts,
  type FacetName,
  FACETS,
  type SearchQuery,
  searchQueryString,
  withFilter,
} from '@chasqui/search';
import type { JSX } from 'preact';
import { FACET_LABELS } from '../views/labels.js';
import type { FacetLabeler } from './search-labels.js';

/** The address of a query on the search page. */
export function searchUrl(query: SearchQuery): string {
  const parameters = searchQueryString(query, { page: true });
  return parameters ? `/buscar?${parameters}` : '/buscar';
}

interface FacetsProps {
  readonly query: SearchQuery;
  readonly facets: FacetCounts;
  readonly label: FacetLabeler;
}

/** The chosen filters, each a link that takes it away. */
export function ChosenFilters({ query, label }: Omit<FacetsProps, 'facets'>): JSX.Element | null {
  const chosen = FACET_NAMES.flatMap((facet) =>
    (query.filters[facet] ?? []).map((value) => ({ facet, value })),
  );
  if (chosen.length === 0) return null;
  return (
    <ul class="tabs chosen" aria-label="Filtros elegidos">
      {chosen.map(({ facet, value }) => {
        const others = (query.filters[facet] ?? []).filter((other) => other !== value);
        const text = `${FACET_LABELS[facet]}: ${label(facet, value)}`;
        return (
          <li>
            <a href={searchUrl(withFilter(query, facet, others))} aria-label={`Quitar el filtro ${text}`}>
              {text} <span aria-hidden="true">✕</span>
            </a>
          </li>
        );
      })}
      {chosen.length > 1 && (
        <li>
          <a href={searchUrl({ ...query, filters: {}, after: null })}>Quitar todos</a>
        </li>
      )}
    </ul>
  );
}

/** All facets with their counts, as boxes of the search form; folded away so that phones show results first. */
export function Filters({ query, facets, label }: FacetsProps): JSX.Element {
  const count = Object.keys(query.filters).length;
  const shown = FACET_NAMES.filter((facet) => facets[facet].length > 1 || query.filters[facet]);
  return (
    <details class="filters" id="filtros">
      <summary>{count > 0 ? `Filtros (${count} en uso)` : 'Filtros'}</summary>
      <div class="filter-groups">
        {shown.map((facet) => (
          <FacetGroup
            facet={facet}
            values={facets[facet]}
            chosen={query.filters[facet] ?? []}
            label={label}
          />
        ))}
      </div>
      <p>
        <button type="submit">Aplicar filtros</button>
      </p>
    </details>
  );
}

function FacetGroup({
  facet,
  values,
  chosen,
  label,
}: {
  facet: FacetName;
  values: FacetCounts[FacetName];
  chosen: readonly string[];
  label: FacetLabeler;
}): JSX.Element {
  const { parameter } = FACETS[facet];
  return (
    <fieldset>
      <legend>{FACET_LABELS[facet]}</legend>
      <div class="boxes one">
        {values.map(({ value, count }) => (
          <label class="check">
            <input type="checkbox" name={parameter} value={value} checked={chosen.includes(value)} />
            <span>
              {label(facet, value)} <span class="quiet">({count})</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
