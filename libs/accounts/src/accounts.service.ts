import { recordAudit } from '@chasqui/audit';
import { Gad } from '@chasqui/gads';
import { Clock, DomainError, invalid, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan } from 'typeorm';
import { Account, GAD_MEMBER_ROLES, Membership, type Role, Session, SignInLink } from './account.entities.js';
import { readMailAddress } from './mail-address.js';
import type { Person } from './person.js';
import { hashPassword, newToken, passwordMatches, tokenHash } from './secrets.js';

const HOUR_MS = 3_600_000;
/** A working week, so that an officer signs in once a week. */
const SESSION_MS = 7 * 24 * HOUR_MS;
const LINK_MS = HOUR_MS;
const MIN_PASSWORD = 10;

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string | null;
  readonly memberships: readonly { readonly role: Role; readonly gadCode: string | null }[];
}

/** People, how they sign in and who is behind a cookie. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers a person with her roles, or completes the roles of one already registered.
   * @throws DomainError `account.bad_email`, `account.weak_password`, `account.bad_role`, `not_found` (the GAD)
   */
  async register(manager: EntityManager, input: NewAccount, actorId: string | null): Promise<Account> {
    const email = readMailAddress(input.email);
    requirePassword(input.password);
    requireRoles(input.memberships);
    await requireGads(manager, input.memberships);
    const found = await manager.findOneBy(Account, { email });
    const account =
      found ??
      (await manager.save(Account, {
        email,
        name: input.name.trim(),
        passwordHash: input.password === null ? null : await hashPassword(input.password),
        createdAt: this.clock.now(),
        disabledAt: null,
      }));
    for (const membership of input.memberships) {
      const key = { ...membership, accountId: account.id };
      const exists = await manager.existsBy(Membership, { ...key, gadCode: membership.gadCode ?? IsNull() });
      if (!exists) await manager.insert(Membership, key);
    }
    if (!found) {
      const after = { email, name: account.name, memberships: input.memberships };
      const entry = { action: 'account.registered', entity: 'account', entityId: account.id, after };
      await recordAudit(manager, { at: this.clock.now(), actorId, ...entry });
    }
    return account;
  }

  /**
   * Signs a person in.
   * @returns the token for the cookie
   * @throws DomainError `sign_in.refused`, the same for an unknown person and a wrong password
   */
  async signIn(email: string, password: string): Promise<string> {
    const account = await this.database.manager.findOneBy(Account, {
      email: email.trim().toLowerCase(),
      disabledAt: IsNull(),
    });
    if (!(await passwordMatches(password, account?.passwordHash ?? null)) || !account) {
      throw invalid(
        'sign_in.refused',
        'El correo o la contraseña no son correctos. Revíselos o pida un enlace de ingreso por correo.',
      );
    }
    return this.openSession(this.database.manager, account.id);
  }

  /** The person that may get a sign-in link at this address; null when there is none (callers do not tell). */
  findByEmail(email: string): Promise<Account | null> {
    return this.database.manager.findOneBy(Account, {
      email: email.trim().toLowerCase(),
      disabledAt: IsNull(),
    });
  }

  /** Makes a link token for a person; it works once and for one hour. */
  async issueLink(accountId: string): Promise<{ token: string; account: Account } | null> {
    const account = await this.database.manager.findOneBy(Account, { id: accountId, disabledAt: IsNull() });
    if (!account) return null;
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + LINK_MS);
    await this.database.manager.insert(SignInLink, {
      tokenHash: tokenHash(token),
      accountId,
      expiresAt,
      usedAt: null,
    });
    return { token, account };
  }

  /**
   * Signs a person in with a link token, once.
   * @throws DomainError `sign_in.link_used` when it was used, has expired or never existed
   */
  async signInWithLink(token: string): Promise<string> {
    return this.database.transaction(async (manager) => {
      const link = await manager.findOne(SignInLink, {
        where: { tokenHash: tokenHash(token) },
        lock: { mode: 'pessimistic_write' },
      });
      const now = this.clock.now();
      const account =
        link && (await manager.findOneBy(Account, { id: link.accountId, disabledAt: IsNull() }));
      if (!link || !account || link.usedAt || link.expiresAt <= now) {
        throw new DomainError(
          'conflict',
          'sign_in.link_used',
          'Este enlace ya se usó o caducó. Pida otro en la página de ingreso.',
        );
      }
      await manager.update(SignInLink, { tokenHash: link.tokenHash }, { usedAt: now });
      return this.openSession(manager, account.id);
    });
  }

  /** Who holds this cookie, her weightiest role first where several are of GADs; null when nobody does any more. */
  async personOf(token: string): Promise<Person | null> {
    const rows = await this.database.query<
      {
        id: string;
        name: string;
        email: string;
        role: Role;
        gadCode: string | null;
        gadName: string | null;
      }[]
    >(
      `SELECT a.id, a.name, a.email, m.role, m.gad_code AS "gadCode", g.name AS "gadName"
         FROM session s JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
         LEFT JOIN membership m ON m.account_id = a.id LEFT JOIN gad g ON g.dpa_code = m.gad_code
        WHERE s.token_hash = $1 AND s.expires_at > $2
        ORDER BY m.role = 'liaison', m.role, m.gad_code`,
      [tokenHash(token), this.clock.now()],
    );
    const first = rows[0];
    if (!first) return null;
    const memberships = rows
      .filter(({ role }) => role !== null)
      .map(({ role, gadCode, gadName }) => ({ role, gadCode, gadName }));
    return { id: first.id, name: first.name, email: first.email, memberships };
  }

  async signOut(token: string): Promise<void> {
    await this.database.manager.delete(Session, { tokenHash: tokenHash(token) });
  }

  /** Deletes what has expired; run by the maintenance job. */
  async forgetExpired(): Promise<void> {
    const now = this.clock.now();
    await this.database.manager.delete(Session, { expiresAt: LessThan(now) });
    await this.database.manager.delete(SignInLink, { expiresAt: LessThan(now) });
  }

  private async openSession(manager: EntityManager, accountId: string): Promise<string> {
    const token = newToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await manager.insert(Session, { tokenHash: tokenHash(token), accountId, createdAt, expiresAt });
    const entry = { action: 'account.signed_in', entity: 'account', entityId: accountId };
    await recordAudit(manager, { at: createdAt, actorId: accountId, ...entry });
    return token;
  }
}

function requirePassword(password: string | null): void {
  if (password !== null && password.length < MIN_PASSWORD) {
    throw invalid('account.weak_password', `La contraseña debe tener al menos ${MIN_PASSWORD} caracteres.`);
  }
}

function requireRoles(memberships: NewAccount['memberships']): void {
  for (const { role, gadCode } of memberships) {
    const needsGad = (GAD_MEMBER_ROLES as readonly Role[]).includes(role);
    if (needsGad && !gadCode) throw notFound('Indique el GAD de la persona: este papel pertenece a un GAD.');
    if (!needsGad && gadCode)
      throw invalid('account.bad_role', 'Este papel sirve a todo el catálogo, sin GAD.');
  }
}

async function requireGads(manager: EntityManager, memberships: NewAccount['memberships']): Promise<void> {
  for (const { gadCode } of memberships) {
    if (gadCode && !(await manager.existsBy(Gad, { dpaCode: gadCode }))) {
      throw notFound(`No hay ningún GAD con el código ${gadCode}.`);
    }
  }
}
