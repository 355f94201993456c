import type { Span } from '../../../text/index.js';
import type { CodeKind, SpanCategory, SpanRole } from '../../pseudonymized-document.js';
import type { ModelLabels } from './labels.js';
import { likeliestLabels } from './viterbi.js';

/** A stretch the model takes for identifying. Offsets in UTF-16 code units. */
export interface ModelSpan extends Span {
  readonly category: SpanCategory;
  readonly role: SpanRole | null;
  readonly kind: CodeKind | null;
  /** Mean probability of the category over its tokens, 0 to 1. */
  readonly score: number;
  /** Mean probability of the role or the kind. */
  readonly attributeScore: number;
}

export interface Predictions {
  readonly tokens: readonly (Span & { readonly kind: string })[];
  /** A row of each for each token. */
  readonly category: Float32Array;
  readonly attribute: Float32Array;
}

const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
const HAVE_ROLE: ReadonlySet<SpanCategory> = new Set<SpanCategory>([
  ...['LAST_NAME', 'FIRST_NAME', 'ADDRESS', 'CITY', 'POSTAL_CODE', 'COUNTRY', 'EMAIL', 'PHONE_NUMBER'],
] as SpanCategory[]);

/** May a span of this category have this attribute? */
function fits(category: SpanCategory, { role, kind }: ModelLabels['attribute'][number]): boolean {
  if (category === 'IDENTIFYING_CODE') return kind !== undefined;
  if (!HAVE_ROLE.has(category)) return role === undefined && kind === undefined;
  if (NAMES.has(category)) return role !== undefined && role !== 'Hospital';
  return role !== undefined;
}

function meanOf(data: Float32Array, width: number, column: number, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += data[at * width + column] as number;
  return sum / (to - from);
}

/** The spans of the likeliest labels, each with what its tokens say on average. */
export function decodeSpans(
  { tokens, category, attribute }: Predictions,
  labels: ModelLabels,
  outside = 1,
): ModelSpan[] {
  const row = likeliestLabels(category, labels.category, outside);
  const [width, attributes] = [labels.category.length, labels.attribute.length];
  const spans: ModelSpan[] = [];
  for (let at = 0; at < row.length; at += 1) {
    const { part, category: name } = labels.category[row[at] as number] as ModelLabels['category'][number];
    if (part !== 'B' || name === undefined) continue;
    const inside = labels.category.findIndex((one) => one.part === 'I' && one.category === name);
    let to = at + 1;
    while (to < row.length && row[to] === inside) to += 1;
    let last = to;
    while (last > at + 1 && tokens[last - 1]?.kind === 'line') last -= 1;
    const begin = row[at] as number;
    const score = meanOf(category, width, begin, at, to) + meanOf(category, width, inside, at, to);
    let best = { at: -1, score: -1 };
    labels.attribute.forEach((one, column) => {
      const mean = fits(name, one) ? meanOf(attribute, attributes, column, at, to) : -1;
      if (mean > best.score) best = { at: column, score: mean };
    });
    const { role = null, kind = null } = labels.attribute[best.at] ?? {};
    const [first, end] = [tokens[at] as Span, tokens[last - 1] as Span];
    spans.push({
      ...{ start: first.start, end: end.end, category: name, role, kind },
      ...{ score: Math.min(1, score), attributeScore: Math.max(0, Math.min(1, best.score)) },
    });
    at = to - 1;
  }
  return spans;
}
