import {
  createAssertionAnalyzer,
  lastStarted,
  type Match,
  type Section,
  type Span,
  tokenize,
} from '../../text/index.js';
import { type Candidate } from './candidate.js';
import { type Context, contextOf } from './context.js';
import { datesIn, type WrittenDate } from './dates.js';
import { draftsOf } from './drafts.js';
import { placed, withoutReplaced } from './place.js';
import { inOrder } from './sequence.js';
import { criteriaMatcher } from './vocabulary.js';
import { zonesOf } from './zones.js';

export interface Read {
  readonly text: string;
  readonly candidates: readonly Candidate[];
  readonly context: Context;
  readonly criteria: readonly Match<string>[];
  readonly dates: readonly WrittenDate[];
  readonly sentences: readonly Span[];
  /** ISO date of the report, if known. */
  readonly reference: string | null;
}

export interface ReadableDocument {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly sentences: readonly Span[];
}

/** Every place of a document that says how the tumour answers, and what the document is about. */
export function readDocument(
  { text, sections, sentences }: ReadableDocument,
  reference: string | null = null,
): Read {
  const tokens = tokenize(text);
  const zoneOf = zonesOf(text, sections, sentences);
  const zoneAt = (offset: number) => zoneOf(lastStarted(sentences, offset) ?? { start: -1, end: -1 });
  const context = contextOf(tokens, zoneAt);
  const criteria = criteriaMatcher.find(tokens);
  const read = { text, context, criteria, sentences, reference };
  const drafts = draftsOf(tokens, sentences);
  const dates = datesIn(text, reference);
  if (drafts.length === 0) return { ...read, candidates: [], dates };
  const analyzer = createAssertionAnalyzer({ text, sections, sentences });
  const placing = { text, sentences, sections, dates, analyzer, zoneOf };
  const candidates = drafts
    .flatMap((draft) => placed(placing, draft))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  return { ...read, candidates: inOrder(withoutReplaced(candidates, text), text), dates };
}
