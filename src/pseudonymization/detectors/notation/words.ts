import { type Span } from '../../../text/index.js';
import {
  CLINICAL_PHRASES,
  CLINICAL_SYMBOLS,
  EPITHETS,
  FIGURED_SYMBOLS,
  FIRST_NAMES,
  fold,
  MEDICAL_WORDS,
  NAMELIKE_SYMBOLS,
  symbolKey,
} from '../../lexicon/index.js';
import { type DetectionInput } from '../candidate.js';
import { followsTitle } from '../identity/context.js';
import { isCommon } from '../known-facts.js';
import { type Token } from '../tokens.js';
import { isResultCell } from './result-cell.js';

const FROM = 5;
const GENUS_GAP = /^\.? {0,2}$/;

/** "E. coli", "S AUREUS", "Staph. aureus", "Micrococcus luteus": a germ's second word after its first, whole or shortened. */
export function germs({ text, tokens }: DetectionInput): Span[] {
  return tokens.flatMap((token, at): Span[] => {
    const [before, genera] = [tokens[at - 1], EPITHETS.get(token.folded)];
    if (before === undefined || genera === undefined) return [];
    if (!GENUS_GAP.test(text.slice(before.end, token.start))) return [];
    const isShort = before.folded.length < 3;
    // "S. BOVIS" may be somebody.
    if (isShort && token.shape !== 'lower' && token.folded.length <= FROM && token.folded !== 'coli')
      return MEDICAL_WORDS.has(token.folded) ? [{ start: before.start, end: token.end }] : [];
    const isGenus = [...genera].some((genus) => genus.startsWith(before.folded));
    return isGenus ? [{ start: before.start, end: token.end }] : [];
  });
}

