import { type Span } from '../../../text/index.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { type Candidate } from '../candidate.js';
import { isDateLike } from './date-like.js';
import { codeOf, isPhoneLike } from './number-like.js';

const DATES: ReadonlySet<SpanCategory> = new Set([
  'IDENTIFYING_DATE',
  'UNIDENTIFYING_DATE',
  'PATIENT_BIRTHDATE',
]);

/** Pieces of a date that no rule saw; rules know where a date ends, and what is left without a digit is none. */
function unseen(one: Candidate, text: string, taken: Uint8Array): Candidate[] {
  const found: Candidate[] = [];
  for (let at = one.start; at < one.end; at += 1) {
    if (taken[at] === 1) continue;
    let end = at;
    while (end < one.end && taken[end] === 0) end += 1;
    const raw = text.slice(at, end);
    const lead = /^[^\p{L}\d]*/u.exec(raw)?.[0].length ?? 0;
    const start = at + lead;
    const piece = raw.slice(lead).replace(/[^\p{L}\d.]+$/u, '');
    if (start === one.start && start + piece.length === one.end) found.push(one);
    else if (/\d{2}/.test(piece)) found.push({ ...one, start, end: start + piece.length });
    at = end;
  }
  return found;
}

function maskOf(spans: readonly Span[], length: number): Uint8Array {
  const mask = new Uint8Array(length);
  for (const { start, end } of spans) mask.fill(1, start, end);
  return mask;
}

/**
 * Of the model's dates and numbers, those that can be one, whole: columns of results, scores and doses are none, and a code is
 * the whole run of its letters, digits and signs.
 */
export function settled(found: readonly Candidate[], rules: readonly Candidate[], text: string): Candidate[] {
  const ruled = rules.filter(({ category }) => DATES.has(category));
  const taken = maskOf(ruled, text.length);
  return found.flatMap((one): Candidate[] => {
    if (DATES.has(one.category)) return unseen(one, text, taken).filter((piece) => isDateLike(text, piece));
    if (one.category === 'PHONE_NUMBER') return isPhoneLike(text, one) ? [one] : [];
    if (one.category !== 'IDENTIFYING_CODE') return [one];
    const code = codeOf(text, one);
    return code === undefined ? [] : [{ ...one, ...code }];
  });
}
