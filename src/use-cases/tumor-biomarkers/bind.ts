import { type Gap } from './gap.js';
import { type Group, groupsOf, sameNames } from './groups.js';
import { familyOf } from './lexicon.js';
import { findPrefix, MEASURES } from './prefix.js';
import { RESULTS } from './roles.js';
import { type Sentence } from './sentence.js';
import { type Clue, type MentionAt, type Piece } from './terms.js';

/** A clue that belongs to a group of mentions, with what stands before it. */
export interface OwnedClue extends Clue {
  /** Begins a new statement: after a comma, a parenthesis, a cell… */
  readonly opens: boolean;
  readonly gap?: Gap | undefined;
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
  /** The sentence speaks of stains. */
  readonly stained: boolean;
}

/** What a series of serum values goes on with: "0,02 le 03/02 ; 0,05 le 04/08". */
const TIMED: ReadonlySet<string> = new Set(['number', 'date', 'versus', 'now', 'formerly']);
/** Genes listed with no result of their own: "Gènes analysés : EGFR, KRAS. Aucune mutation." */
const isPanel = (pieces: Sentence['pieces'], last: number) =>
  [pieces[last - 1], pieces[last]].every(
    (piece) => piece?.kind === 'mention' && piece.mention.names.some((name) => PANEL.has(familyOf(name))),
  );
const PANEL: ReadonlySet<string> = new Set(['gene', 'fusion', 'her2']);
const isSerum = (piece: Sentence['pieces'][number] | undefined) =>
  piece?.kind === 'mention' && piece.mention.names.some((name) => familyOf(name) === 'serum');
/** Other scores of the same stain. */
const SCORES: ReadonlySet<string> = new Set(['tps', 'cps', 'ic', 'vaf']);
/** "340 après 2 cycles, 85 ce jour": a few words, then a value with its time. */
const goesOnInTime = (gap: Gap, next: Piece | undefined, after: Piece | undefined) =>
  gap.comma && gap.strange <= 3 && next?.kind === 'number' && TIMES.has(after?.kind ?? '');
const TIMES: ReadonlySet<string> = new Set(['date', 'now', 'formerly', 'versus']);

/** A variant as laboratories write it: "c.35G>A ; p.(Gly12Asp) ; exon 2 ; 28 %". */
const OF_VARIANT: ReadonlySet<string> = new Set(['variant', 'exon', 'vaf', 'percent']);
const SIGNS: ReadonlySet<string> = new Set(['plus', 'minus']);
const MAX_STRANGE_BEFORE_RESULT = 7;

/** Shares the clues of a sentence among the biomarkers it names. */
export function bind(sentence: Sentence): Statement[] {
  const groups = groupsOf(sentence);
  groups.forEach((group, index) => {
    const floor = groups[index - 1]?.last ?? -1;
    findPrefix(sentence, group, floor);
  });
  const statements: Statement[] = [];
  for (const [index, group] of groups.entries()) {
    const ceiling = groups[index + 1]?.prefixFrom ?? sentence.pieces.length;
    const own = statementOf(sentence, group, ceiling);
    const last = statements[statements.length - 1];
    // "MLH1 : conservé ; PMS2 : idem".
    const same = last && (own.after[0]?.kind === 'same' || isLikewise(sentence, group, own));
    const led = last && isLed(sentence, group, { own, last });
    statements.push(
      same ? { ...own, before: last.before, after: last.after } : led ? { ...own, before: last.before } : own,
    );
  }
  return statements;
}

/** "EGFR, ALK : en attente ainsi que PD-L1". */
const isLikewise = ({ gaps }: Sentence, group: Group, own: Statement) =>
  own.after.length === 0 && own.before.length === 0 && gaps[group.first - 1]?.likewise === true;

