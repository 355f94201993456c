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

/** The observations that are the report: one or several embedded files, or lines of text. */
export type ReportObservations =
  | { readonly kind: 'embedded'; readonly observations: readonly Segment[] }
  | { readonly kind: 'lines'; readonly observations: readonly Segment[] };

const code = (obx: Segment): string => obx.value(3).toUpperCase();
export const valueType = (obx: Segment): string => obx.value(2).toUpperCase();

export const isMetadata = (obx: Segment): boolean =>
  obx.value(3, 3).toUpperCase() === METADATA_SYSTEM || METADATA_CODES.includes(code(obx));

/** By OBX-1 where it numbers them all, else by OBX-4 where it does, else as they came. */
function inOrder(observations: readonly Segment[]): readonly Segment[] {
  const field = [1, 4].find((one) => isNumbering(observations.map((obx) => obx.value(one))));
  if (field === undefined) return observations;
  return [...observations].sort((a, b) => Number(a.value(field)) - Number(b.value(field)));
}

const isNumbering = (numbers: readonly string[]): boolean =>
  numbers.every((n) => /^\d{1,9}$/.test(n)) && new Set(numbers).size === numbers.length;

/**
 * The report of a group: the ED observations whose OBX-3 is OBR-4 (volet), else those that are not metadata (older
 * senders name the order in OBR-4), else the TX, FT and ST observations in order.
 */
export function selectReport(group: ReportGroup): Result<ReportObservations, Refusal> {
  const observations = inOrder(group.observations.filter((obx) => !isMetadata(obx)));
  const embedded = observations.filter((obx) => valueType(obx) === 'ED');
  if (embedded.length > 0) {
    const ordered = group.obr?.value(4).toUpperCase();
    const matching = embedded.filter((obx) => code(obx) === ordered);
    return ok({ kind: 'embedded', observations: matching.length > 0 ? matching : embedded });
  }
  const lines = observations.filter((obx) => TEXT_TYPES.includes(valueType(obx)));
  const measure = observations.find((obx) => MEASURE_TYPES.includes(valueType(obx)));
  // Short answers among figures are results, not a text: read without their labels they would mislead.
  if (measure && lines.every((obx) => valueType(obx) === 'ST')) {
    return refuse('HL7_TABLE_VALUE', valueTypePlace(measure), 'measured results are not a report');
  }
  if (lines.length > 0) return ok({ kind: 'lines', observations: lines });
  const pointer = observations.find((obx) => valueType(obx) === 'RP');
  if (pointer) return refuse('HL7_POINTER', valueTypePlace(pointer), 'a pointer to a file is not followed');
  return refuse('HL7_SEGMENT_MISSING', { segment: 'OBX' }, 'no observation of type ED, TX, FT or ST');
}

const valueTypePlace = ({ ordinal }: Segment) => ({ segment: 'OBX', ordinal, field: 2 });

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
