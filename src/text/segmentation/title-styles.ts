import { type SeenLine } from './folding.js';
import { type TitleCandidate } from './title-candidates.js';

/** Fewer titles set alike are chance. */
const MIN_ALIKE = 3;
export const MAX_TITLE = 70;

/** A line among the others of its text. */
export interface Place {
  readonly text: string;
  readonly seen: readonly SeenLine[];
  /** Of each line, where it may hold a title. */
  readonly candidates: readonly (readonly TitleCandidate[])[];
  readonly index: number;
}

/** How a title is set, alone on its line or before its text. */
export interface Setting {
  readonly alone: boolean;
  /** Number and ornaments, numbers made alike: `1.`, `###`, `**`. */
  readonly mark: string;
  readonly capitals: boolean;
  readonly colon: boolean;
  readonly underlined: boolean;
  /** Its text is in the next cell. */
  readonly row: boolean;
  readonly blankBefore: boolean;
  /** Its text begins on its line or on the next one. */
  readonly textNext: boolean;
}

export function settingOf(
  { seen, index }: Pick<Place, 'seen' | 'index'>,
  { title, mark, colon, alone }: TitleCandidate,
): Setting {
  const [before, after] = [seen[index - 1]?.kind, seen[index + 1]?.kind];
  return {
    alone,
    mark,
    capitals: !/\p{Ll}/u.test(title),
    colon,
    row: seen[index]?.kind.row ?? false,
    underlined: alone && (after?.separator ?? false),
    blankBefore: before === undefined || before.blank || before.separator,
    textNext: !alone || (after !== undefined && !after.blank),
  };
}

/** Where an ornament (`###`, `**`, `[`), a bullet or a cell sets a title, the lines around it do not count. */
function keyOf({ blankBefore, textNext, ...setting }: Setting): string {
  if (setting.row) return `row ${setting.mark}`;
  const isOrnament = /^[*_=#~|[]+$/.test(setting.mark) || (!setting.alone && setting.mark !== '');
  return Object.values(isOrnament ? setting : { ...setting, blankBefore, textNext }).join(' ');
}

/** Nothing but its place tells it from text. */
export const isWeak = ({ mark, capitals, colon, underlined, blankBefore }: Setting): boolean =>
  !capitals && !colon && !underlined && !blankBefore && (mark === '' || /^[-–—•*]+$/.test(mark));

/** A bullet before a label, a first cell, a line above its text: nothing alone, a style where most are titles. */
const tellsSomething = ({ alone, mark, textNext, row }: Setting): boolean =>
  alone ? mark === '' && textNext : mark !== '' || row;

/** How the titles of a document are set, where it sets most of them alike. */
export interface TitleStyles {
  has(setting: Setting): boolean;
}

export const NO_STYLES: TitleStyles = { has: () => false };

/** `known`: the starts of the lines that hold a listed title. A style that more other lines share tells nothing; absent where no style tells anything. */
export function stylesOf(
  { seen, candidates }: Pick<Place, 'seen' | 'candidates'>,
  known: ReadonlySet<number>,
): TitleStyles | undefined {
  const counts = new Map<string, { known: number; all: number }>();
  for (const [index, { line, kind }] of seen.entries()) {
    if (kind.blank || kind.separator) continue;
    const here = candidates[index] ?? [];
    const candidate = kind.row
      ? here.find(({ alone }) => !alone)
      : (here.find(({ alone }) => alone) ?? here[0]);
    if (!candidate || (candidate.alone && candidate.stopped) || candidate.title.length > MAX_TITLE) continue;
    const setting = settingOf({ seen, index }, candidate);
    if (isWeak(setting) && !tellsSomething(setting)) continue;
    const count = counts.get(keyOf(setting)) ?? { known: 0, all: 0 };
    counts.set(keyOf(setting), count);
    count.all += 1;
    if (known.has(line.lineStart)) count.known += 1;
  }
  const usual = new Set([...counts].flatMap(([key, count]) => (isUsual(count) ? [key] : [])));
  return usual.size > 0 ? { has: (setting) => usual.has(keyOf(setting)) } : undefined;
}

const isUsual = ({ known, all }: { known: number; all: number }): boolean =>
  known >= MIN_ALIKE && known * 2 >= all;
