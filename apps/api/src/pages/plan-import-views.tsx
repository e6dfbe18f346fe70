import { type FieldError, formatAmount, formatShortDate } from '@chasqui/kernel';
import { columnTitle, type DraftRow, type PendingImport, type PlanDraft } from '@chasqui/pdot';
import type { JSX } from 'preact';
import { z } from 'zod';
import { DateField, TextField } from '../views/fields.js';
import { NextPage, withQuery } from '../views/parts.js';

const text = z.string().max(2000).default('');
export const confirmForm = z.object({
  label: text,
  validFrom: text,
  validUntil: text,
  adoptedByEs: text,
  sourceUrl: text,
  themes: z.enum(['todos', 'ninguno']).default('ninguno').catch('ninguno'),
});
type Confirm = z.output<typeof confirmForm>;
export const EMPTY_CHOICE: Confirm = { ...confirmForm.parse({}), themes: 'todos' };

const SHOWN_ROWS = 50;
const SHOWN_FAULTS = 300;

/** Step 1: a file, or cells from the clipboard; and what waits from before. */
export function UploadForms({
  code,
  pending,
}: {
  code: string;
  pending: readonly PendingImport[];
}): JSX.Element {
  const base = `/gads/${code}/pdot`;
  return (
    <>
      <p>
        Suba la hoja de cálculo con las prioridades de su PDOT, una por fila. Sirve la matriz que ya tiene: en
        el paso siguiente usted dice qué es cada columna. Nada se guarda como plan hasta que lo confirme al
        final.
      </p>
      <form method="post" action={`${base}/importar`} encType="multipart/form-data" class="panel">
        <h2>Subir un archivo</h2>
        <div class="field">
          <label for="archivo">Archivo .xlsx, .ods o .csv</label>
          <p class="help" id="archivo-ayuda">
            Hasta 5 MB, 5.000 filas y 200 columnas, sin contraseña ni macros.
          </p>
          <input
            id="archivo"
            name="archivo"
            type="file"
            accept=".xlsx,.ods,.csv,.txt"
            aria-describedby="archivo-ayuda"
          />
        </div>
        <button type="submit">Subir el archivo</button>
        <p class="help">
          ¿Empieza de cero? Descargue la plantilla: <a href={`${base}/plantilla.xlsx`}>Excel</a> o{' '}
          <a href={`${base}/plantilla.csv`}>CSV</a>. Columnas: {TEMPLATE_COLUMNS}.
        </p>
      </form>
      <form method="post" action={`${base}/importar`} class="panel">
        <h2>O pegar la tabla</h2>
        <div class="field">
          <label for="tabla">Celdas copiadas de la hoja de cálculo, con sus títulos</label>
          <textarea id="tabla" name="tabla" rows={6}></textarea>
        </div>
        <button type="submit">Usar lo pegado</button>
      </form>
      {pending.length > 0 && (
        <section>
          <h2>Cargas sin terminar</h2>
          <ul>
            {pending.map(({ id, fileName, createdAt }) => (
              <li>
                <a href={`${base}/importar/${id}`}>{fileName}</a>, del {formatShortDate(createdAt)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const TEMPLATE_COLUMNS = (
  [
    'planCode',
    'component',
    'objective',
    'text',
    'programme',
    'budget',
    'territory',
    'themes',
    'sdgs',
  ] as const
)
  .map((field) => columnTitle(field).toLowerCase())
  .join(', ');

export function DiscardForm({ action }: { action: string }): JSX.Element {
  return (
    <form method="post" action={`${action}/descartar`} class="inline">
      <button type="submit" class="quiet">
        Descartar esta carga
      </button>
    </form>
  );
}

/** Step 4: what the file does not say of the plan. */
export function ConfirmForm(props: {
  action: string;
  form: Confirm;
  errors: readonly FieldError[];
  rows: number;
  suggested: boolean;
  replaces: string | undefined;
}): JSX.Element {
  const { form, errors } = props;
  const of = <Name extends Exclude<keyof Confirm, 'themes'>>(name: Name) => ({
    name,
    value: form[name],
    errors,
  });
  return (
    <form method="post" action={props.action} class="panel">
      <h2>Confirmar</h2>
      <p>
        {props.rows === 1 ? 'Se guardará 1 prioridad' : `Se guardarán ${props.rows} prioridades`} como versión
        vigente
        {props.replaces ? `; «${props.replaces}» queda como historia.` : '.'}
      </p>
      <TextField {...of('label')} label="Nombre del plan" help="Por ejemplo: PDOT 2023-2027." />
      <DateField {...of('validFrom')} type="date" label="Vigente desde" />
      <DateField {...of('validUntil')} type="date" label="Vigente hasta" />
      <TextField {...of('adoptedByEs')} label="Ordenanza o resolución que lo aprobó" />
      <TextField {...of('sourceUrl')} label="Dirección del documento (https://…)" />
      {props.suggested && (
        <fieldset id="themes">
          <legend>Temas sugeridos</legend>
          <p class="help">
            En las filas sin tema se buscaron temas en sus palabras; arriba dicen «sugerido». Luego puede
            corregir cada prioridad.
          </p>
          {(
            [
              ['todos', 'Usar todos los temas sugeridos'],
              ['ninguno', 'No usar ninguno'],
            ] as const
          ).map(([value, label]) => (
            <p class="check">
              <input
                type="radio"
                id={`themes-${value}`}
                name="themes"
                value={value}
                checked={form.themes === value}
              />
              <label for={`themes-${value}`}>{label}</label>
            </p>
          ))}
        </fieldset>
      )}
      <button type="submit">Guardar como plan vigente</button>
    </form>
  );
}

/** Step 3: the faults of all rows, what was decided on the person's behalf, and the rows as they would be stored. */
export function DraftReview(props: {
  draft: PlanDraft;
  themes: ReadonlyMap<string, string>;
  base: string;
  after: number;
  startUrl: string;
}): JSX.Element {
  const { draft, base, after } = props;
  const left = draft.rows.filter(({ row }) => row > after);
  const shown = left.slice(0, SHOWN_ROWS);
  const next = left.length > SHOWN_ROWS ? String(shown.at(-1)!.row) : undefined;
  return (
    <>
      <Faults faults={draft.faults} base={base} startUrl={props.startUrl} />
      {draft.notes.length > 0 && (
        <section class="panel" aria-labelledby="decidido">
          <h2 id="decidido">Qué se decidió por usted</h2>
          <ul>
            {draft.notes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </section>
      )}
      {shown.length > 0 && (
        <>
          <h2>Así quedarían las filas</h2>
          <div class="scroll" role="region" aria-label="Prioridades leídas" tabIndex={0}>
            <table class="sheet">
              <thead>
                <tr>
                  {['Fila', 'Componente', 'Prioridad', 'Programa', 'Presupuesto', 'ODS', 'Temas'].map(
                    (title) => (
                      <th scope="col">{title}</th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <RowView row={row} themes={props.themes} />
                ))}
              </tbody>
            </table>
          </div>
          <NextPage url={next ? withQuery(`${base}/revisar`, { desde: next }) : null} />
        </>
      )}
    </>
  );
}

function Faults({
  faults,
  base,
  startUrl,
}: {
  faults: readonly FieldError[];
  base: string;
  startUrl: string;
}): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <section class="errors" role="alert" aria-labelledby="fallas">
      <h2 id="fallas">
        {faults.length === 1 ? 'Hay 1 dato por corregir' : `Hay ${faults.length} datos por corregir`}
      </h2>
      <p>
        No se guardó nada. Corrija el archivo y <a href={startUrl}>vuelva a subirlo</a>, o{' '}
        <a href={base}>revise qué columna es cada dato</a>.
      </p>
      <ul>
        {faults.slice(0, SHOWN_FAULTS).map(({ message }) => (
          <li>{message}</li>
        ))}
      </ul>
      {faults.length > SHOWN_FAULTS && <p>Y {faults.length - SHOWN_FAULTS} más.</p>}
      <p>
        <a href={`${base}/fallas.csv`}>Descargar la lista completa</a>
      </p>
    </section>
  );
}

function RowView({ row, themes }: { row: DraftRow; themes: ReadonlyMap<string, string> }): JSX.Element {
  const { priority, suggestedThemes } = row;
  const names = (codes: readonly string[]) => codes.map((code) => themes.get(code) ?? code).join(', ');
  return (
    <tr>
      <th scope="row">{row.row}</th>
      <td>{priority.component}</td>
      <td>
        {priority.planCode && <strong>{priority.planCode} </strong>}
        {short(priority.text)}
        {priority.objective && <span class="quiet"> Objetivo: {short(priority.objective)}</span>}
      </td>
      <td>{short(priority.programme ?? '')}</td>
      <td>{priority.budget && formatAmount(priority.budget, priority.currency ?? null)}</td>
      <td>{priority.sdgs.join(', ')}</td>
      <td>
        {names(priority.themes)}
        {suggestedThemes.length > 0 && (
          <span>
            <span class="badge demo first">sugerido</span> {names(suggestedThemes)}
          </span>
        )}
      </td>
    </tr>
  );
}

const SHOWN_TEXT = 300;

function short(value: string): string {
  return value.length > SHOWN_TEXT ? `${value.slice(0, SHOWN_TEXT)}…` : value;
}
