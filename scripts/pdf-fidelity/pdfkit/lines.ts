import { cutsOf } from '../hyphenate.js';

export interface Style {
  readonly font: string;
  readonly size: number;
  /** Baseline to baseline, in sizes. */
  readonly leading: number;
  readonly justify?: boolean;
  readonly hyphenate?: boolean;
}

export interface SetLine {
  readonly words: readonly string[];
  readonly width: number;
  /** The last line of a paragraph is never justified. */
  readonly isLast: boolean;
}

const EXPONENT_SIZE = 0.65;
const EXPONENT_RISE = 0.35;

export const setIn = (pdf: PDFKit.PDFDocument, { font, size }: Style): PDFKit.PDFDocument =>
  pdf.font(font).fontSize(size);

/** The width of a word; what follows a ^ is set small and raised. */
export function widthOfWord(pdf: PDFKit.PDFDocument, word: string, style: Style): number {
  const [base = '', exponent] = word.split('^');
  const width = setIn(pdf, style).widthOfString(base);
  if (exponent === undefined) return width;
  const [power = '', rest = ''] = splitPower(exponent);
  return width + EXPONENT_SIZE * pdf.widthOfString(power) + pdf.widthOfString(rest);
}

const splitPower = (exponent: string): string[] => [
  /^\d+/.exec(exponent)?.[0] ?? '',
  exponent.replace(/^\d+/, ''),
];

/** Breaks a paragraph into lines: at blanks, after hyphens, inside words where the style allows it. */
export function breakLines(pdf: PDFKit.PDFDocument, text: string, width: number, style: Style): SetLine[] {
  const blank = setIn(pdf, style).widthOfString(' ');
  const lines: SetLine[] = [];
  let words: string[] = [];
  let used = 0;
  const close = (isLast: boolean) => {
    if (words.length > 0) lines.push({ words, width: used, isLast });
    words = [];
    used = 0;
  };
  const add = (word: string) => {
    used += (words.length > 0 ? blank : 0) + widthOfWord(pdf, word, style);
    words.push(word);
  };
  const queue = text.split(/\s+/).filter(Boolean);
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const left = width - used - (words.length > 0 ? blank : 0);
    if (widthOfWord(pdf, word, style) <= left) {
      add(word);
      continue;
    }
    const cut = longestPart(pdf, word, left, style);
    if (cut) {
      add(cut.part);
      queue.unshift(cut.rest);
    } else if (words.length === 0) add(word);
    else queue.unshift(word);
    close(false);
  }
  close(true);
  return lines;
}

function longestPart(pdf: PDFKit.PDFDocument, word: string, width: number, style: Style) {
  const hyphens = [...word.matchAll(/\p{L}-(?=\p{L})/gu)].map(({ index }) => ({ at: index + 2, mark: '' }));
  const cuts = style.hyphenate ? cutsOf(word).map((at) => ({ at, mark: '-' })) : [];
  const parts = [...hyphens, ...cuts]
    .map(({ at, mark }) => ({ part: word.slice(0, at) + mark, rest: word.slice(at) }))
    .sort((one, other) => other.part.length - one.part.length);
  return parts.find(({ part }) => widthOfWord(pdf, part, style) <= width);
}

/** Draws a line with its baseline at y. */
export function drawLine(
  pdf: PDFKit.PDFDocument,
  line: SetLine,
  at: { readonly x: number; readonly y: number; readonly width: number },
  style: Style,
): void {
  const free = at.width - line.width;
  const between =
    setIn(pdf, style).widthOfString(' ') +
    (style.justify && !line.isLast && line.words.length > 1 ? free / (line.words.length - 1) : 0);
  let { x } = at;
  for (const word of line.words) {
    drawWord(pdf, word, x, at.y, style);
    x += widthOfWord(pdf, word, style) + between;
  }
}

function drawWord(pdf: PDFKit.PDFDocument, word: string, x: number, y: number, style: Style): void {
  const [base = '', exponent] = word.split('^');
  const write = (text: string, left: number, top: number) =>
    text && pdf.text(text, left, top, { lineBreak: false, baseline: 'alphabetic' });
  setIn(pdf, style);
  write(base, x, y);
  if (exponent === undefined) return;
  const [power = '', rest = ''] = splitPower(exponent);
  const after = x + pdf.widthOfString(base);
  pdf.fontSize(EXPONENT_SIZE * style.size);
  write(power, after, y - EXPONENT_RISE * style.size);
  const end = after + pdf.widthOfString(power);
  setIn(pdf, style);
  write(rest, end, y);
}
