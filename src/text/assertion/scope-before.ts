import { isDenial, type Mark, type MarkedText } from './marks.js';
import { type Effect, EXAMINATIONS, OPENERS, type Role } from './triggers.js';

/** What applies to a target, and the mark that says so. */
export interface Applied {
  readonly effect: Effect;
  readonly mark: Mark;
  /** A comma stands between the mark and the target. */
  readonly overComma?: boolean;
  /** A condition, which no result lifts. */
  readonly firm?: boolean;
}

export const HARD_BORDER = /;|\n\s*[-•*–—]|\n\s*\n/;
/** "Toxines + : infection": the search has its answer. */
const ANSWERED = /\+\s*[:;,)+]/;
/** After a comma or "et", does this word open a new clause? A phrase that speaks of what precedes it does not. */
export function opensClause({ tokens, marks, markOf }: MarkedText, at: number): boolean {
  if (!OPENERS.has(tokens.stems[at] as string)) return false;
  const mark = marks[markOf[at] as number];
  return !mark || mark.to - mark.from === 1 || !mark.roles.some((role) => role.side === 'after');
}

const ARTICLES: ReadonlySet<string> = new Set('le la les l un une'.split(' '));
export const isArticle = ({ tokens }: MarkedText, at: number): boolean =>
  ARTICLES.has(tokens.stems[at] as string);

export const CONJUNCTIONS: ReadonlySet<string> = new Set(['et', 'ou', 'ni']);
/** Words: no trigger carries further, so a text without a full stop stays linear. */
export const LONGEST_REACH = 40;
export const POLARITY: ReadonlySet<Effect> = new Set<Effect>([
  'negation',
  'hypothesis',
  'doubt',
  'search',
  'affirmation',
  'given',
]);
const DEFINITE: ReadonlySet<string> = new Set('la le l du cette ce cet son sa ses ces leur'.split(' '));
/** "pas d'argument … évoquant": how many words may stand between a negation and the doubt or finding it denies. */
const DENIES_WITHIN: Partial<Record<Effect, number>> = { hypothesis: 3, search: 3, affirmation: 1 };

const UN = /^une?$/;
const gapBefore = ({ tokens }: MarkedText, index: number): string =>
  index === 0 ? '' : tokens.text.slice(tokens.ends[index - 1], tokens.starts[index]);

interface Walk {
  /** A clause opened between here and the target. */
  opened: boolean;
  /** An article did: the next item of a search ("sérologies de la rubéole, le VIH…"), or a new clause. */
  itemOpened: boolean;
  /** "Et un" did: the second object of a verb that excludes, or a new clause. */
  secondOpened: boolean;
  /** A closer or a colon: what was denied or doubted before it is over. */
  closed: boolean;
  commas: number;
  depth: number;
  /** The nearest polarity already applied. */
  taken: { effect: Effect; from: number; commas: number } | null;
}

function isTaken(walk: Walk, role: Role, mark: Mark): boolean {
  if (!walk.taken) return false;
  const within = role.effect === 'negation' ? DENIES_WITHIN[walk.taken.effect] : undefined;
  return within === undefined || walk.commas > walk.taken.commas || walk.taken.from - mark.to > within;
}

const SUPPOSING: ReadonlySet<Effect> = new Set<Effect>(['negation', 'doubt', 'hypothesis']);

/** "Pas de … de LA pneumopathie" supposes that there is one. */
function isSupposed(text: MarkedText, target: number, mark: Mark): boolean {
  return target - mark.to >= 2 && DEFINITE.has(text.tokens.stems[target - 1] as string);
}

const SHARING = /^(?:elimin|ecart|exclu|infirm)|entre$/;
/** "Élimine un obstacle et un abcès", "on hésite entre une cellulite et une phlébite". */
const sharesObjects = ({ tokens }: MarkedText, { from, to }: Mark): boolean =>
  SHARING.test(tokens.folded[from] ?? '') || SHARING.test(tokens.folded[to - 1] ?? '');

function applies(text: MarkedText, walk: Walk, role: Role, mark: Mark, sentence: number): boolean {
  if (role.dated && mark.from === sentence && walk.commas <= 1) return true;
  if (role.dated && walk.commas > 0) return false;
  if (walk.itemOpened && role.effect !== 'search') return false;
  if (walk.secondOpened && !sharesObjects(text, mark)) return false;
  if (walk.opened || (role.reach === 0 && walk.commas > 0)) return false;
  return !POLARITY.has(role.effect) || (!walk.closed && !isTaken(walk, role, mark));
}

/** "1) tuberculose": the sign of a list, no parenthesis. */
const isEnumerator = (text: MarkedText, at: number): boolean =>
  /^(?:\d{1,2}|[a-f])$/.test(text.tokens.folded[at] ?? '') && !gapBefore(text, at).includes('(');

