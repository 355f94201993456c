import { FIRST_NAMES, NOT_NAMES, REPORT_WORDS } from '../../lexicon/index.js';
import { type DetectionInput } from '../candidate.js';
import { followsTitle } from '../identity/context.js';
import { isParticle } from '../known-facts.js';
import { type Part, partsOf } from '../rules/name-parts.js';
import { type Token } from '../tokens.js';

/** Some words of a span, by their place among the tokens, and what they are. */
export interface NameRun {
  readonly inside: readonly number[];
  readonly category: Part;
}

const isTied = (text: string, left: Token | undefined, right: Token | undefined): boolean =>
  left !== undefined && right !== undefined && /^['’-]$/.test(text.slice(left.end, right.start));

/** May a name take this word, to which a hyphen ties it? */
function isTaken({ text }: DetectionInput, token: Token, next: Token | undefined): boolean {
  if (token.shape === 'lower' || NOT_NAMES.has(token.folded) || REPORT_WORDS.has(token.folded)) return false;
  return !(/['’]/.test(text[token.end] ?? '') && next !== undefined && isElided(token));
}
const isElided = ({ folded }: Token): boolean => /^(?:[cdjlmnst]|qu)$/.test(folded);

/** A name that begins or ends inside a hyphenated word takes the whole word. */
export function wholeWords(
  input: DetectionInput,
  inside: readonly number[],
  isOthers: (at: number) => boolean,
): readonly number[] {
  const { text, tokens } = input;
  const words = [...inside];
  const takes = (at: number): boolean =>
    tokens[at] !== undefined && !isOthers(at) && isTaken(input, tokens[at], tokens[at + 1]);
  for (let at = (words[0] ?? 0) - 1; isTied(text, tokens[at], tokens[at + 1]) && takes(at); at -= 1)
    words.unshift(at);
  for (let at = (words.at(-1) ?? 0) + 1; isTied(text, tokens[at - 1], tokens[at]) && takes(at); at += 1)
    words.push(at);
  return words;
}

/** Words in columns are names of their own. */
function columns({ text, tokens }: DetectionInput, inside: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const at of inside) {
    const [left, token] = [tokens[at - 1], tokens[at] as Token];
    const last = found.at(-1);
    const isApart = left === undefined || /\t| {2}/.test(text.slice(left.end, token.start));
    if (last === undefined || isApart) found.push([at]);
    else last.push(at);
  }
  return found;
}

/** Do capitals or the list of first names tell a first name beside a surname? */
function tellsParts(input: DetectionInput, run: readonly number[], category: Part): boolean {
  const { text, tokens } = input;
  const solid = run
    .map((at) => tokens[at] as Token)
    .filter(({ folded, shape }) => !isParticle(folded) && shape !== 'initial');
  const upper = solid.filter(({ shape }) => shape === 'upper').length;
  if (upper > 0 && upper < solid.length)
    return solid.every(({ shape }) => shape === 'upper' || shape === 'capital');
  const hasInitial = run.some((at) => tokens[at]?.shape === 'initial');
  if (hasInitial && upper > 0) return true;
  const first = solid.filter(({ folded }) => FIRST_NAMES.has(folded)).length;
  if (category !== 'FIRST_NAME' || upper > 0 || solid.length < 2) return false;
  return first > 0 && (first < solid.length || followsTitle(text, tokens, run[0] as number));
}

/** A span over a first name and a surname, parted where their forms tell which is which. */
export function nameRuns(input: DetectionInput, inside: readonly number[], category: Part): NameRun[] {
  return columns(input, inside).flatMap((run): NameRun[] => {
    if (run.length < 2 || !tellsParts(input, run, category)) return [{ inside: run, category }];
    const parts = partsOf(
      input.text,
      run.map((at) => input.tokens[at] as Token),
      category,
    );
    const runs: { inside: number[]; category: Part }[] = [];
    run.forEach((at, index) => {
      const part = parts[index] as Part;
      const last = runs.at(-1);
      if (last?.category === part) last.inside.push(at);
      else runs.push({ inside: [at], category: part });
    });
    return runs;
  });
}
