import { type Finding } from '../../use-cases/index.js';
import { type AnnotatedReport } from '../corpora/annotated-report.js';
import { type Scope } from './scope.js';

/** How the results of one use case are judged. */
export interface ReportTask {
  readonly id: string;
  /** Scopes in the order of the table; the first names are what the aims speak of. */
  scopes(report: AnnotatedReport, findings: readonly Finding[]): Scope[];
  /** The gold class of a report and the one found, where reports are of one class each. */
  classes?(report: AnnotatedReport, findings: readonly Finding[]): ClassPair | null;
}

export interface ClassPair {
  readonly gold: string;
  readonly found: string;
}
