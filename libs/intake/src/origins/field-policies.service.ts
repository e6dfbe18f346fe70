import { recordAudit } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import type { ExtractedField } from '@chasqui/extraction';
import { Clock, invalid, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REIMPORT_POLICIES, type ReimportPolicy } from '../policy/policy.js';
import { EXTRACTED_FIELDS } from './call-values.js';
import { CallFieldOrigin } from './origin.entities.js';
import { protectedOrigins } from './origin-rows.js';

/** What a new reading may do with a field of a call, as curators choose it. */
@Injectable()
export class FieldPolicies {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Chooses the policy of a field, also of one that no source has told yet.
   * @throws DomainError `policy.invalid`, `not_found`
   */
  async setPolicy(callId: string, field: string, policy: string, actorId: string): Promise<void> {
    const known = EXTRACTED_FIELDS.find((each) => each === field);
    const chosen = REIMPORT_POLICIES.find((each) => each === policy);
    if (!known) throw invalid('policy.invalid', 'Ese dato no viene de una fuente.');
    if (!chosen) throw invalid('policy.invalid', 'Elija qué hacer cuando la fuente cambie este dato.');
    await this.database.transaction(async (manager) => {
      const call = await manager.findOne(Call, {
        where: { id: callId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!call) throw notFound('Esa convocatoria no existe.');
      const origin = (await protectedOrigins(manager, callId)).get(known);
      if (origin?.policy === chosen) return;
      if (origin) await manager.update(CallFieldOrigin, { callId, field: known }, { policy: chosen });
      else await manager.insert(CallFieldOrigin, { callId, field: known, setBy: 'person', policy: chosen });
      await recordAudit(manager, {
        at: this.clock.now(),
        actorId,
        action: 'call_field.policy_set',
        entity: 'call_field_origin',
        entityId: callId,
        before: { field: known, policy: origin?.policy ?? null } satisfies PolicyTrace,
        after: { field: known, policy: chosen } satisfies PolicyTrace,
      });
    });
  }
}

interface PolicyTrace {
  readonly field: ExtractedField;
  readonly policy: ReimportPolicy | null;
}
