import type { Person } from '@chasqui/accounts';
import type { DomainError } from '@chasqui/kernel';
import { ADAPTER_KINDS, adapterOf, type SourceSheet } from '@chasqui/sources';
import type { ComponentChildren, JSX } from 'preact';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { CurationNav } from './records-nav.js';
import { sourceUrl } from './source-parts.js';
import { AnalyseForm } from './source-proposals.js';

/** Where a source begins: with its address. What was found there is given as `children`. */
export function sourceStartPage(props: {
  person: Person;
  /** The source that is to be read in another way; null for a new one. */
  sheet: SourceSheet | null;
  address: string;
  error?: DomainError | undefined;
  children?: ComponentChildren;
}): string {
  const { person, sheet, address, error, children } = props;
  const title = sheet ? 'Otra forma de leer la fuente' : 'Añadir fuente';
  return renderPage(
    { title, person, section: 'curation' },
    <>
      <CurationNav current="fuentes" />
      <h1>{title}</h1>
      {sheet && (
        <p>
          <a href={sourceUrl(sheet.source.slug)}>{sheet.source.nameEs}</a>
        </p>
      )}
      {error && <FormErrors message={error.message} fields={error.fields} />}
      <section class="panel" aria-labelledby="direccion-titulo">
        <h2 id="direccion-titulo">¿Dónde están las convocatorias?</h2>
        <AnalyseForm
          address={address}
          slug={sheet ? sheet.source.slug : undefined}
          errors={error?.fields ?? []}
        />
      </section>
      {children}
      <KindLinks sheet={sheet} />
    </>,
  );
}

function KindLinks({ sheet }: { sheet: SourceSheet | null }): JSX.Element {
  const base = sheet ? sourceUrl(sheet.source.slug, 'editar') : '/curaduria/fuentes/nueva';
  return (
    <details class="panel">
      <summary>Elegir yo cómo se lee</summary>
      <ul>
        {ADAPTER_KINDS.map((kind) => (
          <li>
            <a href={`${base}?tipo=${kind}`}>{adapterOf(kind).label}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}
