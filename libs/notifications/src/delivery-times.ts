import { ECUADOR_ZONE, GALAPAGOS_ZONE } from '@chasqui/kernel';

/** INEC code of the province whose clocks are an hour behind. */
const GALAPAGOS = '20';

/**
 * Joins for statements that must know when a person is told: her settings as `t`, the defaults where she chose none.
 * @param account SQL expression of the account's id
 */
export function deliveryTimeOf(account: string): string {
  return `LEFT JOIN alert_settings chosen ON chosen.account_id = ${account}
     LEFT JOIN (SELECT DISTINCT account_id FROM membership WHERE gad_code LIKE '${GALAPAGOS}%') islander
            ON islander.account_id = ${account}
     CROSS JOIN LATERAL (
       SELECT coalesce(chosen.zone, CASE WHEN islander.account_id IS NULL THEN '${ECUADOR_ZONE}'
                                         ELSE '${GALAPAGOS_ZONE}' END) AS zone,
              coalesce(chosen.hour, 7) AS hour, coalesce(chosen.weekday, 1) AS weekday) t`;
}
