import { type Candidate, type DetectionInput } from '../candidate.js';
import { patientTowns } from '../identity/facts.js';
import { countries } from './countries.js';
import { mentionRole } from './mention-role.js';
import { type PlaceRole } from './place-role.js';
import { streets } from './streets.js';
import { besideStreets, townMentions } from './town-mentions.js';
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
  const isPatients = (word: string): boolean => input.facts.words.get(word)?.role === 'Patient';
  const roleOf = (start: number): PlaceRole => mentionRole(text, start, isPatients);
  const ways = streets(text);
  const found = [
    ...townMentions(text, roleOf),
    ...besideStreets(text, ways),
    ...postcodes(text, known),
    ...townsInContext(text),
    ...besideHospitals(text, hospitals),
    ...livedIn(text, roleOf),
  ];
  const surnames = new Set([
    ...input.facts.words.keys(),
    ...people.flatMap(({ words }) => words?.map(({ canonical }) => canonical) ?? []),
  ]);
  const told = townsToldOnce(text, [...found, ...hospitals]);
  return [...ways, ...found, ...towns(input, known, told, { surnames, roleOf }), ...countries(text, roleOf)];
}
