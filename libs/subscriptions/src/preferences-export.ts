import { Account } from '@chasqui/accounts';
import type { EntityManager } from 'typeorm';
import { Consent } from './consent.entity.js';
import { overviewOf, type PreferencesOverview } from './preferences.query.js';

/** Something that the person was told, or was to be told. */
export interface ExportedNotice {
  readonly kind: string;
  readonly event: string;
  readonly call: string | null;
  readonly reasons: readonly string[];
  readonly step: string | null;
  /** Of its mail when it has one, else its own. */
  readonly state: string;
  readonly subject: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly obstacle: string | null;
}

/** What is stored about a person's alerts. */
export interface AlertsExport {
  readonly generatedAt: Date;
  readonly person: PreferencesOverview['person'] & { readonly createdAt: Date };
  readonly settings: PreferencesOverview['settings'];
  readonly alerts: PreferencesOverview['alerts'];
  readonly follows: PreferencesOverview['follows'];
  /** Newest first. */
  readonly consents: readonly Omit<Consent, 'account' | 'accountId'>[];
  /** Newest first. */
  readonly notices: readonly ExportedNotice[];
}

/** @throws EntityNotFoundError when there is no such account */
export async function exportOf(manager: EntityManager, accountId: string, now: Date): Promise<AlertsExport> {
  const { person, settings, alerts, follows } = await overviewOf(manager, accountId, now);
  const { createdAt } = await manager.findOneByOrFail(Account, { id: accountId });
  const consents = await manager.find(Consent, { where: { accountId }, order: { at: 'DESC', id: 'ASC' } });
  const notices = await manager.query<ExportedNotice[]>(
    `SELECT n.kind, n.event_key AS event, c.title AS call, n.reasons, n.step, coalesce(m.state, n.state) AS state,
            m.subject, m.recipient AS address, n.created_at AS "createdAt", n.due_at AS "dueAt",
            m.sent_at AS "sentAt", coalesce(n.obstacle, m.last_error) AS obstacle
       FROM notification n
       LEFT JOIN outgoing_mail m ON m.id = n.mail_id
       LEFT JOIN call c ON c.id = n.call_id
      WHERE n.account_id = $1 ORDER BY n.id DESC`,
    [accountId],
  );
  return {
    generatedAt: now,
    person: { ...person, createdAt },
    settings,
    alerts,
    follows,
    consents: consents.map(({ accountId: _, ...consent }) => consent),
    notices,
  };
}

/** The same as rows of one table: what kind of record, when, what, details. The first row names the columns. */
export function exportRows(data: AlertsExport): string[][] {
  const { settings } = data;
  const { accountId: _, ...chosen } = settings;
  const bySettings = Object.entries(chosen).map(([name, value]) => [
    'ajuste',
    '',
    name,
    Array.isArray(value) ? value.join(' ') : text(value),
    '',
  ]);
  return [
    ['tipo', 'fecha', 'que', 'estado', 'detalle'],
    ['persona', text(data.person.createdAt), data.person.name, data.person.email, data.person.id],
    ...bySettings,
    ...data.alerts.map(({ since, what, active, frequency, pausedUntil, minScore, themes, searchQuery }) => [
      'aviso',
      text(since),
      what,
      active ? frequency : 'apagado',
      [
        pausedUntil && `en pausa hasta ${pausedUntil}`,
        searchQuery === null ? `desde ${minScore} puntos` : searchQuery,
        themes.join(' '),
      ]
        .filter(Boolean)
        .join('; '),
    ]),
    ...data.follows.map(({ since, title, gadName, ladder }) => [
      'seguimiento',
      text(since),
      title,
      gadName ?? '',
      `días de aviso: ${ladder.join(' ')}`,
    ]),
    ...data.consents.map(({ at, purpose, given, wording, way }) => [
      'consentimiento',
      text(at),
      purpose,
      given ? 'dado' : 'retirado',
      `${way}: ${wording}`,
    ]),
    ...data.notices.map(({ createdAt, kind, call, subject, event, state, reasons, sentAt, obstacle }) => [
      'notificación',
      text(sentAt ?? createdAt),
      subject ?? call ?? event,
      state,
      [kind, ...reasons, obstacle].filter(Boolean).join('; '),
    ]),
  ];
}

function text(value: string | number | boolean | Date | null): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString() : String(value);
}
