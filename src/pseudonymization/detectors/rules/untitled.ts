import { COMMON_WORDS, EPONYMS, FIRST_NAMES, MEDICAL_WORDS, NOT_NAMES } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, type NameWord, PRIORITY } from '../candidate.js';
import { followsTitle, inEponym } from '../identity/context.js';
import { isCommon, isParticle } from '../known-facts.js';
import { opensSentence, type Token } from '../tokens.js';
import { CARER_FUNCTIONS, RELATIVES } from '../titles.js';
import { isNameLike, nameCandidates, readName } from './name-reader.js';
import { isPresented, saidOf } from './presented.js';

const PLACE_BEFORE =
  /(?:h[oô]pital|clinique|rue|avenue|boulevard|place|centre|institut|lyc[eé]e|[eé]cole|ehpad|r[eé]sidence|coll[eè]ge|quai|impasse|all[eé]e|chemin|square|fondation|essai|laboratoires?|protocole|saint|sainte|st|b[aâ]timent|unit[eé]|pavillon|aile|salle|foyer|maison|cr[eè]che|stade|gymnase|sant[eé]|square|parc|pont|port|cours|mairie|clos|cit[eé])(?:[ -](?:de|du|des|la|le|d['’]))*[ -]$/i;
const CLOSING =
  /confraternel|amiti[eé]s|cordialement|salutations|amicalement|sign[eé]|remerci|bien à vous|respectueu/gi;
const PATIENT_LINE =
  /n[ée]e?\(?e?\)? ?(?:le|en)|\bddn\b|\bipp\b|patiente?|\d{1,3} ?ans|naissance|identit[eé]/i;

function lineAround(text: string, start: number, end: number): string {
  const before =
    text
      .slice(Math.max(0, start - 120), start)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(end, end + 120).split('\n')[0] ?? '';
  return before + text.slice(start, end) + after;
}

function roleOf(input: DetectionInput, start: number, end: number, closing: number): SpanRole {
  const line = lineAround(input.text, start, end);
  if (PATIENT_LINE.test(line)) return 'Patient';
  const words = line.toLowerCase().split(/[^\p{L}-]+/u);
  if (words.some((word) => RELATIVES.has(word))) return 'Other';
  if (start > closing || words.some((word) => CARER_FUNCTIONS.has(word))) return 'Carer';
  const alone = line.trim().length <= end - start + 2;
  if (alone && start > input.text.length * 0.7) return 'Carer';
  return input.facts.hasPatientName ? 'Other' : 'Patient';
}

/** A first name and a surname side by side, with no title ("Marie DUPONT", "DUPONT Marie"). */
export function detectUntitledNames(input: DetectionInput): Candidate[] {
  const { text, tokens } = input;
  const closing = [...text.matchAll(CLOSING)].at(-1)?.index ?? text.length;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (
      token.shape === 'lower' ||
      token.shape === 'initial' ||
      (at > 0 &&
        isNamePiece(tokens[at - 1]) &&
        text.slice((tokens[at - 1] as Token).end, token.start) === ' ')
    )
      continue;
    const next = tokens[at + 1];
    if (
      next === undefined ||
      next.shape === 'lower' ||
      !/^(?: {1,2}|-)$/.test(text.slice(token.end, next.start))
    )
      continue;
    if (isParticle(token.folded) && token.folded.length < 4 && token.shape !== 'upper') continue;
    const name = readName(input, at);
    if (name === undefined || name.to - name.from < 2) continue;
    const read = tokens.slice(name.from, name.to);
    if (
      !(isPersonPair(read) || isPresented(text, read)) ||
      inEponym(text, tokens, at) ||
      PLACE_BEFORE.test(text.slice(Math.max(0, token.start - 30), token.start))
    )
      continue;
    if (
      opensSentence(text, token.start) &&
      !read.some(({ shape }) => shape === 'upper') &&
      isCommon(token.folded) &&
      read.length === 2 &&
      COMMON_WORDS.has((read[1] as Token).folded)
    )
      continue;
    const end = (read.at(-1) as Token).end;
    const said = saidOf(input, read);
    found.push(
      ...nameCandidates(input, name, {
        role: said ?? roleOf(input, token.start, end, closing),
        explicit: said !== undefined,
        alone: 'LAST_NAME',
        claim: 'pair',
        score: 0.75,
        priority: PRIORITY.lexicon + 4,
      }),
    );
    at = name.to - 1;
  }
  return found;
}

const isNamePiece = (token: Token | undefined): boolean =>
  token !== undefined && token.shape === 'capital' && FIRST_NAMES.has(token.folded);
const isWordOfMedicine = ({ folded }: Token): boolean =>
  EPONYMS.has(folded) || MEDICAL_WORDS.has(folded) || NOT_NAMES.has(folded);
/** "Hugues ROCHE", "Sophie Le Roux": after a first name that is nothing else, a maker or an eponym is a surname. */
const isSurnameToo = (first: Token, other: Token): boolean =>
  first.start < other.start &&
  !isCommon(first.folded) &&
  !NOT_NAMES.has(other.folded) &&
  (first.shape !== other.shape || COMMON_WORDS.has(other.folded));

function isPersonPair(read: readonly Token[]): boolean {
  const solid = read.filter(({ shape, folded }) => shape !== 'initial' && !isParticle(folded));
  if (solid.length < 2 || solid.length > 4) return false;
  const first = solid.find(({ folded }) => FIRST_NAMES.has(folded));
  if (first === undefined) return false;
  const others = solid.filter((token) => token !== first);
  if (others.every((token) => isWordOfMedicine(token) && !isSurnameToo(first, token))) return false;
  if (
    others.every(
      ({ folded, shape }) => COMMON_WORDS.has(folded) && shape === 'upper' && first.shape === 'upper',
    ) &&
    COMMON_WORDS.has(first.folded)
  )
    return false;
  return !(
    COMMON_WORDS.has(first.folded) &&
    others.every(({ folded, shape }) => shape !== 'upper' && COMMON_WORDS.has(folded))
  );
}

/** "J.-B." before a name already known. */
function initialsBefore(text: string, tokens: readonly Token[], at: number, source: Candidate): Candidate[] {
  if (source.category !== 'LAST_NAME') return [];
  let from = at;
  while (
    from > at - 3 &&
    tokens[from - 1]?.shape === 'initial' &&
    /^\.(?: |-|)$/.test(text.slice((tokens[from - 1] as Token).end, (tokens[from] as Token).start))
  )
    from -= 1;
  if (from === at) return [];
  const words = tokens
    .slice(from, at)
    .map(({ start, end, folded }) => ({ start, end: end + 1, canonical: folded, initial: true }));
  if (words[0] !== undefined && words.length === 1 && words[0].canonical === 'm') return [];
  // "M. J.-P. Chastang": the first letter is the title.
  if (words.length > 1 && words[0]?.canonical === 'm' && text[words[0].end] === ' ') words.shift();
  const first = words[0] as NameWord;
  const last = words.at(-1) as NameWord;
  return [
    {
      start: first.start,
      end: last.end,
      category: 'FIRST_NAME',
      role: source.role,
      detector: 'rule',
      score: 0.75,
      priority: PRIORITY.lexicon,
      words,
    },
  ];
}

/** "LAMBLIN Régis", "Garance MOULINEUF": beside a name already known, a word in the other case is the first name. */
function firstNameBeside({ text, tokens }: DetectionInput, at: number, source: Candidate): Candidate[] {
  const token = tokens[at] as Token;
  if (source.category !== 'LAST_NAME' || token.shape !== 'upper') return [];
  return [tokens[at - 1], tokens[at + 1]].flatMap((near): Candidate[] => {
    if (near?.shape !== 'capital' || near.raw.length < 3 || !isNameLike(near) || isCommon(near.folded))
      return [];
    const gap =
      near.start < token.start ? text.slice(near.end, token.start) : text.slice(token.end, near.start);
    if (gap !== ' ' || isParticle(near.folded)) return [];
    const { start, end, folded } = near;
    return [
      {
        start,
        end,
        category: 'FIRST_NAME',
        role: source.role,
        detector: 'rule',
        score: 0.7,
        priority: PRIORITY.lexicon,
        words: [{ start, end, canonical: folded }],
      },
    ];
  });
}

const SIGNATURE =
  /^[ \t]*(?<first>\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}{2,})?) (?<last>\p{Lu}{4,}(?:[- ]\p{Lu}{3,}){0,2})[ \t]*$/gmu;

