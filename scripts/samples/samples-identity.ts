import { LESCOUBLAC, type Patient, RIVASSEAU, type Visit } from './people.js';
import { expected, type Sample } from './sample.js';
import { evn, msh, pid, pv1, toBytes } from './segments.js';

export const COLON_VISIT: Visit = {
  file: '260004471',
  visit: '26004471',
  unit: 'UFHEPATO',
  patientClass: 'I',
  admission: '202601120915',
};

function adt(event: 'A01' | 'A08', controlId: string, at: string, patient: Patient): Buffer {
  const head = {
    type: ['ADT', event, 'ADT_A01'],
    controlId,
    at,
    from: 'GAM-ILANGE',
    version: '2.5',
    charset: 'utf-8',
  } as const;
  return toBytes([msh(head), evn(at), pid(patient, COLON_VISIT), pv1(COLON_VISIT, RIVASSEAU)], 'utf-8');
}

/** As first written at the admission desk: a letter wrong in the name, no telephone yet. */
const AT_ADMISSION: Patient = { ...LESCOUBLAC, lastName: 'LECOUBLAC', firstNames: ['Firmin'], phone: '' };

export const identitySamples: readonly Sample[] = [
  {
    file: '01-admission-adt-a01.hl7',
    title: 'Admission (ADT A01)',
    patient: 'LECOUBLAC Firmin',
    shows: 'ADT^A01: a patient and a stay, before any report; the name has a typing error',
    controlId: 'GAM260112001',
    expected: expected({ events: ['identity'], state: 'none' }),
    bytes: () => adt('A01', 'GAM260112001', '202601120918', AT_ADMISSION),
  },
  {
    file: '03-identite-adt-a08.hl7',
    title: 'Correction d’identité (ADT A08)',
    patient: 'LESCOUBLAC Firmin',
    shows: 'ADT^A08: the name corrected, second first name and telephone added',
    controlId: 'GAM260113044',
    expected: expected({ events: ['identity'], state: 'none' }),
    bytes: () => adt('A08', 'GAM260113044', '202601131432', LESCOUBLAC),
  },
];
