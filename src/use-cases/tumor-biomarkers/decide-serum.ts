import { first, has, type Reading, type Said, says } from './reading.js';
import { measureOf, unitIn } from './numbers.js';
import { serumValues } from './serum-values.js';
import { openOutcome, type Outcome, outcome } from './outcome.js';
import { type Biomarker, type BiomarkerStatus, type Measure } from './terms.js';

/** Against the printed range, else the report's words, else the usual limit of biomarkers/. */
export function decideSerum(readings: readonly Reading[], biomarker: Biomarker, distance: number): Outcome[] {
  const told = readings.map((each) => each.flatMap((said) => asNumber(said, biomarker)));
  const reading = told.flat();
  const values = serumValues(reading, distance);
  if (values.length === 0) return withoutValue(reading, biomarker);
  const upTo = told.findIndex((each) => each.some(({ start }) => start === values[0]?.said.start));
  const words = told.slice(0, upTo + 1).flat();
  const range =
    first(reading, 'range')?.measure ??
    limitAfter(
      reading,
      values.map((value) => value.said),
    );
  return values.map(({ said, earlier, first: formerly, date }, index) => {
    const { text = null, unit = null } = said.measure ?? {};
    const judged = judge(said, index === 0 ? words : [], { range: range?.high, biomarker });
    return outcome(judged.status, {
      value: text,
      unit:
        unit ??
        values.find((value) => value.said.measure?.unit)?.said.measure?.unit ??
        first(reading, 'unit')?.measure?.unit ??
        range?.unit ??
        null,
      basis: judged.basis,
      method: first(reading, 'assay')?.text.toUpperCase() ?? null,
      clues: index === 0 ? [...words.filter(({ kind }) => !NUMBERS.has(kind)), said] : [said],
      ...(earlier && { earlier }),
      ...(formerly && { formerly }),
      ...(range && { limit: range.high, range: range.text }),
      ...(values.length > 1 && { date }),
    });
  });
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'grade', 'percent']);

const NORMAL_BESIDE = /^(\d+[.,]\d+)\s?n$/;

/** A ratio in percent is a number like the others; "ACE 3,8 N" is a value and "normal", "LDH 1,2 N" a multiple. */
function asNumber(said: Said, { units, limit }: Biomarker): Said[] {
  if (said.kind === 'percent' && units?.includes('%')) return [{ ...said, kind: 'number' }];
  const written = said.kind === 'elevated' ? NORMAL_BESIDE.exec(said.text)?.[1] : undefined;
  if (written === undefined || !limit) return [said];
  const measure = measureOf({ low: written }, null);
  if (measure.low > limit.max || measure.low < limit.max / 10) return [said];
  const end = said.start + written.length;
  return [
    { ...said, kind: 'number', end, text: written, measure },
    { ...said, kind: 'normal', start: said.end - 1, text: 'n', opens: false },
  ];
}

/** "250 | < 35": a bare upper bound after the value is the range. */
function limitAfter(reading: Reading, values: readonly Said[]) {
  const [value] = values;
  const after = value ? reading.slice(reading.indexOf(value) + 1) : [];
  return after.find(
    (said) =>
      said.kind === 'number' && said.measure?.comparator.startsWith('<') === true && !values.includes(said),
  )?.measure;
}

function judge(
  { measure }: Said,
  words: Reading,
  against: { range: number | undefined; biomarker: Biomarker },
): Pick<Outcome, 'status' | 'basis'> {
  if (!measure) return { status: 'unknown', basis: 'none' };
  const over = (limit: number): BiomarkerStatus =>
    measure.comparator.startsWith('<')
      ? measure.low > limit
        ? 'unknown'
        : 'normal'
      : measure.low > limit
        ? 'elevated'
        : 'normal';
  if (against.range !== undefined)
    return isThousands(measure, against.range)
      ? { status: 'unknown', basis: 'none' }
      : { status: over(against.range), basis: 'measured' };
  const stated = statedIn(words);
  if (stated) return { status: stated, basis: 'stated' };
  const { limit, units } = against.biomarker;
  // Under the detection limit of a marker without a usual limit.
  if (!limit && measure.comparator.startsWith('<')) return { status: 'normal', basis: 'usual' };
  if (!limit || (measure.unit !== null && !units?.includes(measure.unit)))
    return { status: 'unknown', basis: 'none' };
  return { status: over(limit.max), basis: 'usual' };
}

/** "1.234" beside "< 37": a point may part thousands; the two readings of the figure tell opposite things. */
const isThousands = ({ text, low }: Measure, limit: number) =>
  limit >= 10 && /^[1-9]\d{0,2}\.\d{3}$/.test(text) && low <= limit && low * 1000 > limit;

function statedIn(reading: Reading): BiomarkerStatus | null {
  if (says(reading, 'undetectable') || has(reading, 'normal')) return 'normal';
  if (says(reading, 'elevated')) return 'elevated';
  return null;
}

function withoutValue(reading: Reading, { standsFor }: Biomarker): Outcome[] {
  // "Indosable (< 0,006 ng/mL)": what reads as a range is the value.
  const bound = first(reading, 'range');
  if (says(reading, 'undetectable') && bound?.measure?.text.startsWith('<')) {
    return [outcome('normal', { value: bound.measure.text, unit: unitIn(bound.text) })];
  }
  // "Pas de pic monoclonal": the form names the anomaly.
  if (standsFor && has(reading, 'negator', 'absent')) return [outcome('negative')];
  if (standsFor && says(reading, 'found', 'expressed') && !has(reading, 'search'))
    return [outcome(standsFor)];
  const stated = statedIn(reading);
  if (stated) return [outcome(stated)];
  if (says(reading, 'negative') || reading.some(({ kind, negated }) => negated && kind === 'elevated')) {
    return [outcome('normal')];
  }
  if (says(reading, 'positive')) return [outcome('elevated')];
  const open = openOutcome(reading);
  return open ? [open] : [];
}
