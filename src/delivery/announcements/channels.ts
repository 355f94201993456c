import { type Hl7ResultsConfig, type PasserelleConfig, readSettingFile } from '../../config/index.js';
import { type MllpAddress } from '../../hl7/index.js';
import { createKafka, createRecordProducer, type KafkaLogger } from '../../kafka/index.js';
import { createHl7Channel } from '../hl7/hl7-channel.js';
import { createKafkaChannel } from '../kafka/kafka-channel.js';
import { type Channel } from './announcement.js';

export interface ChannelsDependencies {
  readonly config: PasserelleConfig;
  readonly pipelineVersion: string;
  /** The care server's, as told to others. */
  readonly careUrl: string;
  readonly logger: KafkaLogger;
}

/** Those of the configuration. Throws where a file that it names cannot be read: the message names the setting. */
export function createChannels(dependencies: ChannelsDependencies): Channel[] {
  const { config, pipelineVersion, careUrl, logger } = dependencies;
  const { kafka, hl7 } = config;
  const channels: Channel[] = [];
  if (kafka?.results) {
    const { topic, clinicalText } = kafka.results;
    const settings = { baseUrl: careUrl, pipelineVersion };
    const producer = createRecordProducer(createKafka(kafka, logger));
    channels.push(createKafkaChannel({ topic, clinicalText, settings, producer }));
  }
  if (hl7.results) {
    const { results } = hl7;
    channels.push(
      createHl7Channel({
        address: addressOf(results),
        settings: {
          sendingApplication: partyOf(results.sendingApplication),
          sendingFacility: partyOf(results.sendingFacility ?? config.site.id),
          receivingApplication: partyOf(results.receivingApplication),
          receivingFacility: partyOf(results.receivingFacility),
          charset: results.charset,
          processingId: results.processingId,
          acknowledgement: results.acknowledgement,
          evidence: results.evidence,
        },
        idleMs: results.idleSeconds * 1_000,
        onStray: () => logger.warn({}, 'An HL7 answer to another message than the one in flight is left'),
      }),
    );
  }
  return channels;
}

/** `NAME&OID&ISO`: an HD in a single component of MSH, as in `MSH-3`. */
const partyOf = (name: string) => name.split('&');

function addressOf({ host, port, tls, connectSeconds, answerSeconds }: Hl7ResultsConfig): MllpAddress {
  const read = (setting: string, file: string) => readSettingFile(`hl7.results.tls.${setting}`, file);
  return {
    ...{ host, port, timeoutMs: answerSeconds * 1_000, connectTimeoutMs: connectSeconds * 1_000 },
    ...(tls?.enabled && {
      tls: {
        ...(tls.authority && { ca: read('authority', tls.authority) }),
        ...(tls.certificate && { cert: read('certificate', tls.certificate) }),
        ...(tls.key && { key: read('key', tls.key) }),
        ...(tls.serverName && { serverName: tls.serverName }),
      },
    }),
  };
}
