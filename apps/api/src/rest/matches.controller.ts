import type { Person } from '@chasqui/accounts';
import { Clock, KEY_ID, notFound } from '@chasqui/kernel';
import { type Judged, MatchDesk, MatchDismissals, matchesOfGad, MatchReviews } from '@chasqui/matching';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCookieAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import {
  DISMISSAL_BODY,
  dismissalState,
  presentJudged,
  presentReview,
  presentShutOut,
  REVIEW_BODY,
  savedReview,
} from './match-shapes.js';

const listQuery = z.object({
  eligible: z.enum(['true', 'false']).default('true'),
  minScore: z.coerce.number().min(0).max(100).optional(),
  after: z.string().max(200).optional(),
});

/** The matches of a GAD, for its own people. */
@Controller('api/v1/gads/:gad/matches')
@ApiTags('coincidencias')
@ApiCookieAuth()
@GadReaders()
export class MatchesController {
  constructor(
    private readonly database: DataSource,
    private readonly desk: MatchDesk,
    private readonly reviews: MatchReviews,
    private readonly dismissals: MatchDismissals,
    private readonly clock: Clock,
  ) {}

  /** `eligible=false` gives what a condition shuts out, judged at this moment, newest first and without a count. */
  @Get()
  @ApiOperation({
    summary: 'Convocatorias abiertas para un GAD, de mayor a menor coincidencia',
    description:
      'Sin las que el GAD descartó. Con `eligible=false`, las que una condición deja fuera, con esa condición; ' +
      'no se cuentan y `total` es nulo.',
  })
  async list(@Param('gad') gad: string, @Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    const { eligible, minScore, after } = query;
    if (eligible === 'true') {
      return matchesOfGad(this.database, gad, { after, minScore }, this.clock.now());
    }
    const { items, next } = await this.desk.shutOut(gad, KEY_ID.test(after ?? '') ? after! : null);
    return { items: items.map(presentShutOut), total: null, next };
  }

  @Get(':slug')
  @ApiOperation({
    summary: 'El juicio completo de una convocatoria para un GAD: condiciones, puntajes y razones',
    description:
      'Se calcula al pedirlo, también para las que una condición deja fuera: `stored` es entonces nulo.',
  })
  async one(@Param('gad') gad: string, @Param('slug') slug: string) {
    return presentJudged(await this.judged(gad, slug));
  }

  @Post(':slug/review')
  @GadRoles(['officer', 'council_member'])
  @HttpCode(200)
  @ApiOperation({
    summary: 'Guarda o cambia la opinión de quien pregunta; no cambia el puntaje',
    description: 'Una por persona. Guarda también el puntaje y la fórmula de ese momento.',
  })
  @ApiBody({ schema: REVIEW_BODY })
  @ApiResponse({ status: 200, standardSchema: savedReview })
  async review(
    @CurrentPerson() person: Person,
    @Param('gad') gad: string,
    @Param('slug') slug: string,
    @Body() body: unknown,
  ): Promise<z.output<typeof savedReview>> {
    const { call } = await this.judged(gad, slug);
    return presentReview(await this.reviews.save({ gadCode: gad, accountId: person.id }, call.id, body));
  }

  @Delete(':slug/review')
  @GadRoles(['officer', 'council_member'])
  @HttpCode(204)
  @ApiOperation({ summary: 'Quita la opinión de quien pregunta, si dio alguna' })
  @ApiResponse({ status: 204 })
  async withdraw(
    @CurrentPerson() person: Person,
    @Param('gad') gad: string,
    @Param('slug') slug: string,
  ): Promise<void> {
    const { call } = await this.judged(gad, slug);
    await this.reviews.remove({ gadCode: gad, accountId: person.id }, call.id);
  }

  @Post(':slug/dismissal')
  @GadRoles(['officer'])
  @HttpCode(200)
  @ApiOperation({ summary: 'Descarta la convocatoria: no sale en la lista ni en los avisos del GAD' })
  @ApiBody({ schema: DISMISSAL_BODY })
  @ApiResponse({ status: 200, standardSchema: dismissalState })
  async dismiss(
    @CurrentPerson() person: Person,
    @Param('gad') gad: string,
    @Param('slug') slug: string,
    @Body() body: unknown,
  ): Promise<z.output<typeof dismissalState>> {
    const { call } = await this.judged(gad, slug);
    await this.dismissals.dismiss({ gadCode: gad, accountId: person.id }, call.id, body);
    return { dismissed: true };
  }

  @Delete(':slug/dismissal')
  @GadRoles(['officer'])
  @HttpCode(204)
  @ApiOperation({ summary: 'Vuelve a mostrar una convocatoria descartada' })
  @ApiResponse({ status: 204 })
  async restore(
    @CurrentPerson() person: Person,
    @Param('gad') gad: string,
    @Param('slug') slug: string,
  ): Promise<void> {
    const { call } = await this.judged(gad, slug);
    await this.dismissals.restore({ gadCode: gad, accountId: person.id }, call.id);
  }

  /** @throws DomainError `not_found` */
  private async judged(gad: string, slug: string): Promise<Judged> {
    const judged = await this.desk.judge(gad, slug);
    if (!judged) throw notFound('Esa convocatoria no existe o no está publicada.');
    return judged;
  }
}
