export {
  AssemblyError,
  assemblePseudonymizer,
  openModel,
  selectCatalog,
  selectCatalogs,
} from './assembly.js';
export { policyNamed } from './policies.js';
export { createMemoryJourney } from './memory-journey.js';
export { PipelineModule } from './pipeline.module.js';
export { type Journey, type ReadingRooms, type Stages, type UseCaseOutcome } from './ports.js';
export { processReport, readReport } from './process-report.js';
export { stayFindings } from './stay-findings.js';
export { contextOf, createReadingRooms } from './reading-rooms.js';
export { PIPELINE_VERSION } from './version.js';
export { type RereadSelection } from './reread-selection.js';
export {
  createRereadRequests,
  type RereadRequests,
  type RereadStatus,
} from './typeorm-reread-requests.repository.js';
