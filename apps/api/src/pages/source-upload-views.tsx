import type { Person } from '@chasqui/accounts';
import type { Field } from '@chasqui/curation';
import type { DomainError } from '@chasqui/kernel';
import type { SheetItems, TakenText } from '@chasqui/sources';
import type { ComponentChildren } from 'preact';
import type { DataSource } from 'typeorm';
import { type Choice, SelectField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { recordChoices } from './record-choices.js';
import { RecordFields } from './record-fields.js';
import { CurationNav } from './records-nav.js';
import type { SourceOfKind } from './source-hand.js';
import { type ColumnChoice, ColumnFields, SheetSample } from './source-sheet-mapping.js';
import { TakenView } from './source-taken-view.js';
import type { SentFile } from './source-upload.js';

export const OWNER_FIELDS: readonly Field[] = [
  {
    kind: 'text',
    name: 'name',
    label: 'Nombre de la fuente nueva',
    help: 'Solo si no eligió una que ya existe.',
  },
  {
    kind: 'reference',
    to: 'donor',
    name: 'donorId',
    label: 'Cooperante de la fuente nueva',
    help: 'Vacío si la hoja trae convocatorias de varios.',
  },
];

/** The columns of a file, waiting for the person. */
export interface SheetView2 {
  readonly file: SentFile;
  readonly sheet: SheetItems;
  readonly columns: readonly ColumnChoice[];
  readonly dates: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly error?: DomainError | undefined;
}

function sourceChoices(sources: readonly SourceOfKind[]): Choice[] {
  return [['', 'Una fuente nueva'], ...sources.map(({ slug, nameEs }): Choice => [slug, nameEs])];
}

/** Step 1: the file and whose it is. */
export function sheetStep1(
  person: Person,
  sources: readonly SourceOfKind[],
  chosen: string,
  error?: DomainError,
): string {
  const errors = error?.fields ?? [];
  return page(
    person,
    'Paso 1 de 2: el archivo',
    error,
    <>
      <p>
        Para las convocatorias que alguien lleva en una hoja, una por fila. En el paso siguiente usted ve qué
        es cada columna y lo corrige. Las convocatorias llegarán a la{' '}
        <a href="/curaduria/novedades">cola de novedades</a>.
      </p>
      <form method="post" action="/curaduria/fuentes/subir" encType="multipart/form-data" class="panel">
        <SelectField
          name="source"
          label="De qué fuente es"
          help="Si ya subió una parecida, elíjala: recuerda sus columnas y reconoce las convocatorias que ya trajo."
          value={chosen}
          choices={sourceChoices(sources)}
          errors={errors}
        />
        <div class="field">
          <label for="archivo">Archivo .xlsx, .ods o .csv</label>
          <p class="help" id="archivo-ayuda">
            Hasta 5 MB, 5.000 filas y 200 columnas, sin contraseña ni macros. La primera fila con encabezados
            se busca sola.
          </p>
          <input
            id="archivo"
            name="archivo"
            type="file"
            accept=".xlsx,.ods,.csv,.txt"
            aria-describedby="archivo-ayuda"
          />
        </div>
        <button type="submit">Subir la hoja</button>
      </form>
    </>,
  );
}

/** Step 2: what each column is and whose the sheet is. The file travels in the form: nothing is stored before. */
export async function sheetStep2(
  database: DataSource,
  person: Person,
  sources: readonly SourceOfKind[],
  view: SheetView2,
): Promise<string> {
  const { file, sheet, columns, dates, fields, error } = view;
  const errors = error?.fields ?? [];
  const choices = await recordChoices(database.manager, OWNER_FIELDS, [fields]);
  return page(
    person,
    'Paso 2 de 2: qué es cada columna',
    error,
    <>
      <p class="quiet">
        Archivo: {file.name} · <a href="/curaduria/fuentes/subir">Elegir otro</a>
      </p>
      <SheetSample sheet={sheet} headings={columns.map(({ heading }) => heading)} />
      <form method="post" action="/curaduria/fuentes/subir" encType="multipart/form-data">
        <input type="hidden" name="hacer" value="recibir" />
        <input type="hidden" name="fileName" value={file.name} />
        <input type="hidden" name="fileBytes" value={file.bytes.toString('base64')} />
        <ColumnFields columns={columns} dates={dates} errors={errors} />
        <h2>De quién es la hoja</h2>
        <SelectField
          name="source"
          label="Fuente"
          value={fields['source'] ?? ''}
          choices={sourceChoices(sources)}
          errors={errors}
        />
        <RecordFields
          sections={[{ title: 'Si es nueva', fields: OWNER_FIELDS }]}
          input={fields}
          errors={errors}
          choices={choices}
        />
        <button type="submit">Recibir las convocatorias</button>
      </form>
    </>,
  );
}

export function sheetTaken(person: Person, taken: TakenText): string {
  return page(
    person,
    'Hoja recibida',
    undefined,
    <TakenView taken={taken} again={{ href: '/curaduria/fuentes/subir', label: 'Subir otra' }} />,
  );
}

function page(
  person: Person,
  step: string,
  error: DomainError | undefined,
  content: ComponentChildren,
): string {
  return renderPage(
    { title: `Subir una hoja de cálculo · ${step}`, person, section: 'curation' },
    <>
      <CurationNav current="fuentes" />
      <h1>Subir una hoja de cálculo</h1>
      <p class="kicker">{step}</p>
      {error && <FormErrors message={error.message} fields={error.fields} />}
      {content}
    </>,
  );
}
