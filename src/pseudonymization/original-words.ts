import { type Span } from '../text/index.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';

/** A surrogate in the pseudonymized text, and what stood there. */
interface Altered extends Span {
  readonly surrogate: string;
  readonly original: string;
}

/** What a result may say where surrogates stand in the words it rests on. */
export interface OriginalWords {
  /**
   * A text of a result that rests on these stretches of the pseudonymized text, with the original words in the place of
   * surrogates; null where it has a piece of a surrogate that cannot be told back.
   */
  said(text: string, spans: readonly Span[]): string | null;
  /** Do all these stretches lie inside surrogates: was the result read in what we wrote ourselves? */
  isInvented(spans: readonly Span[]): boolean;
}

const PIECE = /[\p{L}\d]+/gu;
const piecesOf = (text: string): string[] =>
  [...text.matchAll(PIECE)].map(({ 0: piece }) => piece.toLowerCase());

/** Whole words only: a surrogate of one letter is in many words. */
const replaced = (text: string, { surrogate, original }: Altered): string => {
  const pieces = text.split(surrogate);
  return pieces.slice(1).reduce((whole, piece, at) => {
    const isWord = !/[\p{L}\d]$/u.test(pieces[at] ?? '') && !/^[\p{L}\d]/u.test(piece);
    return whole + (isWord ? original : surrogate) + piece;
  }, pieces[0] ?? '');
};

/** `original` is the text that came; dates are told back elsewhere. */
export function originalWords(
  original: string,
  { text, alignment, spans }: Pick<PseudonymizedDocument, 'text' | 'alignment' | 'spans'>,
): OriginalWords {
  const altered = spans
    .filter(({ category }) => !category.endsWith('DATE') && category !== 'AGE')
    .map(({ start, end, replacement }): Altered => {
      const place = alignment.toPseudonymized({ start, end });
      return { ...place, surrogate: replacement, original: original.slice(start, end) };
    })
    .filter((one) => one.surrogate !== one.original);
  const touching = (places: readonly Span[]): Altered[] =>
    altered.filter(({ start, end }) => places.some((place) => start < place.end && place.start < end));
  /** The words of these stretches that nobody altered. */
  const kept = (places: readonly Span[], near: readonly Altered[]): string[] =>
    places.flatMap((place) => {
      const signs = text.slice(place.start, place.end).split('');
      for (const { start, end } of near)
        for (let at = Math.max(start, place.start); at < Math.min(end, place.end); at += 1)
          signs[at - place.start] = ' ';
      return piecesOf(signs.join(''));
    });
  return {
    said(said, places) {
      const near = touching(places);
      if (near.length === 0) return said;
      const genuine = new Set(kept(places, near));
      // What stands there unaltered too was read there.
      const ours = near.filter(({ surrogate }) => piecesOf(surrogate).some((piece) => !genuine.has(piece)));
      const told = ours.reduce((whole, one) => replaced(whole, one), said);
      const originals = new Set(near.flatMap(({ original: words }) => piecesOf(words)));
      const suspect = new Set(ours.flatMap(({ surrogate }) => piecesOf(surrogate)));
      const isOurs = (piece: string): boolean =>
        piece.length > 1 && suspect.has(piece) && !genuine.has(piece) && !originals.has(piece);
      return piecesOf(told).some(isOurs) ? null : told;
    },
    isInvented: (places) =>
      places.length > 0 &&
      places.every((place) => altered.some(({ start, end }) => start <= place.start && place.end <= end)),
  };
}
