import { type Report } from '../intake/index.js';
import { type Failure } from '../kernel/index.js';
import { type Journey } from './ports.js';

/** What the worker reads and writes of the reports: where each one is, and its next version. */
export interface ReportLog {
  /**
   * The oldest version of the lineage that is still to walk, with its patient as now known. A Failure where its
   * content cannot be opened (a key is missing, bytes were altered): what is known of it still names it.
   */
  next(lineage: string): Promise<WalkingReport | UnreadableReport | undefined>;
  /** What has waited in the lineage since before `before` for a document that has not come waits no longer. */
  giveUpWaiting(lineage: string, before: Date): Promise<readonly GivenUp[]>;
  begin(report: Pick<Report, 'id'>): Promise<void>;
  delivered(report: WalkingReport, resources: number): Promise<void>;
  /** Will be tried again; says since when it has been failing. */
  deferred(report: Pick<Report, 'id'>, failure: Failure): Promise<{ readonly failingSince: Date }>;
  /** To the dead letters, with its reason. What its care zone was given by then is told elsewhere all the same. */
  failed(report: WalkingReport | UnreadableReport, failure: Failure): Promise<void>;
  journeyOf(report: Report): Journey;
}

/** Why a delivered document goes on its walk again: a name its stay has learned, or a text that a newer reader made. */
const WALKS_AGAIN = ['NAMES_LEARNED', 'READ_AGAIN'] as const;
export type WalkAgain = (typeof WALKS_AGAIN)[number];

export const isWalkAgain = (code: string | null): code is WalkAgain =>
  WALKS_AGAIN.some((known) => known === code);

export interface WalkingReport extends Report {
  /** It was delivered before; absent on its first walk. */
  readonly again?: WalkAgain;
}

/** A report whose document never came. It still joins it, should it come. */
export interface GivenUp {
  readonly id: string;
  readonly source: string;
  readonly state: 'failed' | 'cancelled';
  readonly code: string;
}

/** A report whose sealed content does not open: its key may come back, so it waits before it is a dead letter. */
export interface UnreadableReport {
  readonly id: string;
  readonly source: string;
  readonly unreadable: Failure;
}
