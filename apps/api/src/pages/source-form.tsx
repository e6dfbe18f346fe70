import { type Field, readableValue, type Section } from '@chasqui/curation';
import type { FieldError } from '@chasqui/kernel';
import { adapterOf } from '@chasqui/sources';
import type { JSX } from 'preact';
import { type RecordChoices, RecordFields } from './record-fields.js';
import { definitionSections, type Form, textOf } from './source-config-form.js';
import { draftFields, FACT_SECTION, type SourceDraft } from './source-draft.js';
import { rhythmText } from './source-parts.js';

interface FormProps {
  readonly draft: SourceDraft;
  readonly action: string;
  readonly choices: RecordChoices;
  readonly errors: readonly FieldError[];
  /** The version that the person is looking at; null while the source is new. */
  readonly revision: number | null;
}

/** Everything that can be said of a source, without code. */
export function SourceForm({ draft, action, choices, errors, revision }: FormProps): JSX.Element {
  const { kind, form } = draft;
  const sections = definitionSections(kind).map((section) => withOwnValues(section, form));
  const isWrong = errors.some(({ field }) => field.startsWith('config') || field === 'adapter');
  const hasSelectors = kind !== 'spreadsheet' && sections.some(mentionsParts);
  return (
    <form method="post" action={action}>
      <input type="hidden" name="adapter" value={kind} />
      <input type="hidden" name="comprobados" value={JSON.stringify(draft.confirmed)} />
      <input type="hidden" name="probada" value={draft.tried} />
      {revision !== null && <input type="hidden" name="revision" value={revision} />}
      {/* The first button of a form is the one that the Enter key presses. */}
      <FormButtons />
      <RecordFields
        sections={[withOwnValues(FACT_SECTION, form)]}
        input={form}
        errors={errors}
        choices={choices}
      />
      <details id="adapter" class="panel" open={isWrong || !hasDefinition(draft)}>
        <summary>
          <strong>Cómo se lee:</strong> {adapterOf(kind).label}
        </summary>
        {hasSelectors && <SelectorHelp />}
        <RecordFields sections={sections} input={form} errors={errors} choices={choices} />
        {hasSelectors && (
          <p>
            <label class="check">
              <input type="checkbox" name="comprobado" value="si" checked={draft.allConfirmed} />
              <span>
                Comprobé en la vista previa que cada dirección interna trae lo que debe (ya no son supuestas)
              </span>
            </label>
          </p>
        )}
      </details>
      <FormButtons />
    </form>
  );
}

function FormButtons(): JSX.Element {
  return (
    <>
      <p class="actions">
        <button type="submit" name="hacer" value="probar" class="quiet">
          Probar
        </button>
        <button type="submit" name="hacer" value="guardar">
          Guardar
        </button>
      </p>
      <p class="help">
        «Probar» lee la fuente ahora y muestra qué traería, sin guardar nada. Puede tardar hasta 60 segundos:
        la página responde cuando termina.
      </p>
    </>
  );
}

function SelectorHelp(): JSX.Element {
  return (
    <p class="help">
      Una dirección interna (en los navegadores, «selector CSS») señala una parte de la página:{' '}
      <code>.convocatoria</code> es lo que lleva esa clase, <code>main a</code> son los enlaces del contenido.
      Para verla, pulse con el botón derecho sobre la parte y elija «Inspeccionar».
    </p>
  );
}

function mentionsParts({ fields }: Section): boolean {
  return fields.some(({ name }) => name.endsWith('.selector'));
}

/** Nothing said of how it is read yet. */
function hasDefinition({ kind, form }: SourceDraft): boolean {
  const required = definitionSections(kind)
    .flatMap(({ fields }) => fields)
    .filter((field) => field.required && field.kind !== 'select');
  return required.every(({ name }) => textOf(form[name]));
}

/** A choice that is stored stays on offer, also when it is none of the usual ones. */
function withOwnValues(section: Section, form: Form): Section {
  return {
    ...section,
    fields: section.fields.map((field): Field => {
      if (field.kind !== 'select') return field;
      const own = textOf(form[field.name]);
      if (!own || Object.hasOwn(field.choices, own)) return field;
      const label = field.name === 'everyMinutes' ? rhythmText(Number(own)) : own;
      return { ...field, choices: { ...field.choices, [own]: label } };
    }),
  };
}

/** After a conflict: in what the stored source and the form differ, so that the person can compare and decide. */
export function SourceDifferences(props: {
  stored: SourceDraft;
  draft: SourceDraft;
  nameOf: RecordChoices['nameOf'];
}): JSX.Element {
  const { stored, draft, nameOf } = props;
  const differing =
    stored.kind === draft.kind
      ? draftFields(draft.kind).filter(
          (field) => formText(field, stored.form, nameOf) !== formText(field, draft.form, nameOf),
        )
      : [];
  return (
    <section class="panel" aria-labelledby="diferencias">
      <h2 id="diferencias">En qué difieren la fuente guardada y su formulario</h2>
      {stored.kind !== draft.kind && (
        <p>{`La guardada se lee de otra forma: ${adapterOf(stored.kind).label}.`}</p>
      )}
      {stored.kind === draft.kind && differing.length === 0 && (
        <p>En nada: lo que usted escribió ya está guardado.</p>
      )}
      <ul>
        {differing.map((field) => (
          <li>
            <a href={`#${field.name}`}>{field.label}</a>:{' '}
            {`la fuente guardada dice «${formText(field, stored.form, nameOf) || 'nada'}»`}
          </li>
        ))}
      </ul>
      <p>Si vuelve a guardar, queda lo que dice su formulario.</p>
    </section>
  );
}

/** What a form says of a field, as people read it. */
export function formText(field: Field, form: Form, nameOf: RecordChoices['nameOf'] = (_, id) => id): string {
  const value = form[field.name];
  const plain = field.kind === 'group' || field.kind === 'boxes' ? value : textOf(value);
  return readableValue(field, plain, nameOf).replace(/\r\n/g, '\n');
}
