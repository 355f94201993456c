import { FIRST_NAMES } from '../../lexicon/index.js';
import { isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';

export type Part = 'LAST_NAME' | 'FIRST_NAME';

/** Words of a name that go together: particles and what they lead to, parts of a hyphenated name. */
interface Unit {
  readonly words: Token[];
  readonly initial: boolean;
}

/** A hyphen at the end of a line, inside a word or between two. */
export const HYPHENATION = /^-[ \t]*\r?\n[ \t]*$/;
const joined = (text: string, left: Token, right: Token): boolean => {
  const gap = text.slice(left.end, right.start);
  return /^(?:-|['’] ?)$/.test(gap) || HYPHENATION.test(gap);
};

const isHyphened = (text: string, left: Token | undefined, right: Token): boolean =>
  left?.shape === 'initial' && /^\.?-$/.test(text.slice(left.end, right.start));

const SHORT_FORMS = new Set('ch ph th cl fr jn gh al em ed st chr phil fred'.split(' '));

const APOSTROPHE = /['’]/;

/** A capital alone, unless an apostrophe ties it to its neighbour ("O'Brien", "Le Floc'h"); "Ch." and its like. */
export const isInitial = (text: string, token: Token): boolean =>
  (token.shape === 'initial' &&
    !APOSTROPHE.test(text[token.end] ?? '') &&
    !(
      APOSTROPHE.test(text[token.start - 1] ?? '') &&
      /\p{L}/u.test(text[token.start - 2] ?? '') &&
      text[token.end] !== '.'
    )) ||
  (token.shape !== 'lower' && text[token.end] === '.' && SHORT_FORMS.has(token.folded));

function unitsOf(text: string, words: readonly Token[]): Unit[] {
  const units: Unit[] = [];
  let open = false;
  words.forEach((word, at) => {
    const left = words[at - 1];
    const initial = isInitial(text, word);
    const last = units.at(-1);
    const tied = left !== undefined && joined(text, left, word) && !initial && last?.initial === false;
    // "d'H.-N.": the initials of one compound surname.
    const short = initial && last?.initial === false && last.words.length > 1 && isHyphened(text, left, word);
    if (last !== undefined && (open || tied || short)) last.words.push(word);
    else units.push({ words: [word], initial });
    const leads = isParticle(word.folded) || APOSTROPHE.test(text[word.end] ?? '');
    open = !initial && at + 1 < words.length && leads;
  });
  return units;
}

const isFirst = ({ words }: Unit): boolean => words[0] !== undefined && FIRST_NAMES.has(words[0].folded);
const isUpper = ({ words }: Unit): boolean =>
  words
    .filter(({ folded }) => !isParticle(folded))
    .every(({ shape }) => shape !== 'capital' && shape !== 'mixed');
const hasParticle = ({ words }: Unit): boolean =>
  words.length > 1 && isParticle(words[0]?.folded ?? '') && !FIRST_NAMES.has(words[0]?.folded ?? '');

function solidParts(solid: readonly Unit[]): Part[] {
  const upper = solid.map(isUpper);
  if (upper.includes(true) && upper.includes(false)) {
    const between = (at: number): boolean =>
      upper.slice(0, at).includes(true) && upper.slice(at).includes(true);
    return upper.map((isUp, at) =>
      isUp || between(at) || hasParticle(solid[at] as Unit) ? 'LAST_NAME' : 'FIRST_NAME',
    );
  }
  const last = solid.length - 1;
  if (isFirst(solid[last] as Unit) && !isFirst(solid[0] as Unit)) {
    let from = last;
    while (from - 1 > 0 && isFirst(solid[from - 1] as Unit)) from -= 1;
    return solid.map((_, at) => (at >= from ? 'FIRST_NAME' : 'LAST_NAME'));
  }
  let until = 1;
  while (until < last && isFirst(solid[until] as Unit) && !hasParticle(solid[until] as Unit)) until += 1;
  return solid.map((unit, at) =>
    at < until && !(at === 0 && hasParticle(unit)) ? 'FIRST_NAME' : 'LAST_NAME',
  );
}

/**
 * Which words of a read name are first names: capitals mark the surname, then the lexicon, then the usual order.
 * `alone` is what a single word is.
 */
export function partsOf(text: string, words: readonly Token[], alone: Part): Part[] {
  const units = unitsOf(text, words);
  const solid = units.filter(({ initial }) => !initial);
  const initials = units.length - solid.length;
  let parts: Part[];
  if (solid.length === 0)
    parts = units.map((_, at) => (units.length > 1 && at < units.length - 1 ? 'FIRST_NAME' : alone));
  else if (solid.length === 1 && initials > 0) {
    const only = solid[0] as Unit;
    const surnameIsInitial =
      units[0] === only &&
      (isUpper(only) ? isFirst(only) && alone === 'FIRST_NAME' : isFirst(only) || alone === 'FIRST_NAME');
    parts = units.map(({ initial }) => (initial === surnameIsInitial ? 'LAST_NAME' : 'FIRST_NAME'));
  } else {
    const solidOnes = solid.length === 1 ? [alone] : solidParts(solid);
    let at = 0;
    parts = units.map(({ initial }) => {
      if (initial) return 'FIRST_NAME';
      at += 1;
      return solidOnes[at - 1] as Part;
    });
  }
  return units.flatMap(({ words: own }, at) => own.map(() => parts[at] as Part));
}
