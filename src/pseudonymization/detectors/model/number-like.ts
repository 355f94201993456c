import { type Span } from '../../../text/index.js';

/** One sign of a number, or one that joins two of them. */
const SIGN = /[\p{L}\d]/u;
const JOIN = /[-._/]/;
/** Words that stick to a number and are its label. */
const LABEL = /^(?:ipp|nip|nda|iep|rpps|finess|nir|ins|sn|ref|lot|n|tel|fax|id|ech|adeli)$/iu;
/** How far a run is followed either way. */
const REACH = 40;

function runEnd(text: string, from: number): number {
  let end = from;
  const last = Math.min(text.length, from + REACH);
  while (end < last) {
    if (SIGN.test(text[end] as string)) end += 1;
    else if (JOIN.test(text[end] as string) && end + 1 < last && SIGN.test(text[end + 1] as string)) end += 2;
    else break;
  }
  return end;
}

function runStart(text: string, from: number): number {
  let start = from;
  const first = Math.max(0, from - REACH);
  while (start > first) {
    if (SIGN.test(text[start - 1] as string)) start -= 1;
    else if (
      JOIN.test(text[start - 1] as string) &&
      start - 2 >= first &&
      SIGN.test(text[start - 2] as string)
    )
      start -= 2;
    else break;
  }
  return start;
}

const isDate = (run: string): boolean => /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$/.test(run);

/** The whole number a model saw a part of; undefined where it can be none: a column of results, one short figure, a word. */
export function codeOf(text: string, { start, end }: Span): Span | undefined {
  const raw = text.slice(start, end);
  if (/[ \t]{2}|\t/.test(raw) || !/\d/.test(raw)) return undefined;
  const said = /^(?:s\/?n|r[ée]f\.?|n[°o]|lot) /iu.exec(raw)?.[0];
  if (said !== undefined) return codeOf(text, { start: start + said.length, end });
  const from = runStart(text, start);
  const left = text.slice(from, start);
  const to = runEnd(text, end);
  const label = /^\p{L}*/u.exec(left)?.[0] ?? '';
  const isLabelled = LABEL.test(label) || /^\p{L}{4,}[-._/]?$/u.test(left);
  const whole = { start: isLabelled ? start : from, end: to };
  const run = text.slice(whole.start, whole.end);
  if (isDate(run)) return undefined;
  const signs = run.replace(/[^\p{L}\d]/gu, '');
  const isShort = /^\d+$/.test(signs) ? signs.length < 5 : signs.length < 3;
  return isShort &&
    !/(?:n[°o]|r[ée]f\.?|lot|s[ée]rie|code|am|badge|uf) ?:? ?$/iu.test(
      text.slice(Math.max(0, whole.start - 12), whole.start),
    )
    ? undefined
    : whole;
}

const ANNOUNCED =
  /(?<!\p{L})(?:poste|dect|bip|pager|beep|t[ée]l\p{L}*|fax|ligne|portable|mobile|num[ée]ro|n°|int(?:erne)?|standard|gsm|appel\p{L}*|contact\p{L}*|joign\p{L}*|joindre|secr[ée]tariat|astreinte|garde)[^\n\d]{0,24}$/iu;

/** A whole number of nine digits, or a short one that a word announces; no columns, no price. */
export function isPhoneLike(text: string, { start, end }: Span): boolean {
  const raw = text.slice(start, end);
  const digits = raw.replace(/\D/g, '').length;
  if (digits < 2) return digits === 0;
  const [left, right] = [text[start - 1] ?? ' ', text[end] ?? ' '];
  const isPart =
    /[\p{L}\d/:_]/u.test(left) || /[\p{L}\d/_]/u.test(right) || /^[.,-]\d/.test(text.slice(end, end + 2));
  const before = text.slice(Math.max(0, start - 40), start);
  if (digits < 9) return !isPart && ANNOUNCED.test(before);
  return !/[ \t]{4}/.test(raw) && !(isPart && !/^[+0(]/.test(raw));
}
