export const WORD_BUCKETS = 131_072;
export const GRAM_BUCKETS = 32_768;
/** Character n-grams of one word, at most. */
export const GRAMS = 20;

/** FNV-1a, 32 bits. */
function hash(text: string, from: number, to: number, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

/** Bucket 0 is kept for nothing. */
const bucket = (text: string, from: number, to: number, size: number): number =>
  1 + (hash(text, from, to, to - from) % (size - 1));

export const wordBucket = (word: string): number => 1 + (hash(word, 0, word.length, 0) % (WORD_BUCKETS - 1));

/** The first and last five and four signs of `<word>`, then its trigrams from the left. */
export function gramsOf(word: string): Int32Array {
  const grams = new Int32Array(GRAMS);
  const edged = `<${word}>`;
  const length = edged.length;
  let at = 0;
  const add = (from: number, to: number): void => {
    if (from >= 0 && to <= length && at < GRAMS) grams[at++] = bucket(edged, from, to, GRAM_BUCKETS);
  };
  add(0, 5);
  add(length - 5, length);
  add(0, 4);
  add(length - 4, length);
  for (let from = 0; from + 3 <= length; from += 1) add(from, from + 3);
  return grams;
}

const lengthClass = (length: number): number =>
  length <= 3 ? length - 1 : length <= 5 ? 3 : length <= 8 ? 4 : 5;

function caseClass(raw: string): number {
  const lower = raw.toLowerCase();
  const upper = raw.toUpperCase();
  if (lower === upper) return 0;
  if (raw === lower) return 1;
  if (raw === upper) return raw.length === 1 ? 2 : 3;
  return raw.slice(1) === lower.slice(1) ? 4 : 5;
}

/** Case (6), accents (2) and length (6) of a word: 72 shapes. */
export function wordShape(raw: string): number {
  // eslint-disable-next-line no-control-regex
  const accents = /[^\x00-\x7f]/.test(raw) ? 1 : 0;
  return (caseClass(raw) * 2 + accents) * 6 + lengthClass(raw.length);
}

/** What a number looks like: its value up to two digits, else its length and first digits. */
export function numberClass(digits: string): number {
  const { length } = digits;
  if (length === 1) return 1 + Number(digits);
  if (length === 2) return 11 + Number(digits);
  if (length === 3) return 111 + Number(digits[0]);
  if (length === 4) return 121 + Number(digits.slice(0, 2));
  if (length === 5) return 221 + Number(digits.slice(0, 2));
  return 321 + (Math.min(length, 20) - 6) * 10 + Number(digits[0]);
}
