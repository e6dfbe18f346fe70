import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, notFound } from '@chasqui/kernel';
import {
  countPublic,
  OPEN_TYPES,
  type OpenType,
  publicPage,
  publicRecord,
  readReferences,
  recordJson,
  recordSchema,
  successorOf,
} from '@chasqui/open-data';
import { applyDecorators, Controller, Get, Inject, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from '../http/access.js';
import { answerText, JSON_TYPE } from './open-data-answers.js';
import { pageDescriptions, queryDescriptions, readRecordQuery } from './records-query.js';

/** Every public kind of record for programs; calls have a controller of their own. */
export const recordControllers: readonly Type[] = OPEN_TYPES.filter(({ key }) => key !== 'call').map(
  recordController,
);

/** List and single records of a type: everything about them follows from the type. */
function recordController(type: OpenType): Type {
  const item = recordSchema(type);
  const list = z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
  const key = type.keyField === 'slug' ? 'slug' : 'gad';

  @Controller(`api/v1/${type.api}`)
  @ApiTags('catálogo')
  @Public()
  class RecordController {
    constructor(
      private readonly database: DataSource,
      private readonly clock: Clock,
      @Inject(SETTINGS) private readonly settings: Settings,
    ) {}

    /** Paged by key: `next` of a page is `after` of the next one. */
    @Get()
    @ApiOperation({ summary: `${type.label}: datos públicos con su fuente, en el orden de su código` })
    @Queries([...queryDescriptions(type), ...pageDescriptions()])
    @ApiResponse({ status: 200, standardSchema: list })
    async list(
      @Query() query: unknown,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<string> {
      const { selection, after, limit } = readRecordQuery(type, query);
      const [page, total] = await Promise.all([
        publicPage(this.database, type, selection, after, limit),
        countPublic(this.database, type, selection),
      ]);
      const references = await readReferences(this.database.manager, type.fields, page.items);
      const items = page.items.map((record) => recordJson(type, record, references, this.context()));
      return answerText(request, reply, JSON_TYPE, JSON.stringify({ items, next: page.next, total }));
    }

    /** One record; the address of one that was merged leads to the one that stayed. */
    @Get(`:${key}`)
    @ApiOperation({ summary: `Todos los datos públicos de ${type.one}` })
    @ApiParam({ name: key, schema: { type: 'string' } })
    @ApiResponse({ status: 200, standardSchema: item })
    async one(
      @Param(key) name: string,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<string> {
      const record = await publicRecord(this.database, type, name);
      if (!record) {
        const successor = await successorOf(this.database, type, name);
        if (!successor) throw notFound('No hay ninguna ficha pública con ese código.');
        void reply.status(307).header('location', `/api/v1/${type.api}/${successor}`);
        return '';
      }
      const references = await readReferences(this.database.manager, type.fields, [record]);
      const body = recordJson(type, record, references, this.context());
      return answerText(request, reply, JSON_TYPE, JSON.stringify(body));
    }

    private context() {
      return { publicUrl: this.settings.publicUrl, now: this.clock.now() };
    }
  }
  return named(RecordController, `${type.api}Controller`);
}

/** Several query parameters as one decorator. */
export function Queries(queries: Parameters<typeof ApiQuery>[0][]): MethodDecorator {
  return applyDecorators(...queries.map((query) => ApiQuery(query)));
}

/** The description of the API tells operations apart by the name of their class. */
export function named(controller: Type, name: string): Type {
  Object.defineProperty(controller, 'name', { value: name });
  return controller;
}
