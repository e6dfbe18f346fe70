import type { Role } from './account.entities.js';

/** Who is asking: the signed-in person with her roles. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly memberships: readonly {
    readonly role: Role;
    readonly gadCode: string | null;
    readonly gadName: string | null;
  }[];
  /** Why mails do not reach her; absent while they do. Noted by whoever serves her pages. */
  readonly mailTrouble?: 'bounce' | 'complaint' | 'manual' | 'flagged' | undefined;
}

/** Whether the person holds one of the roles; with a GAD, holds it there. Admins may do what curators may. */
export function hasRole(person: Person, roles: readonly Role[], gadCode?: string): boolean {
  return person.memberships.some(
    (membership) =>
      (roles.includes(membership.role) || (membership.role === 'admin' && roles.includes('curator'))) &&
      (gadCode === undefined || membership.gadCode === gadCode),
  );
}

/** The GAD a person works for; null for curators and admins. */
export function gadOf(person: Person): string | null {
  return person.memberships.find((membership) => membership.gadCode !== null)?.gadCode ?? null;
}
