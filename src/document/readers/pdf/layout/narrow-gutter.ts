import { type Band } from './bands.js';
import { type Gap, middleOf, widthOf } from './gaps.js';
import { follow, type Region } from './regions.js';
import { type Rule, TOUCHING } from './rules.js';

/** In sizes of the font: the narrowest gutter, the narrowest column, and the gutter from which lines are enough. */
const [NARROWEST, LEAST_COLUMN, SURE_GUTTER] = [0.2, 8, 0.65];
/** The blanks of so many lines fall together by no chance. */
const MANY_LINES = 8;
const LINES_BY_A_RULE = 2;
/** Of the height of the columns. */
const RULED = 0.5;
const MOST_SLITS = 30;

interface Drawn {
  readonly size: number;
  readonly rules: readonly Rule[];
}

/** Columns nearer to each other than words may be: a rule parts them, or the same blank runs down many lines. */
export function narrowRegions(bands: readonly Band[], first: number, { size, rules }: Drawn): Region[] {
  const [band] = bands.slice(first, first + 1);
  if (!band) return [];
  const across = rules.filter(({ isAcross }) => isAcross);
  const course = {
    least: NARROWEST * size,
    gapsOf: ({ slits }: Band) => slits,
    isBarred: (above: Band, under: Band, gutter: Gap) =>
      across.some((rule) => isBetween(rule, above, under) && goesOver(rule, gutter, size)),
  };
  const region = (slit: Gap): Region[] => {
    const down = rules.find((rule) => !rule.isAcross && isIn(rule, slit) && reaches(rule, band));
    if (!down && widthOf(slit) > SURE_GUTTER * size) return [];
    const found = follow(bands, first, slit, course);
    const ruled = down !== undefined && isIn(down, found.gutter) && isRuled(down, bands, found);
    const isWide = isWideEnough(bands.slice(found.first, found.last + 1), found.gutter, LEAST_COLUMN * size);
    return isWide && found.lines >= (ruled ? LINES_BY_A_RULE : MANY_LINES) ? [found] : [];
  };
  return band.slits
    .slice(0, MOST_SLITS)
    .flatMap(region)
    .sort((one, other) => other.lines - one.lines);
}

const isIn = (rule: Rule, { from, to }: Gap): boolean => rule.at > from && rule.at < to;
const reaches = (rule: Rule, band: Band): boolean => rule.from < band.bottom && rule.to > band.top;

function isRuled(rule: Rule, bands: readonly Band[], { first, last }: Region): boolean {
  const [top, bottom] = [bands[first]?.top ?? 0, bands[last]?.bottom ?? 0];
  return Math.min(rule.to, bottom) - Math.max(rule.from, top) >= RULED * (bottom - top);
}

const isBetween = ({ at }: Rule, above: Band, under: Band): boolean =>
  at > above.bottom - (above.bottom - above.top) / 2 && at < under.top + TOUCHING;

const goesOver = ({ from, to }: Rule, gutter: Gap, size: number): boolean =>
  from < gutter.from - size && to > gutter.to + size;

function isWideEnough(bands: readonly Band[], gutter: Gap, least: number): boolean {
  const x = bands.reduce((most, band) => Math.min(most, band.x), Infinity);
  const end = bands.reduce((most, band) => Math.max(most, band.end), -Infinity);
  return middleOf(gutter) - x >= least && end - middleOf(gutter) >= least;
}
