import { firstFrom, type Span } from '../../text/index.js';

/** A label ("Germe 2", "souche A") and the organism it stands for. UTF-16 offsets. */
export interface IsolateReference<T> extends Span {
  readonly organism: T;
}

export interface Isolates<T> {
  readonly references: readonly IsolateReference<T>[];
  /** Organisms by their bare label: "A" and "1" at the head of a column. */
  readonly byLabel: ReadonlyMap<string, T>;
}

const LABEL =
  /(?<!\p{L})(?:germe|souche|isolat|bact[ée]rie|organisme|esp[èe]ce)s?[ \t]{0,2}(?:n[°o][ \t]?)?\(?([1-9]|[A-D](?![\p{L}.]))(?!\d)\)?/giu;
const DEFINES =
  /^[ \t]*[:=(–-]?[ \t]*(?:(?:culture|identification)[ \t]*:?[ \t]*)?(?:\([^()\n]{0,20}\)[ \t]*)?$/i;
/** "1) Pseudomonas aeruginosa", "A  ESCHERICHIA COLI": the head of a line. */
const ITEM =
  /(?<=^[ \t]*(?:[-•*][ \t]*)?(?:n[°o][ \t]?)?)(?:[([]?([1-9]|[A-D]|[a-d](?=[ \t]?[\])-]))[ \t]?[\]).:/–-]|([A-D]|[1-9])(?=[ \t]{1,10}\S))[ \t]*/gmu;
/** "[1] Staphylococcus aureus", wherever it stands. */
const BRACKETED = /(?:\[([1-9A-D])\]|(?<![^\s(])([1-9])[ \t]?[/)])[ \t]*/g;
const WITHIN = 40;

interface Label extends Span {
  readonly label: string;
  readonly isReference: boolean;
}

/** Every label of an isolate with the organism that "Germe 1 : E. coli" or "1) E. coli" gave it. `organisms` are sorted. */
export function findIsolates<T extends Span>(text: string, organisms: readonly T[]): Isolates<T> {
  const byLabel = new Map<string, T>();
  if (organisms.length === 0) return { references: [], byLabel };
  const labels: Label[] = [...text.matchAll(LABEL)].map((match) => labelOf(match, match[1], true));
  const items = [...text.matchAll(ITEM)].map((match) => labelOf(match, match[1] ?? match[2], false));
  const bracketed = [...text.matchAll(BRACKETED)].map((match) => labelOf(match, match[1] ?? match[2], false));
  for (const { end, label, isReference } of [...labels, ...items, ...bracketed]) {
    const organism = firstFrom(organisms, end);
    const gap = organism && organism.start - end <= WITHIN ? text.slice(end, organism.start) : null;
    const isDefined = gap !== null && (isReference ? DEFINES.test(gap) : gap.trim() === '');
    if (organism && isDefined && !byLabel.has(label)) byLabel.set(label, organism);
  }
  const references = [...labels, ...items].flatMap(({ start, end, label }) => {
    const organism = byLabel.get(label);
    const isDefinition = firstFrom(organisms, end)?.start === end;
    return organism && !isDefinition ? [{ start, end, organism }] : [];
  });
  return { references: references.sort((one, other) => one.start - other.start), byLabel };
}

const labelOf = (match: RegExpExecArray, label: string | undefined, isReference: boolean): Label => ({
  start: match.index,
  end: match.index + match[0].length,
  label: (label ?? '').toUpperCase(),
  isReference,
});
