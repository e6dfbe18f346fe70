// A worker that fans out, bundles and delivers as the product does, with less patience: seconds instead of hours.
import 'reflect-metadata';
import { once } from 'node:events';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { DeliveryWorkerModule, STANDARD_POLICY } from '../../dist/libs/delivery/src/index.js';
import { NoticeComposerModule, NotificationsWorkerModule } from '../../dist/libs/notifications/src/index.js';
import { CoreModule } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';

const HASTY = {
  ...STANDARD_POLICY,
  retryStepsMs: [200, 400, ...Array.from({ length: 18 }, () => 800)],
  unknownAfterMs: 500,
  unknownAttempts: 20,
  pauseAllMs: 500,
  leaseMs: 5_000,
  renewMs: 1_000,
};

// It ends with the one who started it.
process.once('disconnect', () => process.exit(0));
const [{ environment, databaseUrl }] = await once(process, 'message');
const core = CoreModule.register(readSettings(environment), databaseUrl);
const worker = {
  ...core,
  imports: [
    ...core.imports,
    NotificationsWorkerModule,
    DeliveryWorkerModule.register(NoticeComposerModule, HASTY),
  ],
};
// Warnings tell of mails that were taken over.
await NestFactory.createApplicationContext(worker, { logger: ['error', 'warn'] });
