import { type Document } from '../document/index.js';
import { createRestorer, type PseudonymizedDocument } from '../pseudonymization/index.js';
import {
  type CaseContext,
  runStayUseCases,
  type StayFinding,
  type StayUseCase,
  type UseCaseFailure,
} from '../use-cases/index.js';
import { restoreValue } from './restore-value.js';

/** One document of a stay, read and pseudonymized. */
export interface ReadDocument {
  /** Opaque; what evidence names. */
  readonly id: string;
  readonly document: Document;
  readonly pseudonymized: PseudonymizedDocument;
  readonly context: CaseContext;
}

export interface StayFindings {
  /** Evidence at its place in the original text of its document, dates shifted back. */
  readonly findings: readonly StayFinding[];
  readonly failures: readonly UseCaseFailure[];
}

/** Runs the use cases of a stay over its documents, in the service and in the batch command. */
export function stayFindings(
  documents: readonly ReadDocument[],
  useCases: readonly StayUseCase[],
): StayFindings {
  if (useCases.length === 0) return { findings: [], failures: [] };
  const seen = documents.map(({ id, pseudonymized: document, context }) => ({ id, document, context }));
  const { findings, failures } = runStayUseCases(seen, useCases);
  return { findings: restored(findings, documents), failures };
}

function restored(findings: readonly StayFinding[], documents: readonly ReadDocument[]): StayFinding[] {
  const restorers = new Map(
    findings.length === 0
      ? []
      : documents.map(({ id, document, pseudonymized }) => [id, createRestorer(document, pseudonymized)]),
  );
  return findings.map((finding) => {
    // One patient, one shift: any document's restorer knows it.
    const first = restorers.get(finding.evidence[0]?.document ?? '');
    const say = (text: string): string | null =>
      [...restorers].reduce<string | null>((told, [id, restorer]) => {
        const places = finding.evidence.filter(({ document }) => document === id);
        return told === null ? null : restorer.said(told, places);
      }, text);
    return {
      ...finding,
      value: restoreValue(finding.value, say),
      date: finding.date === null || !first ? finding.date : first.date(finding.date),
      evidence: finding.evidence.map((one) => {
        const restorer = restorers.get(one.document);
        return restorer ? { ...restorer.evidence(one), document: one.document } : one;
      }),
    };
  });
}
