import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { DATA_SOURCE, DATABASE, type OpenDatabase, QUEUE, type Queue } from '../database/index.js';
import {
  ANNOUNCE_JOB,
  ANNOUNCEMENTS,
  type Announcements,
  createTypeormLedger,
  DELIVERY,
  type Delivery,
  DeliveryModule,
  DESTINATIONS,
  type Destinations,
  type Outbox,
  OUTBOX,
  PREVIOUS,
  type Previous,
  type Zone,
} from '../delivery/index.js';
import { closeReaders, type Ocr, type TesseractOptions } from '../document/index.js';
import { loadDefinitions, type MappingSettings } from '../fhir/index.js';
import { createTellReplaced, MERGE_JOB, PATIENT_JOB, tellIncident } from '../intake/index.js';
import { CLOCK, type Clock } from '../kernel/index.js';
import { LOGGER, type Logger, METRICS, type Metrics } from '../observability/index.js';
import { PATIENTS, type Patients } from '../patients/index.js';
import { createPseudonyms } from '../pseudonymization/index.js';
import { type ModelReader } from '../pseudonymization/index.js';
import { CIPHER, type Cipher, createKeyedHash, type Keys, KEYS } from '../security/index.js';
import { type Announcing, createAnnouncing } from './announcing.js';
import { closeLongReports, type LongReports, readLongReports } from './beside/long-reports.js';
import { createOcr, createServicePseudonymizer, selectCatalog } from './assembly.js';
import { createGivingRooms } from './giving-rooms.js';
import { createFollowStay } from './follow-stay.js';
import { createMergeHandler } from './merge-worker.js';
import { createPatientHandler } from './patient-worker.js';
import { type GivingRooms, type ReadingRooms } from './ports.js';
import { policyFor } from './policies.js';
import { createReadingRooms } from './reading-rooms.js';
import { runningReaders } from './reader-versions.js';
import { REREAD_JOB } from './reread-log.js';
import { createRereadHandler } from './reread-worker.js';
import { createResearchText } from './research-text.js';
import { createRoute } from './routes.js';
import { MODEL, ModelModule } from './model.module.js';
import { createJourneys } from './typeorm-journey.repository.js';
import { createReportLog } from './typeorm-reports.repository.js';
import { createRereadFeeder } from './typeorm-reread-runs.repository.js';
import { createRereadLog } from './typeorm-rereads.repository.js';
import { PIPELINE_VERSION } from './version.js';
import { createLineageHandler } from './worker.js';
import { warmUp } from './warm-up.js';
import { createLearnedNames } from './typeorm-stay-documents.repository.js';
import { createCorridors, type Handler } from './stay-assembly.js';

const LONG = Symbol('processes for long reports');
const OCR = Symbol('engine of scans');
const READING = Symbol('reading rooms');
const GIVING = Symbol('giving rooms');
const ANNOUNCING = Symbol('announcing');
const HANDLER = Symbol('handler of jobs');

@Module({
  imports: [DeliveryModule, ModelModule],
  providers: [
    { provide: LONG, useFactory: () => readLongReports() },
    { provide: OCR, useFactory: (config: PasserelleConfig) => createOcr(ocrOf(config)), inject: [CONFIG] },
    {
      provide: READING,
      useFactory: (...[config, dataSource, cipher, keys, logger, metrics, ocr, ...more]: ReadingParts) => {
        const [long, model] = more;
        return createReadingRooms({
          pseudonymizer: createServicePseudonymizer({
            policy: policyFor('useCases', config),
            ...{ sql: dataSource, cipher, keys, long, model },
          }),
          run: long.runUseCases,
          useCases: selectCatalog(config.useCases),
          route: createRoute(config),
          ocr,
          learnedOf: createLearnedNames({ dataSource, cipher }),
          logger,
          metrics,
        });
      },
      inject: [CONFIG, DATA_SOURCE, CIPHER, KEYS, LOGGER, METRICS, OCR, LONG, MODEL],
    },
    {
      provide: GIVING,
      useFactory: (
        ...[config, keys, dataSource, outbox, previous, delivery, targets, clock, ...more]: GivingParts
      ) => {
        const [patients, cipher, long, model] = more;
        return createGivingRooms({
          settings: settingsOf(config),
          ids: {
            care: careIds(keys),
            research: createKeyedHash(keys.identifiers, 'research-ids'),
          },
          zones: Object.keys(targets) as Zone[],
          ...{ outbox, previous, delivery },
          transaction: (work) => dataSource.transaction(work),
          isCurrent: (sql, { identity }) => patients.isCurrent(sql, identity),
          pseudonyms: createPseudonyms({ dataSource, patients, cipher, clock }),
          forResearch: createResearchText({
            ...{ config, sql: dataSource, cipher, keys, long, model },
            learnedOf: createLearnedNames({ dataSource, cipher }),
          }),
          clock,
        });
      },
      inject: [
        ...[CONFIG, KEYS, DATA_SOURCE, OUTBOX, PREVIOUS, DELIVERY, DESTINATIONS, CLOCK],
        ...[PATIENTS, CIPHER, LONG, MODEL],
      ],
    },
    {
      provide: ANNOUNCING,
      useFactory: (
        ...[
          config,
          dataSource,
          cipher,
          queue,
          announcements,
          outbox,
          targets,
          logger,
          ...more
        ]: AnnouncingParts
      ) => {
        const [metrics, clock] = more;
        const ledger = createTypeormLedger(dataSource);
        const journeyOf = createJourneys({ dataSource, cipher, clock });
        const kept = { journeyOf, queue, announcements, outbox, ledger };
        return createAnnouncing({ config, ...kept, care: targets.care, logger, metrics, clock });
      },
      inject: [
        ...[CONFIG, DATA_SOURCE, CIPHER, QUEUE, ANNOUNCEMENTS, OUTBOX, DESTINATIONS, LOGGER],
        ...[METRICS, CLOCK],
      ],
    },
    {
      provide: HANDLER,
      useFactory: (...parts: HandlerParts) => handlerOf(parts),
      inject: [
        ...[CONFIG, DATA_SOURCE, PATIENTS, CIPHER, READING, GIVING, LOGGER, METRICS, CLOCK],
        ...[QUEUE, OUTBOX, DELIVERY, DESTINATIONS, KEYS, OCR, ANNOUNCING],
      ],
    },
  ],
})
export class PipelineModule implements BeforeApplicationShutdown {
  constructor(
    @Inject(HANDLER) private readonly handler: Handler,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(CONFIG) private readonly config: PasserelleConfig,
    @Inject(ANNOUNCING) private readonly announcing: Announcing,
  ) {}

