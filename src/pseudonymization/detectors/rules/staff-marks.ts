import {
  COMMON_WORDS,
  FIRST_NAMES,
  fold,
  MEDICAL_WORDS,
  NOT_NAMES,
  REPORT_WORDS,
  TOWN_KEYS,
} from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { surnamesOf } from './settle-people.js';

/** `Réf. : BD/sl`, or alone on its line: who signs, then who typed. */
const TYPED =
  /(?<lead>^[ \t]*|(?<!\p{L})[Rr][ée]f(?:[ée]rences?)?\.?[ \t]*:[ \t]*)(?<marks>\p{Lu}\.?\p{Lu}\.?\/\p{Ll}\.?\p{Ll}\.?)(?![\p{L}\d/])(?=[ \t]*(?:$|[-–,;(]))/gmu;
/** `frappe : cp` */
const TYPIST =
  /(?<!\p{L})(?:[Ff]rappe|FRAPPE|[Dd]actylo(?:graphie)?|[Ss]aisie|[Tt]ranscription)(?: par)?[ \t]*:[ \t]*(?<marks>\p{Ll}{2})(?![\p{L}\d.'’-])/gmu;
/** `Lu 2/3 M  Solveig : …`: the line of a log, its day, its shift, and who writes. */
const AUTHOR =
  /^[ \t]*(?:(?:[Ll]u|[Mm]a|[Mm]e|[Jj]e|[Vv]e|[Ss]a|[Dd]i)\p{Ll}{0,6}\.? )?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?[ \t]+(?:(?:M|AM|S|N|J|matin|soir|nuit)[ \t]+)?(?:(?:IDEC?|ASH?)[ \t]+)?(?<name>\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?|\p{Lu}{3,})(?<last> \p{Lu}\.)?[ \t]*(?:\([^)\n]{1,40}\)[ \t]*)?:/gmu;
/** Lines that make a log. */
const LEAST_LINES = 2;

const carer = (
  category: 'FIRST_NAME' | 'LAST_NAME',
  start: number,
  raw: string,
  initial: boolean,
): Candidate => ({
  ...{ start, end: start + raw.length, category, role: 'Carer', detector: 'rule', score: 0.9 },
  priority: PRIORITY.title + 3,
  explicitRole: true,
  words: [
    {
      start,
      end: start + raw.length,
      canonical: fold(raw).replace('.', ''),
      ...(initial ? { initial } : {}),
    },
  ],
});

/** Letters two by two: a first name, then a surname. */
function lettersOf(marks: string, from: number): Candidate[] {
  return [...marks.matchAll(/\p{L}\.?/gu)].map(({ 0: raw, index }, order) =>
    carer(order % 2 === 0 ? 'FIRST_NAME' : 'LAST_NAME', from + index, raw, true),
  );
}

const typed = (text: string): Candidate[] =>
  [...text.matchAll(TYPED), ...text.matchAll(TYPIST)].flatMap(({ 0: raw, index, groups }) => {
    const marks = groups?.marks ?? '';
    return lettersOf(marks, index + raw.lastIndexOf(marks));
  });

const isWord = (word: string): boolean =>
  NOT_NAMES.has(word) ||
  REPORT_WORDS.has(word) ||
  MEDICAL_WORDS.has(word) ||
  TOWN_KEYS.has(word) ||
  (COMMON_WORDS.has(word) && !FIRST_NAMES.has(word));

function authors(text: string, people: readonly Candidate[]): Candidate[] {
  const lines = [...text.matchAll(AUTHOR)];
  if (lines.length < LEAST_LINES) return [];
  const surnames = new Set(people.filter(({ role }) => role === 'Carer').flatMap(surnamesOf));
  return lines.flatMap(({ 0: raw, index, groups }) => {
    const { name = '', last } = groups ?? {};
    const start = index + raw.indexOf(name, raw.search(/\d/));
    const word = fold(name);
    if (name === name.toUpperCase())
      return surnames.has(word) ? [carer('LAST_NAME', start, name, false)] : [];
    if (isWord(word)) return [];
    const first = carer('FIRST_NAME', start, name, false);
    return last === undefined ? [first] : [first, carer('LAST_NAME', first.end + 1, last.trim(), true)];
  });
}

/** Who wrote, signed or typed, in the short marks of secretariats and logs. */
export const detectStaffMarks = ({ text }: DetectionInput, people: readonly Candidate[]): Candidate[] => [
  ...typed(text),
  ...authors(text, people),
];
