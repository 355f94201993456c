import { createHash } from 'node:crypto';
import { type Resource } from '@medplum/fhirtypes';

/** Digests kept, the last ones: some minutes of work. */
const KEPT = 8_192;

const passed = new Set<string>();

/**
 * Resources that hold R4's rules, known again by a digest of their content: what mapping checked, the embedded endpoint
 * need not check again, nor the Devices and Patients that every report repeats.
 */
export const digestOf = (resource: Resource): string =>
  createHash('sha256').update(JSON.stringify(resource)).digest('base64');

export const hasPassed = (digest: string): boolean => passed.has(digest);

export function remember(digest: string): void {
  passed.add(digest);
  if (passed.size <= KEPT) return;
  const [oldest] = passed;
  if (oldest !== undefined) passed.delete(oldest);
}
