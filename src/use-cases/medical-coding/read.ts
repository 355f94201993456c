import {
  type AssertionAnalyzer,
  type AssertionVerdict,
  createAssertionAnalyzer,
  type Section,
  type Span,
  spanAt,
  tokenize,
  type TokenizedText,
} from '../../text/index.js';
import { type StayDocument } from '../stay-use-case.js';
import { measuresIn, type Measured } from './measures.js';
import { type Finders, type Names } from './names.js';

/** Words of a document that say a code, or an act. Offsets are UTF-16 code units of its text. */
export interface Mention extends Span {
  readonly code: string;
  readonly verdict: AssertionVerdict;
  /** Section code: `conclusion`, `antecedents`… */
  readonly section: string;
  /** Share of the document before it, 0 to 1. */
  readonly place: number;
  /** Other words that the code rests on: those of a rule. */
  readonly beside: readonly Span[];
  /** How it was found. */
  readonly by: 'lexicon' | 'refinement' | 'cue' | 'loose';
}

/** A document of the stay and what it names, before any decision. */
export interface Reading {
  readonly document: StayDocument;
  readonly tokens: TokenizedText;
  readonly analyzer: AssertionAnalyzer;
  readonly diagnoses: readonly Mention[];
  readonly acts: readonly Mention[];
  readonly measures: readonly Measured[];
}

export function readDocument(document: StayDocument, names: Names): Reading {
  const tokens = tokenize(document.document.text);
  const analyzer = createAssertionAnalyzer(document.document, {
    referenceDate: document.context.documentDate,
  });
  const found = ({ exact, loose }: Finders): Mention[] => {
    const named = exact
      .find(tokens)
      .filter(({ pattern, end }) => isSigned(pattern, tokens.text.slice(end, end + 2)))
      .map(({ start, end, value: code }) => ({ start, end, code }));
    const known = new Set(named.map(({ code }) => code));
    const near = loose.find(tokens, document.document.sentences).filter(({ code }) => !known.has(code));
    return [
      ...named.map((one) => mentionOf(document, analyzer, { ...one, by: 'lexicon' })),
      ...near.map((one) => mentionOf(document, analyzer, { ...one, by: 'loose' })),
    ];
  };
  return {
    ...{ document, tokens, analyzer, measures: measuresIn(tokens) },
    ...{ diagnoses: found(names.diagnoses), acts: found(names.acts) },
  };
}

/** "SCA ST+": the sign that ends a form counts, and is not read by the words alone. */
function isSigned(pattern: string, after: string): boolean {
  const sign = /[+-]$/.exec(pattern)?.[0];
  return sign === undefined || after.trimStart().startsWith(sign);
}

export function mentionOf(
  { document: { text, sections } }: StayDocument,
  analyzer: AssertionAnalyzer,
  {
    start,
    end,
    code,
    by,
    beside = [],
  }: Span & Pick<Mention, 'code' | 'by'> & { readonly beside?: readonly Span[] },
): Mention {
  return {
    ...{ start, end, code, by, beside, verdict: analyzer.of({ start, end }) },
    section: sectionAt(sections, start),
    place: start / Math.max(1, text.length),
  };
}

const sectionAt = (sections: readonly Section[], at: number): string => spanAt(sections, at)?.code ?? 'corps';
