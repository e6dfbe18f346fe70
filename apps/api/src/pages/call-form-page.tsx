import type { Person } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { type Field, fieldChange } from '@chasqui/curation';
import { DomainError, formatShortDate, notFound, safeHttpUrl } from '@chasqui/kernel';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { callChoices, type CallForm, CallFormFields, differingFields, toCallForm } from './call-form.js';
import { CallButton, CallDone, CallTabs, callUrl, languageOf, StateButtons } from './call-parts.js';
import type { RecordChoices } from './record-fields.js';
import { CheckedBadge, factText, type Names, namesIn, shortened } from './record-parts.js';
import { CurationNav } from './records-nav.js';

export const HTML = 'text/html; charset=utf-8';

/** @throws DomainError `not_found` */
export async function callWithId(database: DataSource, id: string): Promise<Call> {
  const call = await database.manager.findOneBy(Call, { id });
  if (!call) throw notFound('Esa convocatoria no existe.');
  return call;
}

interface FormPage {
  readonly person: Person;
  /** Null while it is new. */
  readonly call: Call | null;
  readonly form: CallForm;
  readonly now: Date;
  readonly error?: DomainError | undefined;
  /** What was just done. */
  readonly done?: string | undefined;
  /** The version that the form was made from; today's unless rows are being added to an older one. */
  readonly revision?: number | undefined;
}

/** The form of a call with everything that can be done to it; of a duplicate, where it went. */
export async function callFormPage(database: DataSource, options: FormPage): Promise<string> {
  const { person, call, form, error } = options;
  const [choices, into] = await Promise.all([
    callChoices(database, form, call),
    call?.mergedIntoId ? callWithId(database, call.mergedIntoId) : null,
  ]);
  const title = call ? 'Editar convocatoria' : 'Ingresar una convocatoria';
  return renderPage(
    { title, person, section: 'curation' },
    <>
      <CurationNav current="convocatorias" />
      <h1>{title}</h1>
      {call && <p lang={call.language}>{call.title}</p>}
      {call && <CallTabs call={call} current="" />}
      <CallDone what={options.done} />
      {error && <FormErrors message={error.message} fields={error.fields} />}
      {call && error?.code === 'call.changed_meanwhile' && (
        <MeanwhileChanged call={call} form={form} choices={choices} />
      )}
      {call && into ? <MergedNotice call={call} into={into} /> : <Editable {...options} choices={choices} />}
    </>,
  );
}

function Editable({
  call,
  form,
  now,
  error,
  revision,
  choices,
}: FormPage & { choices: RecordChoices }): JSX.Element {
  return (
    <>
      {call && <Moves call={call} now={now} />}
      <form method="post" action={call ? callUrl(call.id) : '/curaduria/convocatorias'}>
        {/* The first button of a form is the one that the Enter key presses. */}
        <button type="submit">Guardar</button>
        <CallFormFields
          form={form}
          revision={revision ?? call?.revision ?? 0}
          choices={choices}
          errors={error?.fields ?? []}
        />
        <button type="submit">Guardar</button>
      </form>
    </>
  );
}

function Moves({ call, now }: { call: Call; now: Date }): JSX.Element {
  const source = safeHttpUrl(call.sourceUrl);
  return (
    <section class="panel" aria-labelledby="acciones">
      <h2 id="acciones">Qué hacer con ella</h2>
      <p>
        <StateButtons call={call} now={now} />{' '}
        <CallButton call={call} action="edicion" label="Nueva edición a partir de esta" quiet />
      </p>
      <p>
        <CheckedBadge verifiedOn={call.verifiedOn} readOn={null} />{' '}
        {source && (
          <a href={source} rel="nofollow noopener">
            Abrir la fuente
          </a>
        )}
      </p>
      <p>
        <CallButton
          call={call}
          action="verificar"
          label="La comparé con su fuente hoy"
          revision={call.revision}
          quiet
        />
      </p>
    </section>
  );
}

function MergedNotice({ call, into }: { call: Call; into: Call }): JSX.Element {
  return (
    <p class="notice">
      Esta convocatoria se unió a{' '}
      <a href={callUrl(into.id)} lang={into.language}>
        {into.title}
      </a>{' '}
      el {formatShortDate(call.updatedAt)}. Cambie la que quedó. Si no son la misma, deshaga la unión en el{' '}
      <a href={callUrl(call.id, 'historial')}>historial</a>.
    </p>
  );
}

/** After a conflict: in what the stored call and the form differ, so that the person can compare and decide. */
function MeanwhileChanged(props: { call: Call; form: CallForm; choices: RecordChoices }): JSX.Element {
  const { call, form, choices } = props;
  const names = namesIn(choices);
  const differing = differingFields(call, form);
  return (
    <section class="panel" aria-labelledby="diferencias">
      <h2 id="diferencias">En qué difieren la ficha guardada y su formulario</h2>
      {differing.length === 0 && <p>En nada: lo que usted escribió ya está guardado.</p>}
      <ul>
        {differing.map((field) => (
          <li>
            <a href={`#${field.name}`}>{field.label}</a>: la ficha guardada dice «
            <span lang={languageOf(call, field)}>{factOf(call, field, names) || 'nada'}</span>»
          </li>
        ))}
      </ul>
      <p>Si vuelve a guardar, queda lo que dice su formulario.</p>
    </section>
  );
}

/** A fact of a call as people read it. */
export function factOf(call: Call, field: Field, names: Names): string {
  const change = fieldChange(field, null, call[field.name as keyof Call], names);
  return shortened(change.kind === 'single' ? factText(field, change.after) : change.added.join('; '));
}

/** Does the change and goes on, or shows the form again with what was entered and what is wrong. */
export async function answerForm(
  database: DataSource,
  reply: FastifyReply,
  page: Omit<FormPage, 'form' | 'error'> & { readonly form?: CallForm },
  change: () => Promise<Call>,
  then: (saved: Call) => string,
): Promise<string | undefined> {
  try {
    const saved = await change();
    void reply.status(303).header('location', then(saved));
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
    void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
    // After a conflict the form carries today's version: whoever has compared may save.
    const call = page.call && (await callWithId(database, page.call.id));
    const form = page.form ?? (call ? toCallForm(call) : {});
    return callFormPage(database, { ...page, call, form, error });
  }
}
