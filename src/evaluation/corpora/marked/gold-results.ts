import { ok, type Result } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import {
  type AnnotatedReport,
  type GoldMention,
  type GoldResult,
  RESPONSE_CLASSES,
} from '../annotated-report.js';
import { type Fields, isFields, listOf, textOf, textsOf } from '../fields.js';
import { readAssertion, readTemporality } from '../report-annotations.js';

type Results = AnnotatedReport['results'];

/** What the gold of a report says beside its marks, by use case. */
export function goldResults(
  report: Fields,
  mentions: readonly GoldMention[],
  keys: readonly (readonly string[])[],
): Result<Results> {
  const marked = new Set(keys.flat());
  const biomarkers: GoldResult[] = [];
  for (const [key, one] of isFields(report.biomarkers) ? Object.entries(report.biomarkers) : []) {
    if (!marked.has(key)) return evaluationFailure('CORPUS_LINE_INVALID', `biomarkers.${key} has no mark`);
    const result = resultOf(one);
    if (!result.ok) return result;
    biomarkers.push(result.value);
  }
  const response = responseOf(report.response);
  if (!response.ok) return response;
  const isInfectious = report.alerts !== undefined;
  const infections = isInfectious ? infectionsOf(report, mentions) : ok([]);
  if (!infections.ok) return infections;
  return ok({
    ...((report.biomarkers !== undefined || response.value) && { 'tumor-biomarkers': biomarkers }),
    ...(response.value && { 'treatment-response': [response.value] }),
    ...(isInfectious && { infections: infections.value }),
  });
}

/** Fields of the value beside those of the Finding. */
function resultOf(one: unknown, more: Readonly<Record<string, unknown>> = {}): Result<GoldResult> {
  if (!isFields(one) || textOf(one.name) === undefined)
    return evaluationFailure('CORPUS_LINE_INVALID', 'a result has a `name`');
  const { assertion: written, temporality, ...value } = one;
  const assertion = readAssertion(textOf(written));
  if (!assertion.ok) return assertion;
  return ok({
    value: { ...value, ...more },
    assertion: assertion.value,
    temporality: readTemporality(textOf(temporality)),
  });
}

function responseOf(one: unknown): Result<GoldResult | undefined> {
  if (one === undefined || one === null) return ok(undefined);
  const classes: readonly unknown[] = RESPONSE_CLASSES;
  if (!isFields(one) || !classes.includes(one.class))
    return evaluationFailure('CORPUS_LABEL_UNKNOWN', 'response.class is one of the six classes');
  return ok({ value: { ...one, current: true }, assertion: 'Present', temporality: 'current' });
}

function infectionsOf(report: Fields, mentions: readonly GoldMention[]): Result<GoldResult[]> {
  const results: GoldResult[] = mentions.flatMap(({ label, name, assertion, temporality }) =>
    name === undefined ? [] : [{ value: { kind: label, name }, assertion, temporality }],
  );
  for (const one of listOf(report.susceptibilities).filter(isFields))
    for (const result of ['S', 'I', 'R'] as const)
      for (const antibiotic of textsOf(one[result])) {
        const organism = textOf(one.organism) ?? null;
        const value = { kind: 'Susceptibility', name: antibiotic, organism, antibiotic, result };
        results.push({ value, assertion: 'Present', temporality: 'current' });
      }
  for (const one of listOf(report.resistances)) {
    const result = resultOf(one, { kind: 'Resistance' });
    if (!result.ok) return result;
    results.push(result.value);
  }
  for (const alert of textsOf(report.alerts))
    results.push({
      value: { kind: 'Alert', name: alert, alert },
      assertion: 'Present',
      temporality: 'current',
    });
  return ok(results);
}
