import { type Span } from '../../text/index.js';

/** Where spans lie: asked whether they hold a stretch whole, or touch it. */
export interface Cover {
  holds(span: Span): boolean;
  touches(span: Span): boolean;
}

export function coverOf(spans: readonly Span[], length: number): Cover {
  const before = new Uint32Array(length + 1);
  const inside = new Uint8Array(length);
  for (const { start, end } of spans) inside.fill(1, start, end);
  for (let at = 0; at < length; at += 1) before[at + 1] = (before[at] as number) + (inside[at] as number);
  const covered = ({ start, end }: Span): number => (before[end] as number) - (before[start] as number);
  return {
    holds: (span) => covered(span) === span.end - span.start,
    touches: (span) => covered(span) > 0,
  };
}
