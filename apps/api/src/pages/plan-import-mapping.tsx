import type { FieldError } from '@chasqui/kernel';
import { columnTitle, PLAN_FIELDS, type PlanField, type PlanMapping } from '@chasqui/pdot';
import type { Sheet } from '@chasqui/spreadsheets';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, SelectField } from '../views/fields.js';

/** Sheet, row of the titles, and for every field the position of its column; empty for none. */
export const mappingForm = z
  .record(z.string().max(40), z.string().max(20))
  .nullish()
  .transform((form) => form ?? {});
export type MappingForm = z.output<typeof mappingForm>;

/** What is no number counts as the first. */
export function toMapping(form: MappingForm): PlanMapping {
  const columns = PLAN_FIELDS.flatMap((field): [PlanField, number][] => {
    const column = position(form[field]);
    return column === undefined ? [] : [[field, column]];
  });
  const headingRow = Math.max((position(form['fila']) ?? 1) - 1, 0);
  return { sheet: position(form['hoja']) ?? 0, headingRow, columns: Object.fromEntries(columns) };
}

function position(text: string | undefined): number | undefined {
  return /^\d{1,4}$/.test(text ?? '') ? Number(text) : undefined;
}

/** Columns that a form offers; a plan has a dozen. */
const MAX_OFFERED = 60;
const SHOWN_ROWS = 5;
const SHOWN_TEXT = 60;

/** Another sheet or another row of titles, if the guess is wrong. */
export function SheetChoice(props: {
  sheets: readonly Sheet[];
  mapping: PlanMapping;
  action: string;
}): JSX.Element {
  const { sheets, mapping, action } = props;
  return (
    <form method="get" action={action} class="panel search">
      <div class="field">
        <label for="hoja">Hoja</label>
        <select id="hoja" name="hoja">
          {sheets.map(({ name, rows }, index) => (
            <option value={index} selected={index === mapping.sheet}>
              {`${name} (${rows.length} filas)`}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="fila">Fila con los títulos</label>
        <input id="fila" name="fila" inputMode="numeric" size={5} value={mapping.headingRow + 1} />
      </div>
      <button type="submit" class="quiet">
        Ver
      </button>
    </form>
  );
}

/** What each column is: guessed from its title, corrected by the person. */
export function MappingForm(props: {
  sheet: Sheet;
  mapping: PlanMapping;
  action: string;
  errors: readonly FieldError[];
}): JSX.Element {
  const { sheet, mapping, action, errors } = props;
  const titles = sheet.rows[mapping.headingRow] ?? [];
  const below = sheet.rows.slice(mapping.headingRow + 1, mapping.headingRow + 1 + SHOWN_ROWS);
  const offered = offeredColumns(titles, below, mapping);
  const choices: Choice[] = [
    ['', 'Ninguna'],
    ...offered.map((index): Choice => [
      String(index),
      `${letters(index)}: ${short(titles[index]) || 'sin título'}`,
    ]),
  ];
  return (
    <>
      <h2>Así se ve la hoja</h2>
      <div class="scroll" role="region" aria-label="Primeras filas de la hoja" tabIndex={0}>
        <table class="sheet">
          <thead>
            <tr>
              <th scope="col">Fila</th>
              {offered.map((index) => (
                <th scope="col">
                  {letters(index)}: {short(titles[index]) || 'sin título'}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {below.map((cells, row) => (
              <tr>
                <th scope="row">{mapping.headingRow + 2 + row}</th>
                {offered.map((index) => (
                  <td>{short(cells[index])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>Qué es cada columna</h2>
      <p>Lo propuesto se dedujo de los títulos. Solo el texto de la prioridad es obligatorio.</p>
      <form method="post" action={action} class="panel">
        <input type="hidden" name="hoja" value={mapping.sheet} />
        <input type="hidden" name="fila" value={mapping.headingRow + 1} />
        <div class="columns">
          {PLAN_FIELDS.map((field) => (
            <SelectField
              name={field}
              label={field === 'text' ? `${columnTitle(field)} (obligatorio)` : columnTitle(field)}
              value={mapping.columns[field] === undefined ? '' : String(mapping.columns[field])}
              choices={choices}
              errors={errors}
            />
          ))}
        </div>
        <button type="submit">Seguir y revisar</button>
      </form>
    </>
  );
}

/** Columns with a title or with something below it, the chosen ones always. */
function offeredColumns(
  titles: readonly string[],
  below: readonly (readonly string[])[],
  mapping: PlanMapping,
): number[] {
  const width = Math.max(titles.length, ...below.map((cells) => cells.length));
  const chosen = new Set(Object.values(mapping.columns));
  const filled = Array.from({ length: width }, (_, index) => index).filter(
    (index) => titles[index]?.trim() || below.some((cells) => cells[index]?.trim()),
  );
  return filled.filter((index, rank) => rank < MAX_OFFERED || chosen.has(index));
}

/** 0 → A, 26 → AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function short(text: string | undefined): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length > SHOWN_TEXT ? `${line.slice(0, SHOWN_TEXT)}…` : line;
}
