import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, invalid, notFound } from '@chasqui/kernel';
import {
  opportunities,
  opportunitiesAnswer,
  opportunityAnswer,
  opportunityCall,
  type PaginationInfo,
  readOpportunitySearch,
  readPage,
  searchAnswer,
  selectCalls,
  toOpportunity,
} from '@chasqui/open-data';
import { Search } from '@chasqui/search';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { Public } from '../http/access.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const count = (most?: number) => ({ type: 'integer', minimum: 1, ...(most && { maximum: most }) }) as const;

/** Published calls in the shape of the CommonGrants protocol, for programs that speak it. */
@Controller('common-grants/opportunities')
@ApiTags('CommonGrants')
@Public()
export class OpportunitiesController {
  constructor(
    private readonly database: DataSource,
    private readonly search: Search,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Convocatorias publicadas, primero las que cambiaron al final' })
  @ApiQuery({ name: 'page', required: false, schema: count() })
  @ApiQuery({ name: 'pageSize', required: false, schema: count(100) })
  @ApiResponse({ status: 200, standardSchema: opportunitiesAnswer })
  async list(@Query() query: unknown): Promise<z.input<typeof opportunitiesAnswer>> {
    const page = readPage(query);
    const order = { filters: {}, sortBy: 'lastModifiedAt', sortOrder: 'desc' } as const;
    const now = this.clock.now();
    const { calls, total } = await opportunities(this.database, { ...page, ...order }, undefined, now);
    const items = calls.map((call) => toOpportunity(call, now, this.settings.publicUrl));
    return { status: 200, message: MESSAGE, items, paginationInfo: pagination(page, total) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Una convocatoria publicada' })
  @ApiResponse({ status: 200, standardSchema: opportunityAnswer })
  async one(@Param('id') id: string): Promise<z.input<typeof opportunityAnswer>> {
    if (!UUID.test(id)) throw invalid('opportunities.id', 'El identificador debe ser un UUID.');
    const call = await opportunityCall(this.database, id);
    if (!call) throw notFound('Esa convocatoria no existe o no está publicada.');
    return {
      status: 200,
      message: MESSAGE,
      data: toOpportunity(call, this.clock.now(), this.settings.publicUrl),
    };
  }

  /** Reads only: a POST because the protocol puts the filters into the body. */
  @Post('search')
  @HttpCode(200)
  @ApiOperation({ summary: 'Busca convocatorias publicadas por estado, cierre, montos y palabras' })
  @ApiResponse({ status: 200, standardSchema: searchAnswer })
  async find(@Body() body: unknown): Promise<z.input<typeof searchAnswer>> {
    const asked = readOpportunitySearch(body);
    const now = this.clock.now();
    const { ids } = await selectCalls(this.search, { q: asked.words });
    const { calls, total } = await opportunities(this.database, asked, ids, now);
    return {
      status: 200,
      message: MESSAGE,
      items: calls.map((call) => toOpportunity(call, now, this.settings.publicUrl)),
      paginationInfo: pagination(asked, total),
      sortInfo: { sortBy: asked.sortBy, sortOrder: asked.sortOrder, errors: [...asked.sortErrors] },
      filterInfo: { filters: given(asked.filters), errors: [...asked.filterErrors] },
    };
  }
}

const MESSAGE = 'Correcto';

function pagination(
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
  totalItems: number,
): PaginationInfo {
  return { page, pageSize, totalItems, totalPages: Math.ceil(totalItems / pageSize) };
}

function given(filters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value !== null),
  );
}