const PHRASES = new Map(
  CLINICAL_PHRASES.map(
    (phrase) =>
      [
        phrase[0] ?? '',
        CLINICAL_PHRASES.filter(([first]) => first === phrase[0]).sort((a, b) => b.length - a.length),
      ] as const,
  ),
);
const WORD_GAP = /^[ \t]?[ '’-]$/;

/** "Rose Bengale". */
export function phrases({ text, tokens }: DetectionInput): Span[] {
  return tokens.flatMap((token, at): Span[] => {
    const phrase = PHRASES.get(token.folded)?.find((words) =>
      words.every((word, step) => {
        const [left, here] = [tokens[at + step - 1], tokens[at + step]];
        if (here?.folded !== word) return false;
        return step === 0 || WORD_GAP.test(text.slice((left as Token).end, here.start));
      }),
    );
    const last = phrase === undefined ? undefined : tokens[at + phrase.length - 1];
    return last === undefined ? [] : [{ start: token.start, end: last.end }];
  });
}

/** Letters and figures, and those that a sign joins to them: `PD-L1`, `CK5/6`, `HER2/neu`, `CLDN18.2`. */
const RUN = /[\p{L}\d]+(?:[-./+'’][\p{L}\d]+)*/gu;
const PIECE = /[\p{L}\d]+(?:[-.][\p{L}\d]+)*/gu;
const SINGLE = /[\p{L}\d]+/gu;

const isSymbol = (raw: string): boolean =>
  CLINICAL_SYMBOLS.has(raw) ||
  NAMELIKE_SYMBOLS.has(raw) ||
  (/\d/.test(raw) && FIGURED_SYMBOLS.has(symbolKey(raw)));
/** Two letters, or what people are called too: a symbol where it stands in results only. */
const isWeak = (raw: string): boolean => NAMELIKE_SYMBOLS.has(raw) || (raw.length < 3 && !/\d/.test(raw));

/** The symbols in a run: the whole, else its parts. */
function symbolsIn(run: string, start: number): Span[] {
  if (isSymbol(run)) return [{ start, end: start + run.length }];
  for (const parts of [PIECE, SINGLE]) {
    const found = [...run.matchAll(parts)].filter(({ 0: part }) => isSymbol(part));
    if (found.length === 0) continue;
    // "SDHA/B/C/D": single letters beside a symbol are of it.
    const letters = /\//.test(run)
      ? [...run.matchAll(SINGLE)].filter(({ 0: part }) => part.length === 1)
      : [];
    return [...found, ...letters].map(({ 0: part, index }) => ({
      start: start + index,
      end: start + index + part.length,
    }));
  }
  return [];
}

/** "R.E.", "A.C.E.": letters that full stops part; before a word with a capital, initials. */
const DOTTED = /(?<![\p{L}\d.])(?:\p{Lu}\.){1,4}\p{Lu}\.?(?![\p{L}\d])(?! ?\p{Lu}\p{L})/gu;

export function dotted({ text, tokens }: DetectionInput): Span[] {
  return [...text.matchAll(DOTTED)].flatMap(({ 0: raw, index }): Span[] => {
    const letters = raw.replace(/\./g, '');
    const span = { start: index, end: index + raw.length };
    if (!CLINICAL_SYMBOLS.has(letters) || followsTitle(text, tokens, tokenFrom(tokens, index))) return [];
    return letters.length > 2 || isResultCell(text, span) ? [span] : [];
  });
}

const isNameToken = (token: Token | undefined): boolean =>
  token !== undefined &&
  token.shape !== 'lower' &&
  token.raw.length > 1 &&
  FIRST_NAMES.has(token.folded) &&
  !isCommon(token.folded);

/** Index of the first token that starts at or after `offset`. */
function tokenFrom(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const INITIAL_BEFORE = /(?:^|[^\p{L}\d])\p{Lu}(?:\.-?\p{Lu})?\. ?$/u;
const LABEL_BEFORE =
  /(?:^|[^\p{L}])(?:noms?|pr[ée]noms?|patronyme|patiente?|identit[ée]|prescripteur|destinataire|signataire|m[ée]decin|op[ée]rateur|interne|demandeur)(?: de naissance| d['’]usage| usuel| marital| patient)?[ \t]{0,4}:[ \t]{0,4}$/iu;
const TIED_NAME = /^-(\p{Lu}[\p{L}\d]{3,})/u;
const NAME_TIED = /(\p{Lu}[\p{L}\d]{3,})-$/u;

/** Is a person meant by the words around: a title, a first name beside, an initial before, a name tied to it? */
function isPerson({ text, tokens }: DetectionInput, { start, end }: Span): boolean {
  const at = tokenFrom(tokens, start);
  const [before, after] = [tokens[at - 1], tokens[tokenFrom(tokens, end)]];
  if (tokens[at]?.start === start && followsTitle(text, tokens, at)) return true;
  if (LABEL_BEFORE.test(text.slice(Math.max(0, start - 40), start)))
    return !/\d/.test(text.slice(start, end));
  if (INITIAL_BEFORE.test(text.slice(Math.max(0, start - 6), start))) return true;
  if (before !== undefined && /^,? $/.test(text.slice(before.end, start)) && isNameToken(before)) return true;
  if (after !== undefined && /^,? $/.test(text.slice(end, after.start)) && isNameToken(after)) return true;
  const [left, right] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 24)];
  const isTied = (name: string | undefined): boolean => name !== undefined && !isSymbol(name);
  return (
    !/\d/.test(text.slice(start, end)) &&
    (isTied(TIED_NAME.exec(right)?.[1]) || isTied(NAME_TIED.exec(left)?.[1]))
  );
}

/** Symbols and acronyms in the letters of our lists, where no person is meant. */
export function symbols(input: DetectionInput, isSomebody: (folded: string) => boolean): Span[] {
  const { text } = input;
  const found: Span[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const inside = symbolsIn(run, index).filter(
      ({ start, end }) => !isSomebody(fold(text.slice(start, end))) && !isPerson(input, { start, end }),
    );
    const rawOf = ({ start, end }: Span): string => text.slice(start, end);
    const isResult =
      inside.length > 0 &&
      (/\d/.test(run) ||
        inside.some((symbol) => !isWeak(rawOf(symbol))) ||
        isResultCell(text, { start: index, end: index + run.length }));
    if (isResult) found.push(...inside);
  }
  return found;
}
