import { CHARSET_CODE, type Charset, decodeText, encodeText, type FieldContent, type RawField, writeSegment } from '../../src/hl7/index.js';
import { type Doctor, type Patient, type Visit } from './people.js';

/** `2.999` is the arc that ITU-T X.660 keeps for examples: no one is assigned under it. */
export const OID = {
  hospital: '2.999.98.1',
  patients: '2.999.98.2',
  stays: '2.999.98.3',
  documents: '2.999.98.10',
  /** INS of tests. */
  ins: '1.2.250.1.213.1.4.10',
  rpps: '1.2.250.1.71.4.2.1',
} as const;

const HOSPITAL = 'CH-VALMORANGE';
const authority = (oid: string): readonly string[] => [HOSPITAL, oid, 'ISO'];

/** Fields already escaped, joined as components. */
const raw = (...components: string[]): RawField => ({ raw: components.join('^') });

/** A field of several repetitions. */
function repeated(...repetitions: FieldContent[]): RawField {
  const written = repetitions.map((content) => writeSegment('XXX', { 1: content }).slice(4));
  return { raw: written.join('~') };
}

export interface Head {
  /** Message, event, structure. */
  readonly type: readonly [string, string, string];
  readonly controlId: string;
  /** `YYYYMMDDHHMM`. */
  readonly at: string;
  readonly from: string;
  readonly version: string;
  readonly charset: Charset;
  /** MSH-21: the ANS volet. */
  readonly isVolet?: boolean;
}

export function msh(head: Head): string {
  return writeSegment('MSH', {
    3: head.from,
    4: HOSPITAL,
    5: 'PASSERELLE',
    6: HOSPITAL,
    7: head.at,
    9: head.type,
    10: head.controlId,
    // D, debugging: no production system may take these people for real ones.
    11: 'D',
    12: head.version,
    17: 'FRA',
    18: CHARSET_CODE[head.charset],
    21: head.isVolet ? ['2.1', 'CISIS_CDA_HL7_V2'] : undefined,
  });
}

export function pid(patient: Patient, visit?: Visit): string {
  const [first = '', ...others] = patient.firstNames;
  const all = [first, ...others].join(' ');
  const birthName: FieldContent = [patient.birthName ?? patient.lastName, first, all, '', '', '', 'L'];
  const usedName: FieldContent = [patient.lastName, first, '', '', '', '', 'D'];
  const [line, postcode, city] = patient.address;
  return writeSegment('PID', {
    1: '1',
    3: repeated(
      [patient.ipp, '', '', authority(OID.patients), 'PI'],
      [patient.nir.digits, '', '', ['ASIP-SANTE-INS-NIR', OID.ins, 'ISO'], 'INS'],
    ),
    5: patient.birthName ? repeated(birthName, usedName) : birthName,
    7: patient.birthDate,
    8: patient.sex,
    11: repeated([line, '', city, '', postcode, 'FRA', 'H'], ['', '', '', '', '', '', 'BDL', '', '99990']),
    13: patient.phone ? ['', 'PRN', 'CP', '', '', '', '', '', '', '', '', patient.phone] : undefined,
    18: visit ? [visit.file, '', '', authority(OID.stays), 'AN'] : undefined,
    32: 'FICT',
  });
}

export function pv1(visit: Visit, doctor: Doctor): string {
  return writeSegment('PV1', {
    1: '1',
    2: visit.patientClass,
    3: visit.unit,
    7: xcn(doctor),
    19: [visit.visit, '', '', authority(OID.stays), 'VN'],
    44: visit.admission,
    45: visit.discharge,
  });
}

export const evn = (at: string): string => writeSegment('EVN', { 2: at, 6: at });

/** ORC-1: NW new, RO replacement, CA deletion. */
export const orc = (control: 'NW' | 'RO' | 'CA'): string => writeSegment('ORC', { 1: control });

export const xcn = (doctor: Doctor): FieldContent => [
  doctor.rpps,
  doctor.lastName,
  doctor.firstName,
  '',
  '',
  doctor.title,
  '',
  '',
  ['ASIP-SANTE-PS', OID.rpps, 'ISO'],
  'D',
  '',
  '',
  'RPPS',
];

export interface DocumentType {
  /** LOINC of JDV_J07. */
  readonly code: string;
  readonly display: string;
}

export const loinc = ({ code, display }: DocumentType): FieldContent => [code, display, 'LN'];

export interface Order {
  /** OBR-3, where the sender numbers by orders. */
  readonly filler?: string;
  readonly type: DocumentType;
  readonly at: string;
  readonly requester?: Doctor;
  readonly author?: Doctor;
}

export function obr({ filler, type, at, requester, author }: Order): string {
  return writeSegment('OBR', {
    1: '1',
    3: filler ? [filler, HOSPITAL] : undefined,
    4: loinc(type),
    7: at,
    16: requester && xcn(requester),
    22: at,
    25: 'F',
    32: author && [[author.rpps, author.lastName, author.firstName]],
  });
}

export interface DocumentHeader {
  readonly type: DocumentType;
  readonly at: string;
  readonly author: Doctor;
  readonly id: string;
  readonly parentId?: string;
  /** TXA-19: CA withdraws. */
  readonly availability?: 'CA';
}

const documentId = (id: string): FieldContent => [id, '', OID.documents, 'ISO'];

export function txa(header: DocumentHeader): string {
  return writeSegment('TXA', {
    1: '1',
    2: header.type.code,
    3: 'TEXT',
    4: header.at,
    9: xcn(header.author),
    12: documentId(header.id),
    13: header.parentId === undefined ? undefined : documentId(header.parentId),
    17: 'AU',
    19: header.availability,
  });
}

/** One TX observation a line. */
export function textLines(text: string, type: DocumentType): string[] {
  return text
    .split('\n')
    .map((line, at) => writeSegment('OBX', { 1: String(at + 1), 2: 'TX', 3: loinc(type), 5: line, 11: 'F' }));
}

export const observation = (fields: Readonly<Record<number, FieldContent | RawField>>): string =>
  writeSegment('OBX', fields);

/** An embedded file: ED. */
export function embedded(type: DocumentType, kind: readonly [string, string], base64: string, status: string) {
  return observation({ 1: '1', 2: 'ED', 3: loinc(type), 5: raw('', ...kind, 'Base64', base64), 11: status });
}

/** Metadata of the ANS volet: a flag, Y or N. */
export function metadata(at: number, code: string, label: string, value: 'Y' | 'N'): string {
  return observation({
    1: String(at),
    2: 'CWE',
    3: [code, label, 'MetaDMPMSS'],
    5: [value, '', 'expandedYes-NoIndicator'],
    11: 'F',
  });
}

/** Segments to the bytes of a file, without the MLLP frame; nothing may be lost to the charset. */
export function toBytes(segments: readonly string[], charset: Charset, lineEnd = '\r'): Buffer {
  const text = segments.map((segment) => segment + lineEnd).join('');
  const bytes = encodeText(text, charset);
  const read = decodeText(bytes, charset);
  if (!read.ok || read.value !== text) throw new Error(`a letter of the sample is not in ${charset}`);
  return bytes;
}
