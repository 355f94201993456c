export {
  type Alignment,
  type CodeKind,
  type DetectorKind,
  type IdentifyingSpan,
  type PseudonymizedDocument,
  type PseudonymizedText,
  type SpanCategory,
  type SpanRole,
} from './pseudonymized-document.js';
