import { type Candidate } from '../candidate.js';

const REACH = 60;
/** What may stand between a person and their number: "(tél. ", ", joignable au ", " (responsable) ", ", DECT ". */
const BETWEEN = /^(?:[ ,]{0,2}\([^()\n]{1,30}\))?[^.;!?()\n\d]{0,34}\(?[^.;!?()\n\d]{0,12}$/u;
const SHORT_FORMS = /(?<!\p{L})(?:t[eé]l|port|mob)\./giu;
/** "Secrétariat : Mme X, 01 …" reaches the ward. */
const WARD_LINE = /secr[eé]tari[^\n;]{0,40}$/iu;

/** A second number of the same person: "tél. 05 36 49 77 31, portable 06 39 98 15 60". */
const NEXT_NUMBER =
  /^[ ,/;–-]{1,4}(?:et |ou )?(?:(?:t[eé]l|portable|port|mobile|fixe|domicile|travail)[. :]{0,3})?(?:au )?$/iu;
/** Whose number it then is, whoever was named before. */
const SAYS_ELSE =
  /secr[eé]tariat|standard|accueil|service|hospitalis|rendez-vous|rdv|urgences|fax|astreinte|patiente?|unit[eé]|h[oô]pital|clinique|pharmacie|chu\b|chr?\b/iu;

const isContact = ({ category }: Candidate): boolean => category === 'PHONE_NUMBER' || category === 'EMAIL';

/** A guess says less than the words the number's own role was read from. */
function rolesTold({ role }: Candidate, person: Candidate): Candidate['role'] {
  if (person.explicitRole !== true) return role === 'Patient' ? person.role : role;
  return person.role === 'Carer' && role === 'Hospital' ? role : person.role;
}

/** Of what was found of one name, what words around it say goes first. */
const byEnd = (a: Candidate, b: Candidate): number =>
  a.end - b.end || Number(a.explicitRole === true) - Number(b.explicitRole === true);

/** The number beside a person's name is theirs; only what the words around say of the person counts. */
export function withOwners(
  text: string,
  contacts: readonly Candidate[],
  people: readonly Candidate[],
): Candidate[] {
  const named = [...people].sort(byEnd);
  let at = 0;
  let last: Candidate | undefined;
  return [...contacts]
    .sort((a, b) => a.start - b.start)
    .map((one): Candidate => {
      if (!isContact(one)) return one;
      const before = last;
      last = undefined;
      // The same number, found twice.
      if (before !== undefined && one.start < before.end) {
        last = before;
        return { ...one, role: before.role };
      }
      while (at < named.length && (named[at] as Candidate).end <= one.start) at += 1;
      const person = named[at - 1];
      if (
        before !== undefined &&
        before.end <= one.start &&
        (person === undefined || person.end < before.end)
      ) {
        if (one.start - before.end < 24 && NEXT_NUMBER.test(text.slice(before.end, one.start)))
          return (last = { ...one, role: before.role });
      }
      if (person === undefined || person.role === 'Patient' || one.start - person.end > REACH) return one;
      const gap = text.slice(person.end, one.start).replace(SHORT_FORMS, '');
      if (!BETWEEN.test(gap) || SAYS_ELSE.test(gap)) return one;
      if (person.role === 'Carer' && WARD_LINE.test(text.slice(Math.max(0, person.start - 50), person.start)))
        return { ...one, role: 'Hospital' };
      return (last = { ...one, role: rolesTold(one, person) });
    });
}
