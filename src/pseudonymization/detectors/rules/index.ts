import { type Candidate, type DetectionInput, type Detector } from '../candidate.js';
import { detectCodes } from './codes.js';
import { detectContacts } from './contacts.js';
import { detectDates } from './dates.js';
import { detectHospitals } from './hospitals.js';
import { detectTitledPeople } from './people.js';
import { lonelyFirstNames } from './first-names.js';
import { detectNicknames } from './nicknames.js';
import { detectPlaces } from './places.js';
import { birthDatesBeside, settlePeople } from './settle-people.js';
import { detectSocial } from './social.js';
import { detectUntitledNames, propagate, signatures } from './untitled.js';

/** What French reports write in a form rules can see, whether or not the message knows it. */
export const ruleDetector: Detector = {
  id: 'rules',
  detect: (input: DetectionInput): Candidate[] => {
    const people = settlePeople(input, [
      ...detectTitledPeople(input),
      ...detectUntitledNames(input),
      ...lonelyFirstNames(input),
      ...signatures(input),
    ]);
    const hospitals = detectHospitals(input.text);
    return [
      ...people,
      ...propagate(input, people),
      ...detectNicknames(input),
      ...detectCodes(input.text),
      ...detectContacts(input.text),
      ...birthDatesBeside(input.text, people, detectDates(input)),
      ...detectPlaces(input, people, hospitals),
      ...hospitals,
      ...detectSocial(input),
    ];
  },
};

export { dateParts, type DatePart, toIso } from './date-parts.js';
export { isLuhnValid, nirKey } from './checksums.js';
