import { type Span } from '../../text/index.js';
import { type SusceptibilityResult } from './antibiogram-cells.js';

/** "Céfoxitine (A) R (B) S": one result of one isolate; the span runs from the antibiotic to it. */
export interface LabelledResult<T> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  readonly resultSpan: Span;
  readonly organism: T;
}

interface Drug extends Span {
  readonly name: string;
}

const LABEL = String.raw`(?:\(([A-D1-9])\)|(?:souche|germe)[ \t]([A-D1-9])|([A-D1-9])(?=[ \t]?[:=])|([1-9])[/)])`;
const ONE = new RegExp(
  String.raw`^[ \t]*[:,/;–-]?[ \t]*${LABEL}[ \t]*[:=]?[ \t]*(SFP|S|I|R)(?![\p{L}\d]|\.[ \t]?\p{Ll})`,
  'iu',
);
const MOST = 6;
const LONGEST = 24;

/** Results told isolate by isolate after an antibiotic. `byLabel`: the organisms of the labels. */
export function labelledResults<T>(
  text: string,
  drugs: readonly Drug[],
  byLabel: ReadonlyMap<string, T>,
): LabelledResult<T>[] {
  if (byLabel.size < 2) return [];
  return drugs.flatMap(({ start, end, name }) => {
    const found: LabelledResult<T>[] = [];
    let at = end;
    for (let count = 0; count < MOST; count += 1) {
      const match = ONE.exec(text.slice(at, at + LONGEST));
      const [whole = '', inside, after, before, slashed, category = ''] = match ?? [];
      const organism = byLabel.get((inside ?? after ?? before ?? slashed ?? '').toUpperCase());
      if (!match || organism === undefined) break;
      at += whole.length;
      const resultSpan = { start: at - category.length, end: at };
      found.push({ start, end: at, antibiotic: name, result: asResult(category), resultSpan, organism });
    }
    return found;
  });
}

const asResult = (category: string): SusceptibilityResult =>
  category.toUpperCase() === 'SFP' ? 'I' : (category.toUpperCase() as SusceptibilityResult);
