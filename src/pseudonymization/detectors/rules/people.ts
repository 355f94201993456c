import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { afterFunction, afterRelative } from './announced.js';
import { afterUnion } from './unions.js';
import { afterLabel } from './labelled-names.js';
import { titled } from './titled.js';

/** People named by what stands around them. */
export function detectTitledPeople(input: DetectionInput): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < input.tokens.length; at += 1) {
    const add = (more: Candidate[], lift: number): void => {
      for (const one of more) found.push({ ...one, priority: PRIORITY.title + lift });
    };
    add(titled(input, at), 3);
    add(afterFunction(input, at), 1);
    add(afterRelative(input, at), 2);
    add(afterLabel(input, at), 2);
    add(afterUnion(input, at), 4);
  }
  return found;
}
