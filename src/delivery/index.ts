export {
  type Announcement,
  ANNOUNCED_ACTIONS,
  type AnnouncedAction,
  type Channel,
  type ChannelFailure,
  type ChannelName,
  CHANNELS,
  type DeliveredReport,
} from './announcements/announcement.js';
export {
  ANNOUNCE_JOB,
  type Announcements,
  type Attempted,
  type NewAnnouncement,
  type Reopened,
} from './announcements/announcements.js';
export { type AnnouncerReporter, createAnnouncer } from './announcements/announcer.js';
export { createChannels } from './announcements/channels.js';
export { createAnnouncements } from './announcements/typeorm-announcements.repository.js';
export { ResultEvent } from './kafka/result-event.js';
export { nextAttempt } from './backoff.js';
export { createDelivery, type Delivery, type DeliveryDeps, type DeliverySummary } from './deliver.js';
export { DELIVERY_FAILURES, deliveryFailure, type DeliveryFailureCode } from './failures.js';
export { type FhirAuth } from './fhir/authorization.js';
export { type Capabilities, lacking } from './fhir/capabilities.js';
export { createFhirTarget, type FhirTarget, type FhirTargetOptions } from './fhir/fhir-target.js';
export { type TlsOptions } from './fhir/http-call.js';
export { type SentBundle, type SentResource } from './fhir/sent-bundle.js';
export {
  type Destination,
  writeBundle,
  type WrittenBundle,
  type WrittenResource,
} from './fhir/write-bundle.js';
export { type WriteMode } from './fhir/write-mode.js';
export { type KnownResource, type Ledger, type ResourceKey } from './ledger/ledger.js';
export { createMemoryLedger } from './ledger/memory-ledger.js';
export { createTypeormLedger } from './ledger/typeorm-ledger.repository.js';
export { createMemoryOutbox } from './outbox/memory-outbox.js';
export {
  type DeliveredResource,
  type NewDelivery,
  type Outbox,
  type OutboxEntry,
  type PendingDelivery,
  type Zone,
} from './outbox/outbox.js';
export { createTypeormOutbox } from './outbox/typeorm-outbox.repository.js';
export { type DeliveryMetrics, NO_METRICS } from './ports.js';
export { createPrevious, type Previous } from './previous.js';
export {
  ANNOUNCEMENTS,
  careUrl,
  DELIVERY,
  DeliveryModule,
  DESTINATIONS,
  type Destinations,
  OUTBOX,
  PREVIOUS,
} from './delivery.module.js';
