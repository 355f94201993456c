import { type Span } from '../../text/index.js';

/** "Bacilles Gram -", "CG+": what was seen, its sign part of its name. */
export interface GramSign extends Span {
  readonly name: string;
}

const WRITTEN =
  /(?<!\p{L})(?:(bacilles?|cocci|coques?|diplocoques?|coccobacilles?)[ \t]+(?:à[ \t]+)?(?:gram|G)[ \t]?|(BG|CG)(?=[+-]))([+–-])(?![\p{L}\d])/giu;
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^coccobacille/i, 'Coccobacille'],
  [/^(?:bacille|BG)/i, 'Bacille'],
  [/^./, 'Cocci'],
];

/** Names of bacteria by their Gram stain, written with a sign. The names are those of the vocabulary. */
export function findGramSigns(text: string): GramSign[] {
  return [...text.matchAll(WRITTEN)].map((match) => {
    const [whole, shape = '', short = '', sign = ''] = match;
    const written = shape === '' ? short : shape;
    const name = SHAPES.find(([pattern]) => pattern.test(written))?.[1] ?? '';
    return {
      start: match.index,
      end: match.index + whole.length,
      name: `${name} à Gram ${sign === '+' ? 'positif' : 'négatif'}`,
    };
  });
}
