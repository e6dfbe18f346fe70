import type { Account } from '@chasqui/accounts';
import type { Call } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { type MailContent, Mailer, MailRefused } from '@chasqui/mail';
import { Match, MatchDismissal } from '@chasqui/matching';
import type { Subscription } from '@chasqui/subscriptions';
import { FinancialForm } from '@chasqui/vocabularies';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { callCalendar } from './call-calendar.js';
import { callFoundMail } from './call-found.mail.js';
import { callMatchedMail } from './call-matched.mail.js';
import { Notification, type NotificationState } from './notification.entity.js';

/** Sends one notice over SMTP. */
@Injectable()
export class Deliver {
  constructor(
    private readonly database: DataSource,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Sends a pending notice if it is still true: the call is published and open, the person still wants it.
   * At least once: when the process dies between the server's acceptance and our note of it, the mail goes again
   * with the same Message-ID. Errors that may pass escape, so that the job is tried again.
   */
  async execute({ notificationId }: { notificationId: string }): Promise<void> {
    const notice = await this.database.manager.findOne(Notification, {
      where: { id: notificationId, state: 'pending' },
      relations: { account: true, subscription: { gad: true }, call: { donor: true } },
    });
    if (!notice) return;
    const now = this.clock.now();
    const match = await this.matchOf(notice);
    const obstacle = obstacleTo(notice, match, now) ?? (await this.dismissal(notice));
    const { account, subscription, call } = notice;
    if (obstacle || !account || !subscription || !call) {
      await this.finish(notice, 'cancelled', obstacle ?? 'Faltan datos del aviso.');
      return;
    }
    const preferences = `${this.settings.publicUrl}/preferencias/${subscription.preferencesToken}`;
    const owed = { account, subscription, call, match, preferences, now };
    const { content, detail } = await this.mailOf(owed);
    const calendar = callCalendar(call, detail, now);
    try {
      await this.mailer.send({
        to: { name: account.name, address: account.email },
        content,
        messageId: `${notice.id}@${new URL(this.settings.publicUrl).hostname}`,
        ...(calendar && { calendar: { fileName: 'cierre.ics', text: calendar } }),
        unsubscribeUrl: `${preferences}/baja`,
      });
    } catch (error) {
      if (error instanceof MailRefused) {
        await this.finish(notice, 'failed', error.message);
        return;
      }
      const lastError = error instanceof Error ? error.message : String(error);
      await this.database.manager.update(Notification, notice.id, {
        attempts: notice.attempts + 1,
        lastError,
        updatedAt: now,
      });
      throw error;
    }
    await this.finish(notice, 'sent', null);
  }

  /** The match that the notice tells of; null for what a saved search found. */
  private matchOf({ callId, gadCode }: Notification): Promise<Match | null> {
    return gadCode ? this.database.manager.findOneBy(Match, { callId, gadCode }) : Promise.resolve(null);
  }

  /** The GAD put the call aside after the notice was written. */
  private async dismissal({ callId, gadCode }: Notification): Promise<string | null> {
    const dismissed = gadCode && (await this.database.manager.existsBy(MatchDismissal, { callId, gadCode }));
    return dismissed ? 'Su GAD descartó la convocatoria.' : null;
  }

  /** What to write, and the page it leads to. */
  private async mailOf(owed: OwedMail): Promise<{ content: MailContent; detail: string }> {
    const { account, subscription, call, match, preferences, now } = owed;
    const { publicUrl } = this.settings;
    const form = await this.database.manager.findOneBy(FinancialForm, { code: call.financialForm });
    const facts = { personName: account.name, call, financialForm: form?.nameEs ?? call.financialForm, now };
    const { gad } = subscription;
    if (gad && match) {
      const detail = `${publicUrl}/gads/${gad.dpaCode}/coincidencias/${call.slug}`;
      const { steps } = await currentTemplate(this.database.manager);
      return {
        content: callMatchedMail({ ...facts, gad, match, steps, links: { detail, preferences } }),
        detail,
      };
    }
    const detail = `${publicUrl}/convocatorias/${call.slug}`;
    const search = `${publicUrl}/buscar?${subscription.searchQuery ?? ''}`;
    const label = subscription.label ?? '';
    return { content: callFoundMail({ ...facts, label, links: { detail, preferences, search } }), detail };
  }

  private async finish(
    notice: Notification,
    state: NotificationState,
    lastError: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.manager.update(
      Notification,
      { id: notice.id, state: 'pending' },
      {
        state,
        lastError,
        updatedAt: now,
        ...(state === 'sent' && { sentAt: now, attempts: notice.attempts + 1 }),
      },
    );
  }
}

interface OwedMail {
  readonly account: Account;
  readonly subscription: Subscription;
  readonly call: Call;
  readonly match: Match | null;
  readonly preferences: string;
  readonly now: Date;
}

/** What makes a notice untrue by the time it is sent; null when it still holds. */
function obstacleTo(notice: Notification, match: Match | null, now: Date): string | null {
  const { account, subscription, call } = notice;
  if (!account || account.disabledAt) return 'La cuenta está desactivada.';
  if (!subscription?.active) return 'La persona desactivó sus avisos.';
  if (!isOpen(call, now)) return 'La convocatoria ya no está publicada o ya cerró.';
  if (subscription.searchQuery) return null;
  if (!match) return 'La convocatoria ya no coincide con el GAD.';
  return null;
}

function isOpen(call: Call | undefined, now: Date): boolean {
  return call?.state === 'published' && (call.closesAt === null || call.closesAt > now);
}
