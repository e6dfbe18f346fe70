import { Account } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, ECUADOR_ZONE, instantOf, localDate } from '@chasqui/kernel';
import { Mailer, MailRefused } from '@chasqui/mail';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CuratorDigest } from './curator-digest.entity.js';
import { curatorDigestMail } from './curator-digest.mail.js';
import { type DigestFacts, digestFacts, isNothingToDo } from './digest-facts.query.js';

/** Ecuador's clock from which on the mail of the day is sent. */
const FROM = '07:00';

/** Writes to every curator once a day, when something needs her. */
@Injectable()
export class SendCuratorDigest {
  private readonly log = new Logger(SendCuratorDigest.name);

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Sends the mails of today that were not sent yet. At least once: when the process dies between the server's
   * acceptance and our note of it, the mail goes again with the same Message-ID.
   * @throws the transport's error once everybody was tried, so that the job is tried again
   */
  async execute(): Promise<void> {
    const now = this.clock.now();
    if (now < instantOf(`${localDate(now)}T${FROM}`, ECUADOR_ZONE)!) return;
    const facts = await digestFacts(this.database, now);
    if (isNothingToDo(facts)) return;
    const errors: unknown[] = [];
    for (const curator of await this.curators()) {
      await this.send(curator, facts, now).catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  }

  private curators(): Promise<Account[]> {
    return this.database.manager
      .createQueryBuilder(Account, 'account')
      .where('account.disabledAt IS NULL')
      .andWhere(
        `EXISTS (SELECT FROM membership m WHERE m.account_id = account.id AND m.role IN ('admin', 'curator'))`,
      )
      .orderBy('account.id')
      .getMany();
  }

  /** The row of the day is held while the mail goes out: another worker passes it over. */
  private async send(curator: Account, facts: DigestFacts, now: Date): Promise<void> {
    const key = { accountId: curator.id, day: localDate(now) };
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(CuratorDigest)
      .values({ ...key, createdAt: now, sentAt: null })
      .orIgnore()
      .execute();
    await this.database.transaction(async (manager) => {
      const owed = await manager
        .createQueryBuilder(CuratorDigest, 'digest')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .where({ ...key })
        .andWhere('digest.sentAt IS NULL')
        .getOne();
      if (!owed) return;
      const { publicUrl } = this.settings;
      try {
        await this.mailer.send({
          to: { name: curator.name, address: curator.email },
          content: curatorDigestMail({ personName: curator.name, facts, now, publicUrl }),
          messageId: `curaduria-${key.accountId}-${key.day}@${new URL(publicUrl).hostname}`,
        });
      } catch (error) {
        if (!(error instanceof MailRefused)) throw error;
        // Nothing would change within the day.
        this.log.warn(`The mail of the day for the account ${curator.id} was refused: ${error.message}`);
      }
      await manager.update(CuratorDigest, key, { sentAt: this.clock.now() });
    });
  }
}
