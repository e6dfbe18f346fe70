import type { DefinitionVersion, Source } from '@chasqui/sources';
import type { JSX } from 'preact';
import { DefinitionChanges, DefinitionWords } from './source-definition-view.js';
import { moment, sourceUrl } from './source-parts.js';

/** Every way in which a source was read, the newest first, with the button that goes back to it. */
export function DefinitionHistory(props: {
  source: Source;
  versions: readonly DefinitionVersion[];
  people: ReadonlyMap<string, string>;
}): JSX.Element {
  const { source, versions, people } = props;
  return (
    <ul class="cards">
      {versions.map((version, index) => {
        const before = versions[index + 1];
        const by = version.createdBy ? people.get(version.createdBy) : undefined;
        return (
          <li class="card">
            <p class="kicker">{`${moment(version.createdAt)}, hora de Ecuador · ${by ?? 'Chasqui'}`}</p>
            <h2>
              Versión {version.version}
              {version.current && <span class="badge">En uso</span>}
            </h2>
            {before ? <DefinitionChanges before={before} after={version} /> : <p>La primera.</p>}
            <details>
              <summary>Ver entera la versión {version.version}</summary>
              <DefinitionWords definition={version} />
            </details>
            {!version.current && (
              <form method="post" action={sourceUrl(source.slug, 'definiciones')} class="inline">
                <input type="hidden" name="revision" value={source.revision} />
                <input type="hidden" name="version" value={version.version} />
                <button
                  type="submit"
                  class="quiet"
                  aria-label={`Volver a leerla así: versión ${version.version}`}
                >
                  Volver a leerla así
                </button>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
