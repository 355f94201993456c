import { breaksList, type Gap } from './gap.js';
import { CARRIERS, LINKED_PREFIX, NOUNS, PREFIX, RESULTS } from './roles.js';
import { type Sentence } from './sentence.js';
import { type Clue, type MentionAt } from './terms.js';

/** A clue that belongs to a group of mentions, with what stands before it. */
export interface OwnedClue extends Clue {
  /** Begins a new statement: after a comma, a parenthesis, a cell… */
  readonly opens: boolean;
}

/** Biomarkers named together, and the clues before and after them that say their result. */
export interface Statement {
  readonly mentions: readonly MentionAt[];
  readonly before: readonly OwnedClue[];
  readonly after: readonly OwnedClue[];
  /** The last mention is followed by a colon or by a cell. */
  readonly introduced: boolean;
  /** Strange words between the mentions and the first result. */
  readonly distance: number;
}

interface Group {
  readonly first: number;
  readonly last: number;
  prefixFrom: number;
  prefixTo: number;
}

const SIGNS: ReadonlySet<string> = new Set(['plus', 'minus']);
const MAX_STRANGE_BEFORE_RESULT = 7;

/** Shares the clues of a sentence among the biomarkers it names. */
export function bind(sentence: Sentence): Statement[] {
  const groups = groupsOf(sentence);
  groups.forEach((group, index) => {
    const floor = groups[index - 1]?.last ?? -1;
    findPrefix(sentence, group, floor);
  });
  return groups.map((group, index) => {
    const ceiling = groups[index + 1]?.prefixFrom ?? sentence.pieces.length;
    return statementOf(sentence, group, ceiling);
  });
}

const isClue = (kind: string) => kind !== 'mention';

function groupsOf({ pieces, gaps }: Sentence): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    if (isClue((pieces[at] as { kind: string }).kind)) continue;
    let last = at;
    for (let next = nextInList(pieces, gaps, last); next !== -1; next = nextInList(pieces, gaps, last))
      last = next;
    groups.push({ first: at, last, prefixFrom: at, prefixTo: at });
    at = last;
  }
  return groups;
}

/** The next mention of the same list: "EGFR, ALK et ROS1", "KRAS (exons 2, 3 et 4), NRAS". -1 if none. */
function nextInList(pieces: Sentence['pieces'], gaps: readonly Gap[], from: number): number {
  let depth = 0;
  let clues = 0;
  for (let at = from; at + 1 < pieces.length; at += 1) {
    const gap = gaps[at] as Gap;
    const next = pieces[at + 1] as Sentence['pieces'][number];
    const inside = depth > 0;
    depth += gap.opened - gap.closed;
    if (gap.strange > 0 || gap.stop || gap.but || gap.cell) return -1;
    if (next.kind === 'mention') {
      if (gap.colon) return -1;
      const own = pieces[from] as MentionAt;
      if (gap.opened > 0) return clues === 0 && sameNames(own, next) ? at + 1 : -1;
      return depth <= 0 && isPlainList(own, next, gap) ? at + 1 : -1;
    }
    // Only details in parentheses may stand inside a list.
    if (next.kind !== 'exon' || !(inside || gap.opened > 0)) return -1;
    clues += 1;
  }
  return -1;
}

function isPlainList(own: MentionAt, next: MentionAt, gap: Gap): boolean {
  if (own.mention.names.length === 0 || next.mention.names.length === 0) return false;
  if (own.mention.state || next.mention.state || own.mention.variant || next.mention.variant) return false;
  return !breaksList(gap);
}

const sameNames = (a: MentionAt, b: MentionAt) => a.mention.names.join() === b.mention.names.join();

function findPrefix({ pieces, gaps }: Sentence, group: Group, floor: number): void {
  let from = group.first;
  let core = false;
  for (let at = group.first - 1; at > floor; at -= 1) {
    const piece = pieces[at] as Clue;
    const gap = gaps[at] as Gap;
    const linked = LINKED_PREFIX.has(piece.kind) && (core || linksForward(pieces[at + 1]?.kind, gap));
    if (!PREFIX.has(piece.kind) && !linked) break;
    const nearest = from === group.first;
    if (!gluedForward(gap, floor, nearest || CARRIERS.has(piece.kind))) break;
    if (gap.and && (nearest || !(NOUNS.has(piece.kind) && NOUNS.has(pieces[at + 1]?.kind ?? '')))) break;
    from = at;
    core ||= RESULTS.has(piece.kind);
  }
  if (from === group.first) return;
  if (floor >= 0 && belongsToPrevious(pieces, gaps, { from, to: group.first }, floor)) return;
  group.prefixFrom = from;
  group.prefixTo = group.first;
}

