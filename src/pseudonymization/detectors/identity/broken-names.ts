import { type DetectionInput } from '../candidate.js';
import { type KnownWord } from '../known-facts.js';
import { type Token } from '../tokens.js';

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly words: readonly KnownWord[];
}

/** A break inside a word: hyphenation at a line's end, or a stray space or sign. */
const BREAK = /^(?:-?[ \t]*\r?\n[ \t]*|[ \t ._*-]{1,3})$/;
const isBreak = (text: string, left: Token, right: Token): boolean =>
  right.start - left.end <= 8 && BREAK.test(text.slice(left.end, right.start));

/** `DU-⏎PONT`, `DU PONT`: two or three pieces that make a known name of four letters or more. */
function inPieces(
  input: DetectionInput,
  matched: readonly (KnownWord | undefined)[],
  at: number,
): Match | undefined {
  const { text, tokens, facts } = input;
  const first = tokens[at] as Token;
  if (matched[at] !== undefined) return undefined;
  let letters = first.folded;
  for (let next = at + 1; next <= at + 2; next += 1) {
    const left = tokens[next - 1] as Token;
    const right = tokens[next];
    if (right === undefined || matched[next] !== undefined || !isBreak(text, left, right)) return undefined;
    letters += right.folded;
    const word = facts.words.get(letters);
    if (word === undefined) continue;
    const between = text.slice(left.end, right.start);
    const hyphenated = between.includes('-');
    if (letters.length < (/-\s*\n/.test(between) ? 3 : 4)) continue;
    if (first.shape === 'lower' && !hyphenated) return undefined;
    if (word.common && first.shape !== 'upper') return undefined;
    return { start: first.start, end: right.end, words: [word] };
  }
  return undefined;
}

/** `D U P O N T`: a run of single letters, read as one and searched for known names. */
function spacedOut(input: DetectionInput, from: number): { readonly to: number; readonly found: Match[] } {
  const { text, tokens, facts } = input;
  let to = from;
  while (to + 1 < tokens.length) {
    const left = tokens[to] as Token;
    const right = tokens[to + 1] as Token;
    if (right.raw.length !== 1 || !isBreak(text, left, right)) break;
    to += 1;
  }
  const letters = tokens
    .slice(from, to + 1)
    .map(({ folded }) => folded[0] ?? '')
    .join('');
  const found: Match[] = [];
  if (letters.length >= 3) {
    for (const word of facts.words.values()) {
      if (word.word.length < 3) continue;
      const at = letters.indexOf(word.word);
      if (at < 0) continue;
      const start = (tokens[from + at] as Token).start;
      found.push({ start, end: (tokens[from + at + word.word.length - 1] as Token).end, words: [word] });
    }
  }
  return { to, found };
}

export function brokenNames(input: DetectionInput, matched: readonly (KnownWord | undefined)[]): Match[] {
  const { tokens } = input;
  const found: Match[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if ((tokens[at] as Token).raw.length === 1) {
      const run = spacedOut(input, at);
      if (run.to > at + 1) {
        found.push(...run.found);
        at = run.to;
        continue;
      }
    }
    const match = inPieces(input, matched, at);
    if (match !== undefined) found.push(match);
  }
  return found;
}
