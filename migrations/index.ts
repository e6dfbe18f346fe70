import type { MigrationInterface } from 'typeorm';
import { CreateSchema1763740800000 } from './1763740800000-CreateSchema.js';
import { ExtendCatalogue1795273200000 } from './1795273200000-ExtendCatalogue.js';
import { AuditMatches1795284000000 } from './1795284000000-AuditMatches.js';
import { ReadSources1795291200000 } from './1795291200000-ReadSources.js';
import { KeepAlerts1795305600000 } from './1795305600000-KeepAlerts.js';

/** Every migration, in order. A list, not a glob: globs are imported at run time and fail under test. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateSchema1763740800000,
  ExtendCatalogue1795273200000,
  AuditMatches1795284000000,
  ReadSources1795291200000,
  KeepAlerts1795305600000,
];
