import { Clock, notFound } from '@chasqui/kernel';
import { matchesOfGad, matchOf } from '@chasqui/matching';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { GadRoles } from '../http/access.js';

const listQuery = z.object({
  eligible: z.enum(['true', 'false']).default('true'),
  minScore: z.coerce.number().int().min(0).max(100).optional(),
  after: z.string().max(80).optional(),
});

/** The matches of a GAD, for its own people. */
@Controller('api/v1/gads/:gad/matches')
@ApiTags('coincidencias')
@ApiCookieAuth()
@GadRoles(['officer', 'council_member'], { curators: true })
export class MatchesController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Convocatorias abiertas para un GAD, de mayor a menor coincidencia' })
  list(@Param('gad') gad: string, @Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    const options = { eligible: query.eligible === 'true', after: query.after, minScore: query.minScore };
    return matchesOfGad(this.database, gad, options, this.clock.now());
  }

  @Get(':slug')
  @ApiOperation({
    summary: 'El juicio completo de una convocatoria para un GAD: condiciones, puntajes y razones',
  })
  async one(@Param('gad') gad: string, @Param('slug') slug: string) {
    const found = await matchOf(this.database, slug, gad);
    if (!found) throw notFound('Esa convocatoria no está publicada o todavía se está comparando con el GAD.');
    return found.match;
  }
}
