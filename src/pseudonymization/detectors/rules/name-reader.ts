import {
  COMMON_WORDS,
  EPONYMS,
  FIRST_NAMES,
  MEDICAL_WORDS,
  NOT_NAMES,
  REPORT_WORDS,
} from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, type NameWord, PRIORITY } from '../candidate.js';
import { isCommon, isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';
import { HYPHENATION, isInitial, type Part, partsOf } from './name-parts.js';
import {
  CARER_FUNCTIONS,
  CARER_TITLES,
  CIVIL_TITLES,
  LAST_NAME_LABELS,
  NAME_LABEL_TAIL,
  RELATIVES,
} from '../titles.js';

const MAX_WORDS = 6;

export interface ReadName {
  /** Index of the first token and of the token after the last. */
  readonly from: number;
  readonly to: number;
}

const INITIAL_GAP = /^(?:\. ?-?|-| |\.)$/;
const WORD_GAP = /^(?: {1,3}|[ \t]{1,2}| |-|['’]|['’] )$/;

const isTitle = ({ folded, raw }: Token): boolean =>
  raw !== 'M' && (CARER_TITLES.has(folded) || (CIVIL_TITLES.has(folded) && folded !== 'm'));

/** First names that a text in capitals only uses as words: "SON FILS", "EN AVRIL". */
const RATHER_WORDS = new Set(['avril', 'son']);
const isWordBeforeName = ({ folded }: Token): boolean =>
  NOT_NAMES.has(folded) && (!FIRST_NAMES.has(folded) || RATHER_WORDS.has(folded));
/** A drug, a germ, a trial; "Roche" and "Paola" are names too. */
const isOnlyMedical = ({ folded }: Token): boolean =>
  MEDICAL_WORDS.has(folded) && !EPONYMS.has(folded) && !COMMON_WORDS.has(folded) && !FIRST_NAMES.has(folded);
/** "SOEUR JUMELLE": nobody is called so, but for Cousin or Voisin. */
const isOnlyRelative = ({ folded }: Token): boolean =>
  RELATIVES.has(folded) && !COMMON_WORDS.has(folded) && !FIRST_NAMES.has(folded);

/** Could this token be (part of) a name where a name is awaited? */
export function isNameLike(token: Token | undefined): token is Token {
  if (token === undefined || token.shape === 'lower' || isTitle(token)) return false;
  if (token.shape === 'initial') return true;
  if (isWordBeforeName(token) || isOnlyMedical(token) || isOnlyRelative(token)) return false;
  return !(token.shape === 'capital' && CARER_FUNCTIONS.has(token.folded) && !FIRST_NAMES.has(token.folded));
}

const LINE_GAP = /^[ \t]*\r?\n[ \t]*$/;

/** "Dr Lise⏎OMBREDANT": the surname stands alone at the start of the next line, after a first name or initials. */
function goesOnNextLine(text: string, read: readonly Token[], token: Token): boolean {
  if (read.length > 2 || token.raw.length < 3 || !isNameLike(token) || isParticle(token.folded)) return false;
  if (!read.every((one) => isInitial(text, one) || one.shape === 'capital')) return false;
  const isKnown = read.every((one) => isInitial(text, one) || FIRST_NAMES.has(one.folded));
  const alone = /^[ \t]*(?:\r?\n|$|[,(])/.test(text.slice(token.end, token.end + 8));
  if (token.shape === 'upper') return isKnown || alone;
  return isKnown && alone && token.shape === 'capital' && !COMMON_WORDS.has(token.folded);
}

/** A title or the label of a name stands before: even a word of reports is a name there. */
function isAnnounced(before: Token | undefined): boolean {
  if (before === undefined) return false;
  const { folded } = before;
  return (
    CARER_TITLES.has(folded) ||
    CIVIL_TITLES.has(folded) ||
    LAST_NAME_LABELS.has(folded) ||
    NAME_LABEL_TAIL.has(folded)
  );
}

/** "Luc MERCREDI", "M. Jérôme Page": after a first name, a word that begins no name is the surname. */
function isSurnameAfter(text: string, read: readonly Token[], token: Token, announced: boolean): boolean {
  const first = read.at(-1) as Token;
  if (read.some(({ folded }) => !FIRST_NAMES.has(folded))) return false;
  if (text.slice(first.end, token.start) !== ' ') return false;
  if (first.shape !== 'capital' || token.raw.length < 3 || isTitle(token)) return false;
  return token.shape === 'upper' || (announced && token.shape === 'capital');
}

/** "BONNET A FAIT", "SILVA D ABCES": in capitals without accents or apostrophes, a letter alone is a word. */
function isLetterWord(text: string, token: Token, after: Token | undefined): boolean {
  if (token.shape !== 'initial' || text[token.end] !== ' ' || after === undefined) return false;
  if (/[-.'’]/.test(text[token.start - 1] ?? '')) return false;
  if (text.slice(token.end, after.start) !== ' ') return false;
  if (token.raw === 'A' || token.raw === 'Y' || token.raw === 'À') return true;
  return /^[DLNSCJ]$/.test(token.raw) && after.shape !== 'initial';
}

/** Particles that are names of their own too ("Tran Van", "Ould Ahmed Ben"), and no words of French. */
const NAME_PARTICLES = new Set('van von ben bin ibn ould abou el al da do dos di'.split(' '));
const COLUMN_END = /^(?:[ \t]*(?:\r?\n|$|[|;)])| {2,}|\t)/;

/** "TRAN VAN      Nom d'usage": a particle that leads to nothing ends the name where a column or a line ends. */
const endsName = (text: string, { folded, shape, end }: Token): boolean =>
  shape !== 'lower' && NAME_PARTICLES.has(folded) && COLUMN_END.test(text.slice(end, end + 12));

/** "GWENOLA LE PAGE      AIDE": between a first name, an article and the end of a column, a word of reports is a surname. */
function isArticleSurname(text: string, read: readonly Token[], { shape, start, end }: Token): boolean {
  const [first, article] = read;
  if (read.length !== 2 || first === undefined || article === undefined || shape === 'lower') return false;
  if (!FIRST_NAMES.has(first.folded) || isCommon(first.folded) || shape !== article.shape) return false;
  if (!/^l[ea]$/.test(article.folded) || text.slice(article.end, start) !== ' ') return false;
  return /^(?: {2,}|\t|[ \t]*(?:\r?\n|$|[,(/]))/.test(text.slice(end, end + 12));
}

const WHEN = /^ (?:LE|AU|DU|CE|A|POUR|DEPUIS|EN|VERS) (?:\d|MATIN|SOIR|JOUR|MIDI|RETOUR)/;
/** "M. LE GALL REPART LE 12": in capitals, a word that ends like a verb and leads to a date, after a whole surname. */
function isVerbAfterName(text: string, read: readonly Token[], token: Token): boolean {
  if (token.shape !== 'upper' || token.raw.length < 4 || FIRST_NAMES.has(token.folded)) return false;
  if (text[token.start - 1] !== ' ' || !/(?:[eitu]|ra)$/.test(token.folded)) return false;
  if (!read.some(({ shape, folded }) => shape === 'upper' && !isParticle(folded) && !FIRST_NAMES.has(folded)))
    return false;
  return WHEN.test(text.slice(token.end, token.end + 16));
}

/**
 * Reads the name that starts at token `from`: names, initials, particles. Undefined where there is none. On one line,
 * unless a word is hyphenated there or `lines` lets a surname stand on the next one.
 */
export function readName(
  { text, tokens }: DetectionInput,
  from: number,
  lines = false,
): ReadName | undefined {
  let to = from;
  const announced = isAnnounced(tokens[from - 1]);
  for (let at = from; at < Math.min(from + MAX_WORDS, tokens.length); at += 1) {
    const token = tokens[at] as Token;
    if (at > from) {
      const before = tokens[at - 1] as Token;
      const gap = text.slice(before.end, token.start);
      if (HYPHENATION.test(gap) && to === at && token.raw.length > 1 && before.shape !== 'initial') {
        to = at + 1;
        continue;
      }
      if (lines && LINE_GAP.test(gap.replace(/^\./, '')) && to === at) {
        if (goesOnNextLine(text, tokens.slice(from, at), token)) to = at + 1;
        break;
      }
      const fits = isInitial(text, before)
        ? INITIAL_GAP.test(gap) || WORD_GAP.test(gap)
        : WORD_GAP.test(gap) || gap === '';
      if (!fits) break;
      if (
        token.shape === 'initial' &&
        before.shape !== 'initial' &&
        !/^[.-]|^['’]\p{Lu}|^$/u.test(text.slice(token.end, token.end + 2)) &&
        /\s/.test(gap) &&
        !/[\n,;) ]/.test(text.slice(token.end, token.end + 1))
      )
        break;
    }
    const joins = at > from && text[token.start - 1] === '-';
    const word =
      REPORT_WORDS.has(token.folded) && !joins && !(announced && at === from) && !isInitial(text, token);
    // "Le Floc'h" in small letters.
    if (to === at && at > from && token.raw === 'h' && /['’]/.test(text[token.start - 1] ?? '')) {
      to = at + 1;
      continue;
    }
    const before = tokens.slice(from, at);
    if (isVerbAfterName(text, before, token)) break;
    if ((word || !isNameLike(token)) && isArticleSurname(text, before, token)) {
      to = at + 1;
      break;
    }
    if (word && !(at > from && isSurnameAfter(text, before, token, announced))) break;
    if (!(announced && at === from) && isLetterWord(text, token, tokens[at + 1])) break;
    if (isParticle(token.folded) && (at === from || token.shape !== 'initial')) {
      if (
        token.shape === 'capital' &&
        at > from &&
        (tokens[at - 1] as Token).shape === 'upper' &&
        !isParticle((tokens[at - 1] as Token).folded) &&
        NOT_NAMES.has(token.folded)
      )
        break;
      if (to === at && at > from && endsName(text, token)) to = at + 1;
      continue;
    }
    const surname = at > from && isSurnameAfter(text, tokens.slice(from, at), token, announced);
    if (!surname && !isNameLike(token) && !isInitial(text, token)) break;
    to = at + 1;
  }
  if (to === from) return undefined;
  const first = tokens[from] as Token;
  if (
    to === from + 1 &&
    first.shape === 'initial' &&
    text[first.end] !== '.' &&
    !/[\s,;)]/.test(text[first.end] ?? ' ')
  )
    return undefined;
  return { from, to };
}

export interface NameContext {
  readonly role: SpanRole;
  readonly explicit: boolean;
  /** What a single word is. */
  readonly alone: Part;
  readonly score?: number;
  readonly priority?: number;
  readonly sex?: 'F' | 'M' | undefined;
  readonly claim?: Candidate['claim'];
}

const gapIsName = (gap: string): boolean => /^(?: {1,3}| |-|['’] ?|\. ?-?|)$/.test(gap);

/** Candidates of a read name: neighbouring words of one kind make one span, an initial keeps its dot. */
export function nameCandidates(input: DetectionInput, name: ReadName, context: NameContext): Candidate[] {
  const { text, tokens } = input;
  const parts = partsOf(text, tokens.slice(name.from, name.to), context.alone);
  const found: Candidate[] = [];
  const person = (tokens[name.from] as Token).start;
  let words: NameWord[] = [];
  const flush = (part: Part | undefined): void => {
    const first = words[0];
    const last = words.at(-1);
    if (first === undefined || last === undefined || part === undefined) return;
    found.push({
      start: first.start,
      end: last.end,
      category: part,
      role: context.role,
      detector: 'rule',
      score: context.score ?? 0.95,
      priority: context.priority ?? PRIORITY.title,
      words,
      explicitRole: context.explicit,
      person,
      ...(context.sex === undefined ? {} : { sex: context.sex }),
      ...(context.claim === undefined ? {} : { claim: context.claim }),
    });
    words = [];
  };
  for (let at = name.from; at < name.to; at += 1) {
    const token = tokens[at] as Token;
    const part = parts[at - name.from];
    const previous = words.at(-1);
    if (previous !== undefined && HYPHENATION.test(text.slice(previous.end, token.start))) {
      words[words.length - 1] = {
        start: previous.start,
        end: token.end,
        canonical: previous.canonical + token.folded,
      };
      continue;
    }
    if (
      previous !== undefined &&
      (parts[at - name.from - 1] !== part || !gapIsName(text.slice(previous.end, token.start)))
    )
      flush(parts[at - name.from - 1]);
    const initial = isInitial(text, token);
    const end = token.end + (initial && text[token.end] === '.' ? 1 : 0);
    words.push({ start: token.start, end, canonical: token.folded, ...(initial ? { initial } : {}) });
  }
  flush(parts.at(-1));
  return found;
}
