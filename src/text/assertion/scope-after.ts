import { type Mark, type MarkedText } from './marks.js';
import {
  type Applied,
  CONJUNCTIONS,
  HARD_BORDER,
  isArticle,
  LONGEST_REACH,
  opensClause,
  POLARITY,
} from './scope-before.js';
import { type Effect, EXAMINATIONS, OPENERS, type Role } from './triggers.js';

const QUESTION_REACH = 7;
const SEARCH_REACH = 25;
/** Words of one item in "VIH, VHB et VHC négatifs". */
const ITEM_WORDS = 3;

interface Walk {
  commas: number;
  conjunctions: number;
  /** Word index after the last comma, colon or conjunction. */
  itemFrom: number;
  longItem: boolean;
  afterColon: boolean;
  /** Only dates and persons still reach back. */
  closed: boolean;
  examination: boolean;
  polarity: Effect | null;
  /** "La tuberculose et la brucellose SONT écartées": past "et la", only a plural verb speaks of both. */
  together: boolean;
}

interface Target {
  readonly text: MarkedText;
  readonly from: number;
  /** The target stands in the list of a search ("recherche de …"), whose result reaches through it. */
  readonly searched: boolean;
}

/** "négatifs" after a list, or an adjective set apart by its comma. */
function crossesComma(walk: Walk, mark: Mark, { text, searched }: Target): boolean {
  if (searched) return true;
  const last = text.tokens.folded[mark.to - 1] as string;
  if (last.endsWith('s') && last !== 'cours' && walk.conjunctions + walk.commas > 0 && !walk.longItem)
    return true;
  const first = text.tokens.stems[mark.from] as string;
  return walk.commas === 1 && walk.itemFrom === mark.from && !EXAMINATIONS.has(first);
}

/** "X, probable Y": an adjective of both sides belongs to what follows it. */
function belongsToNext(walk: Walk, mark: Mark, text: MarkedText): boolean {
  if (walk.commas + walk.conjunctions === 0) return false;
  return mark.roles.some((role) => role.side === 'before') && isFollowed(mark, text);
}

function isFollowed(mark: Mark, text: MarkedText): boolean {
  const next = text.tokens.starts[mark.to];
  if (next === undefined) return false;
  if (!/^[^\S\n]*$/.test(text.tokens.text.slice(text.tokens.ends[mark.to - 1], next))) return false;
  // "BMR non BHRe non": what follows has its own answer.
  return !ANSWERS.has(text.tokens.folded[mark.to + 1] ?? '');
}

const ANSWERS: ReadonlySet<string> = new Set('non oui neg pos negatif positif negative positive'.split(' '));

/** "(oui/non, préciser) : non": what stands after the colon of a label answers it, however long it is. */
const isAnswer = (role: Role, mark: Mark, { tokens }: MarkedText): boolean => {
  const start = tokens.starts[mark.from] ?? 0;
  return role.alone === true && /:[^\S\n]*$/.test(tokens.text.slice(Math.max(0, start - 4), start));
};

const PLURAL = /^(?:sont|ont|etaient|restent)$/;
const ANSWER_REACH = 12;

function applies(walk: Walk, role: Role, mark: Mark, target: Target): boolean {
  const distance = mark.from - target.from;
  const own = isAnswer(role, mark, target.text) ? ANSWER_REACH : role.reach;
  const reach = target.searched && POLARITY.has(role.effect) ? SEARCH_REACH : own;
  if (walk.together && !PLURAL.test(target.text.tokens.folded[mark.from] ?? '')) return false;
  if (role.alone && isFollowed(mark, target.text)) return false;
  if (distance > reach || belongsToNext(walk, mark, target.text)) return false;
  const ofList = role.list === true && walk.afterColon;
  if (walk.commas > 0 && !ofList && !crossesComma(walk, mark, target)) return false;
  if (!POLARITY.has(role.effect)) return true;
  const isResult = role.effect === 'negation' || role.effect === 'affirmation';
  // "Suspectée initialement, infirmée": the result comes after the suspicion.
  const isFree = walk.polarity === null || (walk.polarity === 'hypothesis' && isResult);
  const isApart = role.apart === true && walk.commas > 0 && walk.itemFrom === mark.from;
  if (!isFree || (walk.closed && !isApart)) return false;
  return !isResult || !walk.examination || target.searched;
}

/** "Grippe (Influenza A) négative": the result of both. */
const isResultAt = ({ marks, markOf }: MarkedText, at: number): boolean =>
  marks[markOf[at] ?? -1]?.roles.some(
    ({ effect, side }) => side === 'after' && (effect === 'negation' || effect === 'affirmation'),
  ) ?? false;

/** The span of a parenthesis that holds one mark and nothing else is read; any other is skipped. */
function afterParenthesis({ tokens, marks, markOf }: MarkedText, at: number, end: number): number | null {
  const mark = marks[markOf[at] as number];
  const closing = (index: number) =>
    tokens.text.slice(tokens.ends[index - 1], tokens.starts[index] ?? tokens.text.length).includes(')');
  if (mark && closing(mark.to)) return null;
  let next = at + 1;
  while (next < end && !closing(next)) next += 1;
  return next;
}

const ANSWER =
  /^[^\p{L}\d]*\?\s*:?\s*(?:(?<no>non|n[ée]g|n[ée]gati[fv]e?s?|aucune?|0)|(?<yes>oui|positi[fv]e?s?))(?![\p{L}\d])/iu;

