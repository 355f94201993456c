import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, systemClock } from '../kernel/index.js';
import { type PasserelleConfig } from './config.js';

export const CONFIG = Symbol('config');

/** The checked configuration and the clock, for every module. */
@Module({})
export class ConfigModule {
  static with(config: PasserelleConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useValue: systemClock },
      ],
      exports: [CONFIG, CLOCK],
    };
  }
}
