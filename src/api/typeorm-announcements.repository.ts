import { type DataSource } from 'typeorm';
import { type Queue } from '../database/index.js';
import { type Announcements, type Reopened } from '../delivery/index.js';

const COLUMNS = `id, seq, channel, kind, subject, lineage, version, action, state, attempts, created_at AS "createdAt",
  settled_at AS "settledAt", failure_code AS "failureCode", failure_class AS "failureClass", failure_message AS "failureMessage"`;

export interface AnnouncementQuery {
  readonly state: string;
  readonly channel?: string;
  readonly reportId?: string;
  /** `seq` of the last one of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export type AnnouncementOperations = ReturnType<typeof createAnnouncementOperations>;

export interface AnnouncementOperationsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'nudge'>;
  readonly announcements: Pick<Announcements, 'reopen'>;
}

/** What operators ask of the announcements: ids, states, codes. Nothing of what they say comes out. */
export function createAnnouncementOperations(dependencies: AnnouncementOperationsDependencies) {
  const { dataSource, queue, announcements } = dependencies;
  return {
    /** Oldest first, as they go out. */
    async list({ state, channel, reportId, after, limit }: AnnouncementQuery) {
      const rows = await dataSource.query<{ seq: string }[]>(
        `SELECT ${COLUMNS} FROM passerelle.announcement
         WHERE state = $1 AND ($2::text IS NULL OR channel = $2) AND ($3::text IS NULL OR subject = $3)
           AND seq > coalesce($4::bigint, 0)
         ORDER BY seq LIMIT ${limit + 1}`,
        [state, channel ?? null, reportId ?? null, after ?? null],
      );
      const page = rows.slice(0, limit);
      return { announcements: page, next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
    },

    async replay(id: string): Promise<Reopened> {
      const outcome = await announcements.reopen(id);
      if (outcome === 'replayed') queue.nudge();
      return outcome;
    },

    /** Those that wait and the dead letters; what was sent is not counted. */
    async counts(): Promise<{ channel: string; state: string; count: number }[]> {
      return dataSource.query(
        `SELECT channel, state, count(*)::int AS count FROM passerelle.announcement
         WHERE state IN ('pending', 'failed') GROUP BY channel, state`,
      );
    },
  };
}
