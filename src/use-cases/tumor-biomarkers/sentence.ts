import { type Span, type TokenizedText } from '../../text/index.js';
import { isClone } from './clones.js';
import { type Gap, gapOf } from './gap.js';
import { familyOf, glueWords, notAfter, notBefore, resultWords } from './lexicon.js';
import { UNIT } from './numbers.js';
import { withPartners } from './partners.js';
import { plain } from './plain.js';
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
  const named = withPartners(tokens.text, withoutVariants(tokens.text, mentions))
    .filter((mention) => isMention(tokens, span, mention))
    .map((mention) => withDot(tokens.text, mention));
  const words: Clue[] = resultWords.find(tokens, span).map(({ start, end, value }) => ({
    kind: value,
    start,
    end,
    text: bareNo(plainText, start - span.start, end - span.start),
  }));
  const conditions = conditionsIn(plainText);
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
    return gapOf(between, strangeWords(between));
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

/** The words of a clue; "non" that bears on a word nobody knows ("non encore rendu") is no answer by itself. */
function bareNo(plainText: string, start: number, end: number): string {
  const text = plainText.slice(start, end);
  const next = text === 'non' ? /^ (?!et |ou |mais )[a-z]+/.exec(plainText.slice(end, end + 30)) : null;
  return next ? text + next[0] : text;
}

const isReceptor = ({ mention }: MentionAt) => mention.names.some((name) => familyOf(name) === 'hormone');

/** A variant speaks for its gene only where the gene is not named. */
function withoutVariants(text: string, mentions: readonly MentionAt[]): MentionAt[] {
  const isNamed = (name: string) =>
    mentions.some(({ mention }) => !mention.variant && mention.names.includes(name));
  const others = mentions.some(({ mention }) => mention.names.length > 0 && !mention.yields);
  return mentions.filter(({ mention, end }, index) => {
    if (mention.yields && others) return false;
    if (isNamedClone(text, mentions, index)) return false;
    if (mention.short)
      return (
        mentions.slice(0, index).some((before) => !before.mention.short && isReceptor(before)) ||
        OWN_RESULT.test(text.slice(end, end + 12))
      );
    if (!mention.variant) return true;
    return mention.names.some(isNamed) ? isAnother(text, mentions, index) : !isOfOther(text, mentions, index);
  });
}

/** "NRAS G12C": the gene named just before has it. */
function isOfOther(text: string, mentions: readonly MentionAt[], index: number): boolean {
  const before = mentions[index - 1];
  const { start } = mentions[index] as MentionAt;
  const isGene = before?.mention.names.some((name) => GENES.has(familyOf(name))) === true;
  return isGene && !before.mention.variant && /^[^.;,\n]{0,20}$/.test(text.slice(before.end, start));
}

const GENES: ReadonlySet<string> = new Set(['gene', 'fusion', 'her2']);
const CLONE_FORM = /^(?:mib|hercep)/i;

/** "Ki-67 (MIB-1)", "clone MIB1": the antibody, not another mention. */
function isNamedClone(text: string, mentions: readonly MentionAt[], index: number): boolean {
  const { start, text: form, mention } = mentions[index] as MentionAt;
  if (!CLONE_FORM.test(form)) return false;
  const before = mentions[index - 1];
  const beside = before?.mention.names.join() === mention.names.join() && start - before.end <= 12;
  return beside || /clone\s?:?\s?$/i.test(text.slice(Math.max(0, start - 10), start));
}

/** "EGFR L858R, T790M absente", "pas de T790M": a second variant has a result of its own. */
function isAnother(text: string, mentions: readonly MentionAt[], index: number): boolean {
  const { start, mention } = mentions[index] as MentionAt;
  const gene = mentions
    .slice(0, index)
    .findLast((before) => !before.mention.variant && before.mention.names.join() === mention.names.join());
  const between = gene && plain(text.slice(gene.end, start));
  // "pas de mutation (L858R, T790M)": one list, one result.
  if (between !== undefined && between.lastIndexOf('(') > between.lastIndexOf(')')) return false;
  return between !== undefined && /[,;]|\b(?:et|mais)\b/.test(between) && OTHER_VARIANT.test(between);
}

/** "Œstrogènes : 90 %": said of nothing else. */
const OWN_RESULT = /^\s*[:=]?\s*(?:\d{1,3}\s?%|\+|posit|n[ée]gati)/i;
const OTHER_VARIANT = /[a-z]\d{2,4}[a-z]|\b(?:del|ins|pas|absence|sans|ni)/;

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
