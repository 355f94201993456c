import { type Span } from '../../../text/index.js';
import { CLINICAL_SYMBOLS, fold, MEDICAL_WORDS } from '../../lexicon/index.js';

/** What a table or a line of results gives. */
const VALUE =
  /^(?:[SIR]|SFP|SDD|NR|NT|ND|NI|[+-]{1,4}|[–—]|(?:[<>≤≥=]{1,2} ?)?\d[\d.,]{0,8}(?: ?(?:%|mg\/L|mm|UI|g\/L|µg\/L|ng\/mL|U\/mL))?|n[ée]g\p{L}*|pos\p{L}*|sensible|r[ée]sistante?|interm\p{L}*|mut[ée]e?|sauvage|amplifi[ée]e?|perdue?|conserv[ée]e?|absence|pr[ée]sence)$/iu;
const GAP = /\s{2,}|\t|\||;/;

/** The words right before that make a person of two letters: "vu par SD", "IDE : AN". */
const BY =
  /(?:^|[^\p{L}])(?:par|avec|chez|dr|pr|mme|mr?|mlle|ide|iao|nom|pr[ée]nom|interne|externe|m[ée]decin|infirmi[eè]re?|secr[ée]taire|sign[ée]e?|signature|saisie?|tap[ée]e?|relue?|r[ée]dacteur|r[ée]dig[ée]e?|dict[ée]e?|valid[ée]e?(?: par)?|validation|biologiste|technicien\p{L}*|op[ée]rateur|pr[ée]leveur|pr[ée]lev[ée]e?|vue?|r[ée]f[ée]?r?e?n?c?e?|initiales|visa|cadre|as|ash|et|&)[ .:]{0,4}$/iu;

/** Two letters, or a word that is a first name too: a cell of results, a value after a colon or in brackets, or between signs of a list. */
export function isResultCell(text: string, { start, end }: Span): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  const before = text.slice(Math.max(from, start - 60), start);
  const after = text.slice(end, Math.min(to < 0 ? text.length : to, end + 60));
  if (BY.test(before)) return false;
  if (isRow(before, after)) return true;
  if (
    /^ ?(?:\([^)\n]{1,24}\) ?)?[:=] ?[^\n:]{0,30}(?:posit|n[ée]gat|\d ?%|\+{1,3}|mut[ée]|amplifi|perte|conserv)/iu.test(
      after,
    )
  )
    return true;
  if (
    /^ ?(?:[:=(] ?)?(?:[+-]{1,3}(?!\p{L})|\d+ ?%|n[ée]g|pos|muté|sauvage|amplifi|[SIR](?![\p{L}\d]))/iu.test(
      after,
    )
  )
    return true;
  if (
    /^ (?:exon|ex\.|codon|[cp]\.|muté|mutée|sauvage|non muté|par |à |de la|du |\p{Ll})/u.test(after) &&
    /[\p{Ll},;(] $/u.test(before)
  )
    return true;
  if (/\($/.test(before) && /^(?: [\p{Ll}\d]|\))/u.test(after)) return true;
  if (/[\p{L}\d)] ?(?:[:=→+]|->) ?$/u.test(before) && /^ ?(?:[,;.)(+]|$| \p{Ll}| \d)/u.test(after))
    return true;
  return /\p{Ll} $/u.test(before) && /^(?:[ ,;.)][^\p{Lu}]|[.,;)]?$)/u.test(after);
}

/** "GM   S   -", "| SD | 12 |", and a head of abbreviations "GM  TM  AN". */
function isRow(before: string, after: string): boolean {
  const cells = after
    .split(GAP)
    .map((cell) => cell.trim())
    .filter(Boolean);
  const isFirst = before.trim() === '' || GAP.test(before.slice(-2)) || /^ {2,}$/.test(before);
  if (
    isFirst &&
    GAP.test(after.slice(0, 3)) &&
    cells.length > 0 &&
    cells.slice(0, 2).every((cell) => VALUE.test(cell))
  )
    return true;
  const words = `${before} ${after}`.split(/[\s|;,/]+/).filter(Boolean);
  return words.length > 1 && words.every((word) => CLINICAL_SYMBOLS.has(word) || VALUE.test(word));
}

const LINE = /[^\n]+/g;
const CELL = /[^\s|;](?:[^\s|;]| (?=[^\s|;]))*/g;

/** "Adénovirus ....... ND", "| VRS | NEG |": the abbreviated answer of a line or a cell. */
const ANSWER = /(?<=\.{3} ?|[…\t|] ?| {3})(?:ND|NR|NT|NF|NEG|POS|DET|IND)(?= *(?:$|[|;\t\n)]| {3}))/gm;

const answers = (text: string): Span[] =>
  [...text.matchAll(ANSWER)].flatMap(({ 0: answer, index }) => {
    const before = text.slice(Math.max(0, index - LONGEST_LEADER), index).replace(/[\s.…|]+$/u, ' ');
    return BY.test(before) ? [] : [{ start: index, end: index + answer.length }];
  });
const LONGEST_LEADER = 60;

/** Answers, and the letters S, I and R of an antibiogram: in rows of a table of results, and behind the name of a drug. */
export function resultLetters(text: string): Span[] {
  const found: Span[] = answers(text);
  for (const { 0: line, index } of text.matchAll(LINE)) {
    found.push(...behindDrugs(line, index));
    if (!GAP.test(line)) continue;
    const cells = [...line.matchAll(CELL)];
    const values = cells.filter(({ 0: cell }) => VALUE.test(cell));
    if (values.length < 2) continue;
    for (const { 0: cell, index: at } of values)
      if (/^[SIR]$/.test(cell)) found.push({ start: index + at, end: index + at + 1 });
  }
  return found;
}

/** "C3G-R": a class of drugs, or a phenotype, and its category. */
const GLUED = /^(?:C[1-4]G|FQ|SXT|[a-zé]{3,12})-[SIR]$/iu;
const WORD = /[\p{L}\d]+(?:-[\p{L}\d]+)*/gu;
/** What may stand between a drug and its category: labels of isolates, the MIC and its unit, a note. */
const BETWEEN = /^(?:\p{L}{0,2}|\d.*|SFP|CMI|HN|mg|est|reste)$/iu;
/** "S. Martin": an initial, whatever stands before. */
const INITIAL = /^\.? ?\p{Lu}\p{Ll}/u;

/** "méropénème (A) R (B) S", "| linézolide | | S |": the letter whose nearest word is a drug's, a germ's or another category. */
function behindDrugs(line: string, from: number): Span[] {
  const found: Span[] = [];
  let isDrug = false;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const end = index + word.length;
    const span = { start: from + index, end: from + end };
    const isLetter = /^[SIR]$/.test(word);
    if (isLetter ? isDrug && !INITIAL.test(line.slice(end, end + 4)) : GLUED.test(word) && isClinical(word))
      found.push(span);
    if (!isLetter && !BETWEEN.test(word)) isDrug = isClinical(word);
  }
  return found;
}

const isClinical = (word: string): boolean =>
  word
    .split('-')
    .some((part) => part.length > 2 && (MEDICAL_WORDS.has(fold(part)) || CLINICAL_SYMBOLS.has(part)));
