import type { MergeCandidate } from '@chasqui/calls';
import type { JSX } from 'preact';
import { callUrl } from './call-parts.js';

/** Calls that one may be joined with, each with the way to compare the two. */
export function MergeChoices(props: { items: readonly MergeCandidate[]; mergeUrl: string }): JSX.Element {
  const { items, mergeUrl } = props;
  return (
    <>
      {items.length === 0 && <p class="notice">Ninguna se parece. Busque con otras palabras.</p>}
      <ul class="cards">
        {items.map((item) => (
          <li class="card">
            <p class="kicker">{[item.donorName, item.year].filter(Boolean).join(' · ')}</p>
            <h2>
              <a href={callUrl(item.id)} lang={item.language}>
                {item.title}
              </a>
            </h2>
            <a
              class="button quiet"
              href={`${mergeUrl}?con=${item.id}`}
              aria-label={`Comparar las dos: ${item.title}`}
            >
              Comparar las dos
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
