import { Call } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Mailer, MailRefused } from '@chasqui/mail';
import { Match } from '@chasqui/matching';
import { FinancialForm } from '@chasqui/vocabularies';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { callCalendar } from './call-calendar.js';
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
    const { account, subscription, call } = notice;
    const gad = subscription?.gad;
    const match = await this.database.manager.findOneBy(Match, {
      callId: notice.callId,
      gadCode: notice.gadCode ?? '',
    });
    const now = this.clock.now();
    const obstacle = obstacleTo(notice, match, now);
    if (obstacle || !account || !subscription || !gad || !call || !match) {
      await this.finish(notice, 'cancelled', obstacle ?? 'Faltan datos del aviso.');
      return;
    }
    const [{ steps }, form] = await Promise.all([
      currentTemplate(this.database.manager),
      this.database.manager.findOneBy(FinancialForm, { code: call.financialForm }),
    ]);
    const detail = `${this.settings.publicUrl}/gads/${gad.dpaCode}/coincidencias/${call.slug}`;
    const preferences = `${this.settings.publicUrl}/preferencias/${subscription.preferencesToken}`;
    const links = { detail, preferences };
    const personName = account.name;
    const financialForm = form?.nameEs ?? call.financialForm;
    const content = callMatchedMail({ personName, gad, call, match, steps, financialForm, now, links });
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

/** What makes a notice untrue by the time it is sent; null when it still holds. */
function obstacleTo(notice: Notification, match: Match | null, now: Date): string | null {
  const { account, subscription, call } = notice;
  if (!account || account.disabledAt) return 'La cuenta está desactivada.';
  if (!subscription?.active) return 'La persona desactivó sus avisos.';
  if (!isOpen(call, now)) return 'La convocatoria ya no está publicada o ya cerró.';
  if (!match || match.eligibility === 'fails') return 'La convocatoria ya no coincide con el GAD.';
  return null;
}

function isOpen(call: Call | undefined, now: Date): boolean {
  return call?.state === 'published' && (call.closesAt === null || call.closesAt > now);
}
