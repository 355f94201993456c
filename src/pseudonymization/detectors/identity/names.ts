import { FIRST_NAMES, REPORT_WORDS } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, type NameWord, PRIORITY } from '../candidate.js';
import { isOneTypoAway } from '../distance.js';
import { isCommon, isParticle, type KnownFacts, type KnownWord } from '../known-facts.js';
import { opensSentence, type Token } from '../tokens.js';
import {
  followsTitle,
  inCapitalLine,
  inEponym,
  inOneName,
  leadsToName,
  precedesPersonVerb,
} from './context.js';
import { brokenNames, type Match } from './broken-names.js';

export function nameCandidate(
  word: KnownWord,
  span: { start: number; end: number },
  more: Partial<NameWord> = {},
): Candidate {
  const { start, end } = span;
  return {
    start,
    end,
    category: word.category,
    role: word.role,
    detector: 'identity',
    score: more.initial === true ? 0.9 : 1,
    priority: PRIORITY.identity,
    words: [{ start, end, canonical: word.word, ...more }],
  };
}

/** Takes in the particles written before a name that has some ("LE GOFF", "d'Almeida"). */
function withParticles({ text, tokens }: DetectionInput, at: number, word: KnownWord): Candidate {
  const found = nameCandidate(word, tokens[at] as Token);
  const words = [...(found.words ?? [])];
  let first = at;
  for (const particle of word.particles) {
    const before = tokens[first - 1];
    if (before?.folded !== particle || !inOneName(text, before, tokens[first] as Token)) break;
    first -= 1;
    words.unshift({ start: before.start, end: before.end, canonical: particle });
  }
  return { ...found, start: (tokens[first] as Token).start, words };
}

/** A typo needs a capital, and may not be a word or a first name of its own unless it stands in a name. */
function typoOf(facts: KnownFacts, token: Token, inName: boolean): KnownWord | undefined {
  const { folded } = token;
  if (folded.length < 4 || isCommon(folded) || REPORT_WORDS.has(folded)) return undefined;
  if (!inName && (token.shape === 'lower' || FIRST_NAMES.has(folded))) return undefined;
  for (const known of facts.words.values()) {
    if (
      known.word.length >= 5 &&
      Math.abs(known.word.length - folded.length) <= 1 &&
      isOneTypoAway(known.word, folded)
    ) {
      return known;
    }
  }
  return undefined;
}

/** `DUPONTMarie`, `DUPONTné`: the known name is one end of the token, in another case than the rest. */
function stuckIn(
  facts: KnownFacts,
  token: Token,
): { word: KnownWord; start: number; end: number } | undefined {
  if (token.shape !== 'mixed' || token.folded.length !== token.raw.length) return undefined;
  for (const word of facts.words.values()) {
    const { length } = word.word;
    if (length < 4 || token.folded.length <= length) continue;
    if (token.folded.startsWith(word.word)) return { word, start: token.start, end: token.start + length };
    if (token.folded.endsWith(word.word)) return { word, start: token.end - length, end: token.end };
  }
  return undefined;
}

function standsAsName(input: DetectionInput, at: number): boolean {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (followsTitle(text, tokens, at)) return true;
  if (token.shape === 'lower' || token.shape === 'initial') return false;
  if (token.shape === 'upper')
    return (
      !inCapitalLine(text, tokens, at) &&
      !inEponym(text, tokens, at) &&
      (token.raw.length > 3 || precedesPersonVerb(text, tokens, at))
    );
  if (precedesPersonVerb(text, tokens, at)) return true;
  // "Rose, que son mari accompagne": nothing but a name is set off so.
  if (text[token.end] === ',' && !inEponym(text, tokens, at)) return true;
  return !opensSentence(text, token.start) && !inEponym(text, tokens, at);
}

/** Two words of one compound name side by side, though each is an ordinary word: "FONTAINE-RAYNAUD". */
const stands = ({ joined }: KnownFacts, a: KnownWord, b: KnownWord): boolean =>
  a.word.length + b.word.length >= 8 && [...joined.keys()].some((name) => name.includes(a.word + b.word));

/** Common-word names: kept where a sure part of the name touches them, else only where they stand as a name. */
function sureMatches(input: DetectionInput, exact: readonly (KnownWord | undefined)[]): boolean[] {
  const { text, tokens, facts } = input;
  const sure = exact.map((word, at) => word !== undefined && (!word.common || standsAsName(input, at)));
  const touches = (at: number, other: number): boolean => {
    const [left, right] = at < other ? [tokens[at], tokens[other]] : [tokens[other], tokens[at]];
    if (left === undefined || right === undefined || !inOneName(text, left, right)) return false;
    const a = exact[at];
    const b = exact[other];
    if (a === undefined || b === undefined || a.role !== b.role) return false;
    if (left.shape === 'lower' || right.shape === 'lower')
      return sure[other] === true && text.slice(left.end, right.start) !== '\n';
    return (
      sure[other] === true ||
      stands(facts, a, b) ||
      (a.category !== b.category && left.shape !== 'initial' && right.shape !== 'initial')
    );
  };
  for (const order of [1, -1]) {
    for (let step = 0; step < exact.length; step += 1) {
      const at = order === 1 ? step : exact.length - 1 - step;
      if (exact[at] !== undefined && sure[at] !== true) sure[at] = touches(at, at - 1) || touches(at, at + 1);
    }
  }
  return sure;
}