const linksForward = (next: string | undefined, gap: Gap) => next === 'expresses' || gap.points;

function gluedForward(gap: Gap, floor: number, loose: boolean): boolean {
  if (gap.comma || gap.semicolon || gap.stop || gap.cell || gap.but || gap.slash) return false;
  if (gap.closed > 0 || gap.opened > 0) return false;
  if (gap.colon && floor >= 0) return false;
  return gap.strange <= (loose || gap.points ? 1 : 0);
}

/** "EGFR mutation KRAS sauvage": clues with no word that points forward stay with the biomarker before them. */
function belongsToPrevious(
  pieces: Sentence['pieces'],
  gaps: readonly Gap[],
  run: { from: number; to: number },
  floor: number,
): boolean {
  const before = gaps[run.from - 1] as Gap;
  const attached =
    before.strange === 0 && !before.comma && !before.semicolon && !before.stop && !before.and && !before.but;
  if (!attached) return false;
  const resultBefore = run.from - 1 > floor && RESULTS.has((pieces[run.from - 1] as Clue).kind);
  return before.colon || !((gaps[run.to - 1] as Gap).points || resultBefore);
}

function statementOf({ pieces, gaps }: Sentence, group: Group, ceiling: number): Statement {
  const own = (from: number, to: number): OwnedClue[] =>
    pieces.slice(from, to).flatMap((piece, index) => {
      if (piece.kind === 'mention') return [];
      const gap = gaps[from + index - 1];
      return [{ ...piece, opens: gap ? opensStatement(gap) : true }];
    });
  const mentions = pieces
    .slice(group.first, group.last + 1)
    .filter((piece): piece is MentionAt => piece.kind === 'mention')
    .reduce(withAbbreviation, [] as MentionAt[]);
  const { to, distance } = reach(pieces, gaps, group.last, ceiling);
  const next = gaps[group.last];
  return {
    mentions,
    before: own(group.prefixFrom, group.prefixTo),
    after: own(group.last + 1, to),
    introduced: next !== undefined && (next.colon || next.cell),
    distance,
  };
}

/** "antigène carcino-embryonnaire (ACE)": one mention, known by its surer form. */
function withAbbreviation(mentions: MentionAt[], next: MentionAt): MentionAt[] {
  const last = mentions[mentions.length - 1];
  if (!last || !sameNames(last, next)) return [...mentions, next];
  const mention = last.mention.exact ? next.mention : last.mention;
  return [...mentions.slice(0, -1), { ...last, end: next.end, mention }];
}

const opensStatement = (gap: Gap) =>
  gap.comma ||
  gap.semicolon ||
  gap.stop ||
  gap.cell ||
  gap.opened > 0 ||
  (gap.closed > 0 && !gap.and) ||
  gap.bullet ||
  gap.but;

/** "… et négativité pour X": a noun that points forward speaks of something else. */
const pointsToAnother = ({ text }: Clue, before: Gap, after: Gap | undefined) =>
  (before.and || before.comma) && /^(?:posi|nega)tivit/.test(text) && (after === undefined || after.points);

/** How far the clues after a biomarker are still its own. */
function reach(pieces: Sentence['pieces'], gaps: readonly Gap[], last: number, ceiling: number) {
  let found = false;
  let strange = 0;
  let depth = 0;
  let distance = 0;
  let colon = false;
  let at = last;
  for (; at + 1 < ceiling; at += 1) {
    const gap = gaps[at] as Gap;
    depth += gap.opened - gap.closed;
    strange += gap.strange;
    colon ||= gap.colon || gap.cell;
    if (gap.semicolon && (found || gap.strange > 0)) break;
    if (gap.stop && (found || !colon)) break;
    if (found && gap.strange > 0 && SIGNS.has(pieces[at]?.kind ?? '')) break;
    if (found && gap.strange > (gap.comma || gap.semicolon || depth < 0 ? 0 : 1)) break;
    if (found && (gap.but || pointsToAnother(pieces[at + 1] as Clue, gap, gaps[at + 1]))) break;
    if (!found && !colon && gap.comma && gap.strange > 0) break;
    if (!found && strange > MAX_STRANGE_BEFORE_RESULT) break;
    if (!found) distance = strange;
    found ||= RESULTS.has((pieces[at + 1] as Clue).kind);
    if (!found) continue;
  }
  return { to: at + 1, distance };
}
