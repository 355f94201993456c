import { type Sql } from '../../database/index.js';
import { type Failure, type Sensitive } from '../../kernel/index.js';
import {
  type AnnouncedAction,
  type AnnouncedKind,
  type Announcement,
  type ChannelName,
} from './announcement.js';

export interface NewAnnouncement {
  readonly channel: ChannelName;
  readonly kind: AnnouncedKind;
  readonly subject: string;
  readonly lineage: string;
  readonly version: number;
  readonly action: AnnouncedAction;
  readonly content: Sensitive<unknown>;
}

/** What came of one attempt. */
export type Attempted =
  | { readonly kind: 'sent' }
  /** Tried again from `dueAt` on; the others may go before it. */
  | { readonly kind: 'postponed'; readonly failure: Failure; readonly dueAt: Date }
  /** A dead letter. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No attempt was made. */
  | { readonly kind: 'left' };

/** `busy`: another process is sending on this channel. `none`: nothing is due. */
export type Step = Attempted | 'busy' | 'none';

/** How a run of a channel may end: nothing waits, or something does, in so many seconds. */
export type Rest = 'nothing' | { readonly dueInSeconds: number };

export type Reopened = 'replayed' | 'not-found' | 'not-failed' | 'overtaken';

/** What waits to be told on each channel, in PostgreSQL. */
export interface Announcements {
  /**
   * Within the caller's transaction; wakes the channel if it sleeps. True where a job was added. A document that is taken
   * back and was never told of on that channel is not put.
   */
  put(sql: Sql, news: readonly NewAnnouncement[]): Promise<boolean>;
  /**
   * Makes one attempt at the oldest announcement that is due and has none of its lineage before it. Alone in the whole
   * installation, until what came of it is kept.
   */
  withNext(channel: ChannelName, attempt: (next: Announcement) => Promise<Attempted>): Promise<Step>;
  /** Before a run ends: waits for the transactions that are putting something. `nothing`: the next put wakes the channel. */
  rest(channel: ChannelName): Promise<Rest>;
  /** A dead letter waits again, unless something later of its document was told or waits. */
  reopen(id: string): Promise<Reopened>;
  /** At start: a channel with something waiting and no job gets one. */
  wake(channels: readonly ChannelName[]): Promise<void>;
}

/** Jobs of channels stand in the queue of the lineages, under this prefix: a lineage is hexadecimal. */
export const ANNOUNCE_JOB = 'announce:';
