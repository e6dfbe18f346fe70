import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { oweDeadlines } from './deadlines.js';
import { oweReviews } from './reviews.js';
import { oweSteps } from './steps.js';

/** Reminds people of the calls that they follow. What it writes depends on the clock alone: it may run any number of times. */
@Injectable()
export class Remind {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns how many notices are new */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const { manager } = this.database;
    return (
      (await oweDeadlines(manager, now)) + (await oweReviews(manager, now)) + (await oweSteps(manager, now))
    );
  }
}