  /** Starts taking jobs. What the first report would wait for is read and made first. */
  async start(): Promise<void> {
    loadDefinitions();
    await warmUp(this.config.useCases, policyFor('useCases', this.config));
    const { concurrency } = this.config.worker;
    const aside = this.announcing.channels.length;
    await this.queue.work({ concurrency, aside, alone: this.database.isAlone }, this.handler);
    await this.announcing.wake();
  }

  /** After the listeners, before HTTP: the last reports still reach the embedded endpoint. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop(this.config.worker.stopGraceSeconds);
    await this.announcing.close();
    await Promise.all([closeReaders(), closeLongReports()]);
  }
}

type ReadingParts = [
  ...[PasserelleConfig, DataSource, Cipher, Keys, Logger, Metrics, Ocr | undefined],
  ...[LongReports, ModelReader | undefined],
];
type GivingParts = [
  ...[PasserelleConfig, Keys, DataSource, Outbox, Previous, Delivery, Destinations, Clock],
  ...[Patients, Cipher, LongReports, ModelReader | undefined],
];
type AnnouncingParts = [
  ...[PasserelleConfig, DataSource, Cipher, Queue, Announcements, Outbox, Destinations, Logger],
  ...[Metrics, Clock],
];
type HandlerParts = [
  ...[PasserelleConfig, DataSource, Patients, Cipher],
  ...[ReadingRooms, GivingRooms, Logger, Metrics, Clock],
  ...[Queue, Outbox, Delivery, Destinations, Keys, Ocr | undefined, Announcing],
];

function handlerOf(parts: HandlerParts): Handler {
  const [config, dataSource, patients, cipher, reading, giving, logger, metrics, clock] = parts;
  const [queue, outbox, delivery, { care }, keys, ocr, announcing] = parts.slice(9) as [
    ...[Queue, Outbox, Delivery, Destinations, Keys, Ocr | undefined, Announcing],
  ];
  const { announce } = announcing;
  const running = runningReaders(ocr);
  const journeyOf = createJourneys({
    dataSource,
    cipher,
    clock,
    onStage: (step, seconds) => metrics.stepSeconds.observe({ step }, seconds),
  });
  const lineages = createLineageHandler({
    reports: createReportLog({ dataSource, patients, cipher, clock, journeyOf, announce }),
    rooms: { ...reading, ...giving },
    logger,
    metrics,
    clock,
    giveUpAfterHours: config.worker.giveUpAfterHours,
    awaitHours: config.lifeCycle.awaitHours,
    readAgain: createRereadHandler({
      rereads: createRereadLog({ dataSource, queue, patients, cipher, clock }),
      ...{ rooms: reading, running, logger, metrics, clock },
    }),
  });
  const giveUpAfterHours = config.worker.giveUpAfterHours;
  const common = { dataSource, patients, cipher, logger, metrics, clock };
  const people = {
    ...{ sql: dataSource, ledger: createTypeormLedger(dataSource), care, ids: careIds(keys) },
    ...{ patients, settings: settingsOf(config), logger },
  };
  const followStay = createFollowStay(people);
  const corridors = createCorridors({
    ...common,
    ...{ queue, outbox, delivery, lineages, followStay, giveUpAfterHours },
  });
  const merges = createMergeHandler({ ...people, clock, giveUpAfterHours });
  const onIncident = tellIncident(logger, metrics);
  const tellReplaced = createTellReplaced({ dataSource, clock, onIncident });
  const follow = createPatientHandler({ ...people, tellReplaced });
  const feeder = createRereadFeeder({ dataSource, queue, cipher, clock, running });
  return (key, signal) => {
    if (key.startsWith(ANNOUNCE_JOB)) return announcing.send(key.slice(ANNOUNCE_JOB.length), signal);
    if (key.startsWith(MERGE_JOB)) return merges(key.slice(MERGE_JOB.length));
    if (key.startsWith(PATIENT_JOB)) return follow(key.slice(PATIENT_JOB.length));
    return key.startsWith(REREAD_JOB) ? feeder(key.slice(REREAD_JOB.length), signal) : corridors(key, signal);
  };
}

const careIds = (keys: Keys) => createKeyedHash(keys.identifiers, 'care-ids');

const settingsOf = (config: PasserelleConfig): MappingSettings => ({
  site: config.site.id,
  patientMode: config.fhir.patientMode,
  keepPayload: config.fhir.keepPayload,
  pipelineVersion: PIPELINE_VERSION,
  profiles: config.fhir.profiles,
  ...(config.fhir.hygieneTeam && { hygieneTeam: config.fhir.hygieneTeam }),
});

function ocrOf({ documents: { ocr } }: PasserelleConfig): TesseractOptions | undefined {
  return ocr && { command: ocr.tesseract, language: ocr.language };
}
