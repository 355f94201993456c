import { type Candidate, type DetectionInput } from '../candidate.js';
import { patientTowns } from '../identity/facts.js';
import { countries } from './countries.js';
import { streets } from './streets.js';
import { besideHospitals, townsInContext } from './town-contexts.js';
import { livedIn, postcodes, towns, townsToldOnce } from './towns.js';

/** Addresses, postcodes, towns and countries. `people` are the names found, `hospitals` the establishments. */
export function detectPlaces(
  input: DetectionInput,
  people: readonly Candidate[],
  hospitals: readonly Candidate[],
): Candidate[] {
  const known = patientTowns(input);
  const { text } = input;
  const found = [
    ...postcodes(text, known),
    ...townsInContext(text),
    ...besideHospitals(text, hospitals),
    ...livedIn(text),
  ];
  const surnames = new Set([
    ...input.facts.words.keys(),
    ...people.flatMap(({ words }) => words?.map(({ canonical }) => canonical) ?? []),
  ]);
  const told = townsToldOnce(text, [...found, ...hospitals]);
  return [...streets(text), ...found, ...towns(input, known, told, surnames), ...countries(text)];
}
