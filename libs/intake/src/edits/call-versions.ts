import { AuditEntry } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { type EntityManager, LessThan, MoreThan } from 'typeorm';

/** A call right before and right after one traced change of it. */
export interface CallVersions {
  readonly entry: AuditEntry;
  /** As the public last saw it before the change; null when it never was public. */
  readonly before: Call | null;
  readonly after: Call;
}

/**
 * The versions of a call around a change, from its trace: what came later is taken back.
 * @param call as it is now
 * @returns null when there is no such change
 */
export async function versionsOf(
  manager: EntityManager,
  call: Call,
  entryId: string,
): Promise<CallVersions | null> {
  const of = { entity: 'call', entityId: call.id };
  const entry = await manager.findOneBy(AuditEntry, { ...of, id: entryId });
  if (!entry) return null;
  const newestFirst = { order: { id: 'DESC' } } as const;
  const later = await manager.find(AuditEntry, { where: { ...of, id: MoreThan(entryId) }, ...newestFirst });
  const after = later.reduce(takenBack, call);
  const before = takenBack(after, entry);
  if (before.state === 'published') return { entry, before, after };
  const earlier = await manager.find(AuditEntry, {
    where: { ...of, id: LessThan(entryId) },
    ...newestFirst,
  });
  const until = earlier.findIndex(wasPublished);
  const lastPublic = until < 0 ? null : earlier.slice(0, until + 1).reduce(takenBack, before);
  return { entry, before: lastPublic, after };
}

function wasPublished({ before }: AuditEntry): boolean {
  return before !== null && 'state' in before && before.state === 'published';
}

/** JSON knows no instants; of the columns of a call this is the one that a trace holds. */
function takenBack(call: Call, { before }: AuditEntry): Call {
  const columns = (before ?? {}) as Partial<Omit<Call, 'closesAt'>> & { readonly closesAt?: string | null };
  const { closesAt } = columns;
  return Object.assign(new Call(), call, columns, {
    closesAt: closesAt === undefined ? call.closesAt : closesAt && new Date(closesAt),
  });
}
