export {
  type AckCode,
  type Answer,
  type InboundMessage,
  type Inbox,
  type IntakeEvent,
  type KeptMessage,
} from './events.js';
export {
  type Coding,
  type ConfidentialityFlag,
  type Payload,
  type PayloadType,
  type Report,
  type ReportAction,
  type ReportDraft,
  type ReportState,
} from './report.js';
export { INCIDENTS, type IncidentCode, intakeFailure, SET_ASIDE, type SetAsideCode } from './failures.js';
export { draftFromBytes } from './sealed-draft.js';
export { type LineageEvent, type Part, type Standing } from './inbox/lineage-event.js';
export { eventsOf } from './inbox/lineage-rows.js';
export { retractedEditions, standingOf } from './inbox/standing.js';
export { type Incident, listIncidents } from './inbox/typeorm-incidents.repository.js';
export { beginAgain, LineagesMoved } from './inbox/begin-again.js';
export { createRelease, type Release } from './inbox/release.js';
export { createTellReplaced, type TellReplaced } from './inbox/typeorm-replaced.repository.js';
export { tellIncident } from './tell-incident.js';
export { createInbox } from './inbox/typeorm-inbox.repository.js';
export { type InboxDependencies } from './inbox/dependencies.js';
export { readReportEvent, type ReadReportEvent } from './read-report-event.js';
export { ReportEvent } from './report-event.js';
export { MERGE_JOB, PATIENT_JOB } from './inbox/typeorm-identity-events.repository.js';
export { queueStays, STAY_JOB, STAY_QUIET_SECONDS, type StayChange } from './inbox/stay-changes.js';
export { DOCUMENT_SEARCH } from './inbox/typeorm-report-writer.repository.js';
export { createMemoryInbox, type MemoryInbox, type MemoryInboxRecord } from './inbox/memory-inbox.js';
export {
  createMllpServer,
  type MllpListener,
  type MllpServer,
  type MllpServerDependencies,
  type MllpServerOptions,
  type MllpTls,
} from './hl7/mllp-server.js';
export { type MllpLogger, type MllpMetrics } from './hl7/ports.js';
export { FHIR_INTAKE, INBOX } from './inbox.token.js';
export { createFhirIntake, type FhirIntake, type FhirRequest } from './fhir/fhir-intake.js';
export { readFhirDocument, type ReadFhirDocument } from './fhir/read-fhir-document.js';
export { type FhirProblem, type SentDocument } from './fhir/sent-document.js';
export { IntakeModule } from './intake.module.js';
