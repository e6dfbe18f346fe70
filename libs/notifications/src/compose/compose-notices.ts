import { SignedLinks } from '@chasqui/accounts';
import { callCalendar } from '@chasqui/calendars';
import { SETTINGS, type Settings } from '@chasqui/config';
import { type ComposedMail, MailComposer, type NothingToSay, type OutgoingMail } from '@chasqui/delivery';
import { Clock } from '@chasqui/kernel';
import { type MailParts, MailTemplate, type PersonalValues, renderMailHtml } from '@chasqui/mail';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isCancelled } from '../mails/call-change.mail.js';
import type { ChangeTold, Reader, Told } from '../mails/told.js';
import { writeMail } from '../mails/write-mail.js';
import { Notification } from '../notification.entity.js';
import { type Batch, zoneOf } from './batch.js';
import { loadBatch, loadMatches } from './load-batch.js';
import { liveAlerts, obstacleTo } from './obstacle.js';
import { listOf, personalValues } from './personal-links.js';
import { TellNotice } from './told-of.js';

/** After this a notice that could not be written within a digest is tried by itself. */
const TRY_ALONE_MS = 3_600_000;

/** A notice that turned out not to hold, and why. */
interface Cancelled {
  readonly id: string;
  readonly obstacle: string;
}

/** A mail of which something still holds. */
interface HeldMail {
  readonly mail: OutgoingMail;
  readonly notices: readonly Notification[];
}

/** Says what notices say at the moment in which they are sent. */
@Injectable()
export class ComposeNotices extends MailComposer {
  private readonly log = new Logger(ComposeNotices.name);

  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'mailFrom'>,
  ) {
    super();
  }

  override async compose(
    mails: readonly OutgoingMail[],
  ): Promise<ReadonlyMap<string, ComposedMail | NothingToSay>> {
    const now = this.clock.now();
    const { manager } = this.database;
    const batch = await loadBatch(
      manager,
      mails.map(({ id }) => id),
      now,
    );
    const answers = new Map<string, ComposedMail | NothingToSay>();
    const held: HeldMail[] = [];
    const cancelled: Cancelled[] = [];
    const broken: string[] = [];
    for (const mail of mails) {
      const sifted = this.sift(batch.notices.get(mail.id) ?? [], batch, now);
      cancelled.push(...sifted.cancelled);
      const alone = sifted.notices.length === 0;
      if (!alone) broken.push(...sifted.broken);
      if (!alone) held.push({ mail, notices: sifted.notices });
      else if (sifted.broken.length === 0) answers.set(mail.id, nothing(sifted.cancelled));
    }
    await this.cancel(cancelled);
    const singles = held.flatMap(({ notices: [notice, ...others] }) =>
      notice?.kind === 'new_call' && others.length === 0 ? bestPair(notice, batch) : [],
    );
    const tell = new TellNotice(batch, await loadMatches(manager, singles), this.settings.publicUrl);
    const templates = new Map<string, Promise<MailTemplate>>();
    for (const one of held) {
      try {
        const written = await this.write(one, batch, tell, templates, now);
        broken.push(...written.broken);
        if (written.answer) answers.set(one.mail.id, written.answer);
      } catch (error) {
        this.log.error(`Mail ${one.mail.id} cannot be written: ${String(error)}`);
      }
    }
    await this.tryAlone(broken, now);
    return answers;
  }

  /** Parts what holds from what does not, and from what cannot be read. */
  private sift(notices: readonly Notification[], batch: Batch, now: Date) {
    const sifted = { notices: [] as Notification[], cancelled: [] as Cancelled[], broken: [] as string[] };
    for (const notice of notices) {
      try {
        const obstacle = obstacleTo(notice, batch, now);
        if (obstacle) sifted.cancelled.push({ id: notice.id, obstacle });
        else sifted.notices.push(notice);
      } catch (error) {
        this.complain(notice, error);
        sifted.broken.push(notice.id);
      }
    }
    return sifted;
  }

  /** One notice that cannot be written is left out of a digest; the others go. */
  private async write(
    { mail, notices }: HeldMail,
    batch: Batch,
    tell: TellNotice,
    templates: Map<string, Promise<MailTemplate>>,
    now: Date,
  ): Promise<{ readonly answer?: ComposedMail; readonly broken: readonly string[] }> {
    const reader = { now, zone: zoneOf(batch, mail.accountId) };
    try {
      const tolds = notices.map((notice) => tell.told(notice, reader));
      const template = await this.template(tolds, reader, templates);
      const { name } = batch.accounts.get(mail.accountId)!;
      const list = listOf(notices, batch);
      const personal = await personalValues(this.links, this.settings.publicUrl, mail, name, list);
      return { answer: { kind: 'mail', template, personal }, broken: [] };
    } catch (error) {
      const sound = notices.filter((notice) => this.canBeWritten(notice, tell, reader));
      if (sound.length === notices.length) throw error;
      if (sound.length === 0) return { broken: [] };
      const rest = await this.write({ mail, notices: sound }, batch, tell, templates, now);
      const broken = notices.filter((notice) => !sound.includes(notice)).map(({ id }) => id);
      return { ...rest, broken: [...broken, ...rest.broken] };
    }
  }

  private canBeWritten(notice: Notification, tell: TellNotice, reader: Reader): boolean {
    try {
      renderMailHtml(writeMail([tell.told(notice, reader)], reader, NOBODY));
      return true;
    } catch (error) {
      this.complain(notice, error);
      return false;
    }
  }

  /** Digests are one person's; what is told alone is often told to many in the same words. */
  private template(
    tolds: readonly Told[],
    reader: Reader,
    templates: Map<string, Promise<MailTemplate>>,
  ): Promise<MailTemplate> {
    const [told, ...others] = tolds;
    const compose = (): Promise<MailTemplate> =>
      MailTemplate.compose((personal) => partsOf(tolds, reader, personal), { from: this.settings.mailFrom });
    if (!told || others.length > 0) return compose();
    const key = keyOf(told, reader);
    const known = templates.get(key) ?? compose();
    templates.set(key, known);
    return known;
  }

  /** A notice that does not hold belongs to no mail: nothing of it was said. */
  private async cancel(cancelled: readonly Cancelled[]): Promise<void> {
    if (cancelled.length === 0) return;
    await this.database.query(
      `UPDATE notification n SET state = 'cancelled', obstacle = c.obstacle, mail_id = NULL
         FROM unnest($1::bigint[], $2::text[]) AS c (id, obstacle)
        WHERE n.id = c.id AND n.state = 'mailed'`,
      [cancelled.map(({ id }) => id), cancelled.map(({ obstacle }) => obstacle)],
    );
  }

  /** Alone it holds up nothing else, and its mail shows up among those that could not be sent. */
  private async tryAlone(ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.database.query(
      `UPDATE notification SET state = 'pending', mail_id = NULL, due_at = $2
        WHERE id = ANY ($1::bigint[]) AND state = 'mailed'`,
      [ids, new Date(now.getTime() + TRY_ALONE_MS)],
    );
  }

  private complain({ id, kind }: Notification, error: unknown): void {
    this.log.error(`Notice ${id} (${kind}) cannot be written: ${String(error)}`);
  }
}

