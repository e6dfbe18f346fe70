import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, Accounts, Membership, type NewAccount, Session, SignInLink } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { Gad } from '@chasqui/gads';
import { DomainError, FixedClock } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { gadRow } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PASSWORD = 'páramo-alto-2026';

let server: TestDatabase;
let database: DataSource;
let clock: FixedClock;
let accounts: Accounts;
let rosa: Account;

beforeAll(async () => {
  server = await freshDatabase();
  database = await openMigrated(server.url);
  await database.manager.insert(Gad, gadRow());
});

afterAll(async () => {
  await database.destroy();
  await server.drop();
});

beforeEach(async () => {
  await database.query('TRUNCATE account, audit_entry CASCADE');
  clock = new FixedClock(NOW);
  accounts = new Accounts(database, clock);
  rosa = await register({});
});

function register(changes: Partial<NewAccount>): Promise<Account> {
  const rosaChala: NewAccount = {
    email: 'rosa@cuenca.example',
    name: 'Rosa Chala',
    password: PASSWORD,
    memberships: [{ role: 'officer', gadCode: '0101' }],
  };
  return accounts.register(database.manager, { ...rosaChala, ...changes }, null);
}

const later = (ms: number) => clock.moveTo(new Date(clock.now().getTime() + ms));
const disable = () =>
  database.query('UPDATE account SET disabled_at = $1 WHERE id = $2', [clock.now(), rosa.id]);

async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
}

async function linkToken(): Promise<string> {
  const link = await accounts.issueLink(rosa.id);
  expect(link?.account.email).toBe('rosa@cuenca.example');
  return link!.token;
}

describe('Signing in with a password', () => {
  it('opens a session for the person with her roles, however she types her address', async () => {
    const token = await accounts.signIn('  ROSA@Cuenca.example ', PASSWORD);

    expect(await accounts.personOf(token)).toEqual({
      id: rosa.id,
      name: 'Rosa Chala',
      email: 'rosa@cuenca.example',
      memberships: [{ role: 'officer', gadCode: '0101', gadName: 'GAD Municipal de Cuenca' }],
    });
  });

  it('takes the password however the keyboard composes its accents', async () => {
    const token = await accounts.signIn('rosa@cuenca.example', PASSWORD.normalize('NFD'));

    expect(await accounts.personOf(token)).toMatchObject({ id: rosa.id });
  });

  it('answers an unknown address, a wrong password and an account without password alike, in Spanish', async () => {
    await register({ email: 'sin.clave@cuenca.example', password: null });

    const answers = await Promise.all([
      refusal(accounts.signIn('nadie@cuenca.example', PASSWORD)),
      refusal(accounts.signIn('rosa@cuenca.example', 'páramo-bajo-2026')),
      refusal(accounts.signIn('sin.clave@cuenca.example', '')),
    ]);

    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['sign_in.refused']));
    expect(new Set(answers.map(({ message }) => message))).toEqual(
      new Set([
        'El correo o la contraseña no son correctos. Revíselos o pida un enlace de ingreso por correo.',
      ]),
    );
    expect(await database.manager.count(Session)).toBe(0);
  });

  it('refuses a disabled account with the same answer', async () => {
    await disable();

    expect((await refusal(accounts.signIn('rosa@cuenca.example', PASSWORD))).code).toBe('sign_in.refused');
  });

  it('stores neither the password nor the token of the session', async () => {
    const token = await accounts.signIn('rosa@cuenca.example', PASSWORD);

    const [{ stored }] = await database.query<[{ stored: string }]>(
      `SELECT (SELECT jsonb_agg(a) FROM account a)::text || (SELECT jsonb_agg(s) FROM session s)::text ||
              (SELECT jsonb_agg(e) FROM audit_entry e)::text AS stored`,
    );
    expect(stored).toContain('rosa@cuenca.example');
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(token);
  });
});

