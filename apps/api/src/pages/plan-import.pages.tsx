import type { Person } from '@chasqui/accounts';
import { requireGad } from '@chasqui/gads';
import { DomainError } from '@chasqui/kernel';
import { guessMapping, type PlanChoice, PlanImports, type PlanMapping, Plans } from '@chasqui/pdot';
import { CSV_TYPE, csvStream } from '@chasqui/spreadsheets';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors } from '../views/parts.js';
import { GadNav } from './gads-nav.js';
import {
  MappingForm,
  mappingForm,
  type MappingForm as MappingBody,
  SheetChoice,
  toMapping,
} from './plan-import-mapping.js';
import {
  ConfirmForm,
  confirmForm,
  DiscardForm,
  DraftReview,
  EMPTY_CHOICE,
  UploadForms,
} from './plan-import-views.js';
import { uploadedSheets } from './plan-import-upload.js';

const HTML = 'text/html; charset=utf-8';
const number = z.coerce.number().int().nonnegative().max(10_000).optional().catch(undefined);
const mappingQuery = z.object({ hoja: number, fila: number });
const reviewQuery = z.object({ desde: number });

/** From a spreadsheet to the current plan in four steps; every step is kept, so a broken link loses nothing. */
@Controller('gads/:gad/pdot/importar')
@GadRoles(['officer'], { curators: true })
export class PlanImportPages {
  constructor(
    private readonly database: DataSource,
    private readonly imports: PlanImports,
    private readonly plans: Plans,
  ) {}

  /** Step 1: choose a file or paste a table. */
  @Get()
  @Header('content-type', HTML)
  async start(@CurrentPerson() person: Person, @Param('gad') code: string): Promise<string> {
    return this.startPage(person, code);
  }

  @Post()
  async upload(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    await requireGad(this.database.manager, code);
    try {
      const { name, sheets } = await uploadedSheets(request);
      const id = await this.imports.start(code, name, sheets, person.id);
      void reply.status(303).header('location', `/gads/${code}/pdot/importar/${id}`);
      return undefined;
    } catch (error) {
      return refuse(error, reply, (told) => this.startPage(person, code, told));
    }
  }

  /** Step 2: which sheet, which row has the titles, which column is what. `hoja` and `fila` look at others. */
  @Get(':import')
  @Header('content-type', HTML)
  async mapping(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Query({ schema: mappingQuery }) query: z.output<typeof mappingQuery>,
  ): Promise<string> {
    const { sheets, mapping } = await this.imports.get(code, id);
    const row = query.fila === undefined ? undefined : Math.max(query.fila - 1, 0);
    const looking = query.hoja !== undefined || row !== undefined;
    const shown = mapping && !looking ? mapping : guessMapping(sheets, query.hoja, row);
    return this.mappingPage(person, code, id, shown);
  }

  @Post(':import')
  async chooseMapping(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Body({ schema: mappingForm }) body: MappingBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const mapping = toMapping(body);
    try {
      await this.imports.map(code, id, mapping);
    } catch (error) {
      return refuse(error, reply, (told) => this.mappingPage(person, code, id, mapping, told));
    }
    void reply.status(303).header('location', `/gads/${code}/pdot/importar/${id}/revisar`);
    return undefined;
  }

  /** Steps 3 and 4: what would be stored, or what is wrong; then what to say of the plan. */
  @Get(':import/revisar')
  @Header('content-type', HTML)
  async review(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Query({ schema: reviewQuery }) query: z.output<typeof reviewQuery>,
  ): Promise<string> {
    return this.reviewPage(person, code, id, { after: query.desde ?? 0, choice: EMPTY_CHOICE });
  }

  /** All faults of all rows, for whoever corrects the file. */
  @Get(':import/fallas.csv')
  async faults(
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { faults } = await this.imports.draft(await this.imports.get(code, id));
    const rows = faults.map(({ message }) => [message]);
    void reply.type(CSV_TYPE).header('content-disposition', 'attachment; filename="fallas.csv"');
    const table = { name: 'Fallas', columns: [{ title: 'Qué corregir' }], rows };
    return Buffer.from((await csvStream(table).toArray()).join(''));
  }