/** "Positifs : calrétinine (90 %), WT1, CK5/6": what stands before the list is said of all its names. */
const isLed = (
  { gaps }: Sentence,
  group: Group,
  { own, last }: { readonly own: Statement; readonly last: Statement },
): boolean => {
  const gap = gaps[group.first - 1];
  const isMeasured = (clues: readonly OwnedClue[]) =>
    clues.every(
      ({ kind, gap: before }) => MEASURES.has(kind) || ASIDE.has(kind) || (before?.opened ?? 0) > 0,
    );
  return (
    own.before.length === 0 &&
    isMeasured(own.after) &&
    isMeasured(last.after) &&
    last.before.some(({ kind }) => kind === 'positive' || kind === 'negative') &&
    gap?.comma === true &&
    gap.strange === 0 &&
    !gap.stop &&
    !gap.line
  );
};
/** What a parenthesis may add to a measure: "(10 %, seuil 30)". */
const ASIDE: ReadonlySet<string> = new Set(['range', 'cutoff', 'number']);

function statementOf({ pieces, gaps }: Sentence, group: Group, ceiling: number): Statement {
  const own = (from: number, to: number): OwnedClue[] =>
    pieces.slice(from, to).flatMap((piece, index) => {
      if (piece.kind === 'mention') return [];
      const gap = gaps[from + index - 1];
      return [{ ...piece, opens: gap ? opensStatement(gap) : true, gap }];
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
    stained: pieces.some(isStain) || isSigned(pieces),
  };
}

/** "calcitonine +, ACE +, thyroglobuline -": signs only. */
const isSigned = (pieces: Sentence['pieces']) =>
  pieces.filter(({ kind }) => SIGNS.has(kind)).length > 1 && !pieces.some(({ kind }) => kind === 'number');

const STAINED: ReadonlySet<string> = new Set(['protein', 'hormone', 'repair']);
const isStain = (piece: Sentence['pieces'][number]) =>
  piece.kind === 'ihc' ||
  (piece.kind === 'mention' && piece.mention.names.some((name) => STAINED.has(familyOf(name))));

/** "antigène carcino-embryonnaire (ACE)": one mention, known by its surer form. */
function withAbbreviation(mentions: MentionAt[], next: MentionAt): MentionAt[] {
  const last = mentions[mentions.length - 1];
  if (!last || !sameNames(last, next) || (last.forms?.length ?? 0) >= MOST_FORMS) {
    mentions.push(next);
    return mentions;
  }
  const mention = last.mention.exact ? next.mention : last.mention;
  const partner = last.partner ?? next.partner;
  mentions[mentions.length - 1] = {
    ...last,
    end: next.end,
    mention,
    forms: [...(last.forms ?? [last]), ...(next.forms ?? [next])],
    ...(partner !== undefined && { partner }),
  };
  return mentions;
}

/** A name and its abbreviations; more of the same beside each other is no abbreviation. */
const MOST_FORMS = 4;

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
    const next = pieces[at + 1]?.kind ?? '';
    const method = next === 'ish' && gap.strange === 0;
    const score = SCORES.has(next) && gap.strange === 0;
    const series =
      isSerum(pieces[last]) &&
      ((gap.strange === 0 && TIMED.has(next)) || goesOnInTime(gap, pieces[at + 1], pieces[at + 2]));
    const oneVariant = gap.strange === 0 && OF_VARIANT.has(next) && OF_VARIANT.has(pieces[at]?.kind ?? '');
    if (gap.semicolon && !method && !score && !series && !oneVariant && (found || gap.strange > 0)) break;
    if (
      gap.stop &&
      (found || !colon) &&
      !score &&
      !(!found && next === 'negator' && isPanel(pieces, last)) &&
      !((next === 'now' || next === 'date') && gap.strange === 0 && isSerum(pieces[last]))
    )
      break;
    if (found && gap.strange > 0 && SIGNS.has(pieces[at]?.kind ?? '')) break;
    if (found && !series && gap.strange > (gap.comma || gap.semicolon || depth < 0 ? 0 : 1)) break;
    if (gap.bullet && (found || !gap.colon) && !score && !(series && next === 'date')) break;
    if (found && (gap.but || pointsToAnother(pieces[at + 1] as Clue, gap, gaps[at + 1]))) break;
    if (!found && !colon && gap.comma && gap.strange > 0 && !(next === 'negator' && isPanel(pieces, last)))
      break;
    if (!found && strange > MAX_STRANGE_BEFORE_RESULT) break;
    if (!found) distance = strange;
    found ||= RESULTS.has((pieces[at + 1] as Clue).kind);
    if (!found) continue;
  }
  return { to: at + 1, distance };
}
