import type { Call } from '@chasqui/calls';
import {
  type CallChange,
  describeChange,
  EXTRACTED_FIELD_LABELS,
  type Finding,
  type FindingField,
  isKept,
} from '@chasqui/intake';
import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { type Choice, choiceName, type FindingForm, formFieldsOf } from './finding-form.js';
import { fieldId, type markedFields, wordsId } from './finding-original.js';
import { currentText, inOrder, readingText } from './finding-values.js';
import { certaintyOf, ruleInWords } from './finding-words.js';
import { type RecordChoices, RecordField } from './record-fields.js';
import { namesIn } from './record-parts.js';

/** Everything that the fields of a finding are shown with. */
export interface FieldsProps {
  readonly finding: Pick<Finding, 'kind' | 'fields' | 'changes'>;
  readonly call: Call | null;
  readonly typed: FindingForm;
  readonly choices: RecordChoices;
  readonly errors: readonly FieldError[];
  /** Fields whose words can be seen in the original. */
  readonly marked: ReturnType<typeof markedFields>;
  /** Language of the source's words. */
  readonly language: string | undefined;
}

/** Every proposed value with where it comes from, to be accepted, corrected or discarded. */
export function ProposedFields(props: FieldsProps): JSX.Element {
  return (
    <>
      {inOrder(props.finding.fields).map((reading) => (
        <ProposedField reading={reading} {...props} />
      ))}
    </>
  );
}

function ProposedField({ reading, ...props }: FieldsProps & { reading: FindingField }): JSX.Element {
  const { finding, typed, errors, choices, language } = props;
  const { field, confidence, conflict } = reading;
  const certainty = certaintyOf(confidence);
  const title = `${fieldId(field)}-titulo`;
  return (
    <section class="dato" id={fieldId(field)} data-campo={field} aria-labelledby={title}>
      <div class="dato-head">
        <h3 id={title}>{EXTRACTED_FIELD_LABELS[field]}</h3>
        <span class={certainty === 'dudosa' ? 'badge doubt' : 'badge'}>Lectura {certainty}</span>
      </div>
      {conflict && (
        <p class="notice">
          <strong>Atención:</strong> {conflict}
        </p>
      )}
      <Comparison reading={reading} {...props} />
      <Words reading={reading} isMarked={props.marked.has(field)} language={language} />
      {isKept(field) ? (
        formFieldsOf(field).map((each) => (
          <RecordField
            field={each}
            name={each.name}
            value={typed.form[each.name]}
            errors={errors}
            choices={choices}
          />
        ))
      ) : (
        <p class="quiet">La ficha no tiene un lugar para este dato: se guarda en las notas, con su origen.</p>
      )}
      <ChoiceOf reading={reading} kind={finding.kind} choice={typed.choices[field]} errors={errors} />
    </section>
  );
}

/** For a call that is known: what it says now, and what changes. In a sample the form holds what was published. */
function Comparison({
  reading,
  finding,
  call,
  choices,
}: FieldsProps & { reading: FindingField }): JSX.Element | null {
  if (!call) return null;
  const names = namesIn(choices);
  const { field } = reading;
  const changes = finding.changes.filter((change) => change.field === field);
  return (
    <>
      {changes.map((change) => (
        <p>
          <strong>{describeChange(change)}.</strong>
        </p>
      ))}
      {isKept(field) && (
        <dl class="facts">
          <Said label="La ficha dice" language={call.language}>
            {currentText(reading, call, names)}
          </Said>
          {finding.kind === 'sample' && (
            <Said label="La fuente dice" language={call.language}>
              {readingText(reading, finding.fields, call, names)}
            </Said>
          )}
        </dl>
      )}
    </>
  );
}

function Said(props: { label: string; language: string | undefined; children: string }): JSX.Element {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children ? <span lang={props.language}>{props.children}</span> : <em>nada</em>}</dd>
    </div>
  );
}

const LONGEST_WORDS = 400;

function Words(props: {
  reading: FindingField;
  isMarked: boolean;
  language: string | undefined;
}): JSX.Element {
  const { field, value, words, rule, part, confidence } = props.reading;
  const said = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
  const label = EXTRACTED_FIELD_LABELS[field].toLowerCase();
  return (
    <>
      {/* The form holds the same words below. */}
      {said && said !== value && (
        <p class="quote" lang={props.language}>
          {said}
        </p>
      )}
      <p class="quiet">
        {`Cómo se leyó: ${ruleInWords(rule)}`}
        {part && ` («${part}»)`}. {CERTAINTY_HELP[certaintyOf(confidence)]}{' '}
        {props.isMarked && (
          <a href={`#${wordsId(field)}`} aria-label={`Ver en el texto: ${label}`}>
            Ver en el texto
          </a>
        )}
      </p>
    </>
  );
}

const CERTAINTY_HELP = {
  segura: 'Casi siempre acierta.',
  probable: 'Suele acertar: compárela con el texto.',
  dudosa: 'Puede estar mal: decida usted.',
} as const;

const CHOICE_LABELS: Readonly<Record<Choice, string>> = {
  aceptar: 'Aceptar',
  corregir: 'Corregir: queda lo que escribí',
  descartar: 'Descartar',
  despues: 'Decidir después',
};

function ChoiceOf(props: {
  reading: FindingField;
  kind: Finding['kind'];
  choice: Choice | undefined;
  errors: readonly FieldError[];
}): JSX.Element {
  const { reading, kind, choice } = props;
  const { field } = reading;
  const name = choiceName(field);
  const own = props.errors.filter((error) => error.field === name);
  const offered: Choice[] = ['aceptar'];
  if (isKept(field)) offered.push('corregir');
  offered.push('descartar');
  if (kind === 'change') offered.push('despues');
  return (
    <fieldset class={own.length > 0 ? 'choice wrong' : 'choice'} id={name}>
      <legend>{`Qué hacer: ${EXTRACTED_FIELD_LABELS[field].toLowerCase()}`}</legend>
      {own.map((error) => (
        <p class="error">{error.message}</p>
      ))}
      {offered.map((each) => (
        <label class="check">
          <input type="radio" name={name} value={each} checked={each === choice} />
          <span>
            {kind === 'sample' && each === 'descartar' ? 'Quitar de la ficha' : CHOICE_LABELS[each]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Changes that concern the call as a whole or what it does not keep. */
export function WholeChanges({ changes }: { changes: readonly CallChange[] }): JSX.Element | null {
  const shown = changes.filter(({ field, kind }) => field === null && kind !== 'new');
  if (shown.length === 0) return null;
  return (
    <ul>
      {shown.map((change) => (
        <li>{describeChange(change)}.</li>
      ))}
    </ul>
  );
}

/** What the person still has to decide on, with a way there. */
export function Undecided({ finding, typed }: Pick<FieldsProps, 'finding' | 'typed'>): JSX.Element | null {
  const left = inOrder(finding.fields).filter(({ field }) => !typed.choices[field]);
  if (left.length === 0) return null;
  return (
    <p class="notice">
      {'Lo dudoso no viene marcado. Falta que usted decida sobre: '}
      {left.map(({ field }, index) => (
        <>
          {index > 0 && ', '}
          <a href={`#${fieldId(field)}`}>{EXTRACTED_FIELD_LABELS[field].toLowerCase()}</a>
        </>
      ))}
      .
    </p>
  );
}
