import { type Span, type TokenizedText } from '../../text/index.js';
import { isClone } from './clones.js';
import { type Gap, gapOf } from './gap.js';
import { familyOf, glueWords, notAfter, notBefore, resultWords } from './lexicon.js';
import { UNIT } from './numbers.js';
import { withPartners } from './partners.js';
import { plain } from './plain.js';
import { ownMentions } from './own-mentions.js';
import { scopesIn } from './phrases.js';
import { shapesOf } from './shapes.js';
import { type Clue, type MentionAt, type Piece } from './terms.js';

const GLUE = new Set(
  glueWords.map((word) => plain(word)).flatMap((word) => [word, word.replace(/[sx]$/, '')]),
);

/** A sentence as its pieces, in order, and what stands between them: `gaps[i]` follows `pieces[i]`. */
export interface Sentence extends Span {
  readonly pieces: readonly Piece[];
  readonly gaps: readonly Gap[];
  readonly dates: readonly Piece[];
  /** Plain form, one unit for one. */
  readonly plain: string;
}

/** Pieces of one sentence. `tokens` are those of the whole document, `mentions` those inside the sentence. */
export function readSentence(tokens: TokenizedText, span: Span, mentions: readonly MentionAt[]): Sentence {
  const plainText = plain(tokens.text.slice(span.start, span.end));
  const named = withPartners(tokens.text, ownMentions(tokens.text, mentions))
    .filter((mention) => isMention(tokens, span, mention))
    .map((mention) => withDot(tokens.text, withoutNumber(tokens.text, mention)));
  const words: Clue[] = resultWords.find(tokens, span).map(({ start, end, value }) => ({
    kind: isVerb(tokens.text, { start, end }) ? 'expresses' : value,
    start,
    end,
    text: bareNo(plainText, start - span.start, end - span.start),
  }));
  const conditions = [...conditionsIn(plainText), ...scopesIn(plainText)];
  const supposed = ({ start }: Piece) =>
    conditions.some((each) => start - span.start >= each.start && start - span.start < each.end);
  const pieces = withoutOverlap([
    ...named,
    ...shapesOf(masked(plainText, span, named), span.start).filter((piece) => !supposed(piece)),
    ...words.filter((piece) => !supposed(piece)),
  ]);
  const gaps = pieces.slice(0, -1).map((piece, index) => {
    const next = pieces[index + 1] as Piece;
    const between = plainText.slice(piece.end - span.start, next.start - span.start);
    return gapOf(between, strangeWords);
  });
  return { ...span, pieces, gaps, dates: pieces.filter(({ kind }) => kind === 'date'), plain: plainText };
}

const CONDITION = /(?<=[\s(:,])(?:si|s'il existe|s'il y a|en cas de|en cas d')(?![a-z])[^.;:)\n]{0,120}/g;

/** "NGS demandé (BRCA1, BRCA2) : si variant délétère, olaparib": what only a condition says is no result. */
const conditionsIn = (plainText: string): Span[] =>
  [...plainText.matchAll(CONDITION)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
  }));

/** "La tumeur exprime RE", not "RE est exprimé", whose accent capitals lose. */
const isVerb = (text: string, { start, end }: Span) =>
  /^(?:co-?)?exprime$/i.test(text.slice(start, end)) &&
  !/^\s+(?:par|à|sur|dans)(?!\p{L})/iu.test(text.slice(end, end + 8)) &&
  !/(?:\best|\bnon|\bpas|\bfortement|\bfaiblement|:)\s*$/i.test(text.slice(Math.max(0, start - 12), start));

/** The words of a clue; "non" that bears on a word nobody knows ("non encore rendu") is no answer by itself. */
function bareNo(plainText: string, start: number, end: number): string {
  const text = plainText.slice(start, end);
  const next = text === 'non' ? /^ (?!et |ou |mais )[a-z]+/.exec(plainText.slice(end, end + 30)) : null;
  return next ? text + next[0] : text;
}

