import { type Charset } from '../../src/hl7/index.js';
import { type Doctor, type Patient, type Visit } from './people.js';
import { type DocumentType, msh, obr, orc, pid, pv1, toBytes } from './segments.js';

export interface Oru {
  readonly controlId: string;
  readonly at: string;
  readonly from: string;
  readonly version?: string;
  readonly charset?: Charset;
  readonly lineEnd?: string;
  readonly patient: Patient;
  readonly visit: Visit;
  readonly requester: Doctor;
  readonly author: Doctor;
  readonly type: DocumentType;
  readonly filler: string;
  readonly observations: readonly string[];
}

/** An ORU^R01 with one order and its observations. */
export function oru(message: Oru): Buffer {
  const { version = '2.5', charset = 'utf-8', lineEnd = '\r', type, at, author, requester, filler } = message;
  const segments = [
    msh({ ...message, type: ['ORU', 'R01', 'ORU_R01'], version, charset }),
    pid(message.patient, message.visit),
    pv1(message.visit, requester),
    orc('NW'),
    obr({ filler, type, at, requester, author }),
    ...message.observations,
  ];
  return toBytes(segments, charset, lineEnd);
}

export const stay = (file: string, unit: string, admission: string, discharge?: string): Visit => ({
  file,
  visit: file.replace(/^260/, '26'),
  unit,
  patientClass: discharge ? 'I' : 'O',
  admission,
  discharge,
});

/** Texts name no number themselves: those of people.ts are put in. */
export const withNumbers = (text: string, patient: Patient, author: Doctor): string =>
  text.replace('{NIR}', patient.nir.printed).replace('{RPPS}', author.rpps);

