import { type Bundle } from '@medplum/fhirtypes';
import { type Failure, type FailureClass } from '../../kernel/index.js';
import { type Stages } from '../../pipeline/index.js';
import { type Finding, type StayFinding, type UseCaseFailure } from '../../use-cases/index.js';

/** One stay of the output file: docs/batch-contract.md. Offsets: UTF-16 code units of the ORIGINAL text. */
export interface StayOutput {
  readonly id: string | null;
  readonly documents: readonly DocumentOutput[];
  readonly findings: readonly unknown[];
  readonly useCaseErrors?: readonly unknown[];
  readonly fhir?: readonly Bundle[];
}

interface ErrorOutput {
  readonly code: string;
  readonly class: FailureClass;
  readonly message: string;
}

export type DocumentOutput =
  | { readonly docId: string; readonly error: ErrorOutput }
  | {
      readonly docId: string;
      readonly text?: string;
      readonly pseudonymization: {
        readonly text: string;
        readonly spans: readonly unknown[];
        readonly assurance: string;
      };
      readonly findings: readonly unknown[];
      readonly useCaseErrors?: readonly unknown[];
    };

export const errorOutput = (
  docId: string,
  { code, class: failureClass, message }: Failure,
): DocumentOutput => ({
  docId,
  error: { code, class: failureClass, message },
});

/** `withText`: the input was a payload, so the reader of the output has no other way to the offsets' text. */
export function documentOutput(docId: string, stages: Stages, withText: boolean): DocumentOutput {
  const { document, pseudonymized, outcome } = stages;
  return {
    docId,
    ...(withText && { text: document.text.reveal() }),
    pseudonymization: {
      text: pseudonymized.text,
      spans: pseudonymized.spans.map(
        ({ start, end, category, role, kind, replacement, detector, score }) => ({
          ...{ start, end, category, role, kind, replacement, detector, score },
        }),
      ),
      assurance: pseudonymized.method.assurance,
    },
    findings: outcome.findings.map(findingOutput),
    ...(outcome.failures.length > 0 && {
      useCaseErrors: outcome.failures.map(errorOf),
    }),
  };
}

export const errorOf = ({ useCase, code, class: failureClass, message }: UseCaseFailure): object => ({
  ...{ useCase, code, class: failureClass, message },
});

/** Evidence names the document it stands in. */
export function stayFindingOutput({ evidence, ...finding }: StayFinding): unknown {
  const { useCase, useCaseVersion, value, assertion, temporality, date, specimen, confidence } = finding;
  return {
    ...{ useCase, value, assertion, temporality, date, specimen, confidence },
    evidence: evidence.map(({ document: docId, start, end, text }) => ({ docId, start, end, text })),
    useCaseVersion,
  };
}

function findingOutput(finding: Finding): unknown {
  const { useCase, value, assertion, temporality, date, specimen, confidence, evidence, mentions } = finding;
  return {
    ...{ useCase, value, assertion, temporality, date, specimen, confidence },
    evidence: evidence.map(({ start, end, text }) => ({ start, end, text })),
    ...(mentions && {
      mentions: mentions.map(({ label, start, end, text }) => ({ label, start, end, text })),
    }),
    useCaseVersion: finding.useCaseVersion,
  };
}
