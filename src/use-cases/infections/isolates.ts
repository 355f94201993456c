import { type Span } from '../../text/index.js';
import { firstFrom } from './ordered-spans.js';

/** "Germe 2", "souche n° 1": a number that stands for an organism. UTF-16 offsets. */
export interface IsolateLabel extends Span {
  readonly number: string;
}

/** A label and the organism it stands for. */
export interface IsolateReference<T> extends Span {
  readonly organism: T;
}

const LABEL =
  /(?<!\p{L})(?:germe|souche|isolat|bact[ée]rie|organisme)s?[ \t]{0,2}(?:n[°o][ \t]?)?([1-9])(?!\d)/giu;
const DEFINES = /^[ \t]*[:=(–-][ \t]*(?:culture[ \t]*:?[ \t]*|identification[ \t]*:?[ \t]*)?$/i;
const WITHIN = 40;

/** Every label of an isolate with the organism that "Germe 1 : E. coli" gave it. `organisms` are sorted. */
export function findIsolates<T extends Span>(text: string, organisms: readonly T[]): IsolateReference<T>[] {
  const labels: IsolateLabel[] = [...text.matchAll(LABEL)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    number: match[1] as string,
  }));
  const named = new Map<string, T>();
  for (const { end, number } of labels) {
    const organism = firstFrom(organisms, end);
    const gap = organism && organism.start - end <= WITHIN ? text.slice(end, organism.start) : null;
    if (organism && gap !== null && DEFINES.test(gap)) named.set(number, organism);
  }
  return labels.flatMap(({ start, end, number }) => {
    const organism = named.get(number);
    return organism ? [{ start, end, organism }] : [];
  });
}