/** "ni d'antécédent de …": what denies it stands right before. */
const isDenied = ({ marks, markOf }: MarkedText, mark: Mark): boolean =>
  [mark.from - 1, mark.from - 2].some((at) => marks[markOf[at] ?? -1]?.roles.some(isDenial)) ||
  mark.roles.some(({ effect }) => effect === 'negation');

/** "Quantiféron positif : …": what stands before the colon has its answer. */
const isAnswerOnly = ({ roles }: Mark): boolean =>
  roles.every(({ effect, side }) => side === 'after' && (effect === 'affirmation' || effect === 'negation'));

/** Reads from a target back to the head of its sentence. `target` and `sentence` are word indexes. */
export function appliedBefore(text: MarkedText, target: number, sentence: number): Applied[] {
  const applied: Applied[] = [];
  const walk: Walk = {
    opened: false,
    itemOpened: false,
    secondOpened: false,
    closed: false,
    commas: 0,
    depth: 0,
    taken: null,
  };
  const around = text.marks[text.markOf[target] as number];
  // "sans signe de sepsis", asked about "signe de sepsis": the trigger reaches into the target.
  if (around && around.from < target && around.from >= sentence) {
    visit(text, { walk, mark: around, applied, target, sentence });
  }
  const head = Math.max(sentence, target - LONGEST_REACH);
  for (let at = target; at > head;) {
    const gap = gapBefore(text, at);
    if (HARD_BORDER.test(gap) || gap.includes('?')) break;
    const mark = text.marks[text.markOf[at - 1] as number];
    if (gap.includes(')') && !isEnumerator(text, at - 1)) walk.depth += 1;
    if (gap.includes('(')) walk.depth = Math.max(0, walk.depth - 1);
    const skipped = walk.depth > 0;
    const opens = at < target && opensClause(text, at);
    if (!skipped && gap.includes(',')) {
      walk.commas += 1;
      if (opens && isArticle(text, at)) walk.itemOpened = true;
      else if (opens || (at < target && EXAMINATIONS.has(text.tokens.stems[at] as string)))
        walk.opened = true;
    }
    if (!skipped && gap.includes(':') && (mark?.to !== at || isAnswerOnly(mark))) walk.closed = true;
    if (ANSWERED.test(gap)) walk.closed = true;
    if (opens && text.tokens.stems[at - 1] === 'et') {
      if (UN.test(text.tokens.folded[at] ?? '')) walk.secondOpened = true;
      else walk.opened = true;
    }
    if (!mark) {
      at -= 1;
      continue;
    }
    if (!skipped && mark.to <= target) {
      if (mark.roles.some((role) => role.effect === 'break')) {
        if (mark.roles.some(({ effect }) => effect === 'now')) applied.push({ effect: 'now', mark });
        break;
      }
      visit(text, { walk, mark, applied, target, sentence });
    }
    at = Math.min(at - 1, mark.from);
  }
  return applied;
}

interface Visit {
  readonly walk: Walk;
  readonly mark: Mark;
  readonly applied: Applied[];
  readonly target: number;
  readonly sentence: number;
}

/** Without its accent, before a comma. */
const PARTICIPLE = /^(?:elimine|ecarte|infirme|recuse|evoque|suspecte|confirme)e?s?$/;
/** "Abcès écarté, pneumopathie à …": the participle speaks of what stands before it. */
function closesClause({ tokens }: MarkedText, { from, to }: Mark): boolean {
  const [start = 0, end = 0] = [tokens.starts[from], tokens.ends[to - 1]];
  const isParticiple =
    /ée?s?$/iu.test(tokens.text.slice(start, end)) || PARTICIPLE.test(tokens.folded[from] ?? '');
  return isParticiple && /^[,;)]/.test(tokens.text.slice(end, end + 1));
}

function visit(text: MarkedText, { walk, mark, applied, target, sentence }: Visit): void {
  const isOfPrevious = closesClause(text, mark);
  let taken = walk.taken;
  for (const role of mark.roles) {
    if (role.effect === 'closer') walk.closed = true;
    if (role.side !== 'before') {
      if (walk.commas > 0 && POLARITY.has(role.effect) && mark.roles.length === 1) walk.closed = true;
      continue;
    }
    if (isOfPrevious && POLARITY.has(role.effect)) continue;
    if (target - mark.to > role.reach || !applies(text, walk, role, mark, sentence)) continue;
    if (role.reach === 0 && !/^[^\S\n]*$/.test(gapBefore(text, mark.to))) continue;
    // "Écouvillon rectal : K. pneumoniae": what was found, not what is looked for.
    if (role.sampled === true && /[:=→]/.test(gapBefore(text, mark.to))) continue;
    if (SUPPOSING.has(role.effect) && isSupposed(text, target, mark)) continue;
    applied.push({ effect: role.effect, mark, overComma: walk.commas > 0, firm: role.firm === true });
    if (role.effect === 'history' && !isDenied(text, mark)) walk.closed = true;
    if (POLARITY.has(role.effect)) taken = { effect: role.effect, from: mark.from, commas: walk.commas };
  }
  walk.taken = taken;
}
