import { isTimeZone } from '@chasqui/kernel';
import { SourceDefinition } from '@chasqui/sources';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { SourceDefaults } from './taken-reading.js';

const optional = z.string().nullable().catch(null);

/** What every definition says of all calls of its source, whatever its adapter. */
const configSchema = z.object({
  defaults: z
    .object({ language: optional, zone: optional, currency: optional })
    .catch({ language: null, zone: null, currency: null }),
});

/** What the newest definition of a source says where its calls are silent. */
export async function sourceDefaults(manager: EntityManager, sourceId: string): Promise<SourceDefaults> {
  const definition = await manager.findOne(SourceDefinition, {
    where: { sourceId },
    order: { version: 'DESC' },
  });
  const { defaults } = configSchema.parse(definition?.config ?? {});
  return { ...defaults, zone: defaults.zone && isTimeZone(defaults.zone) ? defaults.zone : null };
}
