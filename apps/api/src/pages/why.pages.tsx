import { SignedLinks } from '@chasqui/accounts';
import { Clock, KEY_ID } from '@chasqui/kernel';
import { Preferences, type PreferencesOverview } from '@chasqui/subscriptions';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { type LinkVisit, LinkVisits } from './link-visits.js';
import { type MailLine, mailOf, type NoticeLine } from './notice-history.query.js';
import { listsOf } from './notice-lists.js';
import { UnknownMail, type WayOut, WhyView } from './why-view.js';
import { consentsOf } from './why.query.js';

/** Why a mail was sent: everything in it, with its reasons, its times and the consent that allows it. */
@Controller('por-que/:token')
@Public()
export class WhyPages {
  constructor(
    private readonly database: DataSource,
    private readonly visits: LinkVisits,
    private readonly links: SignedLinks,
    private readonly preferences: Preferences,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const visit = await this.visits.open('why', token, reply);
    if (typeof visit === 'string') return visit;
    const { account, subject } = visit;
    const mail = KEY_ID.test(subject) ? await mailOf(this.database, account.id, subject) : null;
    if (mail === null) void reply.status(404);
    return renderPage(
      { title: 'Por qué recibió este correo', person: null },
      <div class="reading">{mail ? await this.view(visit, token, mail) : <UnknownMail />}</div>,
    );
  }

  private async view(visit: LinkVisit, token: string, mail: MailLine): Promise<JSX.Element> {
    const accountId = visit.account.id;
    const [overview, consents] = await Promise.all([
      this.preferences.overview(accountId),
      consentsOf(this.database, accountId, mail),
    ]);
    return (
      <WhyView
        mail={mail}
        consents={consents}
        waysOut={await this.waysOut(visit, mail.notices, overview)}
        zone={overview.settings.zone}
        now={this.clock.now()}
        token={encodeURIComponent(token)}
        preferencesUrl={visit.preferencesUrl}
      />
    );
  }

  /** Where each of the lists that brought something is stopped; none when the link is too old to lead on. */
  private async waysOut(
    { account, preferencesUrl }: LinkVisit,
    notices: readonly NoticeLine[],
    overview: PreferencesOverview,
  ): Promise<ReadonlyMap<string, readonly WayOut[]>> {
    if (preferencesUrl === null) return new Map();
    const lists = notices.map((notice) => listsOf(notice, overview));
    const urls = new Map<string, string>();
    for (const { list } of lists.flat()) {
      if (urls.has(list)) continue;
      urls.set(list, `/baja/${await this.links.sign('stop', { accountId: account.id, subject: list })}`);
    }
    return new Map(
      notices.map(({ id }, index) => [
        id,
        lists[index]!.map(({ list, what }) => ({ what, url: urls.get(list)! })),
      ]),
    );
  }
}
