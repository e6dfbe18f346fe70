import type { Person } from '@chasqui/accounts';
import { type Field, fieldChange } from '@chasqui/curation';
import { EXTRACTED_FIELD_LABELS, type FindingView, isKept, sourceDefaults } from '@chasqui/intake';
import type { DomainError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { callChoices } from './call-form.js';
import { callUrl } from './call-parts.js';
import { Decide, Duplicates, LookAtSource, Reject } from './finding-actions.js';
import { findingDone } from './finding-done.js';
import { ProposedFields, Undecided, WholeChanges } from './finding-fields.js';
import { FurtherFields } from './finding-further.js';
import { inOrder } from './finding-values.js';
import { type FindingForm, formFieldsOf, isCorrected, type Proposal, proposedForm } from './finding-form.js';
import { FindingFacts, FindingHistory } from './finding-history.js';
import { Shortcuts } from './finding-keys.js';
import { fieldId, markedFields, Original } from './finding-original.js';
import { type DoneQuery, findingUrl, peopleNames, QUEUE, deskUrl } from './finding-query.js';
import type { RecordChoices } from './record-fields.js';
import { type Names, namesIn, shortened } from './record-parts.js';
import { CurationNav } from './records-nav.js';

interface FindingPageOptions {
  readonly person: Person;
  readonly view: FindingView;
  readonly query: DoneQuery;
  readonly now: Date;
  /** What was entered; without it what is proposed. */
  readonly typed?: FindingForm;
  readonly error?: DomainError;
  /** The version that the form was made from; today's unless rows are being added to an older one. */
  readonly revision?: number;
}

/** What the form of a finding is filled from. */
export async function proposalOf(database: DataSource, view: FindingView): Promise<Proposal> {
  const { finding, call, url, suggestions } = view;
  const defaults = await sourceDefaults(database.manager, finding.sourceId);
  return { finding, call, url, donorId: finding.source?.donorId ?? null, defaults, suggestions };
}

/** The language of the source's words: what was read, else that of the call. */
export function languageOfFinding({
  finding,
  call,
}: Pick<FindingView, 'finding' | 'call'>): string | undefined {
  const read = finding.fields.find(({ field }) => field === 'language')?.value;
  const code = typeof read === 'string' ? read : call?.language;
  return code && /^[a-z]{2}$/.test(code) ? code : undefined;
}

/** A finding with its original beside the form. */
export async function findingPage(database: DataSource, options: FindingPageOptions): Promise<string> {
  const { person, view, query, error } = options;
  const { finding } = view;
  const proposal = await proposalOf(database, view);
  const proposed = proposedForm(proposal);
  const typed = options.typed ?? proposed;
  const [choices, done, people] = await Promise.all([
    callChoices(database, typed.form, view.call),
    findingDone(database, query),
    peopleNames(database, [finding.decidedBy, ...view.history.map(({ actorId }) => actorId)]),
  ]);
  const language = languageOfFinding(view);
  const isOpen = finding.state === 'open';
  const here = findingUrl(finding.id);
  return renderPage(
    { title: finding.title, person, section: 'curation', scripts: ['desk.js'] },
    <>
      <CurationNav current="novedades" />
      {done}
      <Neighbours view={view} query={query} />
      <h1 lang={language}>{finding.title}</h1>
      <FindingFacts view={view} now={options.now} people={people} />
      <p id="dicho" class="quiet" role="status" />
      {error && <FormErrors message={error.message} fields={error.fields} />}
      {options.typed && error?.kind === 'conflict' && (
        <Meanwhile view={view} typed={typed} proposed={proposed} choices={choices} />
      )}
      <Shortcuts page="one" />
      <p class="jump no-print">
        <a href="#texto">Ver el texto original</a> <a href="#datos">Ir a los datos</a>
      </p>
      <div class="beside">
        <Original view={view} here={here} language={language} />
        <Form
          {...options}
          typed={typed}
          isTyped={options.typed !== undefined}
          choices={choices}
          language={language}
        />
      </div>
      <Duplicates
        duplicates={view.duplicates}
        mergeUrl={isOpen && finding.kind === 'new' ? `${here}/unir` : null}
        findingUrl={(id) => findingUrl(id)}
      />
      <FindingHistory entries={view.history} people={people} />
    </>,
  );
}

type FormProps = FindingPageOptions & {
  readonly typed: FindingForm;
  /** It shows what somebody entered, which is stored nowhere. */
  readonly isTyped: boolean;
  readonly choices: RecordChoices;
  readonly language: string | undefined;
};

function Form({ isTyped, ...page }: FormProps): JSX.Element {
  const { view, query, typed, choices, error, language, revision } = page;
  const { finding, call } = view;
  const errors = error?.fields ?? [];
  const fields = { finding, call, typed, choices, errors, language, marked: markedFields(view) };
  const isOpen = finding.state === 'open';
  // On the decided ones nothing can be sent; what somebody had written stays to be read and copied.
  if (!isOpen && !isTyped) return <Decided view={view} />;
  return (
    <section class="fields" id="datos" aria-labelledby="datos-titulo">
      <h2 id="datos-titulo">{finding.kind === 'vanished' ? 'Qué hacer' : 'Los datos'}</h2>
      {finding.kind === 'vanished' && <LookAtSource url={view.url} />}
      <form
        method="post"
        action={deskUrl(`${QUEUE}/${finding.id}`, query)}
        id="decision"
        data-pendiente={isTyped ? 'si' : undefined}
      >
        <input type="hidden" name="revision" value={revision ?? finding.revision} />
        {isOpen && <Decide finding={finding} call={call} short />}
        <WholeChanges changes={finding.changes} />
        {isOpen && <Undecided finding={finding} typed={typed} />}
        <ProposedFields {...fields} />
        {finding.kind === 'new' && <FurtherFields {...fields} />}
        {isOpen && <Decide finding={finding} call={call} />}
        {isOpen && <Reject kind={finding.kind} reason={typed.reason} errors={errors} />}
      </form>
    </section>
  );
}

function Decided({ view }: { view: FindingView }): JSX.Element {
  const { finding, call } = view;
  return (
    <section class="fields" id="datos" aria-labelledby="datos-titulo">
      <h2 id="datos-titulo">Los datos</h2>
      <p class="notice">Sobre esta novedad ya se decidió: aquí no hay nada más que hacer.</p>
      {call && (
        <p>
          <a class="button quiet" href={callUrl(call.id)}>
            Abrir la ficha de la convocatoria
          </a>
        </p>
      )}
      <dl class="facts">
        {inOrder(finding.fields).map(({ field, words }) => (
          <div id={fieldId(field)}>
            <dt>{EXTRACTED_FIELD_LABELS[field]}</dt>
            <dd lang={languageOfFinding(view)}>{shortened(words)}</dd>
          </div>
        ))}
      </dl>
      {finding.state === 'rejected' && finding.kind === 'new' && (
        <form method="post" action={`${findingUrl(finding.id)}/reabrir`}>
          <input type="hidden" name="revision" value={finding.revision} />
          <button type="submit" class="quiet">
            Reabrir: volver a decidir
          </button>
        </form>
      )}
    </section>
  );
}

function Neighbours({ view, query }: { view: FindingView; query: DoneQuery }): JSX.Element {
  const { previous, next } = view;
  return (
    <nav class="neighbours" aria-label="Otras novedades">
      <a href={deskUrl(QUEUE, query)}>Volver a la lista</a>
      {previous && (
        <a href={findingUrl(previous, query)} rel="prev" data-atajo="k">
          Anterior
        </a>
      )}
      {next && (
        <a href={findingUrl(next, query)} rel="next" data-atajo="j">
          Siguiente
        </a>
      )}
    </nav>
  );
}

/** After a conflict: in what the form differs from what is proposed now, so that the person can compare and decide. */
function Meanwhile(props: {
  view: FindingView;
  typed: FindingForm;
  proposed: FindingForm;
  choices: RecordChoices;
}): JSX.Element {
  const { view, typed, proposed } = props;
  const names = namesIn(props.choices);
  const differing = view.finding.fields.filter(
    ({ field }) => isKept(field) && isCorrected(field, typed.form, proposed.form),
  );
  return (
    <section class="panel" aria-labelledby="diferencias">
      <h2 id="diferencias">En qué difieren su formulario y lo que se propone ahora</h2>
      {differing.length === 0 && <p>En nada: los datos son los mismos que usted veía.</p>}
      <ul>
        {differing.map(({ field }) => (
          <li>
            <a href={`#${fieldId(field)}`}>{EXTRACTED_FIELD_LABELS[field]}</a>: ahora se propone «
            <span lang={languageOfFinding(view)}>
              {formFieldsOf(field)
                .map((each) => entered(each, proposed.form[each.name], names))
                .filter(Boolean)
                .join('; ') || 'nada'}
            </span>
            »
          </li>
        ))}
      </ul>
      {view.finding.state === 'open' ? (
        <p>Si vuelve a guardar, queda lo que dice su formulario.</p>
      ) : (
        <p>
          Lo que usted escribió sigue abajo, pero desde aquí ya no se guarda.{' '}
          {view.call && <a href={callUrl(view.call.id)}>Llévelo a la ficha de la convocatoria</a>}
        </p>
      )}
    </section>
  );
}

function entered(field: Field, value: unknown, names: Names): string {
  const change = fieldChange(field, null, value, names);
  return shortened(change.kind === 'single' ? change.after : change.added.join('; '));
}