/** A line that holds nothing but "Gontran VIDALENC", towards the end: who signs. */
export function signatures(input: DetectionInput): Candidate[] {
  const { text, tokens } = input;
  const from = text.length * 0.6;
  let at = 0;
  return [...text.matchAll(SIGNATURE)].flatMap((match) => {
    const { first = '' } = match.groups ?? {};
    const start = match.index + match[0].indexOf(first);
    if (start < from) return [];
    while (at < tokens.length && (tokens[at] as Token).start < start) at += 1;
    const name = readName(input, at);
    if (name === undefined || name.to - name.from < 2) return [];
    const read = tokens.slice(name.from, name.to);
    if (read.some((token) => isCommon(token.folded) && !FIRST_NAMES.has(token.folded))) return [];
    return nameCandidates(input, name, {
      role: 'Carer',
      explicit: false,
      alone: 'LAST_NAME',
      score: 0.7,
      priority: PRIORITY.lexicon + 3,
    });
  });
}

/** A name found once by its surroundings is then found everywhere it stands as a word. */
export function propagate(input: DetectionInput, found: readonly Candidate[]): Candidate[] {
  const { text, tokens } = input;
  const names = new Map<string, Candidate>();
  for (const one of found) {
    for (const { canonical, initial } of one.words ?? []) {
      if (initial === true || canonical.length < 4 || isCommon(canonical) || isParticle(canonical)) continue;
      if (!names.has(canonical) || one.explicitRole === true) names.set(canonical, one);
    }
  }
  if (names.size === 0) return [];
  return tokens.flatMap((token, at): Candidate[] => {
    const source = names.get(token.folded);
    if (source === undefined || inEponym(text, tokens, at)) return [];
    if (token.shape === 'lower' && !followsTitle(text, tokens, at)) return [];
    if (PLACE_BEFORE.test(text.slice(Math.max(0, token.start - 30), token.start))) return [];
    const { start, end, folded } = token;
    return [
      ...initialsBefore(text, tokens, at, source),
      ...firstNameBeside(input, at, source),
      {
        start,
        end,
        category: source.category,
        role: source.role,
        detector: 'rule',
        score: 0.8,
        priority: PRIORITY.lexicon,
        words: [{ start, end, canonical: folded }],
      },
    ];
  });
}
