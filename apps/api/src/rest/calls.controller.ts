import type { Person } from '@chasqui/accounts';
import {
  type Call,
  Calls,
  callStatus,
  type CallListItem,
  DEADLINE_KINDS,
  openCalls,
  publishedCall,
} from '@chasqui/calls';
import { Clock, notFound } from '@chasqui/kernel';
import { CALL_KINDS, FINANCIAL_FORMS } from '@chasqui/vocabularies';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public, Roles } from '../http/access.js';

const listQuery = z.object({
  q: z.string().max(200).optional(),
  theme: z.string().max(80).optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const item = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  kind: z.enum(CALL_KINDS),
  financialForm: z.enum(FINANCIAL_FORMS),
  status: z.enum(['upcoming', 'open', 'closing_soon', 'closed']),
  opensOn: z.iso.date().nullable(),
  /** UTC. */
  closesAt: z.iso.datetime().nullable(),
  deadlineKind: z.enum(DEADLINE_KINDS),
  /** Wall-clock time in `deadlineZone`. */
  deadlineLocal: z.string().nullable(),
  deadlineZone: z.string().nullable(),
  /** Decimal text, per project. */
  amountMax: z.string().nullable(),
  currency: z.string().nullable(),
  themes: z.array(z.string()),
  donorName: z.string(),
  isDemo: z.boolean(),
});
const list = z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
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

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Convocatorias abiertas, por fecha de cierre; `next` es la clave de la página siguiente',
  })
  @ApiResponse({ status: 200, standardSchema: list })
  async list(@Query({ schema: listQuery }) query: z.output<typeof listQuery>): Promise<z.input<typeof list>> {
    const now = this.clock.now();
    const filter = { words: query.q, theme: query.theme, after: query.after, limit: query.limit };
    const page = await openCalls(this.database, filter, now);
    return { items: page.items.map((call) => present(call, now)), next: page.next, total: page.total };
  }

  @Get(':slug')
  @Public()
  @ApiOperation({ summary: 'Una convocatoria publicada, con todos sus datos' })
  async one(@Param('slug') slug: string) {
    const call = await publishedCall(this.database, slug);
    if (!call) throw notFound('Esa convocatoria no existe o no está publicada.');
    const { notes: _, state: _state, donor, fund, ...fields } = call;
    return {
      ...fields,
      status: callStatus(call, this.clock.now()),
      donor: donor && { slug: donor.slug, name: donor.nameEs, country: donor.country },
      fund: fund && { slug: fund.slug, name: fund.nameEs },
    };
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

function present(call: CallListItem, now: Date): z.input<typeof item> {
  return {
    id: call.id,
    slug: call.slug,
    title: call.title,
    kind: call.kind,
    financialForm: call.financialForm,
    status: callStatus(call, now),
    opensOn: call.opensOn,
    closesAt: call.closesAt?.toISOString() ?? null,
    deadlineKind: call.deadlineKind,
    deadlineLocal: call.deadlineLocal,
    deadlineZone: call.deadlineZone,
    amountMax: call.amountMax,
    currency: call.currency,
    themes: call.themes,
    donorName: call.donorName,
    isDemo: call.isDemo,
  };
}

function summary(call: Call): z.input<typeof saved> {
  return { id: call.id, slug: call.slug, state: call.state, revision: call.revision };
}
