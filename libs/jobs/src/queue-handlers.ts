import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { QueueName } from './job-definition.js';
import type { JobHandler } from './job-processor.js';

/** Marks a provider that does jobs of a queue whose processor belongs to another library. It is a `JobHandlers`. */
export const HandlesQueue = DiscoveryService.createDecorator<QueueName>();

/** A provider with jobs that it can do. */
export interface JobHandlers {
  jobs(): readonly JobHandler[];
}

/** Finds the handlers that providers of this process add to a queue: a queue has one processor, but many jobs. */
@Injectable()
export class QueueHandlers {
  constructor(private readonly discovery: DiscoveryService) {}

  of(queue: QueueName): JobHandler[] {
    return this.discovery
      .getProviders({ metadataKey: HandlesQueue.KEY })
      .filter((provider) => this.discovery.getMetadataByDecorator(HandlesQueue, provider) === queue)
      .flatMap(({ instance }) => (instance as JobHandlers).jobs());
  }
}
