import { type Sql } from '../database/index.js';
import {
  type Announcements,
  type Channel,
  type DeliveredReport,
  type Destinations,
  type Ledger,
  type NewAnnouncement,
  type Outbox,
} from '../delivery/index.js';
import { sensitive } from '../kernel/index.js';
import { type Logger } from '../observability/index.js';
import { type Finding } from '../use-cases/index.js';
import { type Journey } from './ports.js';
import { type WalkingReport } from './report-log.js';

/** What there is to tell of a report, read and ready to be put in the transaction that says it is delivered. */
export interface News {
  put(sql: Sql): Promise<void>;
  /** After the commit. */
  committed(): void;
}

/**
 * Nothing where no channel is configured, where nothing was delivered to the care zone, or where a walk stopped before its
 * findings: what was told before must not be replaced by none.
 */
export type Announce = (report: WalkingReport) => Promise<News | undefined>;

export interface AnnouncingDependencies {
  readonly channels: readonly Channel[];
  readonly announcements: Pick<Announcements, 'put'>;
  readonly outbox: Pick<Outbox, 'entries' | 'lastDelivered'>;
  readonly ledger: Pick<Ledger, 'known'>;
  readonly care: Destinations['care'];
  readonly journeyOf: (reportId: string) => Journey;
  readonly nudge: () => void;
  readonly logger: Logger;
}

export function createAnnounce(dependencies: AnnouncingDependencies): Announce {
  const { channels, announcements, outbox, ledger, care, journeyOf, nudge, logger } = dependencies;

  return async (report) => {
    if (channels.length === 0) return undefined;
    const entries = await outbox.entries(report.id);
    const isSent = entries.some(({ zone, state }) => zone === 'care' && state === 'sent');
    if (!isSent) return undefined;
    const delivered = await read(report);
    if (!delivered) return undefined;
    const news = channels.map((channel): NewAnnouncement => ({
      ...{ channel: channel.name, kind: 'report', subject: report.id },
      ...{ lineage: report.lineage, version: report.version, action: delivered.action },
      content: contentOf(channel, delivered),
    }));
    const woke = { any: false };
    return {
      async put(sql) {
        woke.any = await announcements.put(sql, news);
      },
      committed: () => woke.any && nudge(),
    };
  };

  async function read(report: WalkingReport): Promise<DeliveredReport | undefined> {
    const action = actionOf(report);
    const isTakenBack = action === 'withdrawn' || action === 'suspended';
    const findings = isTakenBack ? [] : await findingsOf(report);
    if (!findings) return undefined;
    const resources = (await outbox.lastDelivered(report.lineage, 'care')).map(({ resource }) => resource);
    const keys = resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`);
    const known = care ? await ledger.known(care.name, keys) : new Map<string, never>();
    const references = keys.map((key) => {
      const place = known.get(key);
      return place ? `${place.type}/${place.id}` : key;
    });
    return { report, action, findings, resources, references };
  }

  async function findingsOf({ id }: WalkingReport): Promise<readonly Finding[] | undefined> {
    const kept = await journeyOf(id).once('outcome', () => Promise.resolve(NOT_KEPT));
    return kept.ok ? kept.value.findings : undefined;
  }

  /** What cannot be told must not hold what was delivered: it becomes a dead letter of its channel. */
  function contentOf(channel: Channel, delivered: DeliveredReport): NewAnnouncement['content'] {
    try {
      return channel.contentOf(delivered);
    } catch (error) {
      const fields = { reportId: delivered.report.id, channel: channel.name, error };
      logger.error(fields, 'Nothing could be made of a delivered report for a channel');
      return sensitive(null);
    }
  }
}

function actionOf({ course, action, again }: WalkingReport): DeliveredReport['action'] {
  const did = course ?? (action === 'deletion' ? 'withdraw' : 'publish');
  if (did === 'withdraw') return 'withdrawn';
  if (did === 'suspend') return 'suspended';
  return again ? 'renewed' : 'delivered';
}

const NOT_KEPT = {
  ok: false,
  failure: { code: 'STAGE_NOT_KEPT', class: 'permanent', message: 'no findings are kept' },
} as const;
