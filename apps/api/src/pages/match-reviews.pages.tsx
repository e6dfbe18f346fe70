import { hasRole, type Person } from '@chasqui/accounts';
import { currentTemplate } from '@chasqui/checklists';
import { requireGad } from '@chasqui/gads';
import { Clock, DomainError, notFound } from '@chasqui/kernel';
import { dismissalOf, type Judged, MatchDesk, MatchReviews, reviewsOf } from '@chasqui/matching';
import { Follows } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { toldOf } from '../views/parts.js';
import { renderPage } from '../views/layout.js';
import { followersIn } from './follow.query.js';
import { MatchDetail, type MatchDetailFacts } from './match-detail.js';

const HTML = 'text/html; charset=utf-8';
const doneQuery = z.object({ hecho: z.string().max(20).optional().catch(undefined) });
const opinionForm = z.object({ verdict: z.string().catch(''), reason: z.string().catch('') });
type OpinionBody = z.output<typeof opinionForm>;

const DONE: Readonly<Record<string, string>> = {
  opinion: 'Su opinión se guardó. El puntaje no cambia por ella.',
  quitada: 'Su opinión se quitó.',
  restaurada: 'La convocatoria vuelve a salir en la lista y en los avisos de su GAD.',
};

/** One call for one GAD, judged while somebody looks, and what its people think of it. */
@Controller('gads/:gad/coincidencias/:slug')
@GadReaders()
export class MatchReviewsPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: MatchDesk,
    private readonly reviews: MatchReviews,
    private readonly follows: Follows,
    private readonly clock: Clock,
  ) {}

  /** The judgement with its reasons, also of what a condition shuts out. `hecho` tells what was just done. */
  @Get()
  @Header('content-type', HTML)
  async detail(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
    @Query({ schema: doneQuery }) query: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.page(person, code, await this.judged(code, slug), { done: query.hecho });
  }

  /** Gives or changes one's opinion: officers and council members of the GAD, each their own. */
  @Post('opinion')
  @GadRoles(['officer', 'council_member'])
  async save(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
    @Body({ schema: opinionForm }) form: OpinionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const judged = await this.judged(code, slug);
    try {
      await this.reviews.save({ gadCode: code, accountId: person.id }, judged.call.id, form);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      void reply.status(422).type(HTML);
      return this.page(person, code, judged, { refused: { form, error } });
    }
    return this.back(reply, code, slug, 'opinion');
  }

  @Post('opinion/quitar')
  @GadRoles(['officer', 'council_member'])
  async remove(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<undefined> {
    const { call } = await this.judged(code, slug);
    await this.reviews.remove({ gadCode: code, accountId: person.id }, call.id);
    return this.back(reply, code, slug, 'quitada');
  }

  private back(reply: FastifyReply, code: string, slug: string, done: string): undefined {
    void reply.status(303).header('location', `/gads/${code}/coincidencias/${slug}?hecho=${done}`);
    return undefined;
  }

  /** @throws DomainError `not_found` */
  private async judged(code: string, slug: string): Promise<Judged> {
    const judged = await this.desk.judge(code, slug);
    if (!judged) throw notFound('Esa convocatoria no existe o ya no está publicada.');
    return judged;
  }

  private async page(
    person: Person,
    code: string,
    judged: Judged,
    { done, refused }: { done?: string | undefined; refused?: MatchDetailFacts['refused'] },
  ): Promise<string> {
    const { call } = judged;
    const { manager } = this.database;
    const [gad, reviews, dismissal, checklist, follow, followers] = await Promise.all([
      requireGad(manager, code),
      reviewsOf(this.database, code, call.id),
      dismissalOf(this.database, code, call.slug),
      currentTemplate(manager),
      this.follows.find(person.id, call.id),
      followersIn(this.database, code, call.id),
    ]);
    const told = toldOf(done, DONE);
    return renderPage(
      { title: refused ? `Error: ${call.title}` : call.title, person, section: 'matches' },
      <>
        {told && (
          <p class="done" role="status">
            {told}
          </p>
        )}
        <MatchDetail
          gad={gad}
          judged={judged}
          reviews={reviews}
          dismissal={dismissal}
          checklist={checklist}
          now={this.clock.now()}
          person={person}
          follow={follow}
          followers={followers}
          mayReview={hasRole(person, ['officer', 'council_member'], code)}
          mayDismiss={hasRole(person, ['officer'], code)}
          refused={refused}
        />
      </>,
    );
  }
}
