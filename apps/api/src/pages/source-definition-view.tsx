import type { Field } from '@chasqui/curation';
import { adapterOf, guessesIn } from '@chasqui/sources';
import type { JSX } from 'preact';
import { definitionSections, type Form, toDefinitionForm } from './source-config-form.js';
import type { StoredDefinition } from './source-draft.js';
import { formText } from './source-form.js';

/** How a source is read, in words: everything that its form says, with what nobody has compared yet. */
export function DefinitionWords({ definition }: { definition: StoredDefinition }): JSX.Element {
  const form = toDefinitionForm(definition);
  const guesses = guessesIn(definition.config);
  return (
    <>
      <p>{adapterOf(definition.adapter).label}.</p>
      <dl class="facts">
        {shownFields(definition, form).map((field) => (
          <div>
            <dt>{field.label}</dt>
            <dd class="own-words">
              {formText(field, form)}
              {isGuess(field, guesses) && <span class="badge doubt">Supuesto</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Fields that say something: not those of parts that are not read. */
function shownFields({ adapter }: StoredDefinition, form: Form): Field[] {
  const readsDetail = form['config.detail.on'] !== '';
  return definitionSections(adapter)
    .flatMap(({ fields }) => fields)
    .filter((field) => {
      if (!readsDetail && field.name.startsWith('config.detail.') && field.name !== 'config.detail.on') {
        return false;
      }
      return formText(field, form) !== '';
    });
}

function isGuess({ name, kind }: Field, guesses: readonly string[]): boolean {
  const place = name.replace(/^config\./, '');
  if (kind === 'group') return guesses.some((guess) => guess.startsWith(`${place}.`));
  return place.endsWith('.selector') && guesses.includes(place.slice(0, -'.selector'.length));
}

/** What changed from one way of reading to the next. */
export function DefinitionChanges(props: { before: StoredDefinition; after: StoredDefinition }): JSX.Element {
  const { before, after } = props;
  if (before.adapter !== after.adapter) {
    return <p>{`Se leía de otra forma: ${adapterOf(before.adapter).label}.`}</p>;
  }
  const [old, next] = [toDefinitionForm(before), toDefinitionForm(after)];
  const changed = definitionSections(after.adapter)
    .flatMap(({ fields }) => fields)
    .filter((field) => formText(field, old) !== formText(field, next));
  if (changed.length === 0) return <p>Solo cambió qué partes son supuestas.</p>;
  return (
    <dl class="facts">
      {changed.map((field) => (
        <div>
          <dt>{field.label}</dt>
          <dd>
            Antes: {formText(field, old) ? <del>{formText(field, old)}</del> : <em>vacío</em>}
            <br />
            Después: {formText(field, next) ? <ins>{formText(field, next)}</ins> : <em>vacío</em>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
