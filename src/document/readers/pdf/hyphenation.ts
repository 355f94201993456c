import { AFTER_A_HYPHEN, BEFORE_A_HYPHEN, SUSPENDED } from './patterns.js';

/** Share of the lines from which a text is taken to be set with hyphenation. */
const HABIT = 0.03;
/** One broken word is no habit, but in a text of a few lines. */
const FEW_LINES = 10;
const WORDS_OF_A_LINE = 4;
const LEAST_PART = 2;

type Joint = 'typographic' | 'real' | 'likely' | 'none';

/**
 * Lines whose last word goes on in the next get it whole. The hyphen goes where it was typographic: a soft hyphen, or
 * one between lower-case letters in a text set with hyphenation; it stays in anti-TNF, CA 15-3 or porte-à-faux.
 * @param lines without line breaks; an empty one parts paragraphs and nothing is joined over it.
 */
export function rejoinWords(lines: readonly string[]): string[] {
  const words = wordsOf(lines);
  const joints = lines.map((line, index) => jointOf(line, lines[index + 1] ?? '', words));
  const long = lines.filter((line) => line.split(' ', WORDS_OF_A_LINE).length === WORDS_OF_A_LINE).length;
  // ulcéro-bourgeonnante, immuno-allergique: broken at their own hyphen in any text, they tell no habit.
  const broken = joints.filter(
    (joint, index) => joint === 'typographic' || (joint === 'likely' && !/o-$/.test(lines[index] ?? '')),
  ).length;
  const isSetSo = broken >= HABIT * long && (broken > 1 || long < FEW_LINES);
  const rest = [...lines];
  for (const [index, joint] of joints.entries()) {
    if (joint === 'none') continue;
    const next = rest[index + 1] ?? '';
    const end = endOfFirstWord(next);
    const line = rest[index] ?? '';
    const dropped = joint === 'typographic' || (joint === 'likely' && isSetSo);
    rest[index] = (dropped ? line.slice(0, -1) : line) + next.slice(0, end);
    rest[index + 1] = next.slice(end).replace(/^ +/, '');
  }
  return rest
    .filter((line, index) => line !== '' || lines[index] === '')
    .map((line) => line.replace(/\u00AD/g, ''));
}

function jointOf(line: string, next: string, words: ReadonlySet<string>): Joint {
  const mark = line.at(-1) ?? '';
  if (!/[-\u00AD\u2010]/.test(mark) || next === '') return 'none';
  const before = lastWord(line.slice(0, -1));
  const after = letters(next.slice(0, endOfFirstWord(next)));
  if (before === '' || after === '' || SUSPENDED.has(after)) return 'none';
  if (mark === '\u00AD') return 'typographic';
  if (words.has(`${before}-${after}`.toLowerCase())) return 'real';
  // NCH-38, CA 15-3; but HER2- and CD20- hold a sign, not a hyphen.
  if (/^(?:\d+|\p{Lu}{3,})$/u.test(before)) return /^\d/.test(after) ? 'real' : 'none';
  if (!/\p{Ll}$/u.test(before)) return 'none';
  if (!/^\p{Ll}/u.test(after)) return 'real';
  return mark === '\u2010' ? 'typographic' : betweenLetters(before.toLowerCase(), after, words);
}

function betweenLetters(before: string, after: string, words: ReadonlySet<string>): Joint {
  if (words.has(before + after)) return 'typographic';
  const [last, first] = [before.split(/[-'’]/).at(-1) ?? '', after.split('-')[0] ?? ''];
  if (last.length < LEAST_PART || first.length < LEAST_PART) return 'real';
  if (BEFORE_A_HYPHEN.has(last) || AFTER_A_HYPHEN.has(first)) return 'real';
  // anti-inflammatoire, micro-ondes: two vowels that would melt.
  if (/i$/.test(last) && /^i/.test(first) && last === 'anti') return 'real';
  return 'likely';
}

/** Words of the text that no line end breaks. */
function wordsOf(lines: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    const parts = line.split(/\s+/);
    parts.forEach((part, index) => {
      if (index < parts.length - 1 || !/[-\u00AD\u2010]$/.test(part)) words.add(letters(part).toLowerCase());
    });
  }
  return words;
}

const letters = (word: string): string =>
  /^[^\p{L}\d]*([\p{L}\d'’-]+)/u.exec(word)?.[1]?.replace(/-$/, '') ?? '';

function endOfFirstWord(line: string): number {
  const end = line.search(/\s/);
  return end === -1 ? line.length : end;
}

function lastWord(line: string): string {
  let start = line.length;
  while (start > 0 && /[\p{L}\d'’-]/u.test(line[start - 1] ?? '')) start -= 1;
  return line.slice(start);
}
