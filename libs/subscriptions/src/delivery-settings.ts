import { ECUADOR_ZONE, GALAPAGOS_ZONE } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { AlertSettings, DEFAULT_LADDER } from './alert-settings.entity.js';

/** INEC code of the province whose clocks are an hour behind; the codes of its cantons and parishes begin with it. */
const GALAPAGOS = '20';

/** What a person chose over all her alerts, or the defaults. */
export type DeliverySettings = Omit<AlertSettings, 'account'>;

const DEFAULTS = {
  hour: 7,
  weekday: 1,
  ladder: [...DEFAULT_LADDER],
  reminders: true,
  changes: true,
  bulletin: false,
  pausedUntil: null,
};

/** How and when a person is told. People of a GAD in Galápagos start with its zone. */
export async function settingsOf(manager: EntityManager, accountId: string): Promise<DeliverySettings> {
  const chosen = await manager.findOneBy(AlertSettings, { accountId });
  if (chosen) return chosen;
  const [{ island }] = await manager.query<[{ island: boolean }]>(
    `SELECT EXISTS (SELECT FROM membership WHERE account_id = $1 AND gad_code LIKE '${GALAPAGOS}%') AS island`,
    [accountId],
  );
  return { ...DEFAULTS, accountId, zone: island ? GALAPAGOS_ZONE : ECUADOR_ZONE };
}

/**
 * `settingsOf` within a statement: joins that give zone, hour, weekday and paused_until of a person as `t`.
 * @param account SQL expression of the account's id
 */
export function deliverySettingsSql(account: string): string {
  return `LEFT JOIN alert_settings chosen ON chosen.account_id = ${account}
     LEFT JOIN (SELECT DISTINCT account_id FROM membership WHERE gad_code LIKE '${GALAPAGOS}%') islander
            ON islander.account_id = ${account}
     CROSS JOIN LATERAL (
       SELECT coalesce(chosen.zone, CASE WHEN islander.account_id IS NULL THEN '${ECUADOR_ZONE}'
                                         ELSE '${GALAPAGOS_ZONE}' END) AS zone,
              coalesce(chosen.hour, ${DEFAULTS.hour}) AS hour,
              coalesce(chosen.weekday, ${DEFAULTS.weekday}) AS weekday,
              chosen.paused_until) t`;
}
