import { type Candidate, type DetectionInput } from '../candidate.js';
import { patientTowns } from '../identity/facts.js';
import { countries } from './countries.js';
import { streets } from './streets.js';
import { livedIn, postcodes, towns } from './towns.js';

/** Addresses, postcodes, towns and countries. */
export function detectPlaces(input: DetectionInput): Candidate[] {
  const known = patientTowns(input);
  const { text } = input;
  return [
    ...streets(text),
    ...postcodes(text, known),
    ...towns(input, known),
    ...livedIn(text),
    ...countries(text),
  ];
}
