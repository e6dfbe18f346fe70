import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, localDate } from '@chasqui/kernel';
import {
  aboutExport,
  dataVersion,
  EXPORT_TYPES,
  exportAll,
  exportFile,
  type ExportFormat,
  OPEN_TYPES,
  type OpenType,
  type RecordSelection,
  selectCalls,
} from '@chasqui/open-data';
import { Search } from '@chasqui/search';
import { Controller, Get, Inject, Query, Req, Res, type StreamableFile, type Type } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from '../http/access.js';
import { answerStream } from './open-data-answers.js';
import { queryDescriptions, readRecordQuery } from './records-query.js';
import { named, Queries } from './records.controllers.js';

/** The files of every public kind of record: CSV, Excel and JSON, streamed whatever their length. */
export const exportControllers: readonly Type[] = OPEN_TYPES.map(exportController);

function exportController(type: OpenType): Type {
  const isCall = type.key === 'call';
  const filters = isCall
    ? 'Los mismos parámetros que la página /buscar.'
    : 'q: parte del nombre; updatedSince: solo lo que cambió desde esa fecha.';

  @Controller('datos')
  @ApiTags('descargas')
  @Public()
  class ExportController {
    constructor(
      private readonly database: DataSource,
      private readonly clock: Clock,
      private readonly search: Search,
      @Inject(SETTINGS) private readonly settings: Settings,
    ) {}

    @Get(`${type.file}.csv`)
    @ApiOperation({
      summary: `${type.label} en CSV (UTF-8, separado por punto y coma)`,
      description: filters,
    })
    @ApiProduces('text/csv')
    @Queries(isCall ? [] : queryDescriptions(type))
    csv(
      @Query() query: Record<string, unknown>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile | undefined> {
      return this.file('csv', query, request, reply);
    }

    @Get(`${type.file}.xlsx`)
    @ApiOperation({ summary: `${type.label} en Excel`, description: filters })
    @ApiProduces(EXPORT_TYPES.xlsx)
    @Queries(isCall ? [] : queryDescriptions(type))
    xlsx(
      @Query() query: Record<string, unknown>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile | undefined> {
      return this.file('xlsx', query, request, reply);
    }

    @Get(`${type.file}.json`)
    @ApiOperation({ summary: `${type.label} en JSON, con códigos estables`, description: filters })
    @ApiProduces('application/json')
    @Queries(isCall ? [] : queryDescriptions(type))
    json(
      @Query() query: Record<string, unknown>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile | undefined> {
      return this.file('json', query, request, reply);
    }

    private async file(
      format: ExportFormat,
      query: Record<string, unknown>,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<StreamableFile | undefined> {
      const selection = await this.selection(query);
      const now = this.clock.now();
      const version = await dataVersion(this.database, now, aboutExport(type, format, selection));
      const context = { publicUrl: this.settings.publicUrl, now };
      return answerStream(request, reply, version, {
        type: EXPORT_TYPES[format],
        name: format === 'json' ? null : `chasqui-${type.file}-${localDate(now)}.${format}`,
        content: () => exportFile(this.database, type, format, selection, context),
      });
    }

    private async selection(query: Record<string, unknown>): Promise<RecordSelection> {
      if (!isCall) return readRecordQuery(type, query).selection;
      const { ids } = await selectCalls(this.search, query);
      return { ids };
    }
  }
  return named(ExportController, `${type.api}ExportController`);
}

/** Everything that is public in one file. */
@Controller('datos')
@ApiTags('descargas')
@Public()
export class CatalogueExportController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('catalogo.json')
  @ApiOperation({ summary: 'Todo el catálogo público en un solo JSON, con una lista por tipo' })
  @ApiProduces('application/json')
  async all(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const now = this.clock.now();
    const version = await dataVersion(this.database, now, ['catalogo']);
    return answerStream(request, reply, version, {
      type: EXPORT_TYPES.json,
      name: null,
      content: () => exportAll(this.database, { publicUrl: this.settings.publicUrl, now }),
    });
  }
}
