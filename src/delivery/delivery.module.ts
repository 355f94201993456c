import { Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import {
  CONFIG,
  type FhirTargetConfig,
  type PasserelleConfig,
  readSettingFile,
  type TlsConfig,
} from '../config/index.js';
import { DATA_SOURCE, QUEUE, type Queue } from '../database/index.js';
import { FHIR_PATH } from '../fhir/index.js';
import { CLOCK, type Clock } from '../kernel/index.js';
import { METRICS, type Metrics } from '../observability/index.js';
import { CIPHER, type Cipher, INTERNAL_TOKEN, type InternalToken } from '../security/index.js';
import { createAnnouncements } from './announcements/typeorm-announcements.repository.js';
import { createDelivery } from './deliver.js';
import { type FhirAuth } from './fhir/authorization.js';
import { createFhirTarget } from './fhir/fhir-target.js';
import { type Destination } from './fhir/write-bundle.js';
import { type Ledger } from './ledger/ledger.js';
import { createTypeormLedger } from './ledger/typeorm-ledger.repository.js';
import { type Outbox, type Zone } from './outbox/outbox.js';
import { createTypeormOutbox } from './outbox/typeorm-outbox.repository.js';
import { type DeliveryMetrics } from './ports.js';
import { createPrevious } from './previous.js';

export const OUTBOX = Symbol('outbox');
export const DELIVERY = Symbol('delivery');
export const PREVIOUS = Symbol('previous');
export const DESTINATIONS = Symbol('destinations');
export const ANNOUNCEMENTS = Symbol('announcements');

const LEDGER = Symbol('ledger');

export type Destinations = Readonly<Partial<Record<Zone, Destination>>>;

@Module({
  providers: [
    {
      provide: OUTBOX,
      useFactory: (dataSource: DataSource, cipher: Cipher) => createTypeormOutbox(dataSource, cipher),
      inject: [DATA_SOURCE, CIPHER],
    },
    {
      provide: LEDGER,
      useFactory: (dataSource: DataSource) => createTypeormLedger(dataSource),
      inject: [DATA_SOURCE],
    },
    { provide: DESTINATIONS, useFactory: destinationsOf, inject: [CONFIG, INTERNAL_TOKEN, CLOCK] },
    {
      provide: DELIVERY,
      useFactory: (...[outbox, ledger, targets, metrics, clock, config]: DeliveryParts) =>
        createDelivery({
          outbox,
          ledger,
          targets,
          clock,
          metrics: toDeliveryMetrics(metrics),
          giveUpAfterHours: config.worker.giveUpAfterHours,
        }),
      inject: [OUTBOX, LEDGER, DESTINATIONS, METRICS, CLOCK, CONFIG],
    },
    {
      provide: PREVIOUS,
      useFactory: (outbox: Outbox, ledger: Ledger, targets: Destinations) =>
        createPrevious({ outbox, ledger, targets }),
      inject: [OUTBOX, LEDGER, DESTINATIONS],
    },
    {
      provide: ANNOUNCEMENTS,
      useFactory: (dataSource: DataSource, queue: Queue, cipher: Cipher, clock: Clock) =>
        createAnnouncements({ dataSource, queue, cipher, clock }),
      inject: [DATA_SOURCE, QUEUE, CIPHER, CLOCK],
    },
  ],
  exports: [OUTBOX, DELIVERY, PREVIOUS, DESTINATIONS, ANNOUNCEMENTS],
})
export class DeliveryModule implements OnApplicationShutdown {
  constructor(@Inject(DESTINATIONS) private readonly destinations: Destinations) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.destinations).map(({ target }) => target.close()));
  }
}

type DeliveryParts = [Outbox, Ledger, Destinations, Metrics, Clock, PasserelleConfig];

function destinationsOf(config: PasserelleConfig, internal: InternalToken, clock: Clock): Destinations {
  const { care, research } = config.fhir;
  const destination = (zone: Zone, target: FhirTargetConfig): Destination => {
    const isEmbedded = target.kind === 'embedded';
    const baseUrl = isEmbedded ? embeddedUrl(config) : (target.baseUrl ?? '');
    return {
      // The embedded endpoint keeps its name whatever port it has today.
      name: isEmbedded ? `${zone}:embedded` : `${zone}:${baseUrl}`,
      mode: target.writeMode,
      target: createFhirTarget({
        name: zone,
        baseUrl,
        auth: isEmbedded ? { kind: 'bearer', token: internal.token } : authOf(target),
        timeoutMs: target.timeoutSeconds * 1_000,
        clock,
        ...(target.tls && { tls: tlsOf(zone, target.tls) }),
      }),
    };
  };
  return {
    care: destination('care', care),
    ...(research && { research: destination('research', research) }),
  };
}

/** Where the care zone is, as others are told. */
export const careUrl = (config: PasserelleConfig): string =>
  config.fhir.care.kind === 'embedded' ? embeddedUrl(config) : (config.fhir.care.baseUrl ?? '');

/** Our own endpoint, reached on this machine even where it also serves others. */
function embeddedUrl({ http: { host, port } }: PasserelleConfig): string {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}${FHIR_PATH}`;
}

function authOf({ auth }: FhirTargetConfig): FhirAuth {
  const {
    username = '',
    password = '',
    token = '',
    tokenUrl = '',
    clientId = '',
    clientSecret = '',
    scope,
  } = auth;
  if (auth.kind === 'basic') return { kind: 'basic', username, password };
  if (auth.kind === 'bearer') return { kind: 'bearer', token };
  if (auth.kind === 'none') return { kind: 'none' };
  return { kind: 'client-credentials', tokenUrl, clientId, clientSecret, ...(scope && { scope }) };
}

function tlsOf(zone: Zone, { certificate, key, authority }: TlsConfig) {
  const read = (setting: string, file: string) => readSettingFile(`fhir.${zone}.tls.${setting}`, file);
  return {
    cert: read('certificate', certificate),
    key: read('key', key),
    ...(authority && { ca: read('authority', authority) }),
  };
}

function toDeliveryMetrics(metrics: Metrics): DeliveryMetrics {
  return {
    delivered(zone, seconds) {
      metrics.deliveries.inc({ zone, outcome: 'sent' });
      metrics.deliverySeconds.observe({ zone }, seconds);
    },
    failed: (zone, code) => metrics.deliveries.inc({ zone, outcome: code }),
  };
}
