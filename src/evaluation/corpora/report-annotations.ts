import { ok, type Result, sensitive } from '../../kernel/index.js';
import { fold, type Span } from '../../text/index.js';
import { type Assertion, type Temporality } from '../../use-cases/index.js';
import { evaluationFailure } from '../failures.js';
import {
  type AnnotatedReport,
  type GoldMention,
  type GoldResult,
  MENTION_LABELS,
  RESPONSE_CLASSES,
} from './annotated-report.js';
import { type Collector } from './collector.js';
import { type Fields, textOf } from './fields.js';

/** An annotation as a format gives it: `label` and `features` not yet understood, offsets checked. */
export interface RawAnnotation extends Span {
  readonly id: string;
  readonly label: string;
  readonly features: Fields;
}

export interface RawReport {
  readonly id: string;
  readonly patient?: string | undefined;
  readonly split?: string | undefined;
  readonly text: string;
  readonly annotations: readonly RawAnnotation[];
  /** Ids of annotations. */
  readonly relations: readonly { readonly from: string; readonly to: string }[];
}

const plain = (name: string): string => fold(name).replace(/[^a-z]/g, '');
const LABELS = new Map<string, string>([
  ...[...MENTION_LABELS, ...RESPONSE_CLASSES].map((label) => [plain(label), label] as const),
  ...Object.entries({ biomarker: 'Biomarqueur', value: 'Valeur', status: 'Statut', technic: 'Technique' }),
  ...Object.entries({ method: 'Technique', methode: 'Technique', bacteria: 'Bacterie', response: 'Reponse' }),
]);
const ASSERTIONS = new Map<string, Assertion>([
  ...(['Present', 'Absent', 'Indetermine'] as const).map((one) => [plain(one), one] as const),
  ...Object.entries({ negated: 'Absent', negation: 'Absent', affirmed: 'Present' } as const),
  ...Object.entries({ hypothetical: 'Indetermine', undetermined: 'Indetermine' } as const),
]);
const ASSERTED = /^(?:attribute_)?(?:negation|assertion)$/i;
const TIMED = /^(?:attribute_)?(?:temporalit[ye]|history)$/i;
const NAMED = /^(?:attribute_)?(?:normali[sz]ation|normali[sz]ed|canonical|concept)$/i;

/** Reads one report into a corpus; labels of other schemes are left out, and told in a note. */
export function addReport(
  collector: Collector<AnnotatedReport>,
  [file, place]: readonly [string, string],
  raw: RawReport,
): void {
  const read = toAnnotatedReport(raw);
  collector.add(file, place, read.ok ? ok(read.value.report) : read);
  for (const label of read.ok ? read.value.unknown : [])
    collector.note(`annotations \`${label}\` are not read`);
}

/** What the annotations of a format say; `unknown` names the labels left out. */
function toAnnotatedReport(
  raw: RawReport,
): Result<{ readonly report: AnnotatedReport; readonly unknown: ReadonlySet<string> }> {
  const unknown = new Set<string>();
  const kept: { readonly id: string; readonly mention: GoldMention }[] = [];
  for (const { id, start, end, label: written, features } of raw.annotations) {
    const label = LABELS.get(plain(written));
    if (label === undefined) {
      unknown.add(written);
      continue;
    }
    const assertion = readAssertion(featureOf(features, ASSERTED));
    if (!assertion.ok) return assertion;
    const name = featureOf(features, NAMED);
    kept.push({
      id,
      mention: {
        ...{ start, end, label, assertion: assertion.value },
        temporality: readTemporality(featureOf(features, TIMED)),
        ...(name !== undefined && { name }),
      },
    });
  }
  kept.sort((a, b) => a.mention.start - b.mention.start || a.mention.end - b.mention.end);
  const places = new Map(kept.map(({ id }, at) => [id, at]));
  const relations = raw.relations.flatMap(({ from, to }) => {
    const [source, target] = [places.get(from), places.get(to)];
    if (source === undefined || target === undefined) return [];
    // Which end is the governor differs between tools.
    const isTurned = kept[source]?.mention.label === 'Biomarqueur';
    return [isTurned ? { from: target, to: source } : { from: source, to: target }];
  });
  const mentions = kept.map(({ mention }) => mention);
  const report = {
    ...{ id: raw.id, patient: raw.patient ?? raw.id, text: sensitive(raw.text) },
    ...(raw.split !== undefined && { split: raw.split }),
    ...{ mentions, relations, results: resultsOf(mentions) },
  };
  return ok({ report, unknown });
}

export const isLabel = (label: string): boolean => LABELS.get(plain(label)) === label;

export const readTemporality = (written = ''): Temporality =>
  /^(?:h|past|ant)/.test(plain(written)) ? 'historical' : 'current';

const featureOf = (features: Fields, name: RegExp): string | undefined =>
  Object.entries(features).flatMap(([key, value]) => (name.test(key) ? (textOf(value) ?? []) : []))[0];

/** Nothing said is Present. */
export function readAssertion(written: string | undefined): Result<Assertion> {
  const known = written === undefined ? 'Present' : ASSERTIONS.get(plain(written));
  return known
    ? ok(known)
    : evaluationFailure('CORPUS_LABEL_UNKNOWN', 'an assertion is Present, Absent or Indetermine');
}

/** A report is of the class of its last mark of a class: conclusions stand at the end. */
function resultsOf(mentions: readonly GoldMention[]): Record<string, GoldResult[]> {
  const classes: readonly string[] = RESPONSE_CLASSES;
  const last = mentions.findLast(({ label }) => classes.includes(label));
  if (!last) return {};
  const value = { class: last.label, current: true };
  return { 'treatment-response': [{ value, assertion: 'Present', temporality: 'current' }] };
}
