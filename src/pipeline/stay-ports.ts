import { type Document } from '../document/index.js';
import { type Result, type Sensitive } from '../kernel/index.js';
import { type LearnedName, type PseudonymizedDocument } from '../pseudonymization/index.js';
import { type CaseContext, type StayFinding, type UseCaseFailure } from '../use-cases/index.js';
import { type Delivered } from './ports.js';

/** One run of the corridor over one stay. */
export interface StayRun {
  /** Opaque key of the stay (an HMAC, safe in logs). */
  readonly key: string;
  /** How many changes of the stay this run began with: grows from run to run. */
  readonly changes: number;
  /** Reports this run has already sent on their walk again. */
  readonly renewed: readonly string[];
}

/** The version that stands of one document of the stay, as its own corridor left it. */
export interface StandingDocument {
  readonly reportId: string;
  readonly lineage: string;
  readonly document: Document;
  readonly pseudonymized: PseudonymizedDocument;
  readonly context: CaseContext;
}

/** Findings mapped back to the original texts, and what each use case of the stay could not do. */
export interface StayUseCaseOutcome {
  readonly findings: readonly StayFinding[];
  readonly failures: readonly UseCaseFailure[];
}

/** What is kept between the rooms of one run, so that a crash resumes at the last one. */
export interface StayStages {
  readonly learned: Sensitive<readonly LearnedName[]>;
  readonly outcome: StayUseCaseOutcome;
}

export interface StayJourney {
  /** The stage this run kept before, else what `make` gives, kept now. A failure is not kept. */
  once<S extends keyof StayStages>(
    stage: S,
    make: () => Promise<Result<StayStages[S]>>,
  ): Promise<Result<StayStages[S]>>;
}

export interface StayRooms {
  /** The documents of the stay that stand now: no deleted one, no version that was replaced. */
  gather(stay: StayRun): Promise<Result<readonly StandingDocument[]>>;
  learn(documents: readonly StandingDocument[]): Promise<Result<StayStages['learned']>>;
  /**
   * Sends on their walk again, as a new run, the documents in which a learned name still stands; how many. Once each
   * in one run of the stay.
   */
  pseudonymizeAgain(
    stay: StayRun,
    documents: readonly StandingDocument[],
    learned: StayStages['learned'],
  ): Promise<Result<number>>;
  runUseCases(documents: readonly StandingDocument[]): Promise<Result<StayUseCaseOutcome>>;
  /** Leaves the stay's Bundle where delivery finds it; none where there is nothing to say. */
  prepare(stay: StayRun, outcome: StayUseCaseOutcome): Promise<Result<void>>;
  deliver(stay: StayRun): Promise<Result<Delivered>>;
}

/** `again`: so many documents walk again first, and the run is taken up after them. */
export type StayOutcome = { readonly again: number } | (Delivered & { readonly documents: number });
