import { type Candidate, type DetectionInput } from '../candidate.js';

const PATIENT_BEFORE =
  /(?<!\p{L})(?:objet|concernant|concerne|consultation|patiente?|vois|revois|vue?|revue?|re[cç]u|adress[eé]e?r?|confi[eé]e?r?|hospitalis|s[eé]jour de|chez|pour|re\s*:)[^.;\n]{0,30}$|(?<!\p{L})pat\. ?: ?(?:mme |m\. |mr )?$/iu;
const PATIENT_AFTER =
  /^,? ?(?:(?:ch|chambre|lit|box)\.? ?\d|\(?[eé]poux? |[âa]g[eé]e?|\(?\d{1,3} ?ans|n[ée]e?(?!\p{L})|-? ?\d{2}[/.]\d{2}[/.]\d{2,4})/iu;

const FIRST_NAMES_AFTER = /^(?: \p{Lu}\p{Ll}[\p{L}-]*){1,2}/u;
/** "Mme STROBEL Yvette Mathilde (née". */
const MAIDEN_AFTER =
  /^(?: \p{Lu}[\p{L}-]+){0,3} ?[,(]? ?(?:[Nn][ée]e?|N[ÉE]E?|[ÉéEe]p\.?|[ÉéEe]pouse|[ÉE]POUSE|[Vv]euve|VEUVE|[Vv]ve|VVE) /u;

export const surnamesOf = (one: Candidate): string[] =>
  one.category === 'LAST_NAME'
    ? (one.words ?? []).filter(({ initial }) => initial !== true).map(({ canonical }) => canonical)
    : [];

export function byPerson(people: readonly Candidate[]): Map<number, Candidate[]> {
  const persons = new Map<number, Candidate[]>();
  for (const one of people) {
    const key = one.person ?? one.start;
    const parts = persons.get(key);
    if (parts === undefined) persons.set(key, [one]);
    else parts.push(one);
  }
  return persons;
}

interface Weight {
  total: number;
  F: number;
  M: number;
}

/** Surnames of the patient in a text whose message knows none: labelled, else the civil name most in the patient's place. */
function patientNames(
  text: string,
  people: readonly Candidate[],
): { names: Set<string>; weights: Map<string, Weight> } {
  const weights = new Map<string, Weight>();
  for (const one of people) {
    if (one.role !== 'Patient' || one.explicitRole === true || one.claim !== 'civil') continue;
    for (const name of surnamesOf(one)) {
      const weight = weights.get(name) ?? { total: 0, F: 0, M: 0 };
      const before = text.slice(Math.max(0, one.start - 60), one.start);
      const points =
        1 +
        (PATIENT_BEFORE.test(before) ? 2 : 0) +
        (PATIENT_AFTER.test(text.slice(one.end, one.end + 50).replace(FIRST_NAMES_AFTER, '')) ? 3 : 0);
      weight.total += points;
      if (one.sex !== undefined) weight[one.sex] += points;
      weights.set(name, weight);
    }
  }
  const labelled = people
    .filter(
      ({ claim, role, explicitRole, end }) =>
        role === 'Patient' &&
        (claim === 'label' || (explicitRole !== true && MAIDEN_AFTER.test(text.slice(end, end + 60)))),
    )
    .flatMap(surnamesOf);
  if (labelled.length > 0) return { names: new Set(labelled), weights };
  const best = [...weights].sort((a, b) => b[1].total - a[1].total)[0]?.[0];
  const whole = people
    .filter((one) => best !== undefined && surnamesOf(one).includes(best))
    .flatMap(surnamesOf);
  return { names: new Set(whole), weights };
}

/**
 * Where the message knows no patient, every civil name is first taken for the patient's. One person is the patient: names
 * that share nothing with theirs, or bear the other title, become somebody else's.
 */
export function settlePeople({ text, facts }: DetectionInput, people: readonly Candidate[]): Candidate[] {
  if (facts.hasPatientName) return [...people];
  const { names, weights } = patientNames(text, people);
  if (names.size === 0) return [...people];
  const persons = byPerson(people);
  const firsts = new Set<string>();
  for (const parts of persons.values()) {
    if (!parts.some((part) => surnamesOf(part).some((name) => names.has(name)))) continue;
    for (const { category, words } of parts)
      if (category === 'FIRST_NAME') for (const { canonical } of words ?? []) firsts.add(canonical);
  }
  const others = new Set<number>();
  for (const one of people) {
    if (one.role !== 'Patient' || one.explicitRole === true || one.claim === 'label') continue;
    const surnames = surnamesOf(one);
    if (surnames.length === 0) continue;
    const isPatients = surnames.some((name) => names.has(name));
    const weight = weights.get(surnames.find((name) => names.has(name)) ?? '');
    const usual = weight === undefined || weight.F === weight.M ? undefined : weight.F > weight.M ? 'F' : 'M';
    const otherSex = one.sex !== undefined && usual !== undefined && one.sex !== usual;
    if (!isPatients || otherSex) others.add(one.person ?? one.start);
  }
  return people.map((one): Candidate => {
    if (one.role !== 'Patient' || one.explicitRole === true || one.claim === 'label') return one;
    const alone = one.category === 'FIRST_NAME' && persons.get(one.person ?? one.start)?.length === 1;
    const stranger =
      alone && firsts.size > 0 && one.words?.some(({ canonical }) => firsts.has(canonical)) !== true;
    return others.has(one.person ?? one.start) || stranger
      ? { ...one, role: 'Other', explicitRole: true }
      : one;
  });
}

const BIRTH_GAP = /^[ \t]*[-–—,;|(/]?[ \t]*(?:\n[ \t]*)?$/;

/** "DUPONT Marie - 07/07/1957": the full date that follows the patient's whole name is the birth's. */
export function birthDatesBeside(
  text: string,
  people: readonly Candidate[],
  dates: readonly Candidate[],
): Candidate[] {
  const sorted: number[] = [];
  for (const parts of byPerson(people).values()) {
    const whole = new Set(parts.map(({ category }) => category)).size > 1;
    const end = Math.max(...parts.slice(0, 8).map((part) => part.end));
    if (whole && parts[0]?.role === 'Patient') sorted.push(end);
  }
  sorted.sort((x, y) => x - y);
  let at = 0;
  return [...dates]
    .sort((a, b) => a.start - b.start)
    .map((date) => {
      while (at + 1 < sorted.length && (sorted[at + 1] as number) <= date.start) at += 1;
      const end = sorted[at];
      const beside =
        date.category === 'IDENTIFYING_DATE' &&
        date.score === 1 &&
        end !== undefined &&
        end <= date.start &&
        date.start - end < 12 &&
        BIRTH_GAP.test(text.slice(end, date.start));
      return beside ? { ...date, category: 'PATIENT_BIRTHDATE' as const } : date;
    });
}
