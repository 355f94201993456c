import { type StayDocument } from '../stay-use-case.js';
import { applyRules } from './apply-rules.js';
import { type Candidate, candidatesOf } from './candidates.js';
import { type Names } from './names.js';
import { readDocument } from './read.js';
import { type CodingRules } from './rules.js';

export interface Gathered {
  readonly diagnoses: readonly Candidate[];
  readonly acts: readonly Candidate[];
}

/** All that the documents of a stay name, by code. */
export function gather(documents: readonly StayDocument[], names: Names, rules: CodingRules): Gathered {
  const readings = documents.map((document) => readDocument(document, names));
  return {
    diagnoses: candidatesOf(applyRules(readings, rules)),
    acts: candidatesOf(new Map(readings.map((reading) => [reading, reading.acts]))),
  };
}
