import { type Gap } from './gap.js';
import { type Group } from './groups.js';
import { CARRIERS, LINKED_PREFIX, NOUNS, PREFIX, RESULTS } from './roles.js';
import { type Sentence } from './sentence.js';
import { type Clue } from './terms.js';

/** Gives a group the clues before it that speak of it; `floor` is the last piece of the group before. */
export function findPrefix(sentence: Sentence, group: Group, floor: number): void {
  const { pieces, gaps } = sentence;
  let from = group.first;
  let core = false;
  for (let at = group.first - 1; at > floor; at -= 1) {
    const piece = pieces[at] as Clue;
    const gap = gaps[at] as Gap;
    const linked =
      LINKED_PREFIX.has(piece.kind) &&
      (core ||
        (floor < 0 && SIGNS.has(piece.kind) && isBare(gap)) ||
        linksForward(pieces[at + 1]?.kind, gap) ||
        (from <= at + 1 && CONTEXTUAL.has(pieces[at + 1]?.kind ?? '')));
    if (!PREFIX.has(piece.kind) && !linked) break;
    const nearest = from === group.first;
    const toward = gap.toward && LINKED_PREFIX.has(piece.kind);
    // A line that begins with these words and a colon speaks of the list after it.
    const heads = gap.colon && floor >= 0 && gaps.slice(floor, at).some(({ line }) => line);
    if (!gluedForward({ ...gap, toward }, heads ? -1 : floor, nearest || CARRIERS.has(piece.kind))) break;
    const adjectives = CONTEXTUAL.has(piece.kind) && CONTEXTUAL.has(pieces[at + 1]?.kind ?? '');
    if (
      gap.and &&
      !adjectives &&
      (nearest || !(NOUNS.has(piece.kind) && NOUNS.has(pieces[at + 1]?.kind ?? '')))
    )
      break;
    from = at;
    core ||= RESULTS.has(piece.kind);
  }
  if (from === group.first) from = headline(sentence, group, floor);
  if (from === group.first || isTitle(sentence, from, group.first)) return;
  if (floor >= 0 && belongsToPrevious(pieces, gaps, { from, to: group.first }, floor)) return;
  group.prefixFrom = from;
  group.prefixTo = group.first;
}

/** "Mutations : EGFR…" announces results, it is not one; "absence de mutation : EGFR, KRAS" is. */
function isTitle({ pieces, gaps }: Sentence, from: number, to: number): boolean {
  return (gaps[to - 1] as Gap).colon && !pieces.slice(from, to).some(({ kind }) => STATES.has(kind));
}

/** "Marqueurs négatifs : ACE, CA 125", "TPS 30 % (PD-L1)": the result stands first, when nothing follows. */
function headline({ pieces, gaps }: Sentence, { first, last }: Group, floor: number): number {
  if (floor >= 0) return first;
  const rest = pieces.slice(last + 1);
  // "Positifs : calrétinine (90 %), WT1": measures do not change what the head says.
  const head = pieces[first - 1];
  const isList =
    head !== undefined &&
    SIGNS.has(head.kind) &&
    (gaps[first - 1] as Gap).colon &&
    rest.every(
      ({ kind }, at) => kind === 'mention' || MEASURES.has(kind) || isAside(gaps, first, last + 1 + at),
    );
  if (!isList && rest.some(({ kind }) => kind === 'mention' || RESULTS.has(kind))) return first;
  let from = first;
  for (let at = first - 1; at >= 0; at -= 1) {
    const gap = gaps[at] as Gap;
    const introduces = from < first || gap.colon || gap.opened > 0;
    // "Aucune altération dans les régions ciblées de : KRAS, BRAF".
    const listed = gap.colon || (gap.opened > 0 && NOUNS.has((pieces[at] as Clue).kind));
    const far = from === first && listed ? MAX_STRANGE_BEFORE_LIST : 0;
    if (!introduces || gap.strange > far || gap.stop || gap.semicolon || (gap.comma && from < first)) break;
    from = at;
  }
  return from;
}

/** Whether the piece at `to` stands in parentheses that open behind the piece at `from`. */
const isAside = (gaps: readonly Gap[], from: number, to: number): boolean =>
  gaps.slice(from, to).reduce((depth, { opened, closed }) => depth + opened - closed, 0) > 0;

const SIGNS: ReadonlySet<string> = new Set(['positive', 'negative']);
/** How much, beside a sign that says what. */
export const MEASURES: ReadonlySet<string> = new Set(['percent', 'plus', 'number', 'strong', 'low']);
/** "Immunophénotype positif CD20, CD10": nothing stands between. */
const isBare = (gap: Gap) =>
  gap.strange === 0 && !gap.comma && !gap.semicolon && !gap.colon && !gap.and && !gap.slash;
/** Between "positivité" and the name: "positivité immunohistochimique pour". */
const CONTEXTUAL: ReadonlySet<string> = new Set(['ihc', 'ish', 'expression', 'expressed', 'strong', 'low']);
const MAX_STRANGE_BEFORE_LIST = 6;

const STATES = new Set<string>([
  'negator',
  'negative',
  'positive',
  'lost',
  'kept',
  'absent',
  'overexpressed',
  'normal',
  'elevated',
  'pending',
  'notdone',
  'noncontributive',
  'percent',
  'wildtype',
  'mutated',
]);

const linksForward = (next: string | undefined, gap: Gap) => next === 'expresses' || gap.points;

function gluedForward(gap: Gap, floor: number, loose: boolean): boolean {
  if (gap.comma || gap.semicolon || gap.stop || gap.cell || gap.but || gap.slash) return false;
  if (gap.bullet && !gap.colon) return false;
  if (gap.closed > 0 || gap.opened > 0) return false;
  if (gap.colon && floor >= 0) return false;
  // What ends a line that names another biomarker is of that one.
  if (gap.line && floor >= 0 && !gap.points) return false;
  // "positivité dans la cellularité décrite pour CD117".
  return gap.strange <= (gap.toward ? 4 : loose || gap.points ? 1 : 0);
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
  if (!attached || (before.opened > 0 && gaps.slice(run.from, run.to).every(({ closed }) => closed === 0)))
    return false;
  // "Pas de mutation EGFR ni de réarrangement ALK": what "ni" denies comes after it.
  const [head, noun] = pieces.slice(run.from, run.to) as Clue[];
  if (head?.text === 'ni' && noun && NOUNS.has(noun.kind)) return false;
  const previous = pieces[run.from - 1];
  if (previous?.kind === 'mention' && previous.mention.state) return false;
  const resultBefore = run.from - 1 > floor && RESULTS.has((pieces[run.from - 1] as Clue).kind);
  const { points } = gaps[run.to - 1] as Gap;
  return !points && !resultBefore;
}
