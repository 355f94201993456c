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
