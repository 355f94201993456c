import { breaksList, type Gap } from './gap.js';
import { familyOf } from './lexicon.js';
import { type Sentence } from './sentence.js';
import { type MentionAt } from './terms.js';

/** Neighbouring mentions, by the indexes of their pieces, and the clues before them that speak of them. */
export interface Group {
  readonly first: number;
  readonly last: number;
  prefixFrom: number;
  prefixTo: number;
}

/** Words that, before a list, say its result. */
const CLOSES: ReadonlySet<string> = new Set(['lost', 'kept', 'expression', 'absent']);

/** May stand in parentheses inside a list: "MET (dont saut de l'exon 14), PIK3CA". */
const DETAILS: ReadonlySet<string> = new Set(['exon', 'variant']);

/** Words before a list that say its result: a name nobody knows does not end it. */
const LEADS: ReadonlySet<string> = new Set([
  'positive',
  'negative',
  'expresses',
  'expression',
  'lost',
  'kept',
  'negator',
  'mutation',
]);
const MAX_UNKNOWN = 2;
const ADVERB = /^(?:moderement|faiblement|fortement|diffusement|intensement|franchement)$/;

const isClue = (kind: string) => kind !== 'mention';

/** Mentions that share one result, in order. */
export function groupsOf({ pieces, gaps }: Sentence): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    if (isClue((pieces[at] as { kind: string }).kind)) continue;
    let last = at;
    // "Perte de A et B, C et D conservés": after its "et" a list that has its result is over.
    const before = pieces[at - 1];
    const said = before !== undefined && CLOSES.has(before.kind);
    const led = before !== undefined && LEADS.has(before.kind);
    let closed = false;
    for (let next = nextInList({ pieces, gaps }, last, { closed, led }); next !== -1;) {
      closed ||= said && gaps.slice(last, next).some(({ and }) => and);
      last = next;
      next = nextInList({ pieces, gaps }, last, { closed, led });
    }
    groups.push({ first: at, last, prefixFrom: at, prefixTo: at });
    at = last;
  }
  return groups;
}

/** The next mention of the same list: "EGFR, ALK et ROS1", "KRAS (exons 2, 3 et 4), NRAS". -1 if none. */
function nextInList(
  { pieces, gaps }: Pick<Sentence, 'pieces' | 'gaps'>,
  from: number,
  { closed, led }: { closed: boolean; led: boolean },
): number {
  let depth = 0;
  let clues = 0;
  for (let at = from; at + 1 < pieces.length; at += 1) {
    const gap = gaps[at] as Gap;
    const next = pieces[at + 1] as Sentence['pieces'][number];
    const inside = depth > 0;
    depth += gap.opened - gap.closed;
    const unknown = led && gap.comma && gap.strange <= MAX_UNKNOWN && next.kind === 'mention';
    const strange = inside && gap.closed > 0 ? gap.strangeAfter : gap.strange;
    if ((strange > 0 && !unknown) || gap.stop || gap.but || gap.cell) return -1;
    if (next.kind === 'mention') {
      if (gap.colon || (closed && gap.comma && !gap.and)) return -1;
      const own = pieces[from] as MentionAt;
      // "positif pour CD20 et CD10 ; CD3 et CD5 négatifs".
      if (led && gap.semicolon) return -1;
      // "RP [focal], CA 125".
      const aside = gap.opened > 0 && gap.opened === gap.closed;
      if (gap.opened > 0 && !aside) return clues === 0 && sameNames(own, next) ? at + 1 : -1;
      return depth <= 0 && isPlainList(own, next, { ...gap, opened: 0, strange: 0 }) ? at + 1 : -1;
    }
    if (next.kind === 'negator' && next.text === 'ni') continue;
    // "le CD4, modérément le CD45".
    if (ADVERB.test(next.text) && (gap.comma || gap.and) && !inside) continue;
    // Only details may stand inside a list, in parentheses unless it is led.
    // "Absence de mutation EGFR, MET exon 14, HER2".
    const bare = led && next.kind === 'exon' && gap.strange === 0 && !gap.comma;
    if (!DETAILS.has(next.kind) || !(inside || gap.opened > 0 || bare)) return -1;
    clues += 1;
  }
  return -1;
}

function isPlainList(own: MentionAt, next: MentionAt, gap: Gap): boolean {
  if (own.partner !== undefined && next.partner === undefined) return false;
  if (own.mention.names.length === 0 || next.mention.names.length === 0) return false;
  // "del(5q) isolée, SF3B1 non muté": an anomaly says itself that it is there.
  if (isAnomaly(own) !== isAnomaly(next)) return false;
  if (own.mention.state || next.mention.state || own.mention.variant || next.mention.variant) return false;
  return !breaksList(gap);
}

const isAnomaly = ({ mention }: MentionAt) => mention.names.some((name) => familyOf(name) === 'anomaly');

export const sameNames = (a: MentionAt, b: MentionAt) => a.mention.names.join() === b.mention.names.join();
