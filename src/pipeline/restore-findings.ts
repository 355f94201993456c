import { type Restorer } from '../pseudonymization/index.js';
import { type Finding } from '../use-cases/index.js';

/**
 * Findings made on the pseudonymized text, mapped back to the patient: evidence and mentions at their place in the
 * original text with the original words, dates shifted back.
 */
export function restoreFindings(findings: readonly Finding[], restorer: Restorer): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    date: finding.date === null ? null : restorer.date(finding.date),
    evidence: finding.evidence.map((evidence) => restorer.evidence(evidence)),
    ...(finding.mentions && {
      mentions: finding.mentions.map((mention) => ({ label: mention.label, ...restorer.evidence(mention) })),
    }),
  }));
}
