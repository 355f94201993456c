import { type Band } from './bands.js';
import { type Gap, widthOf } from './gaps.js';
import { type Line, linesOf, textOfLine } from './lines.js';
import { type Region, sidesOf } from './regions.js';

/** Share of the page an opening stands in, from its top. */
const TOP = 0.35;
/** In sizes of the font. */
const LEAST_GUTTER = 2;
/** A line this far above goes on in the block under it. */
const NEAR = 1.2;
const [LINES_OF_A_SENDER, LINES_OF_AN_ADDRESS] = [2, 3];
/** An opening stands under so few lines; an address has so many. */
const [LINES_ABOVE, LONGEST_ADDRESS] = [2, 8];
const POSTAL_CODE = /^(?:F-)?\d{5} \p{Lu}/u;

/**
 * Is this the opening of a letter, on its first page: who sends it at the left, who receives it at the right? Their
 * lines stand beside each other by chance, while the rows of a table or the labels of a form belong together.
 */
export function isOpening(bands: readonly Band[], region: Region, size: number): boolean {
  const { first, last, reach, gutter } = region;
  const held = bands.slice(first, reach + 1);
  if ((bands[last]?.bottom ?? Infinity) > TOP * (bands.at(-1)?.bottom ?? 0)) return false;
  if (widthOf(gutter) < LEAST_GUTTER * size) return false;
  const [left, right] = sides(held, gutter);
  if (left.length < LINES_OF_A_SENDER || right.length < LINES_OF_AN_ADDRESS) return false;
  if (first > LINES_ABOVE || right.length > LONGEST_ADDRESS || !right.every(isNamed)) return false;
  if (isLabelled(left) || isLabelled(right)) return false;
  return POSTAL_CODE.test(textOf(right.at(-1))) || isLed(bands, region, size);
}

const sides = (bands: readonly Band[], gutter: Gap): [Line[], Line[]] =>
  sidesOf(
    bands.flatMap((band) => band.runs),
    gutter,
  ).map(linesOf) as [Line[], Line[]];

const textOf = (line: Line | undefined): string => textOfLine(line?.runs ?? []);

/** A name, a street, a ward: words, one of them with a capital; what goes on in small letters is a cell. */
function isNamed(line: Line): boolean {
  const words = textOf(line).split(' ');
  return (
    words.length > 1 && !/^\p{Ll}/u.test(words[0] ?? '') && words.some((word) => /^\p{Lu}\p{L}/u.test(word))
  );
}

const isLabelled = (lines: readonly Line[]): boolean =>
  lines.filter((line) => /\s:\s/.test(textOf(line))).length > lines.length / 2;

/** Does the sender begin a line higher, with nothing beside it? */
function isLed(bands: readonly Band[], { first, gutter }: Region, size: number): boolean {
  const [above, band] = [bands[first - 1], bands[first]];
  if (!above || !band) return false;
  return (
    above.end < gutter.from + LEAST_GUTTER * size &&
    band.top - above.bottom < NEAR * size &&
    above.x <= band.x + size
  );
}
