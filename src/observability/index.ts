export { createLogger, type LogFields, type Logger, silentLogger } from './logger.js';
export { createMetrics, type Metrics } from './metrics.js';
export { LOGGER, METRICS, ObservabilityModule } from './observability.module.js';
export { hideUncaughtErrors } from './uncaught.js';
