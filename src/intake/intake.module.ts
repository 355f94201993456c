import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import {
  CONFIG,
  type MllpListenerConfig,
  type PasserelleConfig,
  readSettingFile,
  type TlsConfig,
} from '../config/index.js';
import { DATA_SOURCE, QUEUE, type Queue } from '../database/index.js';
import { CLOCK, type Clock } from '../kernel/index.js';
import { LOGGER, type Logger, METRICS, type Metrics } from '../observability/index.js';
import { PATIENTS, type Patients } from '../patients/index.js';
import { CIPHER, type Cipher, createKeyedHash, type Keys, KEYS } from '../security/index.js';
import { type Inbox } from './events.js';
import { type MllpListener, MllpServer } from './hl7/mllp-server.js';
import { pointersOf } from './hl7/pointers/pointer-policy.js';
import { type MllpMetrics } from './hl7/ports.js';
import { sourceSettings } from './hl7/source-settings.js';
import { ReportsIntakeController } from './http/reports.controller.js';
import { createFhirIntake, FHIR_SOURCE } from './fhir/fhir-intake.js';
import { FHIR_INTAKE, INBOX } from './inbox.token.js';
import { kafkaIntakeOf } from './kafka/kafka-intake-of.js';
import { type KafkaIntake } from './kafka/kafka-intake.js';
import { localTypesOf } from './local-types.js';
import { type InboxDependencies } from './inbox/dependencies.js';
import { createInbox, type PlacingInbox } from './inbox/typeorm-inbox.repository.js';
import { tellIncident } from './tell-incident.js';

const MLLP = Symbol('mllp');
const KAFKA = Symbol('kafka');

@Global()
@Module({
  controllers: [ReportsIntakeController],
  exports: [FHIR_INTAKE],
  providers: [
    {
      provide: FHIR_INTAKE,
      useFactory: (inbox: Inbox, clock: Clock, config: PasserelleConfig, metrics: Metrics) =>
        createFhirIntake({
          inbox,
          clock,
          acceptsFictitious: config.site.acceptsFictitious,
          types: localTypesOf(FHIR_SOURCE, config.sources),
          onAnswer: (type, answer) => metrics.messages.inc({ source: 'fhir', type, answer }),
        }),
      inject: [INBOX, CLOCK, CONFIG, METRICS],
    },
    {
      provide: INBOX,
      useFactory: (
        ...[dataSource, queue, patients, cipher, keys, clock, ...told]: InboxParts
      ): PlacingInbox =>
        createInbox({
          dataSource,
          queue,
          patients,
          cipher,
          hash: createKeyedHash(keys.identifiers, 'inbox'),
          clock,
          ...tellings(told),
        }),
      inject: [DATA_SOURCE, QUEUE, PATIENTS, CIPHER, KEYS, CLOCK, CONFIG, LOGGER, METRICS],
    },
    {
      provide: MLLP,
      useFactory: (config: PasserelleConfig, inbox: Inbox, logger: Logger, metrics: Metrics, clock: Clock) =>
        new MllpServer(
          {
            listeners: config.mllp.map((listener) => ({
              ...toListener(listener, config.site.acceptsFictitious),
              ...sourceSettings(listener.source, config.sources),
              ...pointersOf(listener.source, config.sources),
            })),
            stopTimeoutMs: config.worker.stopGraceSeconds * 1_000,
          },
          { inbox, clock, logger, metrics: toMllpMetrics(metrics) },
        ),
      inject: [CONFIG, INBOX, LOGGER, METRICS, CLOCK],
    },
    {
      provide: KAFKA,
      useFactory: (config: PasserelleConfig, inbox: Inbox, logger: Logger, metrics: Metrics, clock: Clock) =>
        kafkaIntakeOf(config, { inbox, logger, metrics, clock }),
      inject: [CONFIG, INBOX, LOGGER, METRICS, CLOCK],
    },
  ],
})
export class IntakeModule implements OnModuleDestroy {
  constructor(
    @Inject(MLLP) private readonly server: MllpServer,
    @Inject(INBOX) private readonly inbox: PlacingInbox,
    @Inject(KAFKA) private readonly kafka: KafkaIntake | undefined,
    @Inject(CONFIG) private readonly config: PasserelleConfig,
  ) {}

  /** Places what was kept, opens the listeners, begins to read the topics; says where each listener stands. */
  async start(): Promise<ReturnType<MllpServer['addresses']>> {
    this.inbox.start();
    await this.server.start();
    this.kafka?.start();
    return this.server.addresses();
  }

  /** First of all at a stop: no new message or record, those in process are answered. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.server.stop(), this.kafka?.stop()]);
    // What is left is placed at the next start.
    const grace = this.config.worker.stopGraceSeconds * 1_000;
    await Promise.race([this.inbox.stop(), sleep(grace, undefined, { ref: false })]);
  }
}

type Telling = [PasserelleConfig, Logger, Metrics];
type InboxParts = [DataSource, Queue, Patients, Cipher, Keys, Clock, ...Telling];

function tellings([config, logger, metrics]: Telling): Pick<
  InboxDependencies,
  'awaitHours' | 'onIncident' | 'onFault' | 'onTrouble'
> {
  return {
    awaitHours: config.lifeCycle.awaitHours,
    onIncident: tellIncident(logger, metrics),
    onFault: (messageId, error) => logger.error({ messageId, error }, 'A message could not be placed'),
    onTrouble: (error) => logger.warn({ error }, 'Kept messages are not placed for the moment'),
  };
}

function toListener(listener: MllpListenerConfig, acceptsFictitious: boolean): MllpListener {
  return {
    name: listener.source,
    host: listener.host,
    port: listener.port,
    defaultCharset: listener.defaultCharset,
    acceptsFictitious,
    maxBytes: listener.maxMessageBytes,
    idleTimeoutMs: listener.idleTimeoutSeconds * 1_000,
    maxConnections: listener.maxConnections,
    ...(listener.tls && { tls: toTls(listener.tls, `mllp ${listener.source}`) }),
  };
}

function toTls(tls: TlsConfig, listener: string) {
  const { certificate, key, authority, clientCertificateRequired } = tls;
  const read = (setting: keyof TlsConfig, file: string) =>
    readSettingFile(`${listener}: tls.${setting}`, file);
  return {
    cert: read('certificate', certificate),
    key: read('key', key),
    ...(clientCertificateRequired && authority && { clientCa: read('authority', authority) }),
  };
}

function toMllpMetrics(metrics: Metrics): MllpMetrics {
  return {
    answered({ source, type, code, seconds, refusal }) {
      metrics.messages.inc({ source, type, answer: code });
      if (refusal) metrics.refusals.inc({ source, code: refusal });
      metrics.messageSeconds.observe({ source }, seconds);
    },
    garbage: ({ source, bytes }) => metrics.garbage.inc({ source }, bytes),
    connections: ({ source, open }) => metrics.connections.set({ source }, open),
  };
}
