import { CALENDAR_TYPE, calendarDates, deadlineCalendar, takenDownCalls } from '@chasqui/calendars';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, invalid } from '@chasqui/kernel';
import { ATOM_TYPE, atomFeed, changedCalls, isPageKey, publicFeed, selectCalls } from '@chasqui/open-data';
import { Search } from '@chasqui/search';
import { Theme } from '@chasqui/vocabularies';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from '../http/access.js';
import { answerText } from './open-data-answers.js';

const PAGE = 50;
const FILTERS = 'Acepta los mismos parámetros que la página /buscar.';

/** What people follow with a reader or a calendar: calls and their dates, by any search. */
@Controller('datos')
@ApiTags('suscripciones')
@Public()
export class FeedsController {
  constructor(
    private readonly database: DataSource,
    private readonly search: Search,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The calls of a search, those that changed last on top; further pages are linked. */
  @Get('convocatorias.atom')
  @ApiOperation({ summary: 'Convocatorias como canal Atom', description: FILTERS })
  @ApiProduces('application/atom+xml')
  @ApiQuery({ name: 'pagina', required: false, schema: { type: 'string' } })
  async atom(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { pagina: after } = query;
    if (after !== undefined && !isPageKey(after)) {
      throw invalid('feed.page', 'La clave de «pagina» no es válida. Empiece por la primera página.');
    }
    const selection = await selectCalls(this.search, query);
    const [{ calls, next }, themes] = await Promise.all([
      changedCalls(this.database, selection, after, PAGE),
      this.database.manager.find(Theme),
    ]);
    const feed = atomFeed({
      ...publicFeed(this.settings.publicUrl, selection.query, selection.page),
      after,
      next,
      calls,
      themes: new Map(themes.map(({ code, nameEs }) => [code, nameEs])),
      now: this.clock.now(),
    });
    return answerText(request, reply, ATOM_TYPE, feed);
  }

  /**
   * Every date of the calls of a search, to be subscribed to. What was called off stays for a while, cancelled; of calls
   * that were taken down if the search would still find them.
   */
  @Get('cierres.ics')
  @ApiOperation({ summary: 'Cierres y otras fechas como calendario', description: FILTERS })
  @ApiProduces('text/calendar')
  async calendar(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const selection = await selectCalls(this.search, query);
    const { manager } = this.database;
    const { publicUrl } = this.settings;
    const now = this.clock.now();
    const ids = selection.filter && [
      ...(selection.ids ?? []),
      ...(await takenDownCalls(manager, this.search, selection.filter, now)),
    ];
    const dates = await calendarDates(manager, ids, publicUrl, now);
    const calendar = deadlineCalendar(dates, { publicUrl, ...selection });
    return answerText(request, reply, CALENDAR_TYPE, calendar);
  }
}
