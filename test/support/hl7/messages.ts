import { joinSegments } from '../../../src/hl7/index.js';

/** Segments of a message, each a text; `undefined` leaves one out. All people are fictitious. */
export type Segments = readonly (string | undefined)[];

export interface HeaderOptions {
  readonly type?: string;
  readonly controlId?: string;
  readonly processingId?: string;
  readonly version?: string;
  readonly accept?: string;
  readonly application?: string;
  readonly charset?: string;
  readonly profile?: string;
}

export function aHeader(options: HeaderOptions = {}): string {
  const fields = [
    'MSH|^~\\&',
    'LABO',
    'SITE-A',
    'PASSERELLE',
    'CHU-TEST',
    '20240306111154',
    '',
    options.type ?? 'ORU^R01^ORU_R01',
    options.controlId ?? 'M0001',
    options.processingId ?? 'P',
    options.version ?? '2.5',
    '',
    '',
    options.accept ?? '',
    options.application ?? '',
    'FRA',
    options.charset ?? 'UNICODE UTF-8',
    '',
    '',
    options.profile ?? '',
  ];
  return fields.join('|').replace(/\|+$/, '');
}

/** A patient who does not exist: identifiers of one repeated digit. */
export const PATIENT =
  'PID|||0000042^^^CHU-TEST&1.2.250.1.999.1&ISO^PI||ESSAI^Zoé^^^^^D~FICTIVE^Zoé^Zoé Anne^^^^L||19700101|F|||' +
  '1 rue du Test^Bâtiment B^VILLETEST^^99999^FRA^H~^^^^^^BDL^^99999||0199000000^PRN^PH~^NET^Internet^zoe@exemple.invalid';

export const VISIT = 'PV1|1|I|CARDIO^12^1||||1001^MODELE^Paul|||8|||||||||VN77^^^CHU-TEST^VN';

export const message = (segments: Segments): string =>
  joinSegments(segments.filter((segment) => segment !== undefined));

export const bytesOf = (segments: Segments, encoding: BufferEncoding = 'utf8'): Buffer =>
  Buffer.from(message(segments), encoding);

export interface OruOptions extends HeaderOptions {
  readonly patient?: string;
  readonly order?: string;
  readonly request?: string;
  readonly observations?: Segments;
}

/** A text report of two lines, unless told otherwise. */
export const anOru = (options: OruOptions = {}): Segments => [
  aHeader(options),
  options.patient ?? PATIENT,
  VISIT,
  options.order ?? 'ORC|NW|P1^SERVICE|F1^LABO',
  options.request ?? "OBR|1|P1^SERVICE|F1^LABO|60568-3^CR d'anatomie pathologique^LN",
  ...(options.observations ?? [
    "OBX|1|TX|60568-3^CR d'anatomie pathologique^LN||Première ligne.||||||F",
    "OBX|2|TX|60568-3^CR d'anatomie pathologique^LN||Deuxième ligne.||||||F",
  ]),
];

export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export interface MdmOptions extends HeaderOptions {
  readonly event: 'T02' | 'T04' | 'T10';
  readonly order?: string;
  readonly document?: string;
  readonly observations?: Segments;
}

const MDM_STATUS = { T02: ['NW', 'F'], T10: ['RO', 'C'], T04: ['CA', 'D'] } as const;

/** An imaging report as a CDA, in the shape of the ANS volet. */
export function anMdm(options: MdmOptions): Segments {
  const [order, status] = MDM_STATUS[options.event];
  const parent = options.event === 'T02' ? '' : 'DOC-1^^1.2.250.1.999.2^ISO';
  const id = options.event === 'T02' ? 'DOC-1' : 'DOC-2';
  return [
    aHeader({
      type: `MDM^${options.event}^MDM_T02`,
      version: '2.6',
      profile: '2.1^CISIS_CDA_HL7_V2',
      ...options,
    }),
    'EVN||20240306111100',
    PATIENT,
    VISIT,
    options.order ?? `ORC|${order}`,
    "OBR|1|||18748-4^CR d'imagerie médicale^LN",
    options.document ?? `TXA|1|18748-4|TEXT|202403061100||||||||${id}^^1.2.250.1.999.2^ISO|${parent}||||AU`,
    ...(options.observations ?? [
      `OBX|1|ED|18748-4^CR d'imagerie médicale^LN||^text^XML^Base64^${base64('<ClinicalDocument/>')}||||||${status}`,
      'OBX|2|CWE|MASQUE_PS^Masqué^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F',
    ]),
  ];
}

export const anAdt = (event: string, options: HeaderOptions = {}): Segments => [
  aHeader({ type: `ADT^${event}^ADT_A01`, version: '2.5^FRA^2.11', ...options }),
  'EVN||20240306111154',
  PATIENT,
  VISIT,
  'ZBE|1^CHU|20240306110000||INSERT|N||Cardiologie^^^^^CHU-TEST^UF^^^4321',
];
