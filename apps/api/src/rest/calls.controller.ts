import type { Person } from '@chasqui/accounts';
import {
  type Call,
  Calls,
  countOpenCalls,
  editionsOf,
  mergedCallSlug,
  openCalls,
  publishedCall,
} from '@chasqui/calls';
import { Clock, ECUADOR_ZONE, instantOf, notFound } from '@chasqui/kernel';
import { FINANCIAL_FORMS, GAD_LEVELS } from '@chasqui/vocabularies';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public, Roles } from '../http/access.js';
import { callDetail, callList, type CallDetail, presentDetail, presentItem } from './call-shapes.js';

/** A day (its first moment in Ecuador) or an instant with its offset. */
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    message: 'Escriba un día, AAAA-MM-DD, o un instante con su diferencia horaria.',
  })
  .transform((text) => (text.length === 10 ? instantOf(text, ECUADOR_ZONE)! : new Date(text)));

const listQuery = z.object({
  q: z.string().max(200).optional(),
  theme: z.string().max(80).optional(),
  level: z.enum(GAD_LEVELS).optional(),
  form: z.enum(FINANCIAL_FORMS).optional(),
  closingBefore: moment.optional(),
  updatedSince: moment.optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  count: z.literal('true').optional(),
});

const saved = z.object({ id: z.uuid(), slug: z.string(), state: z.string(), revision: z.number().int() });
const readRevision = z.object({ revision: z.number().int().positive() }).catch({ revision: 0 });

/** Calls for programs. Errors are RFC 9457 problem details with Spanish texts. */
@Controller('api/v1/calls')
@ApiTags('convocatorias')
export class CallsController {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /**
   * Open calls by close. `q` words, `theme`, `level` and `form` codes, `closingBefore` and `updatedSince` a day or an
   * instant, `after` key of the page, `limit` up to 100.
   */
  @Get()
  @Public()
  @ApiOperation({
    summary: 'Convocatorias abiertas, por fecha de cierre; `next` es la clave de la página siguiente',
    description:
      '`closingBefore` y `updatedSince` aceptan un día (desde su primer momento en Ecuador) o un instante con su ' +
      'diferencia horaria. `total` solo viene con `count=true`: contar lee todas. Las que no tienen fecha de cierre van al final y no entran en `closingBefore`.',
  })
  @ApiResponse({ status: 200, standardSchema: callList })
  async list(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<z.input<typeof callList>> {
    const now = this.clock.now();
    const { q: words, count, ...filter } = query;
    const [page, total] = await Promise.all([
      openCalls(this.database, { ...filter, words }, now),
      count ? countOpenCalls(this.database, { ...filter, words }, now) : null,
    ]);
    return { items: page.items.map((call) => presentItem(call, now)), next: page.next, total };
  }

  /** A published call with all its public facts; the address of a duplicate leads to the call that stayed. */
  @Get(':slug')
  @Public()
  @ApiOperation({ summary: 'Una convocatoria publicada, con todos sus datos' })
  @ApiResponse({ status: 200, standardSchema: callDetail })
  async one(
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallDetail | undefined> {
    const call = await publishedCall(this.database, slug);
    if (call) {
      return presentDetail(call, await editionsOf(this.database, call), this.clock.now());
    }
    const target = await mergedCallSlug(this.database, slug);
    if (!target) throw notFound('Esa convocatoria no existe o no está publicada.');
    void reply.status(302).header('location', `/api/v1/calls/${target}`);
    return undefined;
  }

  @Post()
  @Roles('curator')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Ingresa una convocatoria; queda en revisión' })
  @ApiResponse({ status: 201, standardSchema: saved })
  async create(@CurrentPerson() person: Person, @Body() body: unknown): Promise<z.input<typeof saved>> {
    return summary(await this.calls.create(body, person.id));
  }

  @Put(':id')
  @Roles('curator')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Cambia una convocatoria; `revision` es la que usted leyó' })
  @ApiResponse({ status: 200, standardSchema: saved })
  async update(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<z.input<typeof saved>> {
    const { revision } = readRevision.parse(body);
    const { revision: _, ...input } = (body ?? {}) as Record<string, unknown>;
    return summary(await this.calls.update(id, revision, input, person.id));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Roles('curator')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Publica: empieza la comparación con todos los GAD y los avisos' })
  @ApiResponse({ status: 200, standardSchema: saved })
  async publish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<z.input<typeof saved>> {
    return summary(await this.calls.publish(id, person.id));
  }

  @Post(':id/unpublish')
  @HttpCode(200)
  @Roles('curator')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Retira una convocatoria publicada; vuelve a revisión' })
  @ApiResponse({ status: 200, standardSchema: saved })
  async unpublish(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<z.input<typeof saved>> {
    return summary(await this.calls.unpublish(id, person.id));
  }
}

function summary(call: Call): z.input<typeof saved> {
  return { id: call.id, slug: call.slug, state: call.state, revision: call.revision };
}
