import { SETTINGS, type Settings } from '@chasqui/config';
import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { QUEUES } from './job-definition.js';
import { JobQueues } from './job-queues.js';
import { queueOptions } from './queue-backend.js';
import { QueueHandlers } from './queue-handlers.js';

/** Connects the queues of this process and gives every module `JobQueues`. */
@Global()
@Module({})
export class JobsModule {
  static register(databaseUrl: string): DynamicModule {
    return {
      module: JobsModule,
      imports: [
        DiscoveryModule,
        BullModule.forRootAsync({
          inject: [SETTINGS],
          useFactory: (settings: Settings) => queueOptions(settings, databaseUrl),
        }),
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
      ],
      providers: [JobQueues, QueueHandlers],
      exports: [JobQueues, QueueHandlers, BullModule],
    };
  }
}
