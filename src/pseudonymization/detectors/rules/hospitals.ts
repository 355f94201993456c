import { INSTITUTIONS } from '../../lexicon/index.js';
import { type Candidate, PRIORITY } from '../candidate.js';
import { foldInPlace } from '../identity/facts.js';
import { formsPattern } from './forms.js';
import { housesToldOnce, namesAfterStay } from './hospital-echoes.js';
import { hospitalsAlone } from './hospital-alone.js';
import { readHospitalName } from './hospital-name.js';

const KIND = new RegExp(
  `(?<![a-z0-9-])(?:(?<kind>${formsPattern([...INSTITUTIONS.kinds, ...INSTITUTIONS.weak])})|(?<acronym>${formsPattern(INSTITUTIONS.acronyms)}))(?![a-z0-9])`,
  'g',
);
const BARE = new RegExp(
  `(?<![a-z0-9-])(?:${formsPattern(INSTITUTIONS.bare)})(?:-(?:nord|sud|est|ouest|metropole))?(?![a-z0-9-])`,
  'g',
);
/** A letterhead's own kind: a practice is called after what it does. */
const PRACTICE = new RegExp(
  `^\\s*(?:${formsPattern(['imagerie médicale', 'imagerie', 'scanner', 'IRM', 'radiologie', 'cardiologie', 'dialyse', 'biologie médicale', 'pathologie', 'médecine nucléaire', 'radiothérapie', 'ophtalmologie'])})(?= (?:du|des|de la|de l'))`,
);
/** The short name alone heads a letter: "CHU - ANATOMIE PATHOLOGIQUE". */
const ALONE =
  /^[ \t]*(CHR?U|CHR|CHI|CH|HIA|GHU|EPSM|HCL|USLD|EHPAD)(?=[ \t]*(?:$|[ \t][-–|][ \t]|[ \t]{3}))/gmu;
const LETTERHEAD = 200;
/** "examen clinique", "pharmacie clinique": an adjective. */
const CLINICAL =
  /(?:stade|stadification|progression|remission|diagnostic|manifestations?|suspicion|forme|correlation|classification|scores?|criteres?|phase|cas|benefice|syndrome|aspect|suivi|bilan|et|ou|examens?|presentation|tableau|etudes?|pharmacie|pharmacien|recherches?|evolution|evaluation|signes?|essais?|psychologie|psychologue|pratique|surveillance|etat|histoire|donnees|renseignements?|reponse|amelioration|interrogatoire|contexte|chef de|situation|plan|service|anatomo|neurophysiologie|genetique|pertinence)[- ]$/;
/** "la résidence Les Tilleuls": a home of its own or a place in an institution; these words tell the second. */
const ADMISSION =
  /(?:demande|dossier|admission|admise?|entree?|place|institution|hebergement|reservation|visite|liste d'attente|attente)[^.;\n]{0,50}$/;

const hospital = (start: number, end: number, score = 0.9): Candidate => ({
  ...{ start, end, score, category: 'HOSPITAL', role: null, detector: 'rule' },
  priority: PRIORITY.title + 2,
});

/** "foyer LIG", "hôpital de jour AIT": a finding and a unit, by letters of their own. */
const SHORT_UNIT = /^(?:foyer|hopital de jour)$/;
const isShort = (text: string, from: number, to: number): boolean =>
  /^\s\p{Lu}{2,4}$/u.test(text.slice(from, to));
const capital = (raw: string): boolean => raw === raw.toUpperCase();
const BESIDE_SEX = /^[ \t]{1,6}(?:[MFH][ \t]|née?[ \t]|\d{2}\/\d{2}\/)/;
/** "labo Biomarais 93": the number of the department is part of the name. */
const NUMBERED = /^(?:labo|laboratoires?|reseau|centre|cabinet)/;
const DEPARTMENT = /^ (?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])(?=[).,;\n]|$)/;

/** Short names are read in capitals; "Ehpad" and "ehpad" are words of their own. */
const isShortName = (raw: string): boolean => raw === raw.toUpperCase() || /^ehpad$/i.test(raw);

function named(text: string, folded: string): Candidate[] {
  const found: Candidate[] = [];
  const pattern = new RegExp(KIND);
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    const { 0: kind, index } = match;
    const end = index + kind.length;
    const raw = text.slice(index, end);
    if (match.groups?.acronym !== undefined && !isShortName(raw)) continue;
    const before = folded.slice(Math.max(0, index - 70), index);
    if (kind.startsWith('cliniq') && CLINICAL.test(before)) continue;
    const read = readHospitalName(text, end, kind.startsWith('association'));
    if (read === undefined || (SHORT_UNIT.test(kind) && !capital(raw) && isShort(text, end, read.end)))
      continue;
    const numbered = NUMBERED.test(kind) ? DEPARTMENT.exec(text.slice(read.end, read.end + 6)) : null;
    const name = { ...read, end: read.end + (numbered?.[0].length ?? 0) };
    const words = folded.slice(end, name.end).replace(/^[\s-]*(?:de la|de l'|du|des|de|d')? ?/, '');
    if (INSTITUTIONS.services.has(words.trim())) continue;
    const capitals = raw === raw.toUpperCase();
    if (INSTITUTIONS.weak.has(kind) && !name.bare && (capitals || name.plain)) continue;
    // "MAS POL  M 30/11/2001": a patient of that name.
    if (
      read.bare &&
      /^(?:MAS|FAM|CH|IME|IEM)$/.test(raw) &&
      BESIDE_SEX.test(text.slice(read.end, read.end + 12))
    )
      continue;
    pattern.lastIndex = name.end;
    const house = kind === 'residence' && ADMISSION.test(before);
    found.push({ ...hospital(index, name.end), ...(house ? { priority: PRIORITY.labelled + 1 } : {}) });
  }
  return found;
}

/** A first line such as "IMAGERIE MEDICALE DU PARC". */
function practice(text: string, folded: string): Candidate[] {
  const kind = PRACTICE.exec(folded)?.[0];
  const name = kind === undefined ? undefined : readHospitalName(text, kind.length);
  return name === undefined ? [] : [hospital(/\S/.exec(text)?.index ?? 0, name.end)];
}

/** Places of care with their name ("CHU de Lyon", "clinique du Parc"). A ward or "l'hôpital" alone is not one. */
export function detectHospitals(text: string): Candidate[] {
  const folded = foldInPlace(text);
  const found = [...named(text, folded), ...practice(text, folded)];
  for (const { 0: raw, index } of folded.matchAll(BARE))
    if (/^\p{Lu}/u.test(text.slice(index))) found.push(hospital(index, index + raw.length, 0.8));
  for (const { 0: raw, 1: name = '', index } of text.slice(0, LETTERHEAD).matchAll(ALONE))
    found.push(hospital(index + raw.length - name.length, index + raw.length, 0.8));
  const after = [...namesAfterStay(text), ...hospitalsAlone(text)].map(({ start, end }) =>
    hospital(start, end, 0.8),
  );
  return [
    ...found,
    ...after,
    ...housesToldOnce(text, [...found, ...after]).map(({ start, end }) => hospital(start, end, 0.75)),
  ];
}
