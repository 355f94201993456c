import { FIRST_NAMES, fold, TOWN_KEYS, townKey } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, PRIORITY } from '../candidate.js';
import { roleAt } from './place-role.js';
import { isNoTown, isWeakTown, namesAThing, PLACE_SHAPE, SAINT, TOWN } from './town-name.js';
import { anyCase } from './any-case.js';

const MONTH = String.raw`janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c`;
const DATE_AFTER = String.raw`(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\d{1,2}(?:er)?(?:[/.-]\d{1,2}[/.-]\d{2}| ?(?:${MONTH}))`;
const DATELINE = new RegExp(
  String.raw`(?<=^|[ \t]{2}|\t)(?<to>(?:${anyCase`fait `})?[ÀA] )?(?<town>${TOWN})(?<comma>,)?[ \t]{0,3}(?:${anyCase`cedex`}[ \d,]{0,5})?(?:(?<le>${anyCase`le`})[ \t]{1,2}|(?<=,[ \t]{0,3}))(?=${anyCase`${DATE_AFTER}`}[^\n]{0,16}$)`,
  'gmu',
);
const LABELLED = new RegExp(
  String.raw`(?<!\p{L})${anyCase`lieu de naissance|n[ée]e?(?:\(e\))? [àa]|ville(?: de naissance)?|commune(?: de naissance)?|localit[ée]|ville de r[ée]sidence`}[ \t]*:[ \t]*(?<town>${TOWN})`,
  'gu',
);
/** What has a town's name after it, with the role of that town. */
const PLACES: readonly (readonly [SpanRole, string])[] = [
  [
    'Hospital',
    String.raw`site|antenne|CMPP?|PMI|CPEF|SAMU|SMUR|SAU|urgences|maternit[ée]|HAD|SSIAD|ESA|CSAPA|CPTS|CAMSP|dispensaire|cabinet|secteur(?: \d{1,2})?|laboratoire|labo|centre de dialyse|CMS|CAMPS|maison m[ée]dicale`,
  ],
  [
    'Patient',
    String.raw`commune|village|ville|r[ée]gion|agglom[ée]ration|canton|mairie|[ée]cole(?: (?:maternelle|primaire|[ée]l[ée]mentaire))?|coll[èe]ge|lyc[ée]e|universit[ée]|facult[ée]|cr[èe]che|CCAS|MDPH|gendarmerie|commissariat|tribunal|prison|maison d['’]arr[êe]t|banlieue|environs|alentours|gare|centre-ville`,
  ],
];
const AFTER_PLACE = new RegExp(
  String.raw`(?<!\p{L})(?:${PLACES.map(([, words], at) => `(?<p${String(at)}>${anyCase`${words}`})`).join('|')})(?: \p{Lu}[\p{L}-]+){0,3}(?: (?:${anyCase`de|à`} |${anyCase`d['’]`} ?)|(?<=\d) )(?<town>${TOWN})`,
  'gu',
);
const DOCTOR_TOWN = new RegExp(
  String.raw`(?<!\p{L})(?:${anyCase`dr|docteur|pr|professeur|orthophoniste|infirmi[eè]re?|kin[eé]sith[eé]rapeute|kin[eé]|sage-femme|pharmacien(?:ne)?|pharmacie|psychologue|cardiologue|g[eé]n[eé]raliste|m[eé]decin traitant`}\.?)(?: [^\n,;():]{2,40}?)?(?<gap> à |, ?à | ?\(| - |, ?)(?<town>${TOWN})(?<end>[).;\n]|,? ?\(?\d{2,3}\)?|,|$)`,
  'gmu',
);
const COMPOUND = new RegExp(
  String.raw`(?<![\p{L}\d'’-])(?=[^\s]{1,40}-|S[TtAa]|L[EeAa'’])${TOWN}(?![\p{L}-])`,
  'gu',
);
const BY_PREPOSITION = /(?<!\p{L})(?:à|a|de|d['’]|vers|sur|par|depuis|près de|entre|via) ?$/iu;

const town = (start: number, name: string, role: SpanRole, priority: number, score = 0.85): Candidate => ({
  start,
  end: start + name.length,
  category: 'CITY',
  role,
  detector: 'rule',
  score,
  priority,
});
const startOf = (match: RegExpMatchArray, name: string): number =>
  (match.index ?? 0) + match[0].lastIndexOf(name);

function datelines(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(DATELINE)) {
    const { to, town: name = '', comma } = match.groups ?? {};
    const sure =
      to !== undefined || comma !== undefined || PLACE_SHAPE.test(name) || TOWN_KEYS.has(townKey(name));
    const hyphened = name.includes('-') && !SAINT.test(name);
    if ((!sure && !hyphened) || isWeakTown(name)) continue;
    found.push(town(startOf(match, name), name, 'Hospital', PRIORITY.identity + 1, 0.95));
  }
  return found;
}

function afterPlaces(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(AFTER_PLACE)) {
    const name = match.groups?.town ?? '';
    if (isWeakTown(name)) continue;
    const role = PLACES.find((_, at) => match.groups?.[`p${String(at)}`] !== undefined)?.[0] ?? 'Patient';
    found.push(town(startOf(match, name), name, role, PRIORITY.lexicon + 2));
  }
  return found;
}

/** "Dr MARTIN à Valmorange", "Dr MARTIN (Valmorange)": where another carer works. */
function doctorTowns(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(DOCTOR_TOWN)) {
    const { town: name = '', gap = '' } = match.groups ?? {};
    if (isWeakTown(name) || (name === name.toUpperCase() && name.length < 5)) continue;
    if (match.groups?.end === ',' && !gap.includes('à')) continue;
    const placed = PLACE_SHAPE.test(name) || TOWN_KEYS.has(townKey(name));
    if (!/à/.test(gap) && !placed && !(gap.includes('(') && !FIRST_NAMES.has(fold(name)))) {
      const before = text.slice(Math.max(0, (match.index ?? 0) - 40), match.index);
      const single = /^\s*$|traitant ?:? ?$|adress[ée]e? (?:par|à) (?:le |la )?$/i.test(before);
      if (!gap.startsWith(',') || !single || !/-/.test(name)) continue;
    }
    // "kinésithérapeute à Valmorange": no name of a person stands after "à".
    const priority = PRIORITY.title + (gap.includes('à') ? 2 : 1);
    found.push(town(startOf(match, name), name, 'Other', priority));
  }
  return found;
}

