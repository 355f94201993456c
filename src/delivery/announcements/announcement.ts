import { type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Failure, type Result, type Sensitive } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';

/** Where what was delivered is told: a topic, and an address that takes HL7 v2. */
export const CHANNELS = ['kafka', 'hl7'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/**
 * `delivered`: the first one of its document on this channel. `replaced`: a later message changed the document.
 * `renewed`: the same version, its results made again. `suspended`: taken back until the document is available again, or
 * its replacement has come. `withdrawn`: deleted.
 */
export const ANNOUNCED_ACTIONS = ['delivered', 'replaced', 'renewed', 'suspended', 'withdrawn'] as const;
export type AnnouncedAction = (typeof ANNOUNCED_ACTIONS)[number];

export type AnnouncedKind = 'report' | 'stay';

/** A report that was delivered to the care zone just now. */
export interface DeliveredReport {
  readonly report: Report;
  /** What its walk did; whether its document was told before is found when it is put. */
  readonly action: Exclude<AnnouncedAction, 'replaced'>;
  /** Of this version, mapped back to the patient; none where it was taken back. */
  readonly findings: readonly Finding[];
  /** Everything ever delivered for its lineage, in its latest state, in our ids. */
  readonly resources: readonly Resource[];
  /** The same as the server names them: `Observation/12`. */
  readonly references: readonly string[];
}

/** What waits to be sent. Its id never changes: who gets it twice knows it by that. */
export interface Announcement {
  readonly id: string;
  readonly channel: ChannelName;
  readonly kind: AnnouncedKind;
  readonly subject: string;
  readonly lineage: string;
  readonly version: number;
  readonly action: AnnouncedAction;
  readonly createdAt: Date;
  /** As `Channel.contentOf` made it; absent where it does not open: its key is not configured. */
  readonly content?: Sensitive<unknown>;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly firstFailedAt?: Date;
}

export type SendableAnnouncement = Announcement & Required<Pick<Announcement, 'content'>>;

/**
 * `channel`: the other side is not there, all others wait behind. `message`: it wants nothing of this one for now, the
 * others go on. `unsure`: no answer; the first times it is the channel's, then the message's.
 */
export type FailureScope = 'channel' | 'message' | 'unsure';

export interface ChannelFailure extends Failure {
  readonly scope: FailureScope;
}

/** One way out. What it sends may arrive twice, under the same id. */
export interface Channel {
  readonly name: ChannelName;
  /** What must be known of a report to tell of it later, as JSON knows it; kept sealed until it is sent. */
  contentOf(delivered: DeliveredReport): Sensitive<unknown>;
  send(announcement: SendableAnnouncement): Promise<Result<void, ChannelFailure>>;
  close(): Promise<void>;
}
