import { type Restorer } from '../pseudonymization/index.js';
import { type Finding } from '../use-cases/index.js';
import { isNameless, restoreValue } from './restore-value.js';

/**
 * Findings made on the pseudonymized text, mapped back to the patient: evidence and mentions at their place in the
 * original text with the original words, dates shifted back. No value quotes a surrogate: it has the original words
 * in its place, or nothing, and what was read in surrogates alone is no Finding.
 */
export function restoreFindings(findings: readonly Finding[], restorer: Restorer): Finding[] {
  return findings.flatMap((finding): Finding[] => {
    const places = [...finding.evidence, ...(finding.mentions ?? [])];
    const say = (text: string): string | null => restorer.said(text, places);
    const value = restoreValue(finding.value, say);
    const wasNamed = !isNameless(finding.value);
    if (restorer.isInvented(finding.evidence) || (wasNamed && isNameless(value))) return [];
    return [
      {
        ...finding,
        value,
        specimen: finding.specimen === null ? null : say(finding.specimen),
        date: finding.date === null ? null : restorer.date(finding.date),
        evidence: finding.evidence.map((evidence) => restorer.evidence(evidence)),
        ...(finding.mentions && {
          mentions: finding.mentions.map((mention) => ({
            label: mention.label,
            ...restorer.evidence(mention),
          })),
        }),
      },
    ];
  });
}
