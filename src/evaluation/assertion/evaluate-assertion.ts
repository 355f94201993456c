import { ok, type Result } from '../../kernel/index.js';
import { createAssertionAnalyzer, readMarkedSentence, segment } from '../../text/index.js';
import { decoded } from '../corpora/decoded.js';
import { filesOf } from '../corpora/files.js';
import { type CountedReport, reportFigures, type ReportFigures } from '../reports/report-figures.js';
import { countScopes, type Scope, scopeDifferences } from '../reports/scope.js';

/** What is asked of each marked entity: French names of the field beside those of the analyzer. */
const QUESTIONS = {
  'negation (Absent)': { attribute: 'assertion', value: 'Absent' },
  'hypothesis (Indetermine)': { attribute: 'assertion', value: 'Indetermine' },
  'history (historical)': { attribute: 'temporality', value: 'historical' },
  'another person (other)': { attribute: 'experiencer', value: 'other' },
} as const;

export interface AssertionEvaluation {
  /** A report of these figures is one line of the corpus. */
  readonly figures: ReportFigures;
  readonly entities: number;
  /** Lines and entities whose verdict differs: for a local file only. */
  readonly differences: readonly object[];
}

/** Judges every entity of lines marked `<e assertion=Absent>…</e>`; lines that begin with `#` are left out. */
export function evaluateAssertion(path: string): Result<AssertionEvaluation> {
  const files = filesOf(path);
  if (!files.ok) return files;
  const counted: CountedReport[] = [];
  const differences: object[] = [];
  let entities = 0;
  for (const file of files.value.filter(({ name }) => name.endsWith('.txt'))) {
    const text = decoded(file.bytes());
    if (!text.ok) return text;
    for (const [at, line] of text.value.split('\n').entries()) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      const judged = judge(line);
      entities += judged.entities;
      counted.push({ counts: countScopes(judged.scopes, line.length), pair: null });
      for (const { scope, what, item } of scopeDifferences(judged.scopes))
        differences.push({ file: file.name, line: at + 1, scope, what, entity: item.key, text: line });
    }
  }
  return ok({ figures: reportFigures(counted, Object.keys(QUESTIONS)), entities, differences });
}

function judge(line: string): { readonly scopes: readonly Scope[]; readonly entities: number } {
  const { text, sections, targets } = readMarkedSentence(line);
  const { sentences } = segment(text);
  const analyzer = createAssertionAnalyzer({ text, sentences, sections });
  const verdicts = targets.map(({ span, expected }) => ({
    key: `${String(span.start)} ${text.slice(span.start, span.end)}`,
    expected,
    found: analyzer.of(span),
  }));
  const scopes = Object.entries(QUESTIONS).map(([name, { attribute, value }]) => ({
    name,
    gold: verdicts.filter(({ expected }) => expected[attribute] === value),
    found: verdicts.filter(({ found }) => found[attribute] === value),
  }));
  return { scopes, entities: targets.length };
}
