import type { Person } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { resolveReferences } from '@chasqui/curation';
import { DomainError, invalid } from '@chasqui/kernel';
import { itemsOfSheet, type SheetMapping, sourceBySlug, Sources, TakeText } from '@chasqui/sources';
import { Controller, Get, Header, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CurrentPerson, Roles } from '../http/access.js';
import { textOf } from './source-config-form.js';
import { sourcesOfKind } from './source-hand.js';
import { HTML } from './source-parts.js';
import { columnChoices, dateOrder, mappingOf, sentColumns } from './source-sheet-mapping.js';
import { type SentFile, type SentForm, sentForm } from './source-upload.js';
import { OWNER_FIELDS, sheetStep1, sheetStep2, sheetTaken, type SheetView2 } from './source-upload-views.js';

/** A sheet of calls: uploaded, its columns corrected, taken in. */
@Controller('curaduria/fuentes')
@Roles('curator')
export class SourceUploadPages {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly takeText: TakeText,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Step 1: the file and whose it is. */
  @Get('subir')
  @Header('content-type', HTML)
  async start(@CurrentPerson() person: Person): Promise<string> {
    return sheetStep1(person, await sourcesOfKind(this.database, 'spreadsheet'), '');
  }

  /** With a file, step 2: what each column is. With the columns, takes the calls in. */
  @Post('subir')
  async upload(
    @CurrentPerson() person: Person,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    void reply.type(HTML).status(200);
    try {
      const form = await sentForm(request);
      return await (form.fields['hacer'] === 'recibir'
        ? this.take(person, form, reply)
        : this.look(person, form));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422);
      return sheetStep1(person, await sourcesOfKind(this.database, 'spreadsheet'), '', error);
    }
  }

  private async look(person: Person, { fields, file }: SentForm): Promise<string> {
    if (!file) {
      throw invalid('source.no_file', 'Falta el archivo.', [
        { field: 'archivo', message: 'Elija el archivo en su equipo y pulse «Subir la hoja».' },
      ]);
    }
    const stored = await this.storedMapping(fields['source'] ?? '');
    const sheet = await itemsOfSheet(file.bytes, file.name, null).catch((error: unknown) => {
      // Headings that nobody could guess are known where a person has named them before.
      if (stored) return itemsOfSheet(file.bytes, file.name, stored);
      throw error;
    });
    const columns = columnChoices(sheet.mapping, stored);
    return this.step2(person, {
      file,
      sheet,
      columns,
      dates: dateOrder(stored ?? sheet.mapping),
      fields: { name: file.name.replace(/\.[^.]*$/, ''), ...fields },
    });
  }

  private async take(person: Person, { fields }: SentForm, reply: FastifyReply): Promise<string> {
    const file: SentFile = {
      name: (fields['fileName'] ?? '').slice(0, 200) || 'archivo',
      bytes: Buffer.from(fields['fileBytes'] ?? '', 'base64'),
    };
    const columns = sentColumns(fields);
    const dates = fields['dates'] ?? 'iso';
    const { mapping, errors } = mappingOf(columns, dates);
    try {
      if (!mapping) throw invalid('source.sheet', 'Revise qué es cada columna.', errors);
      // What cannot be read with these columns makes no source.
      await itemsOfSheet(file.bytes, file.name, mapping);
      const sourceId = await this.sourceWith(mapping, fields, person.id);
      const given = { kind: 'file' as const, bytes: file.bytes, fileName: file.name };
      return sheetTaken(person, await this.takeText.execute(sourceId, given, person.id));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422);
      const sheet = await itemsOfSheet(file.bytes, file.name, null);
      return this.step2(person, { file, sheet, columns, dates, fields, error });
    }
  }

  /** The source that the sheet belongs to, read by these columns from now on. */
  private async sourceWith(
    mapping: SheetMapping,
    fields: Readonly<Record<string, string>>,
    actorId: string,
  ): Promise<string> {
    if (fields['source']) {
      const { source, definition } = await sourceBySlug(this.database, fields['source']);
      const input = {
        name: source.nameEs,
        donorId: source.donorId,
        homeUrl: source.homeUrl,
        everyMinutes: source.everyMinutes,
        mayBeEmpty: source.mayBeEmpty,
        notes: source.notes,
        adapter: 'spreadsheet' as const,
        config: { ...definition.config, mapping },
      };
      return (await this.sources.update(source.id, source.revision, input, actorId)).id;
    }
    const { input, errors } = await resolveReferences(this.database.manager, OWNER_FIELDS, fields);
    if (errors.length > 0) throw invalid('source.invalid', 'Revise el cooperante.', errors);
    const created = {
      name: textOf(fields['name']),
      donorId: textOf(input['donorId']) || null,
      homeUrl: this.settings.publicUrl,
      everyMinutes: 1440,
      mayBeEmpty: true,
      adapter: 'spreadsheet' as const,
      config: { mapping },
    };
    return (await this.sources.create(created, actorId)).id;
  }

  private async storedMapping(slug: string): Promise<SheetMapping | null> {
    if (!slug) return null;
    const { definition } = await sourceBySlug(this.database, slug);
    return definition.adapter === 'spreadsheet'
      ? ((definition.config as { mapping?: SheetMapping | null }).mapping ?? null)
      : null;
  }

  private async step2(person: Person, view: SheetView2): Promise<string> {
    return sheetStep2(this.database, person, await sourcesOfKind(this.database, 'spreadsheet'), view);
  }
}
