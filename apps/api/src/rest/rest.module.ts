import { CallsModule } from '@chasqui/calls';
import { Module } from '@nestjs/common';
import { CallsController } from './calls.controller.js';
import { HealthController } from './health.controller.js';
import { MatchesController } from './matches.controller.js';

/** What programs use; described at /api/docs. */
@Module({ imports: [CallsModule], controllers: [CallsController, MatchesController, HealthController] })
export class RestModule {}