/** "Vaux-en-Plaine" anywhere, "Saint-Aubin" after a preposition. */
function compounds(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: name, index } of text.matchAll(COMPOUND)) {
    if (!name.includes('-') && !SAINT.test(name)) continue;
    const before = text.slice(Math.max(0, index - 40), index);
    const placed = PLACE_SHAPE.test(name);
    if (!placed && !(SAINT.test(name) && BY_PREPOSITION.test(before))) continue;
    const first = fold(name).split(/[^a-z]+/)[0] ?? '';
    if (namesAThing(text, index) || isNoTown(name)) continue;
    if (FIRST_NAMES.has(first) && !/-(?:sur|sous|en|l[eè]s|lez)-/i.test(name)) continue;
    found.push(town(index, name, roleAt(text, index, 'Patient'), PRIORITY.lexicon + 1, 0.75));
  }
  return found;
}

const BESIDE_HOSPITAL = new RegExp(
  String.raw`^(?<gap>,? (?:à|de|d['’]) ?|, ?| ?\(| [-–] )(?<town>${TOWN})(?<end>[).,;\n]|$)?`,
  'u',
);

/** "Clinique des Ormes, Valmorange", "CHU X à Lyon", "CH X (Lyon)". */
export function besideHospitals(text: string, hospitals: readonly Candidate[]): Candidate[] {
  return hospitals.flatMap(({ end }) => {
    const match = BESIDE_HOSPITAL.exec(text.slice(end, end + 60));
    const { gap = '', town: name = '', end: stop } = match?.groups ?? {};
    if (match === null || isWeakTown(name)) return [];
    const led = /à|de|d['’]/.test(gap);
    if (
      !led &&
      (stop === undefined || (/^[,\s–-]/.test(gap) && !TOWN_KEYS.has(townKey(name)) && stop !== '\n'))
    )
      return [];
    return [town(end + gap.length, name, 'Hospital', PRIORITY.lexicon + 2, 0.8)];
  });
}

/** Towns by what stands around them: no list of towns is needed. */
export function townsInContext(text: string): Candidate[] {
  const labelled = [...text.matchAll(LABELLED)].flatMap((match) => {
    const name = match.groups?.town ?? '';
    return isWeakTown(name)
      ? []
      : [town(startOf(match, name), name, roleAt(text, match.index, 'Patient'), PRIORITY.identity + 1, 0.95)];
  });
  return [...datelines(text), ...labelled, ...afterPlaces(text), ...doctorTowns(text), ...compounds(text)];
}
