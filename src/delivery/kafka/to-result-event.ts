import { type Sensitive, sensitive } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';
import { type Announcement, type DeliveredReport } from '../announcements/announcement.js';
import { type ResultEvent, type ResultFinding } from './result-event.js';

/** What is kept of a report until its event is sent. Findings only where they are to be told. */
interface KeptEvent {
  readonly source: string;
  readonly documentType: ResultEvent['documentType'];
  readonly counts: Readonly<Record<string, number>>;
  readonly references: readonly string[];
  readonly findings?: readonly Finding[];
}

/** They name a person and a stay: whoever may know them reads them on the server. */
const NOT_TOLD = /^(?:Patient|Encounter)\//;

export function keptEvent(
  { report, findings, references }: DeliveredReport,
  { clinicalText }: { readonly clinicalText: boolean },
): Sensitive<KeptEvent> {
  const { system, code } = report.type;
  const counts: Record<string, number> = {};
  for (const { useCase } of findings) counts[useCase] = (counts[useCase] ?? 0) + 1;
  return sensitive({
    source: report.source,
    documentType: { ...(system && { system }), code },
    counts,
    references: references.filter((one) => !NOT_TOLD.test(one)),
    ...(clinicalText && { findings }),
  });
}

export interface EventSettings {
  readonly baseUrl: string;
  readonly pipelineVersion: string;
}

export function toResultEvent(
  { id, kind, action, subject, lineage, version, createdAt }: Announcement,
  content: Sensitive<unknown>,
  { baseUrl, pipelineVersion }: EventSettings,
): ResultEvent {
  const { source, documentType, counts, references, findings } = content.reveal() as KeptEvent;
  return {
    schemaVersion: 1,
    eventId: id,
    ...{ kind, action, reportId: subject, lineage, version, source, documentType },
    deliveredAt: createdAt.toISOString(),
    pipelineVersion,
    counts: { ...counts },
    fhir: { baseUrl, resources: [...references] },
    ...(findings && { findings: findings.map(toldFinding) }),
  };
}

const toldFinding = (finding: Finding): ResultFinding => {
  const { useCase, useCaseVersion, value, assertion, temporality, date, specimen, confidence } = finding;
  return {
    ...{ useCase, useCaseVersion, value: value as object, assertion, temporality, confidence },
    ...(date !== null && { date }),
    ...(specimen !== null && { specimen }),
    evidence: finding.evidence.map(({ start, end, text }) => ({ start, end, text })),
  };
};
