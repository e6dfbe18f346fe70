import { Clock, SystemClock } from '@chasqui/kernel';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from './settings.js';

/** Gives every module the settings and the clock. Tests pass their own. */
@Global()
@Module({})
export class ConfigModule {
  static register(settings: Settings, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Clock, useValue: clock },
      ],
      exports: [SETTINGS, Clock],
    };
  }
}
