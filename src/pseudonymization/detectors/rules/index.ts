import { type Candidate, type DetectionInput, type Detector } from '../candidate.js';
import { detectCodes } from './codes.js';
import { detectContacts } from './contacts.js';
import { withOwners } from './contact-owner.js';
import { detectDates } from './dates.js';
import { acrossForcedLines } from './forced-lines.js';
import { detectHospitals } from './hospitals.js';
import { detectTitledPeople } from './people.js';
import { lonelyFirstNames } from './first-names.js';
import { detectNicknames } from './nicknames.js';
import { detectPlaces } from './places.js';
import { birthDatesBeside, settlePeople } from './settle-people.js';
import { settleRoles } from './settle-roles.js';
import { detectStaffMarks } from './staff-marks.js';
import { detectSocial } from './social.js';
import { detectUntitledNames, propagate, signatures } from './untitled.js';

function detectAll(input: DetectionInput): Candidate[] {
  const named = settlePeople(input, [
    ...detectTitledPeople(input),
    ...detectUntitledNames(input),
    ...lonelyFirstNames(input),
    ...signatures(input),
  ]);
  const people = settleRoles(input, named);
  const hospitals = detectHospitals(input.text);
  return [
    ...people,
    ...propagate(input, people),
    ...detectNicknames(input),
    ...detectStaffMarks(input, people),
    ...detectCodes(input.text),
    ...withOwners(input.text, detectContacts(input.text), people),
    ...birthDatesBeside(input.text, people, detectDates(input)),
    ...detectPlaces(input, people, hospitals),
    ...hospitals,
    ...detectSocial(input),
  ];
}

/** What French reports write in a form rules can see, whether or not the message knows it. */
export const ruleDetector: Detector = {
  id: 'rules',
  detect: (input: DetectionInput): Candidate[] => acrossForcedLines(input, detectAll),
};

export { dateParts, type DatePart, toIso } from './date-parts.js';
export { isLuhnValid, nirKey } from './checksums.js';
