import { type Document } from '../../document/index.js';
import { type Report } from '../../intake/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../../patients/index.js';
import {
  createMemoryJourney,
  readReport,
  type ReadingRooms,
  type UseCaseOutcome,
} from '../../pipeline/index.js';
import { type PseudonymizedDocument } from '../../pseudonymization/index.js';
import { type AnnotatedReport } from '../corpora/annotated-report.js';

export interface ReadReport extends Pick<UseCaseOutcome, 'findings' | 'failures'> {
  readonly text: Document['text'];
  /** As the use cases read it. */
  readonly pseudonymized: PseudonymizedDocument;
}

export type ReportReader = (report: AnnotatedReport) => Promise<Result<ReadReport>>;

/** The corridor of the service, from the text to the Findings; `rooms` are made for each patient. */
export const reportReader =
  (roomsOf: () => ReadingRooms): ReportReader =>
  async (report) => {
    const stages = await readReport(asReport(report), roomsOf(), createMemoryJourney());
    if (!stages.ok) return stages;
    const { document, pseudonymized, outcome } = stages.value;
    return ok({
      ...{ text: document.text, pseudonymized },
      ...{ findings: outcome.findings, failures: outcome.failures },
    });
  };

/** As a message would have brought it. */
function asReport({ id, patient, text, date, documentType, known }: AnnotatedReport): Report {
  return {
    ...{ id, source: 'corpus', lineage: `${patient} ${id}`, version: 1, receivedAt: new Date(0) },
    ...{ action: 'original', documentId: id, assigner: 'corpus', status: 'final' },
    type: { code: documentType ?? 'inconnu' },
    ...(date !== undefined && { date }),
    payloads: [{ contentType: 'text/plain', content: sensitive(Buffer.from(text.reveal(), 'utf8')) }],
    identity: known?.identity ?? sensitive(NO_IDENTITY),
    stay: known?.stay ?? sensitive(NO_STAY),
    carers: known?.carers ?? sensitive([]),
    confidentiality: [],
    fictitious: false,
  };
}
