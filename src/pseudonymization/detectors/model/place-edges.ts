import { type Span } from '../../../text/index.js';
import { INSTITUTIONS } from '../../lexicon/index.js';
import { type DetectionInput } from '../candidate.js';
import { isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';

const LINKS = new Set('a au aux d de des du en et l la le les sur sous pour'.split(' '));
/** Of the words that end a name, those that may stand in one. */
const IN_NAMES = new Set('docteur professeur dr pr groupe groupement lettre porte saint'.split(' '));

const isOutside = ({ folded }: Token): boolean => INSTITUTIONS.outside.has(folded);
const isLink = ({ folded }: Token): boolean => LINKS.has(folded) || isParticle(folded);

/**
 * A place of care to where its name ends: what follows as a ward, a legal form or a site is no part of it. Undefined where
 * nothing of it is a name.
 */
export function placeEdges({ text }: DetectionInput, inside: readonly Token[], span: Span): Span | undefined {
  const ends = inside.findIndex((token, at) => {
    const before = inside[at - 1];
    return before !== undefined && isOutside(token) && !IN_NAMES.has(token.folded) && !isLink(before);
  });
  const kept = ends < 0 ? [...inside] : inside.slice(0, ends);
  const isWhole = kept.length === inside.length;
  const isOpen = (token: Token): boolean =>
    (isLink(token) && token.shape === 'lower') || /^(?:dr|pr|docteur|professeur)$/.test(token.folded);
  while (kept.length > 0 && isOpen(kept.at(-1) as Token)) kept.pop();
  if (kept.every(isOutside)) return undefined;
  if (!/[\p{Lu}\d]/u.test(text.slice(span.start, kept.at(-1)?.end))) return undefined;
  if (isWhole && kept.length === inside.length)
    return { start: span.start, end: span.end - trailing(text.slice(span.start, span.end)) };
  return { start: span.start, end: (kept.at(-1) as Token).end };
}

const trailing = (raw: string): number => /[ \n]*[-–—,;:][ \n]*$/.exec(raw)?.[0].length ?? 0;
