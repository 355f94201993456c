import { type Document } from '../document/index.js';
import { type Report } from '../intake/index.js';
import { type Result } from '../kernel/index.js';
import { type PseudonymizedDocument } from '../pseudonymization/index.js';
import {
  type CaseContext,
  type Finding,
  type UseCase,
  type UseCaseFailure,
  type UseCaseRun,
} from '../use-cases/index.js';

/** Findings mapped back to the original text, and what each use case could not do. */
export interface UseCaseOutcome {
  readonly findings: readonly Finding[];
  readonly failures: readonly UseCaseFailure[];
  /** Use cases that ran to their end, found or not. */
  readonly ran: readonly { readonly id: string; readonly version: string }[];
}

/** What each room leaves for the next, kept between them so that a crash resumes at the last one. */
export interface Stages {
  readonly document: Document;
  readonly pseudonymized: PseudonymizedDocument;
  readonly outcome: UseCaseOutcome;
}

export type Stage = keyof Stages;

/** The kept stages of one report. */
export interface Journey {
  /** The stage kept before, else what `make` gives, kept now. A failure is not kept. */
  once<S extends Stage>(stage: S, make: () => Promise<Result<Stages[S]>>): Promise<Result<Stages[S]>>;
}

export type RunUseCases = (
  document: PseudonymizedDocument,
  context: CaseContext,
  useCases: readonly UseCase[],
) => Promise<Result<UseCaseRun>>;

export type Pseudonymize = (document: Document, report: Report) => Promise<Result<PseudonymizedDocument>>;

/** The doors of the walk up to the Findings: the same in the service and in the batch command. */
export interface ReadingRooms {
  read(report: Report): Promise<Result<Document>>;
  readonly pseudonymize: Pseudonymize;
  runUseCases(
    pseudonymized: PseudonymizedDocument,
    document: Document,
    report: Report,
  ): Promise<Result<UseCaseOutcome>>;
}

/** The doors from the Findings to the servers. */
export interface GivingRooms {
  /** Makes the Bundles of each zone, checks them and leaves them where delivery finds them. Once. */
  prepare(report: Report, stages: Stages): Promise<Result<void>>;
  /** For a deletion: everything the document gave becomes entered-in-error. */
  prepareRetraction(report: Report): Promise<Result<void>>;
  /** For a document that is obsolete or unavailable: it is superseded, its results are taken back. */
  prepareSuspension(report: Report): Promise<Result<void>>;
  deliver(report: Report): Promise<Result<Delivered>>;
}

export interface Rooms extends ReadingRooms, GivingRooms {}

export interface Delivered {
  /** Resources written, over all zones. */
  readonly resources: number;
}
