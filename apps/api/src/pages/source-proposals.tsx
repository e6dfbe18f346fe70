import { DomainError, type FieldError, invalid, safeHttpUrl } from '@chasqui/kernel';
import { adapterOf, type AdapterKind, type ProposedDefinition, siteOf } from '@chasqui/sources';
import type { JSX } from 'preact';
import { Field, withQuery } from '../views/parts.js';
import type { RecordBody } from './record-choices.js';
import type { Form } from './source-config-form.js';
import { draftFrom, kindIn, type SourceDraft } from './source-draft.js';
import { sourceUrl } from './source-parts.js';

/** One field: the address of a page with calls. */
export function AnalyseForm(props: {
  address: string;
  /** Of the source that is to be read in another way. */
  slug?: string | undefined;
  errors?: readonly FieldError[];
  quiet?: boolean;
}): JSX.Element {
  const { address, slug, errors = [], quiet } = props;
  return (
    <form method="post" action="/curaduria/fuentes/nueva/analizar">
      {slug && <input type="hidden" name="fuente" value={slug} />}
      <Field
        name="address"
        label="Dirección de la página con las convocatorias"
        help="Cópiela de la barra del navegador: la página donde se ve la lista, un canal RSS o una API."
        errors={errors}
      >
        {(attributes) => <input {...attributes} type="text" inputMode="url" value={address} />}
      </Field>
      <p>
        <button type="submit" class={quiet ? 'quiet' : undefined}>
          Analizar
        </button>
      </p>
      <p class="help">
        Chasqui la lee ahora y propone cómo sacar las convocatorias. Puede tardar hasta 30 segundos.
      </p>
    </form>
  );
}

/** The ways of reading an address, the likeliest first, each with the button that fills the form in with it. */
export function ProposalList(props: {
  candidates: readonly ProposedDefinition[];
  address: string;
  slug: string | undefined;
}): JSX.Element {
  const { candidates, address, slug } = props;
  return (
    <section aria-labelledby="propuestas">
      <h2 id="propuestas">Cómo se podría leer</h2>
      <p role="status">
        {candidates.length === 1
          ? 'Se encontró una forma. Elíjala para llenar el formulario.'
          : `Se encontraron ${candidates.length} formas, la más probable primero. Elija una para llenar el formulario.`}
      </p>
      <ul class="cards">
        {candidates.map((candidate, index) => (
          <li class="card">
            <h3>
              {index + 1}. {adapterOf(candidate.adapter).label}
            </h3>
            <p>{candidate.why}</p>
            {candidate.sample.length > 0 && <p>Traería, por ejemplo:</p>}
            <ul>
              {candidate.sample.map((title) => (
                <li>{title}</li>
              ))}
            </ul>
            {candidate.adapter === 'pasted' && (
              <p>
                <a href={withQuery('/curaduria/fuentes/pegar', { direccion: address })}>
                  Recibirla una sola vez, sin hacer una fuente
                </a>
              </p>
            )}
            <form method="post" action={slug ? sourceUrl(slug, 'editar') : '/curaduria/fuentes/nueva'}>
              <input type="hidden" name="hacer" value="proponer" />
              <input type="hidden" name="adapter" value={candidate.adapter} />
              <input type="hidden" name="config" value={JSON.stringify(candidate.config)} />
              <input type="hidden" name="address" value={address} />
              <p class="actions">
                <button type="submit" aria-label={`Leerla así: forma ${index + 1}`}>
                  Leerla así
                </button>
              </p>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LONGEST_NAME = 150;

/**
 * The form that a chosen proposal fills in.
 * @param facts those of the source that is read in another way; null for a new one
 * @throws DomainError `source.invalid` for what is no proposal
 */
export function chosenProposal(body: RecordBody, facts: Form | null): SourceDraft {
  const kind = kindIn(body['adapter']);
  const address = safeHttpUrl(String(body['address'] ?? ''));
  const config = kind && checked(kind, String(body['config'] ?? ''));
  if (!kind || !config) {
    throw invalid('source.invalid', 'Esa propuesta no se pudo usar. Analice otra vez la dirección.');
  }
  const name = (siteOf(address ?? '') ?? '').slice(0, LONGEST_NAME);
  return draftFrom({ adapter: kind, config }, facts ?? { name, homeUrl: address ?? '' });
}

function checked(kind: AdapterKind, json: string): object | null {
  try {
    return adapterOf(kind).check(JSON.parse(json)) as object;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DomainError) return null;
    throw error;
  }
}
