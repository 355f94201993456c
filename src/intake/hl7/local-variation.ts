import {
  emptySegment,
  escapeText,
  type Hl7Message,
  type Hl7Path,
  repetitionAt,
  type Segment,
  withFields,
  withSegments,
} from '../../hl7/index.js';
import { type Coding } from '../report.js';
import { readIdentifier } from './identifiers.js';

/** Fields a site may write elsewhere than the standard says. */
export const LOCAL_FIELDS = [
  'ipp',
  'nda',
  'visit',
  'unit',
  'documentId',
  'parentId',
  'documentType',
] as const;
export type LocalField = (typeof LOCAL_FIELDS)[number];

/** How one source departs from the standard: configuration, never code. */
export interface LocalVariation {
  readonly fields: Readonly<Partial<Record<LocalField, Hl7Path>>>;
  /** Who gives the IPP, where the message does not name it: CX-4 as HL7 writes it. */
  readonly ippAuthority?: string;
  /** Local code of a document type to its LOINC. */
  readonly types: ReadonlyMap<string, Coding>;
  readonly ignoredSegments: readonly string[];
}

export const NO_VARIATION: LocalVariation = { fields: {}, types: new Map(), ignoredSegments: [] };

/** Segments a message is not one without: they cannot be ignored. */
export const NEEDED_SEGMENTS: readonly string[] = ['MSH', 'PID'];

/**
 * The message with patient and stay where the standard has them: ignored segments gone, IPP, NDA, visit and unit
 * taken from where the source writes them. A path that finds nothing is an empty field: the usual place is not read
 * instead, for what stands there is another number.
 */
export function toStandardPlaces(message: Hl7Message, variation: LocalVariation): Hl7Message {
  const { fields, ignoredSegments } = variation;
  const kept = message.segments.filter(({ name }) => !ignoredSegments.includes(name));
  const taken = withSegments(message, kept);
  const pid = taken.segment('PID');
  if (!pid) return taken;
  const patient = {
    ...(fields.ipp && movedOut(taken, pid, fields.ipp)),
    ...(fields.ipp && { 3: patientIdentifiers(taken, pid, variation) }),
    ...(fields.nda && { 18: asCx(taken, fields.nda, 'AN') }),
  };
  const visit = {
    ...(fields.visit && { 19: asCx(taken, fields.visit, 'VN') }),
    ...(fields.unit && { 3: escaped(valueOf(taken, fields.unit), taken) }),
  };
  return withSegments(taken, replaced(taken, { pid, patient, visit }));
}

interface Rewritten {
  readonly pid: Segment;
  readonly patient: Readonly<Record<number, string | undefined>>;
  readonly visit: Readonly<Record<number, string | undefined>>;
}

function replaced(message: Hl7Message, { pid, patient, visit }: Rewritten): readonly Segment[] {
  const pv1 = message.segment('PV1');
  const visited = withFields(pv1 ?? emptySegment('PV1', message), visit, message);
  const isNew = pv1 === undefined && Object.keys(visit).length > 0;
  return message.segments.flatMap((segment) => {
    if (segment === pv1) return [visited];
    if (segment !== pid) return [segment];
    return [withFields(pid, patient, message), ...(isNew ? [visited] : [])];
  });
}

const valueOf = ({ segments }: Hl7Message, path: Hl7Path): string =>
  repetitionAt(segments, path)?.value(path.component, path.subcomponent) ?? '';

const escaped = (text: string, { delimiters }: Hl7Message): string => escapeText(text, delimiters);

/** CX of a type: the repetition the path leads to with its authority, or the one value it names. Empty where absent. */
function asCx(message: Hl7Message, path: Hl7Path, type: string, authority = ''): string {
  const value = valueOf(message, path);
  if (value === '') return '';
  const whole = path.component === undefined ? repetitionAt(message.segments, path)?.raw : undefined;
  const components = whole?.split(message.delimiters.component) ?? [escaped(value, message)];
  return withComponents(components, { 4: components[3] || authority, 5: type }, message);
}

function withComponents(
  components: readonly string[],
  values: Readonly<Record<number, string>>,
  { delimiters }: Hl7Message,
): string {
  const length = Math.max(components.length, ...Object.keys(values).map(Number));
  const all = Array.from({ length }, (_, at) => values[at + 1] ?? components[at] ?? '');
  return all.join(delimiters.component);
}

/** PID-2 and PID-4 are read as other numbers: what was taken from there for the IPP is not told twice. */
function movedOut({ segments, delimiters }: Hl7Message, pid: Segment, path: Hl7Path) {
  if (path.segment !== 'PID' || (path.field !== 2 && path.field !== 4)) return {};
  const taken = repetitionAt(segments, path)?.raw;
  const rest = pid.repetitions(path.field).filter(({ raw }) => raw !== taken);
  return { [path.field]: rest.map(({ raw }) => raw).join(delimiters.repetition) };
}

/** The IPP of the path first; what else would have been taken for an IPP stays known, as another number. */
function patientIdentifiers(message: Hl7Message, pid: Segment, { fields, ippAuthority }: LocalVariation) {
  const { component, repetition } = message.delimiters;
  const path = fields.ipp as Hl7Path;
  const ipp = asCx(message, path, 'PI', ippAuthority);
  const chosen =
    path.segment === 'PID' && path.field === 3 ? repetitionAt(message.segments, path) : undefined;
  const others = pid
    .repetitions(3)
    .filter(({ raw }) => raw !== chosen?.raw)
    .map((cx) =>
      readIdentifier(cx, 'IPP')?.kind === 'IPP'
        ? withComponents(cx.raw.split(component), { 5: 'U' }, message)
        : cx.raw,
    );
  return [ipp, ...others].filter(Boolean).join(repetition || component);
}
