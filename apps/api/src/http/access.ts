import { Accounts, GAD_MEMBER_ROLES, hasRole, type Person, type Role } from '@chasqui/accounts';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  NotFoundException,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { MailTroubles } from './mail-troubles.js';

/** Who may use a route. Every route says it; one that does not is closed to everybody. */
export type AccessRule =
  | { readonly kind: 'public' }
  /** Whoever has signed in, also without any role. */
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] }
  /** People of the GAD named by the route's `:gad`, in one of the roles. Curators may read if `curators` says so. */
  | { readonly kind: 'gad'; readonly roles: readonly Role[]; readonly curators: boolean };

export const ACCESS = 'chasqui:access';

export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies AccessRule);
export const SignedIn = () => SetMetadata(ACCESS, { kind: 'signed_in' } satisfies AccessRule);
export const Roles = (...roles: Role[]) => SetMetadata(ACCESS, { kind: 'roles', roles } satisfies AccessRule);
export const GadRoles = (roles: Role[], options = { curators: false }) =>
  SetMetadata(ACCESS, { kind: 'gad', roles, ...options } satisfies AccessRule);

/** Reading what a GAD has: its people, whatever they are there, and curators. */
export const GadReaders = () => GadRoles([...GAD_MEMBER_ROLES], { curators: true });

export const SESSION_COOKIE = 'chasqui_session';

export interface PersonRequest extends FastifyRequest {
  person?: Person | null;
}

/** The signed-in person; null for anonymous visitors of public routes. */
export const CurrentPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<PersonRequest>().person ?? null,
);

/** The session token of the request, if its cookie has the right shape. */
export function sessionToken(request: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{20,})`).exec(request.headers.cookie ?? '')?.[1];
}

/** Finds out who is asking and refuses whatever the route's rule does not allow. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accounts: Accounts,
    private readonly mailTroubles: MailTroubles,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PersonRequest>();
    const token = sessionToken(request);
    const found = token ? await this.accounts.personOf(token) : null;
    const person = found && { ...found, mailTrouble: await this.mailTroubles.of(found.email) };
    request.person = person;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new ForbiddenException('Esta página no está abierta a nadie.');
    if (rule.kind === 'public') return true;
    if (!person) throw new UnauthorizedException('Ingrese para ver esta página.');
    if (!allows(rule, person, request)) {
      // Another GAD's pages do not exist for this person; a missing role is told plainly.
      if (rule.kind === 'gad' && !belongsTo(person, gadIn(request))) {
        throw new NotFoundException('No hay nada en esta dirección.');
      }
      throw new ForbiddenException('Su cuenta no tiene permiso para esta página.');
    }
    return true;
  }
}

function allows(
  rule: Exclude<AccessRule, { kind: 'public' }>,
  person: Person,
  request: FastifyRequest,
): boolean {
  if (rule.kind === 'signed_in') return true;
  if (rule.kind === 'roles') return hasRole(person, rule.roles);
  if (rule.curators && hasRole(person, ['curator'])) return true;
  const gad = gadIn(request);
  return gad !== undefined && hasRole(person, rule.roles, gad);
}

function gadIn(request: FastifyRequest): string | undefined {
  return (request.params as { gad?: string }).gad;
}

function belongsTo(person: Person, gad: string | undefined): boolean {
  return person.memberships.some(({ gadCode }) => gadCode !== null && gadCode === gad);
}