/** "J." beside DUPONT, "J.D." or "D." after a title, "JB" for Jean-Baptiste. "M." is a title unless it follows one or a name. */
function initials(input: DetectionInput, matched: (KnownWord | undefined)[]): Candidate[] {
  const { text, tokens, facts } = input;
  const known = [...facts.words.values()];
  const found: Candidate[] = [];
  const nameBeside = (at: number, step: 1 | -1): KnownWord | undefined => {
    let near = at + step;
    while (isParticle(tokens[near]?.folded ?? '') && matched[near] === undefined && Math.abs(near - at) < 4)
      near += step;
    const [left, right] = step === 1 ? [tokens[near - 1], tokens[near]] : [tokens[near], tokens[near + 1]];
    if (
      left === undefined ||
      right === undefined ||
      !inOneName(text, left, right) ||
      text.slice(left.end, right.start) === '\n'
    )
      return undefined;
    return matched[near];
  };
  const titledAt = (at: number): boolean =>
    followsTitle(text, tokens, at) ||
    (tokens[at - 1]?.shape === 'initial' &&
      /^\.? ?-?$/.test(text.slice((tokens[at - 1] as Token).end, (tokens[at] as Token).start)) &&
      followsTitle(text, tokens, at - 1));
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at] as Token;
    const pair = token.shape === 'upper' && token.raw.length === 2;
    if ((token.shape !== 'initial' && !pair) || matched[at] !== undefined) continue;
    const after = nameBeside(at, 1);
    const beside = after ?? nameBeside(at, -1);
    const titled = titledAt(at);
    if (token.raw === 'M' && !titled && after !== undefined && nameBeside(at, -1) === undefined) continue;
    if (beside === undefined && (!titled || pair || leadsToName(text, tokens, at))) continue;
    const role = beside?.role ?? 'Patient';
    const fits = known.filter((one) => one.role === role && one.word.startsWith(token.folded[0] as string));
    const firsts = fits.filter(({ category }) => category === 'FIRST_NAME');
    const lasts = fits.filter(({ category }) => category === 'LAST_NAME');
    const awaited =
      after === undefined && beside?.category === 'FIRST_NAME' && lasts[0] !== undefined
        ? lasts[0]
        : beside !== undefined || tokens[at + 1]?.shape === 'initial'
          ? firsts[0]
          : (fits.find(({ category }) => category === 'LAST_NAME') ?? fits[0]);
    if (awaited === undefined || (pair && !hasInitials(known, role, token.folded))) continue;
    matched[at] = awaited;
    const dot = text[token.end] === '.' && !(token.raw.length === 2) ? 1 : 0;
    found.push(nameCandidate(awaited, { start: token.start, end: token.end + dot }, { initial: true }));
  }
  // The second letter of a compound first name ("A.-G.") stands beside the first only.
  tokens.forEach((token, at) => {
    const left = tokens[at - 1];
    if (token.shape !== 'initial' || matched[at] || left?.shape !== 'initial' || !matched[at - 1]) return;
    if (!/^\.?-$/.test(text.slice(left.end, token.start))) return;
    const fits = known.find((one) => one.category === 'FIRST_NAME' && one.word.startsWith(token.folded));
    if (!fits) return;
    matched[at] = fits;
    const dot = text[token.end] === '.' ? 1 : 0;
    found.push(nameCandidate(fits, { start: token.start, end: token.end + dot }, { initial: true }));
  });
  return found;
}

/** The first letters of two first names of one person, in order. */
function hasInitials(known: readonly KnownWord[], role: KnownWord['role'], letters: string): boolean {
  const firsts = known
    .filter((one) => one.role === role && one.category === 'FIRST_NAME')
    .map(({ word }) => word[0]);
  return firsts.join('').includes(letters);
}

function matchesOf(input: DetectionInput): { found: Candidate[]; matched: (KnownWord | undefined)[] } {
  const { text, tokens, facts } = input;
  const exact = tokens.map((token) => facts.words.get(token.folded));
  const sure = sureMatches(input, exact);
  const matched = exact.map((word, at) => (sure[at] === true ? word : undefined));
  const found: Candidate[] = [];
  const add = (match: Match): void => {
    for (const word of match.words) found.push(nameCandidate(word, match));
  };
  tokens.forEach((token, at) => {
    const word = matched[at];
    if (word !== undefined) {
      found.push(withParticles(input, at, word));
      return;
    }
    if (exact[at] !== undefined) return;
    const joined = facts.joined.get(token.folded);
    if (joined !== undefined) {
      found.push(joinedCandidate(joined, token));
      return;
    }
    const stuck = stuckIn(facts, token);
    if (stuck !== undefined) {
      found.push(nameCandidate(stuck.word, stuck));
      return;
    }
    const left = tokens[at - 1];
    const right = tokens[at + 1];
    const inName =
      followsTitle(text, tokens, at) ||
      (left !== undefined && matched[at - 1] !== undefined && inOneName(text, left, token)) ||
      (right !== undefined &&
        matched[at + 1] !== undefined &&
        inOneName(text, token, right) &&
        token.shape !== 'lower');
    const typo = inEponym(text, tokens, at) ? undefined : typoOf(facts, token, inName);
    if (typo === undefined) return;
    matched[at] = typo;
    found.push({ ...nameCandidate(typo, token), score: 0.9 });
  });
  brokenNames(input, matched).forEach(add);
  return { found, matched };
}

/** `LEGOFF` or `DUPONTMARIE` as one word: the span takes the first part's category, the surrogate is built of all. */
function joinedCandidate(words: readonly KnownWord[], token: Token): Candidate {
  const first = words.find(({ word }) => !isParticle(word)) ?? (words[0] as KnownWord);
  return {
    ...nameCandidate(first, token),
    words: [{ start: token.start, end: token.end, canonical: words.map(({ word }) => word).join(' ') }],
  };
}

/** Every known name of the message, in every shape it takes in the text. */
export function detectKnownNames(input: DetectionInput): Candidate[] {
  if (input.facts.words.size === 0) return [];
  const { found, matched } = matchesOf(input);
  return [...found, ...initials(input, matched)];
}