  @Post(':import/confirmar')
  async confirm(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Body({ schema: confirmForm }) body: z.output<typeof confirmForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.imports.confirm(code, id, toChoice(body), person.id);
    } catch (error) {
      return refuse(error, reply, (told) =>
        this.reviewPage(person, code, id, { after: 0, choice: body, told }),
      );
    }
    void reply.status(303).header('location', `/gads/${code}/pdot?guardado=plan`);
    return undefined;
  }

  @Post(':import/descartar')
  async discard(
    @Param('gad') code: string,
    @Param('import', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.imports.discard(code, id);
    void reply.status(303).header('location', `/gads/${code}/pdot/importar`);
  }

  private async startPage(person: Person, code: string, told?: DomainError): Promise<string> {
    const pending = await this.imports.pending(code);
    return this.page(
      person,
      code,
      'Paso 1 de 4: el archivo',
      told,
      <UploadForms code={code} pending={pending} />,
    );
  }

  private async mappingPage(
    person: Person,
    code: string,
    id: string,
    mapping: PlanMapping,
    told?: DomainError,
  ): Promise<string> {
    const { sheets, fileName } = await this.imports.get(code, id);
    const base = `/gads/${code}/pdot/importar/${id}`;
    const choice = { ...mapping, sheet: sheets[mapping.sheet] ? mapping.sheet : 0 };
    return this.page(
      person,
      code,
      'Paso 2 de 4: qué es cada columna',
      told,
      <>
        <p class="quiet">Archivo: {fileName}</p>
        <SheetChoice sheets={sheets} mapping={choice} action={base} />
        <MappingForm
          sheet={sheets[choice.sheet]!}
          mapping={choice}
          action={base}
          errors={told?.fields ?? []}
        />
        <DiscardForm action={base} />
      </>,
    );
  }

  private async reviewPage(
    person: Person,
    code: string,
    id: string,
    view: { after: number; choice: z.output<typeof confirmForm>; told?: DomainError },
  ): Promise<string> {
    const found = await this.imports.get(code, id);
    const { fileName, planId } = found;
    // Whoever comes here before step 2 is led back to it.
    if (!found.mapping) return this.mappingPage(person, code, id, guessMapping(found.sheets));
    const base = `/gads/${code}/pdot/importar/${id}`;
    const [draft, themes] = await Promise.all([this.imports.draft(found), this.themeNames()]);
    const ready = draft.faults.length === 0 && planId === null;
    const [latest] = await this.plans.versions(code);
    const suggested = draft.rows.some(({ suggestedThemes }) => suggestedThemes.length > 0);
    // The faults of rows have a list of their own.
    const own = view.told?.fields.filter(({ field }) => !/^\d/.test(field)) ?? [];
    const told =
      ready && view.told ? new DomainError('invalid', view.told.code, view.told.message, own) : undefined;
    return this.page(
      person,
      code,
      ready ? 'Pasos 3 y 4 de 4: revisar y confirmar' : 'Paso 3 de 4: revisar',
      told,
      <>
        <p class="quiet">
          Archivo: {fileName} · <a href={base}>Cambiar las columnas</a>
        </p>
        {planId && <p class="notice">Esta carga ya se confirmó: el plan está guardado.</p>}
        <DraftReview
          draft={draft}
          themes={themes}
          base={base}
          after={view.after}
          startUrl={`/gads/${code}/pdot/importar`}
        />
        {ready && (
          <ConfirmForm
            action={`${base}/confirmar`}
            form={view.choice}
            errors={own}
            rows={draft.rows.length}
            suggested={suggested}
            replaces={latest?.label}
          />
        )}
        {planId === null && <DiscardForm action={base} />}
      </>,
    );
  }

  private async themeNames(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ code: string; name: string }[]>(
      'SELECT code, name_es AS name FROM theme',
    );
    return new Map(rows.map(({ code, name }) => [code, name]));
  }

  private async page(
    person: Person,
    code: string,
    title: string,
    told: DomainError | undefined,
    content: ComponentChildren,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    return renderPage(
      { title: `Cargar el PDOT · ${title}`, person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="pdot" />
        <h1>Cargar el PDOT: {gad.name}</h1>
        <p class="kicker">{title}</p>
        {told && <FormErrors message={told.message} fields={told.fields} />}
        {content}
      </>,
    );
  }
}

/** Shows the step again with what is wrong; other errors are not ours. */
async function refuse(
  error: unknown,
  reply: FastifyReply,
  page: (told: DomainError) => Promise<string>,
): Promise<string> {
  if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
  void reply.status(422).type(HTML);
  return page(error);
}

function toChoice(form: z.output<typeof confirmForm>): PlanChoice {
  const text = (value: string) => value.trim() || null;
  return {
    label: form.label.trim(),
    validFrom: text(form.validFrom),
    validUntil: text(form.validUntil),
    adoptedByEs: text(form.adoptedByEs),
    sourceUrl: text(form.sourceUrl),
    withSuggestedThemes: form.themes === 'todos',
  };
}
