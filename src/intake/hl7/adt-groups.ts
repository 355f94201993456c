import { type Hl7Message, withSegments } from '../../hl7/index.js';

/** Events whose structure repeats PID: links and unlinks (two of them), merges and moves (a group each). */
const OF_SEVERAL: readonly string[] = ['A24', 'A37', 'A40', 'A43', 'A44'];

/**
 * A message about several patients as one message a patient: what stands before the first PID, then each PID with what
 * follows it. Every other message as it is.
 */
export function patientGroups(
  message: Hl7Message,
  { type, event }: { readonly type: string; readonly event: string },
): readonly Hl7Message[] {
  const { segments } = message;
  const starts = segments.flatMap(({ name }, at) => (name === 'PID' ? [at] : []));
  if (type !== 'ADT' || !OF_SEVERAL.includes(event) || starts.length < 2) return [message];
  const head = segments.slice(0, starts[0]);
  return starts.map((start, nth) =>
    withSegments(message, [...head, ...segments.slice(start, starts[nth + 1])]),
  );
}
