import { type ModelToken } from './feature-tokens.js';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const TITLES = set(
  'm mr mme mlle monsieur madame mademoiselle dr docteur docteure pr professeur prof me mmes drs',
);
const LABELS = set('nom noms prenom prenoms naissance usuel usage patient patiente identite ne nee epouse');
const TITLE_REACH = 2;
const LABEL_REACH = 3;

/** What the whole document says of a word. */
export interface WordUse {
  count: number;
  lower: boolean;
  titled: boolean;
  labelled: boolean;
}

export interface ReadToken extends ModelToken {
  readonly raw: string;
  /** Folded; empty unless the token is a word or a number. */
  readonly word: string;
}

const isCapital = (raw: string): boolean => raw[0] !== raw[0]?.toLowerCase();

/** Marks the first words after a title or a label, on the same line. */
function announce(tokens: readonly ReadToken[], at: number, uses: ReadonlyMap<string, WordUse>): void {
  const opener = tokens[at] as ReadToken;
  const titled = TITLES.has(opener.word) && isCapital(opener.raw);
  const labelled = LABELS.has(opener.word);
  if (!titled && !labelled) return;
  let left = labelled ? LABEL_REACH : TITLE_REACH;
  for (let next = at + 1; left > 0 && next < tokens.length && next < at + 8; next += 1) {
    const { kind, word, raw } = tokens[next] as ReadToken;
    if (kind === 'line' || kind === 'number') return;
    if (kind === 'sign') continue;
    left -= 1;
    const use = uses.get(word);
    if (!use || raw.length < 2 || !isCapital(raw)) continue;
    use.titled ||= titled;
    use.labelled ||= labelled;
  }
}

/** How each word of the document is used in it, by its folded form. */
export function wordUses(tokens: readonly ReadToken[]): Map<string, WordUse> {
  const uses = new Map<string, WordUse>();
  for (const { kind, word, raw } of tokens) {
    if (kind !== 'word' && kind !== 'number') continue;
    const use = uses.get(word) ?? { count: 0, lower: false, titled: false, labelled: false };
    use.count += 1;
    use.lower ||= kind === 'word' && raw === raw.toLowerCase();
    uses.set(word, use);
  }
  for (let at = 0; at < tokens.length; at += 1) if (tokens[at]?.kind === 'word') announce(tokens, at, uses);
  return uses;
}

const countClass = (count: number): number => (count <= 2 ? count - 1 : count <= 5 ? 2 : 3);

/** 1 to 32; 0 where there is no word. */
export const useClass = ({ count, lower, titled, labelled }: WordUse): number =>
  1 + countClass(count) + 4 * Number(lower) + 8 * Number(titled) + 16 * Number(labelled);

/** Where each line starts and ends, as token indexes; a line end closes its line. */
export function linesOf(tokens: readonly ModelToken[]): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.kind !== 'line' && at + 1 < tokens.length) continue;
    lines.push({ from, to: at + 1 });
    from = at + 1;
  }
  return lines;
}

const step = (value: number, steps: readonly number[]): number => {
  const found = steps.findIndex((limit) => value <= limit);
  return found < 0 ? steps.length : found;
};
const IN_LINE = [0, 1, 2, 3, 5, 9, 19];
const LINE_LENGTH = [2, 3, 5, 9, 17];
const FROM_TOP = [0, 1, 2, 5, 10, 20];
const FROM_BOTTOM = [1, 5, 15];

/** Place in the line (8) by length of the line (6): 48 classes. */
export const lineClass = (position: number, length: number): number =>
  step(position, IN_LINE) * 6 + step(length, LINE_LENGTH);

/** Lines from the top (7) by lines to the bottom (4): 28 classes. */
export const placeClass = (line: number, lines: number): number =>
  step(line, FROM_TOP) * 4 + step(lines - 1 - line, FROM_BOTTOM);

/** The blank before a token: line start with no, little or much indent, glued, one, few, many spaces, a tab. */
export function gapClass(text: string, before: ModelToken | undefined, token: ModelToken): number {
  const gap = token.start - (before?.end ?? 0);
  if (!before || before.kind === 'line') return gap === 0 ? 0 : gap <= 3 ? 1 : 2;
  if (gap === 0) return 3;
  if (text.slice(before.end, token.start).includes('\t')) return 7;
  return gap === 1 ? 4 : gap <= 3 ? 5 : 6;
}
