import { recordAudit } from '@chasqui/audit';
import { Clock, ECUADOR_ZONE, GALAPAGOS_ZONE, localDate } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { takeTurnOf } from './alert-change.js';
import { readHour, readLadder, readPause, readWeekday, readZone } from './alert-rules.js';
import { AlertSettings } from './alert-settings.entity.js';
import type { ConsentWay } from './consent.entity.js';
import { BULLETIN_CONSENT_TEXT, CHANGES_CONSENT_TEXT, REMINDERS_CONSENT_TEXT } from './consent-texts.js';
import { type DeliverySettings, settingsOf } from './delivery-settings.js';
import { recordConsent } from './record-consent.js';
import { retimeNotices } from './retime-notices.js';

/** Offered in the form; any other zone of the IANA database is accepted too. */
export const OFFERED_ZONES: readonly { readonly zone: string; readonly name: string }[] = [
  { zone: ECUADOR_ZONE, name: 'Ecuador continental' },
  { zone: GALAPAGOS_ZONE, name: 'Galápagos' },
  { zone: 'America/New_York', name: 'Nueva York, Washington' },
  { zone: 'America/Santiago', name: 'Santiago de Chile' },
  { zone: 'America/Argentina/Buenos_Aires', name: 'Buenos Aires' },
  { zone: 'Europe/Madrid', name: 'Madrid, Bruselas, Roma' },
  { zone: 'Europe/London', name: 'Londres' },
];

/** What is left out stays as it was. */
export type SettingsChange = Partial<Omit<DeliverySettings, 'accountId'>>;

/** What a person may switch over all her alerts, each with a consent of its own. */
export const SETTING_CONSENTS = {
  reminders: REMINDERS_CONSENT_TEXT,
  changes: CHANGES_CONSENT_TEXT,
  bulletin: BULLETIN_CONSENT_TEXT,
} as const;
export type SettingSwitch = keyof typeof SETTING_CONSENTS;
export const SETTING_SWITCHES = Object.keys(SETTING_CONSENTS) as SettingSwitch[];

/** How and when a person is told, over all her alerts. */
@Injectable()
export class AlertPreferences {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What she chose, or the defaults. */
  of(accountId: string): Promise<DeliverySettings> {
    return settingsOf(this.database.manager, accountId);
  }

  /**
   * Changes what is given.
   * @throws DomainError `alerts.bad_zone`, `alerts.bad_hour`, `alerts.bad_weekday`, `alerts.bad_ladder`,
   * `alerts.bad_pause`
   */
  async change(
    accountId: string,
    change: SettingsChange,
    way: ConsentWay = 'form',
  ): Promise<DeliverySettings> {
    return this.database.transaction((manager) =>
      changeSettings(manager, this.clock.now(), { accountId, change, way }),
    );
  }
}

/**
 * Changes a person's settings within the transaction of the caller. Twice the same is once.
 * @throws DomainError as `AlertPreferences.change`
 */
export async function changeSettings(
  manager: EntityManager,
  now: Date,
  asked: {
    readonly accountId: string;
    readonly change: SettingsChange;
    readonly way: ConsentWay;
    /** The sentence that was agreed to, when it was said before. */
    readonly wording?: string;
  },
): Promise<DeliverySettings> {
  const { accountId, way } = asked;
  await takeTurnOf(manager, accountId);
  const before = await settingsOf(manager, accountId);
  const after = { ...before, ...readChange(asked.change, before, now) };
  if (JSON.stringify(before) === JSON.stringify(after)) return before;
  await manager.save(AlertSettings, after);
  await recordAudit(manager, {
    at: now,
    actorId: accountId,
    action: 'alerts.settings_changed',
    entity: 'alert_settings',
    entityId: accountId,
    before,
    after,
  });
  for (const purpose of SETTING_SWITCHES) {
    if (before[purpose] === after[purpose]) continue;
    const wording = asked.wording ?? SETTING_CONSENTS[purpose];
    await recordConsent(manager, { accountId, purpose, given: after[purpose], wording, way, at: now });
  }
  await retimeNotices(manager, accountId, now);
  return after;
}

function readChange(change: SettingsChange, before: DeliverySettings, now: Date): SettingsChange {
  const { zone, hour, weekday, ladder, pausedUntil } = change;
  const today = localDate(now, zone === undefined ? before.zone : readZone(zone));
  return {
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    ...(hour !== undefined && { hour: readHour(hour) }),
    ...(weekday !== undefined && { weekday: readWeekday(weekday) }),
    ...(ladder !== undefined && { ladder: readLadder(ladder) }),
    // A pause that is sent back as it was may have ended meanwhile.
    ...(pausedUntil !== undefined &&
      pausedUntil !== before.pausedUntil && { pausedUntil: readPause(pausedUntil, today) }),
  };
}