/** "BCR-ABL 1,2 %": the digit begins a number, it does not end the name. */
function withoutNumber(text: string, mention: MentionAt): MentionAt {
  const cut = /\s\d$/.test(mention.text) && /^[.,]\d/.test(text.slice(mention.end, mention.end + 2));
  return cut ? { ...mention, end: mention.end - 2, text: mention.text.slice(0, -2) } : mention;
}

/** The last dot of "R.E." is its own, not the end of a sentence. */
function withDot(text: string, mention: MentionAt): MentionAt {
  return /\.\p{L}$/u.test(mention.text) && text[mention.end] === '.'
    ? { ...mention, end: mention.end + 1 }
    : mention;
}

/** Digits of a name ("CA 19-9") are not values. */
function masked(plainText: string, span: Span, mentions: readonly MentionAt[]): string {
  let text = '';
  let from = span.start;
  for (const { start, end } of mentions) {
    text += plainText.slice(from - span.start, start - span.start) + 'M'.repeat(end - start);
    from = end;
  }
  return text + plainText.slice(from - span.start);
}

const RANK = { mention: 0, shape: 1, word: 2 };
const WORDLIKE = new Set([
  'number',
  'exon',
  'vaf',
  'copies',
  'unit',
  'minus',
  'plus',
  'grade',
  'percent',
  'range',
  'ratio',
  'variant',
  'date',
]);
const rank = (piece: Piece) =>
  piece.kind === 'mention'
    ? RANK.mention
    : WORDLIKE.has(piece.kind) || (piece.kind === 'ihc' && isClone(piece))
      ? RANK.shape
      : RANK.word;

/** Mentions first, then shapes, then words; among equals the longest. */
function withoutOverlap(pieces: readonly Piece[]): Piece[] {
  const preferred = [...pieces].sort(
    (a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Piece[] = [];
  const taken = new Set<number>();
  for (const piece of preferred) {
    let free = true;
    for (let at = piece.start; at < piece.end && free; at += 1) free = !taken.has(at);
    if (!free) continue;
    for (let at = piece.start; at < piece.end; at += 1) taken.add(at);
    kept.push(piece);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const LOOK = 40;

/** Not a mention after "anti-", "inhibiteur de"…, nor before "libre"… */
function isMention(tokens: TokenizedText, span: Span, { start, end, mention }: MentionAt): boolean {
  const near = (matches: readonly Span[], test: (match: Span) => boolean) => matches.some(test);
  const left = { start: Math.max(span.start, start - LOOK), end: start };
  const right = { start: end, end: Math.min(span.end, end + LOOK) };
  const bare = (from: number, to: number) =>
    /^[\s\-'’(/]*(?:(?:de|d|des|du|le|la|les|l)\b[\s'’]*)?$/.test(tokens.text.slice(from, to));
  return (
    ((mention.names.every((name) => STAINED.has(familyOf(name))) && isAntibody(tokens.text, start, end)) ||
      !near(notAfter.find(tokens, left), (match) => bare(match.end, start))) &&
    !near(notBefore.find(tokens, right), (match) => bare(end, match.start))
  );
}

const STAINED: ReadonlySet<string> = new Set(['protein', 'hormone', 'her2', 'proliferation', 'repair']);
const ANTIBODY = /(?:^|\n)[^\p{L}\n]{0,12}(?:ac|anticorps)?\s?anti[\s-]?$/iu;

/** "- Anti-RE (SP1) : positif": the antibody at the head of a line names its stain, not a treatment. */
const isAntibody = (text: string, start: number, end: number) =>
  /\banticorps\s+anti[\s-]?$/i.test(text.slice(Math.max(0, start - LOOK), start)) ||
  (ANTIBODY.test(text.slice(Math.max(0, start - LOOK), start)) &&
    /^\s?(?:\([^()\n]{1,40}\)\s?)?(?:[:=|\t]| {3})/.test(text.slice(end, end + LOOK + 20)));

/** "PSA (ng/mL) : 12,4". */
const UNIT_OF_NAME = new RegExp(String.raw`[(\[]\s*(?:${UNIT})\s*[)\]]`, 'g');

function strangeWords(between: string): number {
  const words = between.replace(UNIT_OF_NAME, ' ').match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => !GLUE.has(word)).length;
}
