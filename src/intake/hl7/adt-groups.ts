import { type Hl7Message, withSegments } from '../../hl7/index.js';

/** Events whose structure repeats PID: links and unlinks (two of them), merges and moves (a group each). */
const OF_SEVERAL: readonly string[] = ['A24', 'A37', 'A40', 'A43', 'A44'];

/** A message of many merges holds up all others for as long as it is written. */
export const MOST_PATIENTS = 200;
/** Before the first PID stand a few segments; megabytes of them are not copied for each patient. */
const LONGEST_HEAD = 100;

/**
 * A message about several patients as one message a patient: what stands before the first PID, then each PID with what
 * follows it; one more than are taken, where there are too many. Every other message as it is.
 */
export function patientGroups(
  message: Hl7Message,
  { type, event }: { readonly type: string; readonly event: string },
): readonly Hl7Message[] {
  const { segments } = message;
  const starts = segments.flatMap(({ name }, at) => (name === 'PID' ? [at] : []));
  if (type !== 'ADT' || !OF_SEVERAL.includes(event) || starts.length < 2) return [message];
  const head = segments.slice(0, Math.min(starts[0] ?? 0, LONGEST_HEAD));
  return starts
    .slice(0, MOST_PATIENTS + 1)
    .map((start, nth) => withSegments(message, [...head, ...segments.slice(start, starts[nth + 1])]));
}
