import { CALENDAR_TYPE, FeedReader, type OpenFeed } from '@chasqui/calendars';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { ATOM_TYPE, atomFeed, changedCalls, feedId, isPageKey } from '@chasqui/open-data';
import { Theme } from '@chasqui/vocabularies';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from '../http/access.js';
import { answerText } from './open-data-answers.js';

const PAGE = 50;
const TEXT = 'text/plain; charset=utf-8';
const GONE =
  'Este calendario ya no existe: se revocó, o la dirección está incompleta. Puede crear otro en su página de avisos, en Calendarios.\n';

const pageQuery = z.object({ pagina: z.string().refine(isPageKey).optional().catch(undefined) });

/**
 * What calendar programs and feed readers read at the secret address of a person. The address is the key: whoever has
 * it can read, and nothing else.
 */
@Controller('calendario')
@ApiExcludeController()
@Public()
export class SecretFeedsController {
  constructor(
    private readonly database: DataSource,
    private readonly reader: FeedReader,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get(':token.ics')
  async calendar(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const open = await this.reader.open(token);
    if (!open) return gone(reply);
    return answerSecret(request, reply, CALENDAR_TYPE, await this.reader.calendar(open));
  }

  /** The same calls for a feed reader, those that changed last on top; further pages are linked. */
  @Get(':token.atom')
  async atom(
    @Param('token') token: string,
    @Query({ schema: pageQuery }) { pagina: after }: z.output<typeof pageQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const open = await this.reader.open(token);
    if (!open) return gone(reply);
    return answerSecret(request, reply, ATOM_TYPE, await this.atomOf(open, token, after));
  }

  private async atomOf(open: OpenFeed, token: string, after: string | undefined): Promise<string> {
    const ids = await this.reader.calls(open);
    const [{ calls, next }, themes] = await Promise.all([
      changedCalls(this.database, { ids }, after, PAGE),
      this.database.manager.find(Theme),
    ]);
    const { publicUrl } = this.settings;
    return atomFeed({
      publicUrl,
      id: feedId(publicUrl, `calendario/${open.feed.id}`),
      title: `Chasqui: ${open.feed.label}`,
      path: (key) => `/calendario/${token}.atom${key ? `?pagina=${key}` : ''}`,
      page: '/avisos/calendarios',
      after,
      next,
      calls,
      themes: new Map(themes.map(({ code, nameEs }) => [code, nameEs])),
      now: this.clock.now(),
    });
  }
}

/** For the one who asks alone: nobody on the way may keep it, and no search engine list it. */
function answerSecret(request: FastifyRequest, reply: FastifyReply, type: string, body: string): string {
  void reply.header('x-robots-tag', 'noindex');
  return answerText(request, reply, type, body, 'private, no-cache');
}

function gone(reply: FastifyReply): string {
  void reply.status(404).type(TEXT);
  return GONE;
}
