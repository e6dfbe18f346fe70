import { AuditEntry, recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, localDate, notFound } from '@chasqui/kernel';
import { refreshSearchEntries } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GadProfile } from './gad-profile.entity.js';
import { type ProfileFacts, readProfile } from './gad-profile.fields.js';
import { requireGad } from './gads.query.js';

/** What each GAD tells of itself. */
@Injectable()
export class GadProfiles {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Null while nobody has written it. */
  async find(gadCode: string): Promise<GadProfile | null> {
    return this.database.manager.findOneBy(GadProfile, { gadCode });
  }

  /**
   * Writes the profile; what did not change leaves no trace.
   * @param expectedRevision the one the person was looking at; 0 for a first profile
   * @throws DomainError `profile.invalid` with one message per field, `profile.changed_meanwhile`, `not_found`
   */
  async save(
    gadCode: string,
    expectedRevision: number,
    input: Readonly<Record<string, unknown>>,
    actorId: string | null,
  ): Promise<void> {
    const { facts, errors } = readProfile(input, await this.competences());
    if (errors.length > 0) {
      throw invalid('profile.invalid', 'No se guardó: revise los campos señalados.', errors);
    }
    await this.database.transaction(async (manager) => {
      await requireGad(manager, gadCode);
      // A first profile has no row to lock: two of them take turns on the code.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gad_profile'), hashtext($1))`, [gadCode]);
      const stored = await manager.findOneBy(GadProfile, { gadCode });
      if ((stored?.revision ?? 0) !== expectedRevision) {
        throw conflict(
          'profile.changed_meanwhile',
          'Otra persona cambió este perfil mientras usted lo editaba. Sus cambios siguen en el formulario: abra el perfil ' +
            'actual en otra pestaña, compare y vuelva a guardar.',
        );
      }
      const before = stored && factsOf(stored);
      if (before && sortedJson(before) === sortedJson(facts)) return;
      const now = this.clock.now();
      const diagnosed = sortedJson(before?.selfDiagnosis ?? {}) !== sortedJson(facts.selfDiagnosis);
      await manager.save(GadProfile, {
        ...facts,
        gadCode,
        diagnosedOn: diagnosed ? localDate(now) : (stored?.diagnosedOn ?? null),
        revision: (stored?.revision ?? 0) + 1,
        updatedAt: now,
      });
      const action = stored ? 'gad_profile.updated' : 'gad_profile.created';
      const trace = { at: now, actorId, action, entity: 'gad_profile', entityId: gadCode };
      await recordAudit(manager, { ...trace, before, after: facts });
      await refreshSearchEntries(manager, 'gad', [gadCode]);
    });
  }

  /**
   * What the profile said before one traced change of it.
   * @throws DomainError `not_found`, also for the change that created it and for those of other GADs
   */
  async before(gadCode: string, entryId: string): Promise<ProfileFacts> {
    const entry = await this.database.manager.findOneBy(AuditEntry, {
      id: entryId,
      entity: 'gad_profile',
      entityId: gadCode,
    });
    if (!entry?.before) throw notFound('Ese cambio no existe o no se puede deshacer.');
    return entry.before as ProfileFacts;
  }

  private async competences(): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ code: string }[]>('SELECT code FROM competence');
    return new Set(rows.map(({ code }) => code));
  }
}

const FACTS = [
  'unitEs',
  'email',
  'phone',
  'address',
  'website',
  'population',
  'populationSourceEs',
  'legalBacking',
  'competences',
  'territoryFlags',
  'selfDiagnosis',
] as const satisfies readonly (keyof ProfileFacts)[];

function factsOf(profile: GadProfile): ProfileFacts {
  return Object.fromEntries(FACTS.map((name) => [name, profile[name]])) as unknown as ProfileFacts;
}

/** PostgreSQL gives the properties of a JSON value in an order of its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