/** For trying whether something can be written at all. */
const NOBODY: PersonalValues = { name: '', preferencesUrl: '', pauseUrl: '', stopUrl: '', whyUrl: '' };

function nothing(cancelled: readonly Cancelled[]): NothingToSay {
  return { kind: 'nothing', reason: cancelled[0]?.obstacle ?? 'No queda ningún aviso en este correo.' };
}

function bestPair(notice: Notification, batch: Batch): [callId: string, gadCode: string][] {
  const best = liveAlerts(notice, batch).find(({ subscription }) => !subscription.searchQuery);
  return best && notice.callId ? [[notice.callId, best.subscription.gadCode!]] : [];
}

function partsOf(tolds: readonly Told[], reader: Reader, personal: PersonalValues): MailParts {
  const content = writeMail(tolds, reader, personal);
  const calendar = tolds.length === 1 ? calendarOf(tolds[0]!, reader) : null;
  return { content, ...(calendar && { calendar: { fileName: 'plazos.ics', text: calendar } }) };
}

/** A digest has none: mail programs show one calendar per mail. */
function calendarOf(told: Told, { now }: Reader): string | null {
  switch (told.kind) {
    case 'new_call':
    case 'deadline':
      return callCalendar(told.call, told.detailUrl, now);
    case 'call_change':
      return callCalendar(told.call, told.detailUrl, now, isOff(told) ? now : null);
    default:
      return null;
  }
}

function isOff({ changes, isPublic }: ChangeTold): boolean {
  return !isPublic || isCancelled(changes);
}

/** The same for all who are told the same in the same words; what a call or a match says follows from their ids. */
function keyOf(told: Told, { zone }: Reader): string {
  return JSON.stringify([zone, told], (name, value: unknown) => {
    if (name === 'call') return (value as { id: string }).id;
    if (name === 'step') return (value as { key: string }).key;
    return name === 'match' || name === 'template' ? undefined : value;
  });
}
