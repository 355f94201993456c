import { Global, Module } from '@nestjs/common';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { createLogger } from './logger.js';
import { createMetrics } from './metrics.js';

export const LOGGER = Symbol('logger');
export const METRICS = Symbol('metrics');

@Global()
@Module({
  providers: [
    {
      provide: LOGGER,
      useFactory: (config: PasserelleConfig) => createLogger(config.log.level),
      inject: [CONFIG],
    },
    { provide: METRICS, useFactory: createMetrics },
  ],
  exports: [LOGGER, METRICS],
})
export class ObservabilityModule {}
