import type { FieldReading } from '@chasqui/extraction';
import { EXTRACTED_FIELD_LABELS } from '@chasqui/intake';
import { fold } from '@chasqui/kernel';
import type { PreviewedSample, SourcePreview } from '@chasqui/sources';
import type { JSX } from 'preact';
import { percent } from '../views/parts.js';
import { SiteLink } from '../views/provenance.js';
import { certaintyOf, ruleInWords } from './finding-words.js';
import { readingText } from './source-reading-words.js';

const SHOWN_WORDS = 300;
const SHOWN_VALUE = 600;

/** What a source would bring, before it is saved. */
export function PreviewView({ preview }: { preview: SourcePreview }): JSX.Element {
  const { found, items, sample, warnings, fault } = preview;
  return (
    <section class="panel preview" aria-labelledby="vista-previa">
      <h2 id="vista-previa">Vista previa</h2>
      <p role="status">
        {fault
          ? 'No se pudo leer. Nada se guardó: corrija lo que haga falta y vuelva a probar.'
          : foundText(found, items.length)}
      </p>
      {fault && (
        <p class="errors">
          <strong>✕</strong> {fault.message}
        </p>
      )}
      {warnings.length > 0 && (
        <div class="notice">
          <h3>Avisos</h3>
          <ul>
            {warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      {items.length > 0 && (
        <>
          <h3>Las primeras de la lista</h3>
          <ol>
            {items.map(({ title, url }) => (
              <li>
                {title || 'Sin título'} <SiteLink url={url} text="Abrir" />
              </li>
            ))}
          </ol>
        </>
      )}
      {sample && <SampleView sample={sample} />}
      {!sample && !fault && items.length > 0 && (
        <p class="notice">No se pudo leer ninguna convocatoria por dentro. Revise cómo se lee su página.</p>
      )}
    </section>
  );
}

function foundText(found: number, shown: number): string {
  if (found === 0) return 'La fuente respondió, pero no trae ninguna convocatoria ahora.';
  const many = found === 1 ? 'Se encontró 1 convocatoria' : `Se encontraron ${found} convocatorias`;
  return shown < found ? `${many}; aquí están las primeras ${shown}.` : `${many}.`;
}

function SampleView({ sample }: { sample: PreviewedSample }): JSX.Element {
  return (
    <>
      <h3>Así se leería una de ellas</h3>
      <p>
        <SiteLink url={sample.url} />
      </p>
      {sample.conflicts.map(({ message }) => (
        <p class="notice">{message}</p>
      ))}
      {sample.fields.length === 0 && <p class="notice">No se reconoció ningún dato en su texto.</p>}
      <dl class="facts readings">
        {inOrder(sample.fields).map((reading) => (
          <div>
            <dt>{EXTRACTED_FIELD_LABELS[reading.field]}</dt>
            <dd>
              <p>
                <strong>{shortened(readingText(reading), SHOWN_VALUE)}</strong>
              </p>
              {!saysTheSame(reading) && <p class="quote">«{shortened(reading.words, SHOWN_WORDS)}»</p>}
              <p class="quiet">
                {`Se leyó así: ${ruleInWords(reading.rule)}. Lectura ${certaintyOf(reading.confidence)} (${percent(reading.confidence)}).`}
              </p>
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>Ver el texto que se leyó</summary>
        {sample.parts.map(({ name, text }) => (
          <>
            <h4>{name}</h4>
            <p class="text-part">{text}</p>
          </>
        ))}
      </details>
    </>
  );
}

/** As the form of a call asks for them. */
const ORDER = Object.keys(EXTRACTED_FIELD_LABELS);

function inOrder(fields: readonly FieldReading[]): FieldReading[] {
  return fields.toSorted((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));
}

/** The words are the value: they need not be shown twice. */
function saysTheSame(reading: FieldReading): boolean {
  return fold(readingText(reading)).replace(/\s+/g, ' ') === fold(reading.words).replace(/\s+/g, ' ');
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
