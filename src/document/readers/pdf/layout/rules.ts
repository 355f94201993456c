/** A straight line drawn on a page, across it or down it, in points, y downwards. */
export interface Rule {
  readonly isAcross: boolean;
  /** Its y where it goes across, its x where it goes down. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** In points: rules nearer than this are one, drawn piece by piece or double. */
export const TOUCHING = 2;
/** Shorter ones are ticks, bullets, parts of letters. */
const SHORTEST = 4;
/** More are a drawing (a curve on its graph paper), and say nothing of the text. */
const MOST_RULES = 2_000;

/** The pieces of each line put together; nothing for a page that is covered with lines. */
export function joinRules(pieces: readonly Rule[]): Rule[] {
  const rules = [true, false].flatMap((isAcross) =>
    alongOne(pieces.filter((piece) => piece.isAcross === isAcross)).flatMap(joinAlong),
  );
  const long = rules.filter(({ from, to }) => to - from >= SHORTEST);
  return long.length > MOST_RULES ? [] : long;
}

/** Groups of pieces on one line. */
function alongOne(pieces: readonly Rule[]): Rule[][] {
  const groups: Rule[][] = [];
  for (const piece of [...pieces].sort((one, other) => one.at - other.at)) {
    const group = groups.at(-1);
    if (group && piece.at - (group[0]?.at ?? 0) <= TOUCHING) group.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function joinAlong(group: readonly Rule[]): Rule[] {
  const at = group.reduce((sum, piece) => sum + piece.at, 0) / group.length;
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...group].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && from - last.to <= TOUCHING) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined.map(({ from, to }) => ({ isAcross: group[0]?.isAcross ?? true, at, from, to }));
}
