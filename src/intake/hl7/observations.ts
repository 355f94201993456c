import { type Segment } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type ConfidentialityFlag } from '../report.js';
import {
  CONFIDENTIALITY_CODES,
  MEASURE_TYPES,
  METADATA_CODES,
  METADATA_SYSTEM,
  TEXT_TYPES,
} from './observation-patterns.js';
import { refuse, type Refusal } from './refusals.js';
import { type ReportGroup } from './report-groups.js';

/** The observations that are the report: one or several embedded files, lines of text, or pointers to files. */
export interface ReportObservations {
  readonly kind: 'embedded' | 'lines' | 'pointers';
  readonly observations: readonly Segment[];
}

const code = (obx: Segment): string => obx.value(3).toUpperCase();
export const valueType = (obx: Segment): string => obx.value(2).toUpperCase();

export const isMetadata = (obx: Segment): boolean =>
  obx.value(3, 3).toUpperCase() === METADATA_SYSTEM || METADATA_CODES.includes(code(obx));

/**
 * By OBX-1 where it numbers them all, else by OBX-4 where it does, else as they came. OBX-4 may number in levels:
 * 1.1, 1.2, 1.10, 2.
 */
function inOrder(observations: readonly Segment[]): readonly Segment[] {
  for (const [field, levels] of [[1, 1] as const, [4, MOST_LEVELS] as const]) {
    const numbers = observations.map((obx) => levelsOf(obx.value(field), levels));
    if (!isNumbering(numbers)) continue;
    const numbered = observations.map((obx, at) => ({ obx, number: numbers[at] ?? [] }));
    return numbered.sort((a, b) => compareLevels(a.number, b.number)).map(({ obx }) => obx);
  }
  return observations;
}

const MOST_LEVELS = 10;
const LONGEST_NUMBER = 9;

/** `1.10` as [1, 10]; nothing where it is no number of so many levels. */
function levelsOf(text: string, most: number): readonly number[] | undefined {
  if (text.length > most * (LONGEST_NUMBER + 1)) return undefined;
  const levels = text.split('.');
  const isNumber = levels.length <= most && levels.every((level) => /^\d{1,9}$/.test(level));
  return isNumber ? levels.map(Number) : undefined;
}

function isNumbering(numbers: readonly (readonly number[] | undefined)[]): boolean {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === numbers.length && new Set(known.map(String)).size === numbers.length;
}

/** Level by level; a number stands before those under it. */
function compareLevels(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((level, index) => level !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

/**
 * The report of a group: the ED observations whose OBX-3 is OBR-4 (volet), else those that are not metadata (older
 * senders name the order in OBR-4), else the TX, FT and ST observations in order, else the pointers, chosen as the files.
 */
export function selectReport(group: ReportGroup): Result<ReportObservations, Refusal> {
  const observations = inOrder(group.observations.filter((obx) => !isMetadata(obx)));
  const embedded = observations.filter((obx) => valueType(obx) === 'ED');
  if (embedded.length > 0) return ok({ kind: 'embedded', observations: ofOrder(embedded, group) });
  const lines = observations.filter((obx) => TEXT_TYPES.includes(valueType(obx)));
  const pointers = observations.filter((obx) => valueType(obx) === 'RP');
  const measure = observations.find((obx) => MEASURE_TYPES.includes(valueType(obx)));
  // Short answers among figures are results, not a text: read without their labels they would mislead.
  const isResults = measure !== undefined && lines.every((obx) => valueType(obx) === 'ST');
  if (pointers.length > 0 && (lines.length === 0 || isResults))
    return ok({ kind: 'pointers', observations: ofOrder(pointers, group) });
  if (isResults) {
    return refuse('HL7_TABLE_VALUE', valueTypePlace(measure), 'measured results are not a report');
  }
  if (lines.length > 0) return ok({ kind: 'lines', observations: lines });
  return refuse('HL7_SEGMENT_MISSING', { segment: 'OBX' }, 'no observation of type ED, TX, FT or ST');
}

/** Those whose OBX-3 is OBR-4, else all of them. */
function ofOrder(files: readonly Segment[], { obr }: ReportGroup): readonly Segment[] {
  const ordered = obr?.value(4).toUpperCase();
  const matching = files.filter((obx) => code(obx) === ordered);
  return matching.length > 0 ? matching : files;
}

export const valueTypePlace = ({ ordinal }: Segment) => ({ segment: 'OBX', ordinal, field: 2 });

const known = new WeakMap<readonly Segment[], readonly ConfidentialityFlag[]>();

/** Flags of the volet set to Y. Told once for one list: each report of a message asks for the message's own. */
export function confidentialityOf(observations: readonly Segment[]): readonly ConfidentialityFlag[] {
  const before = known.get(observations);
  if (before) return before;
  const set = observations
    .filter((obx) => isMetadata(obx) && obx.value(5).toUpperCase() === 'Y')
    .map((obx) => CONFIDENTIALITY_CODES[code(obx)])
    .filter((flag) => flag !== undefined);
  const flags = [...new Set(set)];
  known.set(observations, flags);
  return flags;
}
