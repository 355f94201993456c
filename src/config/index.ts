export {
  FHIR_PROFILES,
  type FhirAuthConfig,
  type FhirTargetConfig,
  type HttpConfig,
  type KeysConfig,
  type MllpListenerConfig,
  PasserelleConfig,
  type TlsConfig,
  type TokenConfig,
} from './config.js';
export {
  type KafkaConfig,
  type KafkaIntakeConfig,
  type KafkaResultsConfig,
  type KafkaTopicConfig,
} from './kafka-config.js';
export { type Hl7ResultsConfig } from './hl7-results-config.js';
export {
  LocalFieldsConfig,
  type LocalTypeConfig,
  type PointersConfig,
  type RouteConfig,
  type SourceConfig,
} from './source-config.js';
export { checkConfig, type Environment, loadConfig } from './load-config.js';
export { isLoopback } from './loopback.js';
export { readSettingFile } from './read-setting-file.js';
export { CONFIG, ConfigModule } from './config.module.js';
