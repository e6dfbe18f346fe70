import type { FieldError } from '@chasqui/kernel';
import type { SheetItems, SheetMapping } from '@chasqui/sources';
import type { JSX } from 'preact';
import { type Choice, SelectField } from '../views/fields.js';
import { DATE_CHOICES, HINT_CHOICES, VALUE_CHOICES } from './source-field-words.js';

/** What the columns of a sheet may be, by the code of the form. */
const MEANINGS: readonly Choice[] = [
  ['title', 'Título de la convocatoria'],
  ['link', 'Enlace a su página'],
  ['key', 'Código que la distingue'],
  ...Object.entries(VALUE_CHOICES)
    .filter(([field]) => field !== 'title')
    .map(([field, label]): Choice => [`field:${field}`, label]),
  ...Object.entries(HINT_CHOICES)
    .filter(([hint]) => hint !== 'title')
    .map(([hint, label]): Choice => [`hint:${hint}`, `${label} (con palabras)`]),
  ['text', 'Otro texto'],
  ['omit', 'No se lee'],
];

type Column = SheetMapping['columns'][number];
type Fields = Readonly<Record<string, string>>;

/** Columns with their meanings, as a form holds them. */
export interface ColumnChoice {
  readonly heading: string;
  readonly meaning: string;
}

/** The columns of a file: those of its own mapping first as they are guessed, overruled by what is stored. */
export function columnChoices(guess: SheetMapping, stored: SheetMapping | null): ColumnChoice[] {
  const headings = headingsOf(guess);
  if (!stored) return headings.map((heading) => ({ heading, meaning: meaningOf(guess, heading) }));
  const known = new Set(headingsOf(stored));
  // A mapping that names nothing of this file was made for another one.
  const fits = headings.includes(stored.title);
  return headings.map((heading) => ({
    heading,
    meaning: !fits ? meaningOf(guess, heading) : known.has(heading) ? meaningOf(stored, heading) : 'omit',
  }));
}

function headingsOf({ title, link, columns }: SheetMapping): string[] {
  return [...new Set([title, ...(link ? [link] : []), ...columns.map(({ heading }) => heading)])];
}

function meaningOf({ title, link, key, columns }: SheetMapping, heading: string): string {
  if (heading === title) return 'title';
  if (heading === link) return 'link';
  if (heading === key) return 'key';
  const column = columns.find((each) => each.heading === heading);
  if (column?.field) return `field:${column.field}`;
  return column?.hint ? `hint:${column.hint}` : 'text';
}

/** How the sheet writes its dates: that of its first column of dates. */
export function dateOrder({ columns }: SheetMapping): Column['dates'] {
  return columns.find(({ dates }) => dates !== 'iso')?.dates ?? 'iso';
}

/** The columns as a form sends them. */
export function sentColumns(fields: Fields): ColumnChoice[] {
  const columns: ColumnChoice[] = [];
  for (let place = 0; fields[`heading.${place}`] !== undefined; place += 1) {
    columns.push({ heading: fields[`heading.${place}`]!, meaning: fields[`column.${place}`] ?? 'text' });
  }
  return columns;
}

/** The mapping that the columns describe, and what is wrong with them. */
export function mappingOf(
  columns: readonly ColumnChoice[],
  dates: string | undefined,
): { mapping: SheetMapping | null; errors: FieldError[] } {
  const one = (meaning: string) => columns.filter((column) => column.meaning === meaning);
  const errors = (['title', 'link', 'key'] as const).flatMap((meaning): FieldError[] => {
    const second = one(meaning)[1];
    if (!second) return [];
    const field = `column.${columns.indexOf(second)}`;
    return [{ field, message: `Solo una columna puede ser eso; «${one(meaning)[0]!.heading}» ya lo es.` }];
  });
  const title = one('title')[0];
  if (!title)
    errors.push({ field: 'column.0', message: 'Elija qué columna es el título de la convocatoria.' });
  if (!title || errors.length > 0) return { mapping: null, errors };
  const order =
    dates !== undefined && Object.hasOwn(DATE_CHOICES, dates) ? (dates as Column['dates']) : 'iso';
  const read = columns.filter(({ meaning }) => !['title', 'link', 'omit'].includes(meaning));
  return {
    errors,
    mapping: {
      sheet: null,
      title: title.heading,
      link: one('link')[0]?.heading ?? null,
      key: one('key')[0]?.heading ?? null,
      columns: read.map((column) => columnOf(column, order)),
    },
  };
}

function columnOf({ heading, meaning }: ColumnChoice, order: Column['dates']): Column {
  const [kind, code = ''] = meaning.split(':');
  const field = kind === 'field' && Object.hasOwn(VALUE_CHOICES, code) ? (code as Column['field']) : null;
  const hint = kind === 'hint' && Object.hasOwn(HINT_CHOICES, code) ? (code as Column['hint']) : null;
  const isDate = field === 'deadline' || field === 'opensOn';
  return { heading, field, hint, dates: isDate ? order : 'iso' };
}

/** What each column is: guessed from its heading, corrected by the person. */
export function ColumnFields(props: {
  columns: readonly ColumnChoice[];
  dates: string;
  errors: readonly FieldError[];
}): JSX.Element {
  const { columns, dates, errors } = props;
  return (
    <>
      <h2>Qué es cada columna</h2>
      <p>Lo propuesto se dedujo de los encabezados. Solo el título es obligatorio.</p>
      <div class="columns">
        {columns.map(({ heading, meaning }, place) => (
          <>
            <input type="hidden" name={`heading.${place}`} value={heading} />
            <SelectField
              name={`column.${place}`}
              label={heading}
              value={meaning}
              choices={MEANINGS}
              errors={errors}
            />
          </>
        ))}
      </div>
      <SelectField
        name="dates"
        label="Cómo están escritas las fechas"
        value={dates}
        choices={Object.entries(DATE_CHOICES).filter(([code]) => !code.startsWith('epoch'))}
        errors={errors}
      />
    </>
  );
}

const SHOWN_ROWS = 5;
const SHOWN_TEXT = 80;

/** The first calls of the sheet. */
export function SheetSample({
  sheet,
  headings,
}: {
  sheet: SheetItems;
  headings: readonly string[];
}): JSX.Element {
  const { items, warnings } = sheet;
  return (
    <>
      <p role="status">
        {items.length === 1 ? 'Se encontró 1 convocatoria.' : `Se encontraron ${items.length} convocatorias.`}
      </p>
      {warnings.length > 0 && (
        <details class="notice">
          <summary>{warnings.length === 1 ? '1 aviso' : `${warnings.length} avisos`}</summary>
          <ul>
            {warnings.slice(0, 100).map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </details>
      )}
      <div class="scroll" role="region" aria-label="Primeras convocatorias de la hoja" tabIndex={0}>
        <table class="sheet">
          <caption>Primeras convocatorias de la hoja</caption>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th scope="col">{heading}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.slice(0, SHOWN_ROWS).map((item) => {
              const record = recordOf(item.parts[0]?.body);
              return (
                <tr>
                  {headings.map((heading) => (
                    <td>{short(record[heading])}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function recordOf(body: Buffer | undefined): Record<string, unknown> {
  return body ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {};
}

function short(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : '';
  return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text;
}
