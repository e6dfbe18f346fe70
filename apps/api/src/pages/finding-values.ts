import type { Call } from '@chasqui/calls';
import { fieldChange } from '@chasqui/curation';
import { EXTRACTED_FIELDS, type FindingField, inputOfReadings } from '@chasqui/intake';
import { factOf } from './call-form-page.js';
import { formFieldsOf } from './finding-form.js';
import { factText, type Names, shortened } from './record-parts.js';

/** In the order of the form of a call. */
export function inOrder(fields: readonly FindingField[]): FindingField[] {
  return fields.toSorted((a, b) => EXTRACTED_FIELDS.indexOf(a.field) - EXTRACTED_FIELDS.indexOf(b.field));
}

/** What the call says of a fact, as people read it. */
export function currentText({ field }: Pick<FindingField, 'field'>, call: Call, names: Names): string {
  return labelled(formFieldsOf(field).map((each) => [each.label, factOf(call, each, names)]));
}

/**
 * What a reading says of a fact, as people read it; its words where the form has no place for it.
 * @param readings all of its source: an amount means nothing without the currency
 */
export function readingText(
  reading: FindingField,
  readings: readonly FindingField[],
  call: Call | null,
  names: Names,
): string {
  const input = inputOfReadings(readings, { zone: null, currency: call?.currency ?? null });
  const text = labelled(
    formFieldsOf(reading.field).map((each) => {
      const change = fieldChange(each, null, input[each.name as keyof typeof input], names);
      const said = change.kind === 'single' ? factText(each, change.after) : change.added.join('; ');
      return [each.label, shortened(said)];
    }),
  );
  return text || shortened(reading.words);
}

/** A fact that takes several fields of the form says which of them it means. */
function labelled(texts: readonly (readonly [label: string, text: string])[]): string {
  const said = texts.filter(([, text]) => text);
  return texts.length === 1
    ? (said[0]?.[1] ?? '')
    : said.map(([label, text]) => `${label}: ${text}`).join('; ');
}
