import { callSections } from '@chasqui/calls';
import type { Section } from '@chasqui/curation';
import type { JSX } from 'preact';
import type { FieldsProps } from './finding-fields.js';
import { furtherFields } from './finding-form.js';
import { RecordFields } from './record-fields.js';

/** Of what a call needs or may say, without which it cannot be published. */
const NEEDED: ReadonlySet<string> = new Set(
  callSections.flatMap(({ fields }) => fields.filter(({ required }) => required).map(({ name }) => name)),
);
const USEFUL: ReadonlySet<string> = new Set(['fundId', 'gadRole', 'gadLevels', 'themes', 'deadlineLocal']);

/** What no source says and a call needs; what it only may say is folded away. */
export function FurtherFields(props: Omit<FieldsProps, 'marked' | 'language'>): JSX.Element {
  const { finding, typed, choices, errors } = props;
  const further = new Set(furtherFields(finding.fields).map(({ name }) => name));
  const sections = (isWanted: (name: string) => boolean): Section[] =>
    callSections
      .map((section) => ({
        ...section,
        fields: section.fields.filter(({ name }) => further.has(name) && isWanted(name)),
      }))
      .filter(({ fields }) => fields.length > 0);
  const isFirst = (name: string) => NEEDED.has(name) || USEFUL.has(name);
  const rest = sections((name) => !isFirst(name));
  const restNames = new Set(rest.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const isWrong = errors.some(({ field }) => restNames.has(field.split('.')[0]!));
  const same = { input: typed.form, errors, choices };
  return (
    <section class="further" aria-labelledby="faltan">
      <h2 id="faltan">Lo que la fuente no dice y la ficha necesita</h2>
      <p class="quiet">Lo que ya está elegido se dedujo del cooperante y del texto: compruébelo.</p>
      <RecordFields sections={sections(isFirst)} {...same} />
      {rest.length > 0 && (
        <details open={isWrong}>
          <summary>Más datos, si los conoce</summary>
          <RecordFields sections={rest} {...same} />
        </details>
      )}
    </section>
  );
}
