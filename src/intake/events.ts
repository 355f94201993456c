import { type Failure, type Result, type Sensitive } from '../kernel/index.js';
import {
  type Identifier,
  type Identity,
  type MergeStatement,
  type Movement,
  type Stay,
} from '../patients/index.js';
import { type ReportDraft } from './report.js';

/** What one message or record means to us, once read. */
export type IntakeEvent =
  | { readonly kind: 'report'; readonly report: ReportDraft }
  | {
      readonly kind: 'identity';
      /** HL7 trigger: A01 to A08, A11 to A13, A28, A31. */
      readonly trigger: string;
      readonly identity: Sensitive<Identity>;
      readonly stay: Sensitive<Stay>;
      /** What the event did to the stay; absent for an identity alone. */
      readonly movement?: Sensitive<Movement>;
    }
  | {
      /** Two identities are one: merge (A40) or change of identifier (A47). */
      readonly kind: 'merge';
      readonly trigger: MergeTrigger;
      /** Which MRG of the message says it, from 1. */
      readonly ordinal?: number;
      readonly statement: Sensitive<MergeStatement>;
    }
  | {
      /** A link, an unlink or a move: nothing is done but to tell a person (docs/adr/0015-links-and-moves.md). */
      readonly kind: 'referred';
      readonly trigger: ReferredTrigger;
      /** Of two that are linked, the first; of a move, who it goes to. */
      readonly patient: Sensitive<Identity>;
      /** Of two that are linked, the second; of a move, who it comes from. */
      readonly prior: Sensitive<readonly Identifier[]>;
      /** Accounts and visits that move. */
      readonly stays: Sensitive<readonly Identifier[]>;
    };

export type MergeTrigger = 'A40' | 'A47';
export type ReferredTrigger = 'A24' | 'A37' | 'A43' | 'A44' | 'A45';

/** One message as it came from a source. */
export interface InboundMessage {
  /** Name of the listener or topic. */
  readonly source: string;
  /** Who sent it: MSH-3 and MSH-4, or the event's producer. Not patient data. */
  readonly sender: string;
  /** MSH-10 or the event id. */
  readonly controlId: string;
  /** `ORU^R01`, `MDM^T02`, `report-event`. */
  readonly type: string;
  readonly raw: Sensitive<Buffer>;
  readonly receivedAt: Date;
}

export type AckCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

/** What the sender was told, kept so that a repeated message gets the same answer. Holds no patient data. */
export interface Answer {
  readonly code: AckCode;
  /** Bytes of the answer, as sent (unframed). */
  readonly bytes: Buffer;
}

/**
 * The durable store in front of the queue. When a call resolves `ok`, the commit has happened: the message is ours. Where
 * it fails, nothing of it was kept.
 */
export interface Inbox {
  /**
   * The answer already given to the very same message (source, sender, control id and body hash), only if it
   * was AA, CA, AR or CR: after AE or CE a message is processed again.
   */
  answerFor(message: InboundMessage): Promise<Answer | undefined>;
  /**
   * Keeps the message, its events and its answer in one commit with others that come at the same time. They are placed
   * a moment later, in the order they came. Names no reports: they have no place yet.
   */
  accept(
    message: InboundMessage,
    events: readonly IntakeEvent[],
    answer: Answer,
  ): Promise<Result<KeptMessage>>;
  /** Keeps them and gives them their place at once, after all that was accepted before. */
  keep(message: InboundMessage, events: readonly IntakeEvent[], answer: Answer): Promise<Result<KeptMessage>>;
  /** Keeps a message we refuse, with the reason, so that nothing is lost from sight. */
  refuse(message: InboundMessage, failure: Failure, answer: Answer): Promise<Result<KeptMessage>>;
}

export interface KeptMessage {
  readonly messageId: string;
  readonly reportIds: readonly string[];
  /** The very same message was kept meanwhile, by another connection: what its sender was told there. */
  readonly before?: Answer;
}
