import { type Finding } from './finding.js';

/** Evidence holds when there is some, inside the text, and its words are the words of the text at that place. */
export function evidenceHolds(finding: Finding, text: string): boolean {
  return (
    finding.evidence.length > 0 &&
    finding.evidence.every(
      ({ start, end, text: quoted }) =>
        start >= 0 && start < end && end <= text.length && text.slice(start, end) === quoted,
    )
  );
}
