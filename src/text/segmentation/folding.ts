import { type LineKind } from './line-kinds.js';
import { type Line } from './lines.js';
import { CONNECTORS } from './patterns.js';

/** A line shorter than this was not folded by a machine. */
const MIN_WIDTH = 45;
const MAX_WIDTH = 250;
const MIN_PLAIN_LINES = 8;
const LAST_WORD = /(?:^|[\s(])([\p{L}°.'’]{1,12})$/u;
const OPEN_END = /(?:[([{]|\s[=<>≤≥+±])$|\p{L}[-‐]$/u;
const ALWAYS_GOES_ON = /^[,;:)\]%<=≤≥/]/u;
const SALUTATION =
  /^(?:(?:mon|ma|mes|très)\s)?(?:cher|chère|chers|chères|madame|monsieur|docteur)(?!\p{L})[^.:;]*,$/iu;
const MAX_SALUTATION = 60;
const SAINT = /^(?:Sainte?|Ste?)[- ]\p{Lu}/u;
/** A shorter line may be one of an address. */
const MIN_SAINT = 40;
const STOP = /[.!?…]["”'’»)\]]?$/u;

/** How the lines of a text were folded: at which width, and whether its sentences open with small letters. */
export interface Folding {
  /** In UTF-16 code units, indentation included; absent where no line was folded. */
  readonly width?: number;
  readonly smallLetters: boolean;
}

/** A line and what it is. */
export interface SeenLine {
  readonly line: Line;
  readonly kind: LineKind;
}

/**
 * A line followed by one in small letters was folded: nearly the longest of those gives the width. A text all in
 * capitals gives it by any two lines.
 */
export function foldingOf(text: string, seen: readonly SeenLine[]): Folding {
  const counts = new Uint32Array(MAX_WIDTH + 1);
  const tally = { plain: 0, small: 0, stops: 0, folded: 0 };
  for (const [index, { line, kind }] of seen.entries()) {
    if (!isPlain(kind)) continue;
    const stop = STOP.test(text.slice(Math.max(line.start, line.end - 3), line.end));
    tally.plain += 1;
    if (kind.small) tally.small += 1;
    if (stop) tally.stops += 1;
    const before = seen[index - 1];
    if (!before || before.kind.blank || before.kind.separator || before.kind.row) continue;
    const length = before.line.end - before.line.lineStart;
    if (length < MIN_WIDTH || length > MAX_WIDTH || ends(text, before.line)) continue;
    if (!kind.small && !(kind.capitals && before.kind.capitals)) continue;
    counts[length] = (counts[length] ?? 0) + 1;
    tally.folded += 1;
  }
  const smallLetters =
    tally.plain >= MIN_PLAIN_LINES && tally.small >= tally.plain * 0.4 && tally.stops <= tally.plain * 0.1;
  return {
    ...(tally.folded > 0 && !smallLetters ? { width: nearlyLongest(counts, tally.folded) } : {}),
    smallLetters,
  };
}

const isPlain = (kind: LineKind): boolean =>
  !kind.blank && !kind.separator && !kind.item && !kind.row && !kind.labelled;

function nearlyLongest(counts: Uint32Array, total: number): number {
  const rank = Math.round(0.95 * (total - 1));
  let seen = 0;
  for (const [length, count] of counts.entries()) {
    seen += count;
    if (seen > rank) return length;
  }
  return MAX_WIDTH;
}

function ends(text: string, line: Line): boolean {
  return '.!?:;…'.includes(text[line.end - 1] ?? ' ');
}

/**
 * Does `next` go on with the sentence of `line`? `inside`: `line` itself went on from another.
 * A line that had no place left for the first word of the next one was folded; one with place left ended there.
 */
export function goesOn(
  text: string,
  folding: Folding,
  from: SeenLine & { readonly inside: boolean },
  next: SeenLine,
): boolean {
  const { line, kind } = from;
  if (isSalutation(text, line)) return false;
  if (isSaint(text, next.line) && line.end - line.start >= MIN_SAINT && !ends(text, line)) return true;
  const full = isFull(text, folding, line, next.line);
  if (kind.row) return full && next.kind.small && !next.kind.row && !next.kind.item;
  const waits = isOpenEnded(text, line);
  if (next.kind.item) return waits && !isListMark(text, next.line);
  if (next.kind.row) return false;
  if (kind.capitals && !next.kind.capitals && !from.inside) return false;
  if (waits) return true;
  if (kind.labelled && !from.inside && next.kind.labelled) return false;
  if (next.kind.labelled || next.kind.result) return full && !ends(text, line);
  if (ALWAYS_GOES_ON.test(text.slice(next.line.start, next.line.start + 1))) return true;
  if (next.kind.small) return full || !folding.smallLetters;
  return full && text[line.end - 1] !== ':';
}

/** `Chère consœur,`: the letter begins under it, in capitals or not. */
const isSalutation = (text: string, line: Line): boolean =>
  line.end - line.start <= MAX_SALUTATION && SALUTATION.test(text.slice(line.start, line.end));

/** `à l’hôpital⏎Saint-Roch`: the name of a place. */
const isSaint = (text: string, line: Line): boolean => SAINT.test(text.slice(line.start, line.start + 10));

/** The line had no place left for the first word of the next one. */
export function isFull(text: string, { width }: Folding, line: Line, next: Line): boolean {
  if (width === undefined) return false;
  const length = line.end - line.lineStart;
  if (length >= width) return true;
  const word =
    /^\S{1,40}/u.exec(text.slice(next.start, Math.min(next.end, next.start + 40)))?.[0].length ?? 0;
  return length + 1 + word > width;
}

/** It ends on `de`, `le Dr`, an opening bracket…: something must follow. */
function isOpenEnded(text: string, line: Line): boolean {
  const tail = text.slice(Math.max(line.start, line.end - 24), line.end);
  if (OPEN_END.test(tail)) return true;
  return CONNECTORS.has((LAST_WORD.exec(tail)?.[1] ?? '').replace(/’/g, "'"));
}

const isListMark = (text: string, line: Line): boolean => !/^\d/.test(text.slice(line.start, line.start + 1));
