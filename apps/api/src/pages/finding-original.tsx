import type { ExtractedField } from '@chasqui/extraction';
import { EXTRACTED_FIELD_LABELS, type FindingView, type OriginalPart } from '@chasqui/intake';
import { safeHttpUrl } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { excerptsOf, type Piece, piecesOf } from './finding-pieces.js';
import { momentText } from './finding-words.js';

/** Where a stranger's page may be looked at; it learns nothing of us. */
export function SourceAddress({ url, text }: { url: string | null; text?: string }): JSX.Element | null {
  const safe = safeHttpUrl(url);
  if (!safe) return url ? <span>{text ?? url}</span> : null;
  return (
    <a href={safe} rel="noopener noreferrer nofollow">
      {text ?? new URL(safe).hostname}
    </a>
  );
}

/** Id of the words of a field in the original, and of the field in the form. */
export function wordsId(field: ExtractedField): string {
  return `palabras-${field}`;
}
export function fieldId(field: ExtractedField): string {
  return `dato-${field}`;
}

/** The parts with the words that are worth looking at: a language is read from all of a text, not from its beginning. */
function shownParts({ original }: Pick<FindingView, 'original'>): OriginalPart[] {
  return original.map((part) => ({ ...part, spans: part.spans.filter(({ field }) => field !== 'language') }));
}

/** The fields whose words can be shown in the original. */
export function markedFields(view: Pick<FindingView, 'original'>): ReadonlySet<ExtractedField> {
  return new Set(shownParts(view).flatMap(({ spans }) => spans.map(({ field }) => field)));
}

/** What the source said, with the words from which each value was read. */
export function Original(props: {
  view: Pick<FindingView, 'url' | 'capturedAt' | 'original' | 'originalProblem'>;
  /** Address of the page of the finding. */
  here: string;
  /** Language of the source's words, where it is known. */
  language: string | undefined;
}): JSX.Element {
  const { view, here, language } = props;
  const original = shownParts(view);
  return (
    <section class="original" aria-labelledby="original" id="texto">
      <h2 id="original">Lo que dice la fuente</h2>
      <p class="quiet">
        Leído el {momentText(view.capturedAt)}.{' '}
        <SourceAddress url={view.url} text="Abrir la página de la fuente" />
      </p>
      <p class="jump no-print">
        <a href="#datos">Ir a los datos</a>
      </p>
      {view.originalProblem && <p class="notice">{view.originalProblem}</p>}
      {original.length > 1 && (
        <nav class="tabs" aria-label="Partes del original">
          {original.map(({ name }, index) => (
            <a href={`#parte-${index}`}>{name}</a>
          ))}
        </nav>
      )}
      {original.map((part, index) => (
        <section aria-labelledby={`parte-${index}`}>
          <h3 id={`parte-${index}`}>{part.name}</h3>
          <PartText part={part} language={language} />
          <p class="quiet">
            <a href={`${here}/texto?parte=${index}`} aria-label={`Ver el texto completo: ${part.name}`}>
              Ver el texto completo
            </a>
          </p>
        </section>
      ))}
    </section>
  );
}

function PartText({ part, language }: { part: OriginalPart; language: string | undefined }): JSX.Element {
  return (
    <>
      {excerptsOf(part).map((excerpt) =>
        excerpt ? (
          <div class="source-text" lang={language}>
            {excerpt.map((piece) => (
              <PieceView piece={piece} linked />
            ))}
          </div>
        ) : (
          <p class="quiet omitted">[…] Aquí se omite texto.</p>
        ),
      )}
    </>
  );
}

/** A stretch of a part on its own page. Its words lead to no field: those are elsewhere. */
export function WholeText(props: {
  part: OriginalPart;
  from: number;
  to: number;
  language: string | undefined;
}): JSX.Element {
  return (
    <div class="source-text" lang={props.language}>
      {piecesOf(props.part, props.from, props.to).map((piece) => (
        <PieceView piece={piece} />
      ))}
    </div>
  );
}

/** Words of several fields belong to the narrowest; the others begin with their name in front of them. */
function PieceView({ piece, linked }: { piece: Piece; linked?: boolean }): JSX.Element {
  const text = piece.struck ? <del>{piece.text}</del> : <>{piece.text}</>;
  const [main] = piece.fields;
  if (!main) return text;
  const isFirst = piece.begins.includes(main);
  const wider = piece.begins.filter((field) => field !== main);
  const content = (
    <>
      {isFirst && (
        <span class="tag" lang="es">
          {EXTRACTED_FIELD_LABELS[main]}
        </span>
      )}
      {text}
    </>
  );
  return (
    <>
      {wider.map((field) => (
        <Tag field={field} linked={linked} />
      ))}
      <mark
        id={isFirst && linked ? wordsId(main) : undefined}
        class={main === 'summary' ? 'wide' : undefined}
        data-campos={linked ? piece.fields.join(' ') : undefined}
      >
        {linked && main !== 'summary' ? <a href={`#${fieldId(main)}`}>{content}</a> : content}
      </mark>
    </>
  );
}

function Tag({ field, linked }: { field: ExtractedField; linked: boolean | undefined }): JSX.Element {
  const label = EXTRACTED_FIELD_LABELS[field];
  return linked ? (
    <a class="tag" lang="es" id={wordsId(field)} href={`#${fieldId(field)}`}>
      {label}
    </a>
  ) : (
    <span class="tag" lang="es">
      {label}
    </span>
  );
}
