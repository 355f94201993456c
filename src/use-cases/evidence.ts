import { type Finding } from './finding.js';

/** Evidence holds when there is some, inside the text, and its words, like those of the mentions, stand at their place. */
export function evidenceHolds(finding: Finding, text: string): boolean {
  return (
    finding.evidence.length > 0 &&
    [...finding.evidence, ...(finding.mentions ?? [])].every(
      ({ start, end, text: quoted }) =>
        start >= 0 && start < end && end <= text.length && text.slice(start, end) === quoted,
    )
  );
}
