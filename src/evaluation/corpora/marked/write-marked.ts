import { stringify } from 'yaml';
import { ok, type Result } from '../../../kernel/index.js';
import { type Identity, type Stay } from '../../../patients/index.js';
import { evaluationFailure } from '../../failures.js';
import { type AnnotatedDocument, type AnnotatedSpan, type CorpusWriter } from '../annotated.js';
import { contractIdentity } from '../jsonl/contract-identity.js';
import { unmarked } from './marks.js';
import { withNumbers } from './numbers.js';

/** Whole reports in our own YAML. A text that marks cannot hold (nested spans, `<` inside one) is refused. */
export const writeMarked: CorpusWriter = (documents) => {
  const reports: object[] = [];
  for (const document of documents) {
    const marked = markedText(document);
    if (!marked.ok) return marked;
    reports.push(toReport(document, marked.value));
  }
  const yaml = stringify({ groups: [{ title: 'corpus', reports }] }, { lineWidth: 0 });
  return ok([{ name: 'corpus.yml', content: yaml }]);
};

function markedText({ id, text, spans }: AnnotatedDocument): Result<string> {
  const content = text.reveal();
  let marked = '';
  let written = 0;
  for (const { start, end, ...label } of spans) {
    marked += `${content.slice(written, start)}<${nameOf(label)}>${content.slice(start, end)}</>`;
    written = end;
  }
  marked += content.slice(written);
  const back = unmarked(withNumbers(marked));
  const same =
    back.ok &&
    back.value.text === content &&
    JSON.stringify(back.value.spans) === JSON.stringify(plain(spans));
  return same
    ? ok(marked)
    : evaluationFailure('CORPUS_NOT_WRITABLE', `document ${id} cannot be written with marks`);
}

const nameOf = ({ category, role, kind }: Omit<AnnotatedSpan, 'start' | 'end'>): string =>
  kind === null ? [category, role ?? ''].join(' ').trim() : `${category} kind=${kind}`;

const plain = (spans: readonly AnnotatedSpan[]) =>
  spans.map(({ start, end, category, role, kind }) => ({ start, end, category, role, kind }));

function toReport({ id, patient, split, known }: AnnotatedDocument, text: string): object {
  const carers = known?.carers.reveal() ?? [];
  return {
    id,
    ...(patient !== id && { patient }),
    ...(split !== undefined && { split }),
    ...(known && { who: contractIdentity(known.identity.reveal() as Identity, known.stay.reveal() as Stay) }),
    ...(carers.length > 0 && { carers }),
    text,
  };
}
