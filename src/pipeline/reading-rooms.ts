import { type Document, joinDocuments, type Ocr, readDocument } from '../document/index.js';
import { ok, type Result, type Sensitive } from '../kernel/index.js';
import { type Logger, type Metrics } from '../observability/index.js';
import {
  createRestorer,
  deidentifiedContext,
  type LearnedName,
  type PseudonymizedDocument,
  type Pseudonymizer,
} from '../pseudonymization/index.js';
import { type CaseContext, runUseCases, type UseCase } from '../use-cases/index.js';
import { type Report } from '../intake/index.js';
import { type Pseudonymize, type ReadingRooms, type RunUseCases } from './ports.js';
import { readerOfParts } from './reader-versions.js';
import { restoreFindings } from './restore-findings.js';
import { type Route } from './routes.js';

export interface ReadingDependencies {
  readonly pseudonymizer: Pseudonymizer;
  /** In the order of their needs. */
  readonly useCases: readonly UseCase[];
  /** Those that run on one report; all of them where nothing is said. */
  readonly route?: Route;
  /** Where they run: here, unless told otherwise. */
  readonly run?: RunUseCases;
  /** Names other documents of the report's stay have taught; the corridor of the stay keeps them. */
  readonly learnedOf?:
    ((reportId: string) => Promise<Sensitive<readonly LearnedName[]> | undefined>) | undefined;
  /** Reads scanned PDF files; without it they are refused. */
  readonly ocr?: Ocr | undefined;
  readonly logger: Logger;
  readonly metrics?: Pick<Metrics, 'failures'>;
}

export function createReadingRooms({
  pseudonymizer,
  useCases,
  route = () => useCases,
  run = async (...given) => ok(runUseCases(...given)),
  learnedOf,
  ocr,
  logger,
  metrics,
}: ReadingDependencies): ReadingRooms {
  return {
    read: (report) => readWithAddenda(report, ocr),

    pseudonymize: createPseudonymize({ pseudonymizer, learnedOf }),

    async runUseCases(pseudonymized, document, report) {
      const context = contextOf(report, pseudonymized);
      const chosen = route(report);
      const made = await run(pseudonymized, context, chosen);
      if (!made.ok) return made;
      const { findings, failures } = made.value;
      for (const { useCase, code, message } of failures) {
        logger.error(
          { reportId: report.id, useCase, code, reason: message },
          'A use case gave no full result',
        );
        metrics?.failures.inc({ code, class: 'permanent' });
      }
      const failed = new Set(failures.map(({ useCase }) => useCase));
      return ok({
        findings: restoreFindings(findings, createRestorer(document, pseudonymized)),
        failures,
        ran: chosen.filter(({ id }) => !failed.has(id)).map(({ id, version }) => ({ id, version })),
      });
    },
  };
}

/** What use cases may know of a report's patient and stay. */
export const contextOf = (report: Report, { dateShiftDays }: PseudonymizedDocument): CaseContext =>
  deidentifiedContext(
    {
      identity: report.identity,
      stay: report.stay,
      documentType: report.type.code,
      ...(report.date && { date: report.date }),
    },
    dateShiftDays,
  );

/** With all that the service knows of the report's patient. */
export function createPseudonymize({
  pseudonymizer,
  learnedOf,
}: Pick<ReadingDependencies, 'pseudonymizer' | 'learnedOf'>): Pseudonymize {
  return async (document, report) => {
    const learned = await learnedOf?.(report.id);
    return pseudonymizer.pseudonymize(document, {
      identity: report.identity,
      stay: report.stay,
      carers: report.carers,
      fallbackKey: report.lineage,
      ...(learned && { learned }),
    });
  };
}

/** The text of a report with addenda is read as one: offsets are into the whole. */
async function readWithAddenda(
  { payloads, addenda = [] }: Report,
  ocr: Ocr | undefined,
): Promise<Result<Document>> {
  const first = await readDocument(payloads, { ocr });
  if (!first.ok) return first;
  const others: Document[] = [];
  for (const forms of addenda) {
    const addendum = await readDocument(forms, { ocr });
    if (!addendum.ok) return addendum;
    others.push(addendum.value);
  }
  if (others.length === 0) return first;
  const parts = [first.value, ...others];
  return ok({ ...joinDocuments(first.value, ...others), reader: readerOfParts(parts) });
}