describe('Signing in with a link', () => {
  it('works once', async () => {
    const token = await linkToken();

    const session = await accounts.signInWithLink(token);

    expect(await accounts.personOf(session)).toMatchObject({ id: rosa.id });
    const error = await refusal(accounts.signInWithLink(token));
    expect(error).toMatchObject({
      kind: 'conflict',
      code: 'sign_in.link_used',
      message: 'Este enlace ya se usó o caducó. Pida otro en la página de ingreso.',
    });
  });

  it('works once also when it is opened twice at the same moment', async () => {
    const token = await linkToken();

    const results = await Promise.allSettled([
      accounts.signInWithLink(token),
      accounts.signInWithLink(token),
    ]);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await database.manager.count(Session)).toBe(1);
  });

  it('works for one hour', async () => {
    const [early, late] = [await linkToken(), await linkToken()];

    later(HOUR - 1);
    expect(await accounts.signInWithLink(early)).toEqual(expect.any(String));
    later(1);
    expect((await refusal(accounts.signInWithLink(late))).code).toBe('sign_in.link_used');
  });

  it('is refused when nobody made it', async () => {
    expect((await refusal(accounts.signInWithLink('inventado'))).code).toBe('sign_in.link_used');
  });

  it('is neither made for a disabled account nor accepted from one', async () => {
    const token = await linkToken();
    await disable();

    expect((await refusal(accounts.signInWithLink(token))).code).toBe('sign_in.link_used');
    expect(await accounts.issueLink(rosa.id)).toBeNull();
    expect(await accounts.findByEmail('rosa@cuenca.example')).toBeNull();
  });
});

describe('A session', () => {
  it('lasts seven days', async () => {
    const token = await accounts.signIn('rosa@cuenca.example', PASSWORD);

    later(7 * DAY - 1);
    expect(await accounts.personOf(token)).not.toBeNull();
    later(1);
    expect(await accounts.personOf(token)).toBeNull();
  });

  it('ends when the person signs out, and only that one', async () => {
    const [here, there] = [
      await accounts.signIn('rosa@cuenca.example', PASSWORD),
      await accounts.signIn('rosa@cuenca.example', PASSWORD),
    ];

    await accounts.signOut(here);

    expect(await accounts.personOf(here)).toBeNull();
    expect(await accounts.personOf(there)).not.toBeNull();
  });

  it('ends when the account is disabled', async () => {
    const token = await accounts.signIn('rosa@cuenca.example', PASSWORD);

    await disable();

    expect(await accounts.personOf(token)).toBeNull();
  });

  it('belongs to nobody when its token is made up', async () => {
    expect(await accounts.personOf('inventado')).toBeNull();
  });

  it('is forgotten together with old links once it has expired, and not before', async () => {
    await accounts.signIn('rosa@cuenca.example', PASSWORD);
    await linkToken();

    later(2 * HOUR);
    await accounts.forgetExpired();
    expect([await database.manager.count(Session), await database.manager.count(SignInLink)]).toEqual([1, 0]);
    later(7 * DAY);
    await accounts.forgetExpired();
    expect(await database.manager.count(Session)).toBe(0);
  });
});

describe('Registering a person', () => {
  it.each<[string, Partial<NewAccount>, RegExp]>([
    ['an officer without a GAD', { memberships: [{ role: 'officer', gadCode: null }] }, /Indique el GAD/],
    [
      'a council member without a GAD',
      { memberships: [{ role: 'council_member', gadCode: null }] },
      /Indique el GAD/,
    ],
    ['a curator with a GAD', { memberships: [{ role: 'curator', gadCode: '0101' }] }, /sin GAD/],
    ['a short password', { password: 'corta' }, /al menos 10 caracteres/],
    ['an address that is none', { email: 'rosa.cuenca.example' }, /Revise el correo/],
    [
      'an address with a line break',
      { email: 'rosa@cuenca.example\nBcc: otra@x.example' },
      /Revise el correo/,
    ],
  ])('refuses %s', async (_who, changes, message) => {
    const error = await refusal(register({ email: 'nueva@cuenca.example', ...changes }));

    expect(error.message).toMatch(message);
    expect(await accounts.findByEmail('nueva@cuenca.example')).toBeNull();
  });

  it('adds roles to a person who is known already and keeps her password', async () => {
    const again = await register({
      email: 'Rosa@Cuenca.example',
      password: 'otra-clave-2026',
      memberships: [
        { role: 'officer', gadCode: '0101' },
        { role: 'curator', gadCode: null },
      ],
    });

    expect(again.id).toBe(rosa.id);
    const memberships = await database.manager.findBy(Membership, { accountId: rosa.id });
    expect(memberships.map(({ role }) => role).toSorted()).toEqual(['curator', 'officer']);
    expect(await accounts.signIn('rosa@cuenca.example', PASSWORD)).toEqual(expect.any(String));
  });

  it('leaves a trace without secrets', async () => {
    const entries = await database.manager.findBy(AuditEntry, { entityId: rosa.id });

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'account.registered', at: NOW, actorId: null });
    expect(entries[0]!.after).toEqual({
      email: 'rosa@cuenca.example',
      name: 'Rosa Chala',
      memberships: [{ role: 'officer', gadCode: '0101' }],
    });
  });
});
