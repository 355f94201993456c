import { FIRST_NAMES } from '../../lexicon/index.js';
import { isOneTypoAway } from '../distance.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { type KnownFacts } from '../known-facts.js';
import { byPerson, surnamesOf } from './settle-people.js';

type Role = Candidate['role'];
interface Person {
  readonly parts: readonly Candidate[];
  readonly surnames: readonly string[];
  readonly firsts: readonly string[];
  /** What the words around say, if they do. */
  readonly said: Role | undefined;
}

const firstsOf = (one: Candidate): string[] =>
  one.category === 'FIRST_NAME'
    ? (one.words ?? []).filter(({ initial }) => initial !== true).map(({ canonical }) => canonical)
    : [];

function personsOf(people: readonly Candidate[]): Person[] {
  return [...byPerson(people).values()].map((parts) => ({
    parts,
    surnames: parts.flatMap(surnamesOf),
    firsts: parts.flatMap(firstsOf),
    said: parts.find(({ explicitRole }) => explicitRole === true)?.role,
  }));
}

const patientFirsts = ({ words }: KnownFacts): string[] =>
  [...words.values()]
    .filter(({ category, role }) => category === 'FIRST_NAME' && role === 'Patient')
    .map(({ word }) => word);

/** "Antoine BOUCHER" where the patient is Rose BOUCHER: of the family. */
function isNamesake({ surnames, firsts }: Person, facts: KnownFacts, known: readonly string[]): boolean {
  if (known.length === 0 || firsts.length === 0) return false;
  if (!surnames.some((name) => facts.words.get(name)?.role === 'Patient')) return false;
  const isOwn = (first: string): boolean =>
    facts.words.has(first) ||
    known.some((one) => isOneTypoAway(one, first) || one.slice(0, 2) === first.slice(0, 2));
  return firsts.every((first) => FIRST_NAMES.has(first) && !isOwn(first));
}

const MAIDEN = /^[ ,(]{0,3}(?:n[ée]e?|[ée]pouse|[ée]p\.?|veuve|vve)[ :]{1,3}$/iu;

/** "sa mère, Mme Odile X née Y": Y is of whom X is. */
function spokenOfBefore(text: string, one: Candidate, ends: ReadonlyMap<number, Role>): Role | undefined {
  for (let at = one.start - 1; at >= Math.max(0, one.start - 14); at -= 1) {
    const role = ends.get(at);
    if (role !== undefined) return MAIDEN.test(text.slice(at, one.start)) ? role : undefined;
  }
  return undefined;
}

const add = (map: Map<string, Set<Role>>, key: string, role: Role): void => {
  map.set(key, (map.get(key) ?? new Set()).add(role));
};

/** Who is said to be what once in a document is that wherever no words say it: by surname, and by first name where alone. */
export function settleRoles({ text, facts }: DetectionInput, people: readonly Candidate[]): Candidate[] {
  const persons = personsOf(people);
  const [bySurname, byFirst, ends] = [
    new Map<string, Set<Role>>(),
    new Map<string, Set<Role>>(),
    new Map<number, Role>(),
  ];
  const firstsWith = new Map<string, Set<string>>();
  for (const { parts, surnames, firsts, said } of persons) {
    if (said === undefined) continue;
    for (const name of surnames) {
      add(bySurname, name, said);
      if (firsts.length > 0) firstsWith.set(name, new Set([...(firstsWith.get(name) ?? []), ...firsts]));
    }
    for (const first of firsts) add(byFirst, first, said);
    if (said !== 'Patient') for (const { end } of parts) ends.set(end, said);
  }
  const known = facts.hasPatientName ? patientFirsts(facts) : [];
  const roleOf = (person: Person): Pick<Candidate, 'role' | 'explicitRole' | 'guessed'> | undefined => {
    const { parts, surnames, firsts, said } = person;
    if (said !== undefined) return undefined;
    const maiden = parts
      .map((one) => (one.claim === 'label' ? spokenOfBefore(text, one, ends) : undefined))
      .find((role) => role !== undefined);
    if (maiden !== undefined) return { role: maiden, explicitRole: true };
    if (parts.some(({ claim }) => claim === 'label')) return undefined;
    if (facts.hasPatientName && isNamesake(person, facts, known))
      return { role: 'Other', explicitRole: true, guessed: true };
    // Without an identity, a namesake of the patient is no clue to whom the patient is.
    if (surnames.some((name) => facts.words.has(name)) || parts.some(({ role }) => role === 'Patient'))
      return undefined;
    const roles = new Set(
      surnames.length > 0
        ? surnames.flatMap((name) => {
            const others = firstsWith.get(name);
            const same = firsts.length === 0 || others === undefined || firsts.some((one) => others.has(one));
            return same ? [...(bySurname.get(name) ?? [])] : [];
          })
        : firsts.flatMap((first) => (facts.words.has(first) ? [] : [...(byFirst.get(first) ?? [])])),
    );
    const [only] = roles;
    return roles.size === 1 && only !== undefined ? { role: only, explicitRole: true } : undefined;
  };
  return persons.flatMap((person) => {
    const role = roleOf(person);
    return role === undefined ? person.parts : person.parts.map((one) => ({ ...one, ...role }));
  });
}
