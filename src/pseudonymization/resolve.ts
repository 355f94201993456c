import { type Candidate, type NameWord } from './detectors/candidate.js';
import { fold, FIRST_NAMES } from './lexicon/index.js';
import { type SpanCategory } from './pseudonymized-document.js';

const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
/** Where policy alters them whole, these keep a known name inside them: the stretch goes as one. */
const CONTAINERS: ReadonlySet<SpanCategory> = new Set(['EMAIL', 'URL', 'ADDRESS', 'HOSPITAL']);
const CONTAINER_LIFT = 45;
/** Words in one name; also keeps a page of capitals linear. */
const LONGEST_NAME = 12;
const JOINS = /^(?: {1,2}| |-|['’])$/;
/** "Marie, Jeanne": the patient's own first names are one name. */
const inOneName = (one: Candidate, between: string): boolean =>
  JOINS.test(between) || (one.category === 'FIRST_NAME' && one.role === 'Patient' && /^, ?$/.test(between));

const isName = ({ category }: Candidate): boolean => NAMES.has(category);

/** The role the words around give wins over the role of the name's owner ("Dr DUPONT" is not the patient DUPONT), of the town's too. */
function withExplicitRoles(candidates: readonly Candidate[]): Candidate[] {
  const roles = new Map<number, Candidate['role']>();
  for (const one of candidates) {
    if (one.explicitRole === true) for (const { start } of one.words ?? []) roles.set(start, one.role);
  }
  const places = new Map(
    candidates
      .filter(
        ({ explicitRole, words, detector }) => explicitRole && words === undefined && detector === 'rule',
      )
      .map(({ category, start, role }) => [`${category} ${String(start)}`, role]),
  );
  return candidates.map((one) => {
    if (one.detector !== 'identity') return one;
    if (one.words === undefined)
      return { ...one, role: places.get(`${one.category} ${String(one.start)}`) ?? one.role };
    const role = one.words.map(({ start }) => roles.get(start)).find((found) => found !== undefined);
    return role === undefined ? one : { ...one, role };
  });
}

/**
 * What is left of a candidate of which a surer one took a part: of a name, of an address, and of anything where a model
 * speaks, which makes nothing readable that was not.
 */
function remains(one: Candidate, text: string, owner: Int32Array): Candidate[] {
  const found: Candidate[] = [];
  let at = one.start;
  while (at < one.end) {
    if (owner[at] !== 0) {
      at += 1;
      continue;
    }
    let end = at;
    while (end < one.end && owner[end] === 0) end += 1;
    const raw = text.slice(at, end);
    const lead = /^[^\p{L}\d]*/u.exec(raw)?.[0].length ?? 0;
    const trail = /[^\p{L}\d]*$/u.exec(raw)?.[0].length ?? 0;
    const words = one.words?.filter((word) => word.start >= at + lead && word.end <= end);
    if (raw.length - lead - trail >= 2 && (words === undefined || words.length > 0)) {
      found.push({
        ...one,
        start: at + lead,
        end: words?.at(-1)?.end ?? end - trail,
        ...(words === undefined ? {} : { words }),
      });
    }
    at = end;
  }
  return found;
}

const isUpper = (raw: string): boolean => raw === raw.toUpperCase();
const isInitials = ({ words }: Candidate): boolean =>
  words?.every(({ initial }) => initial === true) === true;

/** "Rose-May", "PETIT-JEAN", "J-BAPTISTE": a hyphen makes one word of two, of one category. */
function hyphened(last: Candidate, one: Candidate, text: string): Candidate | undefined {
  if (!isName(last) || !isName(one) || last.words === undefined || one.words === undefined) return undefined;
  if (text.slice(last.end, one.start) !== '-' || isInitials(one)) return undefined;
  const [left, right] = [
    text.slice(last.words.at(-1)?.start, last.end),
    text.slice(one.start, one.words[0]?.end),
  ];
  const begins = last.words.length === 1 && one.words.length === 1;
  if (!begins || (!isInitials(last) && isUpper(left) !== isUpper(right))) return undefined;
  const keeps = last.detector === 'identity' || one.detector !== 'identity' ? last : one;
  const isFirst = last.category !== one.category && !isUpper(left) && FIRST_NAMES.has(fold(left));
  const category = isFirst || isInitials(last) ? 'FIRST_NAME' : keeps.category;
  return {
    ...{ ...keeps, category, start: last.start, end: one.end, words: [...last.words, ...one.words] },
    score: Math.min(last.score, one.score),
  };
}

function merged(accepted: readonly Candidate[], text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const one of accepted) {
    const last = found.at(-1);
    const whole = last === undefined ? undefined : hyphened(last, one, text);
    if (whole !== undefined) found[found.length - 1] = whole;
    else if (
      last !== undefined &&
      isName(one) &&
      last.category === one.category &&
      last.role === one.role &&
      last.words !== undefined &&
      last.words.length < LONGEST_NAME &&
      one.words !== undefined &&
      inOneName(one, text.slice(last.end, one.start)) &&
      last.words.every(({ initial }) => initial !== true) ===
        one.words.every(({ initial }) => initial !== true)
    ) {
      found[found.length - 1] = {
        ...last,
        end: one.end,
        words: [...last.words, ...one.words],
        score: Math.min(last.score, one.score),
        detector: last.detector === 'identity' || one.detector === 'identity' ? 'identity' : last.detector,
      };
    } else found.push(one);
  }
  return found;
}

const isCapital = (raw: string): boolean => /^\p{Lu}\p{Ll}/u.test(raw);

/** "Lucie TAVERNOL" as one name of one category: capitals tell the surname beside a first name. */
function parted(one: Candidate, text: string): Candidate[] {
  const words = one.words ?? [];
  const [raws, last] = [words.map(({ start, end }) => text.slice(start, end)), words.length - 1];
  if (!isName(one) || last < 1 || words.some(({ initial }) => initial === true)) return [one];
  const turn = raws.findIndex((raw, at) => at > 0 && isUpper(raw) !== isUpper(raws[at - 1] as string));
  if (turn < 1) return [one];
  const [left, right] = [raws.slice(0, turn), raws.slice(turn)];
  const [capitals, uppers] = isUpper(left[0] as string) ? [right, left] : [left, right];
  if (!capitals.every((raw) => isCapital(raw) && FIRST_NAMES.has(fold(raw))) || !uppers.every(isUpper))
    return [one];
  if (!/^ {1,3}$/.test(text.slice(words[turn - 1]?.end, words[turn]?.start))) return [one];
  const piece = (from: number, to: number): Candidate => ({
    ...one,
    category: uppers.includes(raws[from] as string) ? 'LAST_NAME' : 'FIRST_NAME',
    start: from === 0 ? one.start : (words[from] as NameWord).start,
    end: to === words.length ? one.end : (words[to - 1] as NameWord).end,
    words: words.slice(from, to),
  });
  return [piece(0, turn), piece(turn, words.length)];
}

/**
 * Settles overlaps by priority, then length; returns spans sorted and apart. A known name that loses its place to
 * an address, an e-mail, a link or a hospital is inside it, and goes with it.
 */
export function resolveOverlaps(
  candidates: readonly Candidate[],
  text: string,
  isAltered: (category: SpanCategory) => boolean,
): Candidate[] {
  const rank = ({ category, priority }: Candidate): number =>
    CONTAINERS.has(category) && isAltered(category) ? priority + CONTAINER_LIFT : priority;
  const sorted = withExplicitRoles(candidates).sort(
    (a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const owner = new Int32Array(text.length + 1);
  const accepted: Candidate[] = [];
  const accept = (one: Candidate): void => {
    accepted.push(one);
    owner.fill(accepted.length, one.start, one.end);
  };
  /** A model that sees more of the same than a rule, a town's name to its end, makes it one. */
  const widen = (one: Candidate): boolean => {
    if (one.detector !== 'model' || isName(one)) return false;
    const owners = new Set(owner.subarray(one.start, one.end));
    owners.delete(0);
    const own = [...owners][0] as number;
    const taker = accepted[own - 1];
    if (owners.size !== 1 || taker?.category !== one.category || taker.detector === 'identity') return false;
    const [start, end] = [Math.min(one.start, taker.start), Math.max(one.end, taker.end)];
    accepted[own - 1] = { ...taker, start, end };
    owner.fill(own, start, end);
    return true;
  };
  for (const one of sorted) {
    let free = one.end > one.start;
    let isModels = one.detector === 'model';
    for (let at = one.start; at < one.end; at += 1) {
      const own = owner[at] as number;
      if (own === 0) continue;
      free = false;
      isModels ||= accepted[own - 1]?.detector === 'model';
    }
    if (free) accept(one);
    else if (!widen(one)) {
      const taker = accepted[(owner[one.start] as number) - 1];
      if (
        taker !== undefined &&
        taker.category === one.category &&
        one.detector === 'identity' &&
        !isName(one)
      ) {
        accepted[(owner[one.start] as number) - 1] = {
          ...taker,
          role: one.role ?? taker.role,
          kind: one.kind ?? taker.kind,
          detector: 'identity',
        } as Candidate;
      }
      if (isName(one) || one.category === 'ADDRESS' || isModels)
        for (const rest of remains(one, text, owner)) accept(rest);
    }
  }
  return merged(
    accepted.sort((a, b) => a.start - b.start),
    text,
  ).flatMap((one) => parted(one, text));
}
