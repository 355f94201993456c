import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { groupBy } from '../../group-by.js';
import { type CorpusReader, type OffsetUnit } from '../annotated.js';
import {
  type AnnotatedReport,
  type GoldMention,
  type GoldRelation,
  type GoldResult,
} from '../annotated-report.js';
import { Collector } from '../collector.js';
import { type Fields, isFields, listOf, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { isLabel, readAssertion, readTemporality } from '../report-annotations.js';
import { idOf, placed, type StayDocument, staysOf } from './read-stays.js';

/** The output of `process` as gold: `findings` in each document of the input, with their `mentions` where they are known. */
export const readJsonlReports: CorpusReader<AnnotatedReport> = (files, { offsets }) => {
  const collector = new Collector<AnnotatedReport>();
  for (const within of staysOf(files, collector))
    collector.add(within.file, within.place, reportOf(within, offsets));
  return collector.corpus();
};

function reportOf(within: StayDocument, offsets: OffsetUnit = 'utf-16'): Result<AnnotatedReport> {
  const { stay, document, known } = within;
  if (!isFields(document) || typeof document.text !== 'string' || !Array.isArray(document.findings))
    return evaluationFailure('CORPUS_LINE_INVALID', '`text` and `findings` are expected');
  const { text } = document;
  const toSpan = converter(text, offsets);
  const results: (readonly [string, GoldResult])[] = [];
  const mentions: GoldMention[] = [];
  const relations: GoldRelation[] = [];
  for (const [at, finding] of document.findings.entries()) {
    const place = `findings[${String(at)}]`;
    const result = resultOf(finding);
    if (!result.ok) return placed(place, result);
    results.push(result.value);
    const first = mentions.length;
    for (const mention of isFields(finding) ? listOf(finding.mentions) : []) {
      const read = mentionOf(text, mention, { toSpan, result: result.value[1] });
      if (!read.ok) return placed(place, read);
      if (mentions.length > first) relations.push({ from: mentions.length, to: first });
      mentions.push(read.value);
    }
  }
  const [split, date, type] = [
    textOf(document.split) ?? textOf(stay.split),
    textOf(document.date),
    textOf(document.type),
  ];
  return ok({
    ...{ id: idOf(document, within), patient: String(stay.id), text: sensitive(text), mentions, relations },
    ...(split !== undefined && { split }),
    ...(date !== undefined && { date }),
    ...(type !== undefined && { documentType: type }),
    ...(known && { known }),
    results: Object.fromEntries(
      [...groupBy(results, ([useCase]) => useCase)].map(([useCase, own]) => [
        useCase,
        own.map(([, one]) => one),
      ]),
    ),
  });
}

function resultOf(finding: unknown): Result<readonly [string, GoldResult]> {
  const useCase = isFields(finding) ? textOf(finding.useCase) : undefined;
  if (!isFields(finding) || useCase === undefined || !isFields(finding.value))
    return evaluationFailure('CORPUS_LINE_INVALID', '`useCase` and `value` are expected');
  const assertion = readAssertion(textOf(finding.assertion));
  if (!assertion.ok) return assertion;
  const temporality = readTemporality(textOf(finding.temporality));
  return ok([useCase, { value: finding.value, assertion: assertion.value, temporality }] as const);
}

function mentionOf(
  text: string,
  mention: unknown,
  { toSpan, result }: { toSpan: ReturnType<typeof converter>; result: GoldResult },
): Result<GoldMention> {
  const fields: Fields = isFields(mention) ? mention : {};
  const label = textOf(fields.label) ?? '';
  if (!isLabel(label))
    return evaluationFailure('CORPUS_LABEL_UNKNOWN', 'a label of the use case is expected');
  const span = checkedSpan(text, toSpan({ start: numberOf(fields.start), end: numberOf(fields.end) }));
  if (!span.ok) return span;
  const { assertion, temporality, value } = result;
  const name = textOf(value.name);
  return ok({ ...span.value, label, assertion, temporality, ...(name !== undefined && { name }) });
}