/** "Splénomégalie ? Non." */
function answerOf({ tokens }: MarkedText, at: number): Effect {
  const from = tokens.ends[at - 1] ?? 0;
  const { no, yes } = ANSWER.exec(tokens.text.slice(from, from + 24))?.groups ?? {};
  if (no !== undefined) return 'negation';
  return yes === undefined ? 'hypothesis' : 'affirmation';
}

/** Reads from the end of a target to the end of its sentence. `from` and `end` are word indexes. */
export function appliedAfter(
  text: MarkedText,
  from: number,
  sentenceTo: number,
  searched: boolean,
): Applied[] {
  const end = Math.min(sentenceTo, from + LONGEST_REACH);
  const applied: Applied[] = [];
  const target: Target = { text, from, searched };
  const walk: Walk = {
    commas: 0,
    conjunctions: 0,
    itemFrom: from,
    longItem: false,
    afterColon: false,
    closed: false,
    examination: false,
    polarity: null,
    together: false,
  };
  const { tokens } = text;
  let skipped = false;
  for (let at = from; at <= end;) {
    const gap = tokens.text.slice(
      tokens.ends[at - 1],
      at === end ? sentenceEnd(text, end) : tokens.starts[at],
    );
    if (gap.includes('?') && at - from <= QUESTION_REACH && walk.commas === 0 && !walk.closed) {
      applied.push({ effect: answerOf(text, at), mark: { from: at - 1, to: at, roles: [] } });
      break;
    }
    if (at === end || HARD_BORDER.test(gap)) break;
    const stem = tokens.stems[at] as string;
    if (gap.includes('(')) {
      const next = afterParenthesis(text, at, end);
      if (next !== null) {
        at = next;
        skipped = true;
        continue;
      }
    } else if (
      gap.includes(')') &&
      !skipped &&
      !searched &&
      text.markOf[at - 1] === -1 &&
      !isResultAt(text, at)
    )
      break;
    skipped = false;
    if (gap.includes(',') || gap.includes(':')) {
      if (at - walk.itemFrom > ITEM_WORDS) walk.longItem = true;
      walk.itemFrom = at;
      if (gap.includes(',')) walk.commas += 1;
      if (gap.includes(':')) walk.afterColon = true;
      if (gap.includes(',') && opensClause(text, at) && !(searched && isArticle(text, at))) break;
    }
    if (walk.afterColon && at - walk.itemFrom > 1) walk.closed = true;
    const mark = text.marks[text.markOf[at] as number];
    if (!mark || mark.from < from) {
      if (EXAMINATIONS.has(stem)) walk.examination = true;
      if (CONJUNCTIONS.has(stem)) {
        const next = tokens.stems[at + 1] ?? '';
        if (!searched && EXAMINATIONS.has(next)) break;
        if (!searched && OPENERS.has(next)) {
          if (!isArticle(text, at + 1)) break;
          walk.together = true;
        }
        walk.conjunctions += 1;
      }
      at += 1;
      continue;
    }
    if (mark.roles.some((role) => role.effect === 'break')) break;
    visit(mark, walk, target, applied);
    at = mark.to;
  }
  return applied;
}

function visit(mark: Mark, walk: Walk, target: Target, applied: Applied[]): void {
  const after = mark.roles.filter((role) => role.side === 'after' && applies(walk, role, mark, target));
  for (const role of after) {
    applied.push({ effect: role.effect, mark });
    if (POLARITY.has(role.effect)) walk.polarity = role.effect;
  }
  // "Recherche de X et de sa toxine négative": one search, said with two words.
  const sameSearch = target.searched && walk.commas === 0;
  const closes = mark.roles.some(
    ({ effect, side }) =>
      (effect === 'closer' && !target.searched) ||
      (side === 'before' && POLARITY.has(effect) && !(effect === 'search' && sameSearch)),
  );
  if (closes && after.length === 0) walk.closed = true;
}

/** Where the punctuation that follows the last word of a sentence stops. */
function sentenceEnd({ tokens }: MarkedText, end: number): number {
  const next = tokens.starts[end] ?? tokens.text.length;
  const newline = tokens.text.indexOf('\n', tokens.ends[end - 1]);
  return newline === -1 ? next : Math.min(next, newline);
}

/**
 * "Suspicion d'endocardite devant une fièvre, finalement écartée": the end of the story, said of the suspicion its
 * sentence opens with. A second suspicion, or a hard border, stops the reading.
 */
export function endOfSuspicion(text: MarkedText, from: number, sentenceTo: number): Applied | null {
  const end = Math.min(sentenceTo, from + LONGEST_REACH);
  for (let at = from; at < end; at += 1) {
    if (HARD_BORDER.test(text.tokens.text.slice(text.tokens.ends[at - 1], text.tokens.starts[at])))
      return null;
    const mark = text.marks[text.markOf[at] as number];
    if (!mark || mark.from !== at) continue;
    const back = mark.roles.find((role) => role.back);
    if (back) return { effect: back.effect, mark };
    // "Suspectée": what supposes the target itself is no second suspicion.
    const isOwn = mark.from - from <= 1 && mark.roles.some(({ side }) => side === 'after');
    if (!isOwn && mark.roles.some(({ effect, side }) => effect === 'hypothesis' && side === 'before'))
      return null;
  }
  return null;
}
