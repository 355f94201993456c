import { type Report } from '../intake/index.js';
import { type Failure } from '../kernel/index.js';
import { type Journey } from './ports.js';

/** What the worker reads and writes of the reports: where each one is, and its next version. */
export interface ReportLog {
  /** The oldest version of the lineage that is still to walk, with its patient as now known. */
  next(lineage: string): Promise<Report | undefined>;
  begin(report: Report): Promise<void>;
  delivered(report: Report, resources: number): Promise<void>;
  /** Will be tried again; says since when it has been failing. */
  deferred(report: Report, failure: Failure): Promise<{ readonly failingSince: Date }>;
  /** To the dead letters, with its reason. */
  failed(report: Report, failure: Failure): Promise<void>;
  journeyOf(report: Report): Journey;
}
