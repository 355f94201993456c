import { Module } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { DATA_SOURCE, QUEUE, type Queue } from '../database/index.js';
import { ANNOUNCEMENTS, type Announcements, DeliveryModule, type Outbox, OUTBOX } from '../delivery/index.js';
import { createRelease } from '../intake/index.js';
import { CLOCK, type Clock } from '../kernel/index.js';
import { PATIENTS, type Patients } from '../patients/index.js';
import { createRereadRequests } from '../pipeline/index.js';
import { createPseudonyms } from '../pseudonymization/index.js';
import { CIPHER, type Cipher, createKeyedHash, type Keys, KEYS } from '../security/index.js';
import { AnnouncementsController } from './announcements.controller.js';
import { MessagesController } from './messages.controller.js';
import { HealthController, type Readiness } from './health.controller.js';
import { OperationsController } from './reports.controller.js';
import { StaysController } from './stays.controller.js';
import { ReidentificationsController } from './reidentifications.controller.js';
import { RereadsController } from './rereads.controller.js';
import {
  ANNOUNCEMENT_OPERATIONS,
  OPERATIONS,
  PSEUDONYMS,
  READINESS,
  REREAD_REQUESTS,
  STAY_OPERATIONS,
} from './tokens.js';
import { createAnnouncementOperations } from './typeorm-announcements.repository.js';
import { createOperations } from './typeorm-operations.repository.js';
import { createStays } from './typeorm-stays.repository.js';

type OperationsParts = [DataSource, Queue, Patients, Keys, Clock, Outbox, Cipher];

@Module({
  imports: [DeliveryModule],
  controllers: [
    HealthController,
    OperationsController,
    MessagesController,
    StaysController,
    RereadsController,
    AnnouncementsController,
    ReidentificationsController,
  ],
  providers: [
    {
      provide: OPERATIONS,
      useFactory: (...[dataSource, queue, patients, keys, clock, outbox, cipher]: OperationsParts) => {
        const hash = createKeyedHash(keys.identifiers, 'inbox');
        const release = createRelease({ cipher, clock, patients });
        return createOperations({ dataSource, queue, patients, hash, clock, outbox, release });
      },
      inject: [DATA_SOURCE, QUEUE, PATIENTS, KEYS, CLOCK, OUTBOX, CIPHER],
    },
    {
      provide: STAY_OPERATIONS,
      useFactory: (dataSource: DataSource, queue: Queue, clock: Clock) =>
        createStays({ dataSource, queue, clock }),
      inject: [DATA_SOURCE, QUEUE, CLOCK],
    },
    {
      provide: REREAD_REQUESTS,
      useFactory: (dataSource: DataSource, queue: Queue, clock: Clock) =>
        createRereadRequests({ dataSource, queue, clock }),
      inject: [DATA_SOURCE, QUEUE, CLOCK],
    },
    {
      provide: ANNOUNCEMENT_OPERATIONS,
      useFactory: (dataSource: DataSource, queue: Queue, announcements: Announcements) =>
        createAnnouncementOperations({ dataSource, queue, announcements }),
      inject: [DATA_SOURCE, QUEUE, ANNOUNCEMENTS],
    },
    {
      provide: PSEUDONYMS,
      useFactory: (dataSource: DataSource, patients: Patients, cipher: Cipher, clock: Clock) =>
        createPseudonyms({ dataSource, patients, cipher, clock }),
      inject: [DATA_SOURCE, PATIENTS, CIPHER, CLOCK],
    },
    {
      provide: READINESS,
      useFactory: (dataSource: DataSource, queue: Queue): Readiness => ({
        // A standby, or an old primary after a failover, answers and takes no write.
        database: async () => {
          const rows = await dataSource.query<{ readOnly: string }[]>(
            `SELECT current_setting('transaction_read_only') AS "readOnly"`,
          );
          return rows[0]?.readOnly === 'off';
        },
        queue: async () => (await queue.depth()).waiting >= 0,
      }),
      inject: [DATA_SOURCE, QUEUE],
    },
  ],
})
export class ApiModule {}
