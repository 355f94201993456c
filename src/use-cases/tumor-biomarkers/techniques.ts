import { type Span, type TokenizedText } from '../../text/index.js';
import { isClone } from './clones.js';
import { resultWords } from './lexicon.js';
import { methodOf } from './outcome.js';
import { plain } from './plain.js';
import { type Family } from './terms.js';

/** A technique that the report names once for the results that follow. Offsets of the document. */
export interface Technique extends Span {
  readonly method: string;
  /** Where what it speaks of ends. */
  readonly until: number;
}

const IN_SITU = /ISH$/;
const STAINS: ReadonlySet<Family> = new Set<Family>([
  'hormone',
  'her2',
  'proliferation',
  'checkpoint',
  'protein',
  'repair',
]);
const ANOMALIES: ReadonlySet<Family> = new Set<Family>(['fusion', 'anomaly']);
const MOLECULAR: ReadonlySet<Family> = new Set<Family>(['gene', 'fusion', 'instability', 'burden', 'her2']);

/** How far a heading of a technique speaks, and one in the middle of a line. UTF-16 code units. */
const HEADING_REACH = 1500;
const KINDS: ReadonlySet<string> = new Set(['ihc', 'ish', 'sequencing']);
/** What may stand before it at the head of a line: a bullet, a number, "Étude", "Technique :". */
const HEAD =
  /^[\s\d.)\]\-–•*#>:]*(?:(?:etudes?|techniques?|methodes?|analyses?|examens?|resultats?|profil|complement|panel|biologie tumorale|phenotype)\b[^\n:.,;]{0,25}[:(-]?\s?)?$/;
/** It introduces what follows it. */
const INTRODUCES = /^[^.;\n]{0,70}:/;

/** Techniques named at the head of a line, or before a colon; in order. */
export function techniquesIn(tokens: TokenizedText): Technique[] {
  const { text } = tokens;
  const named = resultWords
    .find(tokens)
    .filter(
      ({ value, start, end }) =>
        KINDS.has(value) && !isClone({ kind: value, text: plain(text.slice(start, end)) }),
    );
  return named.flatMap(({ start, end, value }) => {
    const method = methodOf([
      { kind: value, start, end, text: plain(text.slice(start, end)), negated: false },
    ]);
    const line = text.lastIndexOf('\n', start) + 1;
    const heads = start - line <= 60 && HEAD.test(plain(text.slice(line, start)));
    const introduces = INTRODUCES.test(text.slice(end, end + 80));
    if (method === null || !(heads || introduces)) return [];
    return [{ start, end, method, until: heads ? end + HEADING_REACH : sentenceEnd(text, end) }];
  });
}

function sentenceEnd(text: string, from: number): number {
  const end = /\.\s|\n\s*\n|\n/.exec(text.slice(from, from + HEADING_REACH));
  return end ? from + end.index : from + HEADING_REACH;
}

/** The technique that speaks of a result of this family at `at`: the last one before it that suits it. */
export function techniqueAt(
  techniques: readonly Technique[],
  at: number,
  family: Family,
): Technique | undefined {
  let low = 0;
  let high = techniques.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((techniques[middle] as Technique).end <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0 && index >= low - 8; index -= 1) {
    const each = techniques[index] as Technique;
    if (at < each.until && suits(each.method, family)) return each;
  }
  return undefined;
}

function suits(method: string, family: Family): boolean {
  if (method === 'IHC') return STAINS.has(family);
  return IN_SITU.test(method) ? ANOMALIES.has(family) : MOLECULAR.has(family) && family !== 'her2';
}
