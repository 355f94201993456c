import { type ConnectionOptions } from 'node:tls';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { type KafkaConfig, readSettingFile } from '../config/index.js';
import { type KafkaLogger, logTo } from './log.js';
import { mendRequestQueue } from './request-queue.js';

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Few: who calls tries again for as long as it takes, and says so meanwhile. */
const RETRIES = { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 };

/**
 * The brokers of the configuration; nothing is opened yet. Throws where a file that `kafka.tls` names cannot be
 * read: the message names the setting.
 */
export function createKafka(config: KafkaConfig, logger: KafkaLogger): Kafka {
  mendRequestQueue();
  const tls = tlsOf(config.tls);
  return new Kafka({
    brokers: [...config.brokers],
    clientId: config.clientId,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    authenticationTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRIES,
    logLevel: logLevel.INFO,
    logCreator: () => logTo(logger),
    ...(tls && { ssl: tls }),
    ...(config.sasl && { sasl: { ...config.sasl } as SASLOptions }),
  });
}

function tlsOf(tls: KafkaConfig['tls']): ConnectionOptions | undefined {
  if (!tls?.enabled) return undefined;
  const { authority, certificate, key } = tls;
  const read = (setting: string, file: string) => readSettingFile(`kafka.tls.${setting}`, file);
  return {
    minVersion: 'TLSv1.2',
    ...(authority && { ca: [read('authority', authority)] }),
    ...(certificate && { cert: read('certificate', certificate) }),
    ...(key && { key: read('key', key) }),
  };
}
