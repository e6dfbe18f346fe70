import { createHmac, randomUUID } from 'node:crypto';
import { Accounts } from '@chasqui/accounts';
import { OutgoingMail } from '@chasqui/delivery';
import { Notification } from '@chasqui/notifications';
import type { Answer, TestApp } from '../support/http.js';

export const ADMIN = 'admin@chasqui.example';
export const CARMEN = 'carmen.curadora@chasqui.example';
export const OLGA = 'olga.oficial@esmeraldas.example';
/** Of the council, at an address that returns everything. */
export const UNREACHED = 'cesar.consejero@esmeraldas.example';
export const SECRET = 'a secret of thirty-two characters';
export const WEBHOOK = '/api/v1/correo/rebotes';

/** Somebody who may do everything. */
export async function addAdmin({ app, database }: TestApp): Promise<void> {
  const memberships = [{ role: 'admin', gadCode: null } as const];
  const person = { email: ADMIN, name: 'Alba Administra', password: null, memberships };
  await app.get(Accounts).register(database.manager, person, null);
}

/** A mail to Olga about a call, with the notice that it carries. @returns its id */
export async function mailToOlga(
  { app, database }: TestApp,
  changes: Partial<OutgoingMail> = {},
): Promise<string> {
  const { id: accountId } = (await app.get(Accounts).findByEmail(OLGA))!;
  const [call] = await database.query<[{ id: string }]>('SELECT id FROM call ORDER BY slug LIMIT 1');
  const now = new Date();
  const id = randomUUID();
  await database.manager.insert(OutgoingMail, {
    id,
    accountId,
    recipient: OLGA,
    domain: 'esmeraldas.example',
    state: 'failed',
    attempts: 9,
    lastCode: '450 4.2.1',
    lastError: 'Se agotaron los intentos. 450 4.2.1 mailbox busy <script>alert(1)</script>',
    subject: 'Cierra pronto: agua segura',
    nextAttemptAt: new Date('9999-12-31T00:00:00Z'),
    createdAt: now,
    updatedAt: now,
    ...changes,
  });
  await database.manager.insert(Notification, {
    accountId,
    kind: 'deadline',
    eventKey: `deadline/${call.id}/close-1/2031-08-31/7-${id}`,
    callId: call.id,
    reasons: ['sigue esta convocatoria'],
    step: '7',
    state: 'mailed',
    mailId: id,
    dueAt: now,
    createdAt: now,
  });
  return id;
}

/** Mails and addresses in every state. @returns the id of a mail that could not be sent and was returned */
export async function fillDeliveries(test: TestApp): Promise<string> {
  const { database } = test;
  await addAdmin(test);
  for (const state of ['sent', 'cancelled'] as const) await mailToOlga(test, { state, sentAt: new Date() });
  const failed = await mailToOlga(test);
  const reply = `550 5.1.1 <${UNREACHED}>: Recipient address rejected: https://mx.${'muy-'.repeat(15)}largo.example`;
  await database.query(
    `INSERT INTO address_report (address, mail_id, trouble, status, detail, way, report_key, at)
     SELECT $1, $2::uuid, 'permanent', '5.1.1', $3, 'report_mail', 'filled-' || $1, now()
     UNION ALL
     SELECT 'llena@gad.example', NULL, 'transient', '4.2.2', $3, 'smtp', 'full-' || n, now() FROM generate_series(1, 3) n`,
    [OLGA, failed, reply],
  );
  await database.query(
    `INSERT INTO suppressed_address (address, reason, detail, since)
     VALUES ($1, 'bounce', $2, now()), ('queja@gad.example', 'complaint', 'abuse', now())`,
    [UNREACHED, reply],
  );
  return failed;
}

/** What a mail service sends: a body and its signature, right unless told otherwise. */
export async function sendEvents(
  test: TestApp,
  body: unknown,
  options: { secret?: string; age?: number; header?: string | null; raw?: string } = {},
): Promise<Pick<Answer, 'status' | 'data'>> {
  const text = options.raw ?? JSON.stringify(body);
  const time = Math.floor(Date.now() / 1000) - (options.age ?? 0);
  const signature = createHmac('sha256', options.secret ?? SECRET)
    .update(`${time}.${text}`)
    .digest('hex');
  const header = options.header === undefined ? `t=${time},v1=${signature}` : options.header;
  const response = await fetch(new URL(WEBHOOK, test.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header !== null && { 'x-chasqui-signature': header }),
    },
    body: text,
  });
  return { status: response.status, data: await response.json() };
}
