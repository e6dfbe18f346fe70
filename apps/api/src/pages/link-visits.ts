import { Account, LINK_PURPOSES, type LinkPurpose, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, IsNull } from 'typeorm';
import { linkTroublePage } from './link-trouble.js';

const DAY_MS = 86_400_000;

/** Whose link it is, and what it is about. */
export interface LinkVisit {
  readonly account: Account;
  readonly subject: string;
  /**
   * Where she sees and changes everything; null when the link is older than links to preferences live: else an old
   * mail would open for years what is meant to close.
   */
  readonly preferencesUrl: string | null;
}

/** Reads the links of mails. */
@Injectable()
export class LinkVisits {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Who holds the link. When it is too old or none of ours it answers with a page that says what to do.
   * @returns the visit, or the text of that page with the status already set
   */
  async open(purpose: LinkPurpose, token: string, reply: FastifyReply): Promise<LinkVisit | string> {
    keepSecret(reply);
    const link = await this.links.read(purpose, token);
    const account = link.state === 'invalid' ? null : await this.account(link.accountId);
    if (link.state === 'valid' && account) {
      return {
        account,
        subject: link.subject,
        preferencesUrl: (await this.isRecent(purpose, token)) ? await this.preferencesUrl(account.id) : null,
      };
    }
    void reply.status(account ? 410 : 404);
    return linkTroublePage(account ? 'expired' : 'invalid', token);
  }

  /** The person behind a link of a mail, also one that is too old. */
  async anyHolder(token: string): Promise<Account | null> {
    for (const purpose of ['preferences', 'stop', 'why'] as const) {
      const link = await this.links.read(purpose, token);
      if (link.state !== 'invalid') return this.account(link.accountId);
    }
    return null;
  }

  private async preferencesUrl(accountId: string): Promise<string> {
    return `/preferencias/${await this.links.sign('preferences', { accountId, subject: '' })}`;
  }

  /** Whether the link would still hold if its kind lived no longer than links to preferences. */
  private async isRecent(purpose: LinkPurpose, token: string): Promise<boolean> {
    const ahead = (LINK_PURPOSES[purpose].days - LINK_PURPOSES.preferences.days) * DAY_MS;
    const later: Clock = { now: () => new Date(this.clock.now().getTime() + ahead) };
    const { state } = await new SignedLinks(this.database, later, this.settings).read(purpose, token);
    return state === 'valid';
  }

  private account(id: string): Promise<Account | null> {
    return this.database.manager.findOneBy(Account, { id, disabledAt: IsNull() });
  }
}

/** The address of such a page is a secret: it is neither kept on the way nor listed by search engines. */
function keepSecret(reply: FastifyReply): void {
  void reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex');
}
