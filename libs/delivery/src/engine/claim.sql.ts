/** Name under which a pause of all sending is kept among the domains. No domain is called so. */
export const EVERY_DOMAIN = '*';

const DUE = `state IN ('pending', 'unknown') AND next_attempt_at <= $1`;

/** Domains with mails that are not finished, found by leaping from one to the next in the index. */
const DOMAINS = `
  domains AS (
    (SELECT min(domain) AS domain FROM outgoing_mail WHERE state IN ('pending', 'unknown'))
    UNION ALL
    SELECT (SELECT min(m.domain) FROM outgoing_mail m
             WHERE m.state IN ('pending', 'unknown') AND m.domain > d.domain)
      FROM domains d WHERE d.domain IS NOT NULL
  )`;

/**
 * Takes due mails and a sending slot for each, in one statement whatever the number of domains.
 * $1 now, $2 most mails, $3 lease, $4 ms between slots of a domain, $5 ms for which slots are taken, $6 lease in ms, $7 now
 * by the clock of slots (null: the database's), $8 ms before the first slot.
 *
 * The rows of the domains are locked while it runs. A domain that another process is just taking from is left out, and
 * so is one whose next slot is too far away or that asked us to wait. A domain met for the first time gets its row now
 * and its turn with the next claim.
 */
export const CLAIM = `
  WITH RECURSIVE ${DOMAINS},
  clock AS MATERIALIZED (
    SELECT at, at + $8::float8 * interval '1 ms' AS opens, at + ($8::float8 + $5::float8) * interval '1 ms' AS closes
      FROM (SELECT coalesce($7::timestamptz, clock_timestamp()) AS at) now
  ),
  due AS MATERIALIZED (
    SELECT d.domain FROM domains d
     WHERE d.domain IS NOT NULL
       AND (EXISTS (SELECT FROM outgoing_mail m WHERE m.domain = d.domain AND m.urgent AND ${DUE})
         OR EXISTS (SELECT FROM outgoing_mail m WHERE m.domain = d.domain AND NOT m.urgent AND ${DUE}))
       AND NOT EXISTS (SELECT FROM mail_domain p WHERE p.domain = '${EVERY_DOMAIN}' AND p.paused_until > $1)
  ),
  met AS (
    INSERT INTO mail_domain (domain, next_slot_at)
    SELECT due.domain, clock.at FROM due CROSS JOIN clock
     WHERE NOT EXISTS (SELECT FROM mail_domain k WHERE k.domain = due.domain)
     ORDER BY due.domain
    ON CONFLICT DO NOTHING
  ),
  locked AS MATERIALIZED (
    SELECT d.domain, d.next_slot_at
      FROM mail_domain d
     WHERE d.domain IN (SELECT domain FROM due)
       AND d.next_slot_at <= (SELECT closes FROM clock)
       AND (d.paused_until IS NULL OR d.paused_until <= $1)
       FOR UPDATE SKIP LOCKED
  ),
  free AS MATERIALIZED (
    SELECT l.domain, s.first_slot,
           least(1 + floor(extract(epoch FROM closes - s.first_slot) * 1000 / $4::float8), $2::int)::int AS slots
      FROM locked l CROSS JOIN clock
     CROSS JOIN LATERAL (SELECT greatest(l.next_slot_at, opens) AS first_slot) s
  ),
  chosen AS MATERIALIZED (
    SELECT c.id
      FROM free f CROSS JOIN LATERAL (
        (SELECT m.id, m.urgent, m.next_attempt_at FROM outgoing_mail m
          WHERE m.domain = f.domain AND m.urgent AND ${DUE} ORDER BY m.next_attempt_at LIMIT f.slots)
        UNION ALL
        (SELECT m.id, m.urgent, m.next_attempt_at FROM outgoing_mail m
          WHERE m.domain = f.domain AND NOT m.urgent AND ${DUE} ORDER BY m.next_attempt_at LIMIT f.slots)
        ORDER BY urgent DESC, next_attempt_at LIMIT f.slots
      ) c
     ORDER BY c.urgent DESC, c.next_attempt_at LIMIT $2::int
  ),
  picked AS MATERIALIZED (
    SELECT p.* FROM chosen c CROSS JOIN LATERAL (
      SELECT m.id, m.domain, m.urgent, m.next_attempt_at, m.state
        FROM outgoing_mail m WHERE m.id = c.id AND ${DUE} FOR UPDATE SKIP LOCKED
    ) p
  ),
  placed AS MATERIALIZED (
    SELECT p.id, p.state, f.first_slot + $4::float8 * interval '1 ms' * (row_number() OVER (
             PARTITION BY p.domain ORDER BY p.urgent DESC, p.next_attempt_at, p.id) - 1) AS slot_at
      FROM picked p JOIN free f USING (domain)
  ),
  moved AS (
    UPDATE mail_domain d SET next_slot_at = f.first_slot + $4::float8 * interval '1 ms' * taken.count
      FROM free f JOIN (SELECT domain, count(*) FROM picked GROUP BY domain) taken USING (domain)
     WHERE d.domain = f.domain
  ),
  claimed AS (
    UPDATE outgoing_mail m
       SET state = 'sending', lease = $3, updated_at = $1,
           lease_until = clock_timestamp() + $6::float8 * interval '1 ms'
      FROM placed
     WHERE m.id = placed.id
    RETURNING m.*, placed.state AS state_before, placed.slot_at
  )
  SELECT id, account_id AS "accountId", recipient, domain, urgent, state, attempts,
         next_attempt_at AS "nextAttemptAt", lease, lease_until AS "leaseUntil", last_code AS "lastCode",
         last_error AS "lastError", subject, created_at AS "createdAt", updated_at AS "updatedAt",
         sent_at AS "sentAt", state_before AS "stateBefore",
         greatest(0, extract(epoch FROM slot_at - (SELECT at FROM clock)) * 1000)::float8 AS "waitMs"
    FROM claimed ORDER BY urgent DESC, slot_at, id`;

/**
 * Ms until there may be something to take: a mail that comes due, a slot, a domain's pause that ends, the lease of a
 * worker that may be dead. $1 now. Null when nothing is owed or all sending pauses.
 */
export const UNTIL_NEXT = `
  WITH RECURSIVE ${DOMAINS},
  first_due AS (
    SELECT d.domain, least(
             (SELECT m.next_attempt_at FROM outgoing_mail m WHERE m.domain = d.domain AND m.urgent
                 AND m.state IN ('pending', 'unknown') ORDER BY m.next_attempt_at LIMIT 1),
             (SELECT m.next_attempt_at FROM outgoing_mail m WHERE m.domain = d.domain AND NOT m.urgent
                 AND m.state IN ('pending', 'unknown') ORDER BY m.next_attempt_at LIMIT 1)) AS at
      FROM domains d WHERE d.domain IS NOT NULL
  )
  SELECT greatest(0, extract(epoch FROM wait) * 1000)::float8 AS ms
    FROM (SELECT least(
            (SELECT min(greatest(f.at - $1::timestamptz, d.next_slot_at - clock_timestamp(), d.paused_until - $1::timestamptz))
               FROM first_due f LEFT JOIN mail_domain d USING (domain)),
            (SELECT min(lease_until) - clock_timestamp() FROM outgoing_mail WHERE state = 'sending')) AS wait) next
   WHERE wait IS NOT NULL
     AND NOT EXISTS (SELECT FROM mail_domain WHERE domain = '${EVERY_DOMAIN}' AND paused_until > $1::timestamptz)`;
