import { type Span, type TokenizedText } from '../../text/index.js';
import { isClone } from './clones.js';
import { resultWords } from './lexicon.js';
import { methodOf } from './outcome.js';
import { plain } from './plain.js';
import { type BiomarkerStatus, type Family } from './terms.js';

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
const KINDS: ReadonlySet<string> = new Set(['ihc', 'ish', 'sequencing', 'expression']);
/** What may stand before it at the head of a line: a bullet, a number, "Étude", "Technique :". */
const HEAD =
  /^[\s\d.)\]\-–•*#>:]*(?:(?:etudes?|marqueurs?|biomarqueurs?|anticorps|niveau \d|techniques?|methodes?|analyses?|examens?|resultats?|profil|complement|panel|biologie tumorale|(?:biologie|genetique) moleculaire|phenotype)\b[^\n:.,;]{0,25}[:(-]?\s?)?$/;
/** The heading it stands in ends the line: "… (bloc 6, IHC) :", "RESULTATS NGS". */
const CLOSES_LINE = /^[^.;:|\t\n]{0,40}:?[ \t]*\n/;
const MAX_TITLE = 50;
const isTitle = (before: string) => before.length <= MAX_TITLE && /^\s*[\p{L}\d][^:|\t\n]*$/u.test(before);
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
    const after = text.slice(end, end + 80);
    const introduces = INTRODUCES.test(after);
    const closes = CLOSES_LINE.test(after) && (introduces || isTitle(text.slice(line, start)));
    if (method === null || !(heads || introduces || closes)) return [];
    return [{ start, end, method, until: heads || closes ? end + HEADING_REACH : sentenceEnd(text, end) }];
  });
}

function sentenceEnd(text: string, from: number): number {
  const end = /\.\s|\n\s*\n|\n/.exec(text.slice(from, from + HEADING_REACH));
  return end ? from + end.index : from + HEADING_REACH;
}

/** What a technique must suit: the biomarker and what is said of it. */
export interface Read {
  readonly family: Family;
  readonly status: BiomarkerStatus;
  /** The clone of an antibody is named. */
  readonly cloned: boolean;
}

/** The technique that speaks of a result at `at`: the last one before it that suits it. */
export function techniqueAt(techniques: readonly Technique[], at: number, read: Read): Technique | undefined {
  let low = 0;
  let high = techniques.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((techniques[middle] as Technique).end <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0 && index >= low - 8; index -= 1) {
    const each = techniques[index] as Technique;
    if (at < each.until && suits(each.method, read)) return each;
  }
  return undefined;
}

const OF_COPIES: ReadonlySet<string> = new Set<BiomarkerStatus>(['amplified', 'not_amplified']);
const OF_GENE: ReadonlySet<string> = new Set<BiomarkerStatus>(['mutated', 'wildtype']);

function suits(method: string, { family, status, cloned }: Read): boolean {
  if (method === 'IHC') return (STAINS.has(family) && !OF_COPIES.has(status)) || cloned;
  if (cloned) return false;
  if (IN_SITU.test(method)) return ANOMALIES.has(family) || OF_COPIES.has(status);
  return MOLECULAR.has(family) && (family !== 'her2' || OF_COPIES.has(status) || OF_GENE.has(status));
}
