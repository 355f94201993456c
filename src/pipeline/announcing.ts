import { type PasserelleConfig } from '../config/index.js';
import { type Queue } from '../database/index.js';
import {
  type AnnouncerReporter,
  type Announcements,
  careUrl,
  createAnnouncer,
  createChannels,
  type Destinations,
  type Ledger,
  type Outbox,
} from '../delivery/index.js';
import { type Clock } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import { type Announce, createAnnounce } from './announce-report.js';
import { type Handler } from './stay-assembly.js';
import { type Journey } from './ports.js';
import { PIPELINE_VERSION } from './version.js';

/** What is told beside FHIR: put when a report is delivered, sent by a job of its channel. */
export interface Announcing {
  readonly channels: readonly string[];
  readonly announce: Announce;
  /** The job of a channel. */
  readonly send: Handler;
  /** At start: what waits since before. */
  wake(): Promise<void>;
  close(): Promise<void>;
}

export interface AnnouncingParts {
  readonly config: PasserelleConfig;
  readonly journeyOf: (reportId: string) => Journey;
  readonly queue: Pick<Queue, 'nudge'>;
  readonly announcements: Announcements;
  readonly outbox: Outbox;
  readonly ledger: Ledger;
  readonly care: Destinations['care'];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

export function createAnnouncing(parts: AnnouncingParts): Announcing {
  const { config, journeyOf, queue, announcements, outbox, ledger, care, logger, clock } = parts;
  const channels = createChannels({
    config,
    pipelineVersion: PIPELINE_VERSION,
    careUrl: careUrl(config),
    logger,
  });
  const names = channels.map(({ name }) => name);
  return {
    channels: names,
    announce: createAnnounce({
      ...{ channels, announcements, outbox, ledger, care, journeyOf, logger },
      nudge: () => queue.nudge(),
    }),
    send: createAnnouncer({
      announcements,
      channels: Object.fromEntries(channels.map((channel) => [channel.name, channel])),
      reporter: reporterOf(parts),
      clock,
      giveUpAfterHours: config.worker.giveUpAfterHours,
    }),
    async wake() {
      if (names.length === 0) return;
      await announcements.wake(names);
      queue.nudge();
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.close()));
    },
  };
}

function reporterOf({ logger, metrics }: Pick<AnnouncingParts, 'logger' | 'metrics'>): AnnouncerReporter {
  return {
    attempted({ id, channel, kind, subject }, attempted) {
      if (attempted.kind === 'left') return;
      const about = { announcementId: id, channel, [kind === 'report' ? 'reportId' : 'stay']: subject };
      if (attempted.kind === 'sent') {
        metrics.announcements.inc({ channel, outcome: 'sent' });
        logger.info(about, 'Announcement sent');
        return;
      }
      const { code, message: reason } = attempted.failure;
      metrics.announcements.inc({ channel, outcome: code });
      const fields = { ...about, code, reason };
      if (attempted.kind === 'postponed') logger.warn(fields, 'Announcement deferred');
      else logger.error(fields, 'Announcement set among the dead letters');
    },
    crashed: ({ id, channel }, error) =>
      logger.error({ announcementId: id, channel, error }, 'A channel threw'),
  };
}
