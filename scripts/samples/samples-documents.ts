import { type CdaHeader, cdaLevel1, cdaLevel3 } from './cda.js';
import * as people from './people.js';
import { type Doctor, type Patient, type Visit } from './people.js';
import { printPdf } from './pdf.js';
import { BREAST_HER2_AMPLIFIED, BREAST_HER2_FIRST } from './reports/breast-her2.js';
import { CHEST_SCAN } from './reports/chest-scan.js';
import { HIP_BACTERIOLOGY } from './reports/hip-bacteriology.js';
import { biomarker, expected, infection, type Sample } from './sample.js';
import * as hl7 from './segments.js';
import { type DocumentHeader, type DocumentType } from './segments.js';

const PATHOLOGY: DocumentType = { code: '60568-3', display: 'CR anatomopathologie' };
const BIOLOGY: DocumentType = { code: '11502-2', display: "CR d'examens biologiques" };
const IMAGING: DocumentType = { code: '18748-4', display: "CR d'imagerie médicale" };

interface Mdm {
  readonly event: 'T02' | 'T04' | 'T10';
  readonly controlId: string;
  readonly from: string;
  readonly isVolet: boolean;
  readonly patient: Patient;
  readonly visit: Visit;
  readonly requester: Doctor;
  readonly document: DocumentHeader;
  readonly observations: readonly string[];
}

const ORDERS = { T02: 'NW', T10: 'RO', T04: 'CA' } as const;

function mdm(message: Mdm): Buffer {
  const { event, document, patient, visit, isVolet } = message;
  const segments = [
    hl7.msh({
      ...message,
      type: ['MDM', event, 'MDM_T02'],
      at: document.at,
      version: isVolet ? '2.6' : '2.5',
      charset: 'utf-8',
    }),
    hl7.evn(document.at),
    hl7.pid(patient, visit),
    hl7.pv1(visit, message.requester),
    hl7.orc(ORDERS[event]),
    hl7.obr({ type: document.type, at: document.at, requester: message.requester }),
    hl7.txa(document),
    ...message.observations,
  ];
  return hl7.toBytes(segments, 'utf-8');
}

/** The observations of the volet: the CDA, then what to do with it. */
function volet(type: DocumentType, cda: Buffer, isHiddenFromPatient: boolean, status = 'F'): string[] {
  return [
    hl7.embedded(type, ['text', 'XML'], cda.toString('base64'), status),
    hl7.metadata(2, 'MASQUE_PS', 'Masqué aux professionnels de santé', 'N'),
    hl7.metadata(3, 'INVISIBLE_PATIENT', 'Non visible par le patient', isHiddenFromPatient ? 'Y' : 'N'),
    hl7.metadata(4, 'INVISIBLE_REP_LEGAUX', 'Non visible par les représentants légaux', 'N'),
  ];
}

const HER2_VISIT: Visit = {
  file: '260022871',
  visit: '26022871',
  unit: 'UFSENOLO',
  patientClass: 'O',
  admission: '202602240930',
};
const HIP_VISIT: Visit = {
  file: '260014020',
  visit: '26014020',
  unit: 'UFORTHO',
  patientClass: 'I',
  admission: '202602011120',
};
const SCAN_VISIT: Visit = {
  file: '260025533',
  visit: '26025533',
  unit: 'UFONCO',
  patientClass: 'O',
  admission: '202603020830',
};

async function breastHer2(version: 1 | 2): Promise<Buffer> {
  const isFirst = version === 1;
  const at = isFirst ? '202602271105' : '202603050948';
  const id = isFirst ? '26P00655' : '26P00655-2';
  const cda: CdaHeader = {
    id,
    setId: '26P00655',
    version,
    ...(!isFirst && { replaces: '26P00655' }),
    type: PATHOLOGY,
    title: "Compte rendu d'anatomopathologie",
    at,
    patient: people.MERCADOUX,
    author: people.QUILLEMBERT,
  };
  const printed = isFirst ? BREAST_HER2_FIRST : BREAST_HER2_AMPLIFIED;
  const pdf = await printPdf(printed, new Date(isFirst ? '2026-02-27T10:05:00Z' : '2026-03-05T08:48:00Z'));
  return mdm({
    event: isFirst ? 'T02' : 'T10',
    controlId: isFirst ? 'ANP260227051' : 'ANP260305009',
    from: 'ANAPATH-DIAMANTE',
    isVolet: true,
    patient: people.MERCADOUX,
    visit: HER2_VISIT,
    requester: people.AUBRELIN,
    document: {
      type: PATHOLOGY,
      at,
      author: people.QUILLEMBERT,
      id,
      ...(!isFirst && { parentId: '26P00655' }),
    },
    observations: volet(PATHOLOGY, cdaLevel1(cda, pdf), true, isFirst ? 'F' : 'C'),
  });
}

function hipBacteriology(): Buffer {
  const document = { type: BIOLOGY, at: '202602131030', author: people.ARCOURBET, id: '26B001742' };
  const cda = cdaLevel3(
    {
      ...document,
      setId: document.id,
      version: 1,
      title: 'Compte rendu de bactériologie',
      patient: people.ESCARVEL,
    },
    HIP_BACTERIOLOGY,
  );
  return mdm({
    event: 'T02',
    controlId: 'SGL260213118',
    from: 'SGL-QUARTZ',
    isVolet: true,
    patient: people.ESCARVEL,
    visit: HIP_VISIT,
    requester: people.VESPERINE,
    document,
    observations: volet(BIOLOGY, cda, false),
  });
}

function chestScan(event: 'T02' | 'T04'): Buffer {
  const isDeletion = event === 'T04';
  const withdrawal = hl7.observation({
    1: '1',
    2: 'TX',
    3: hl7.loinc(IMAGING),
    5: "Compte rendu retiré par le service d'imagerie : rattaché au mauvais examen.",
    11: 'D',
  });
  return mdm({
    event,
    controlId: isDeletion ? 'RIS260302219' : 'RIS260302187',
    from: 'RIS-OPALE',
    isVolet: false,
    patient: people.GRISOLVENT,
    visit: SCAN_VISIT,
    requester: people.LENOIRVAL,
    document: {
      type: IMAGING,
      at: isDeletion ? '202603021744' : '202603021512',
      author: people.NIVELOIX,
      id: 'SC260302-045',
      ...(isDeletion && { availability: 'CA' }),
    },
    observations: isDeletion ? [withdrawal] : hl7.textLines(CHEST_SCAN, IMAGING),
  });
}

const breastFindings = (her2: 'equivocal' | 'amplified') => [
  biomarker('ER', 'negative', '0'),
  biomarker('PR', 'negative'),
  biomarker('HER2', her2, her2 === 'equivocal' ? '2+' : undefined),
  biomarker('Ki-67', 'unknown', '45'),
];

export const documentSamples: readonly Sample[] = [
  {
    file: '06-sein-her2-mdm-cda-n1.hl7',
    title: 'Sein, HER2 équivoque',
    patient: 'MERCADOUX Solange',
    shows: 'MDM^T02 of the ANS volet (2.6), CDA R2 level 1 around a PDF; metadata: INVISIBLE_PATIENT',
    controlId: 'ANP260227051',
    expected: expected({ findings: breastFindings('equivocal') }),
    bytes: () => breastHer2(1),
  },
  {
    file: '07-prothese-bacteriologie-mdm-cda-n3.hl7',
    title: 'Bactériologie, infection de prothèse',
    patient: "D'ESCARVEL Perrine",
    shows: 'MDM^T02 of the ANS volet, CDA R2 level 3: sections, an antibiogram as a table',
    controlId: 'SGL260213118',
    expected: expected({
      findings: [
        infection('Infection', 'Infection de prothèse'),
        infection('Bacterie', 'Staphylococcus aureus'),
        infection('Bacteriemie', 'Bactériémie', { assertion: 'Absent' }),
        infection('Resistance', 'SARM', { assertion: 'Absent' }),
        infection('Susceptibility', 'oxacilline', { result: 'S' }),
        infection('Susceptibility', 'érythromycine', { result: 'R' }),
        infection('Susceptibility', 'clindamycine', { result: 'R' }),
        infection('Susceptibility', 'vancomycine', { result: 'S' }),
      ],
    }),
    bytes: hipBacteriology,
  },
  {
    file: '12-sein-fish-mdm-t10.hl7',
    title: 'Sein, HER2 amplifié (remplace 06)',
    patient: 'MERCADOUX Solange',
    shows: 'MDM^T10: replaces 06 (TXA-13); HER2 2+, equivocal in 06, is amplified in FISH',
    controlId: 'ANP260305009',
    expected: expected({ events: ['replacement'], findings: breastFindings('amplified') }),
    bytes: () => breastHer2(2),
  },
  {
    file: '13-scanner-mdm-t02.hl7',
    title: 'Scanner thoraco-abdomino-pelvien',
    patient: 'GRISOLVENT Lazare',
    shows: 'MDM^T02 2.5 of an older sender, TX lines; withdrawn by 14',
    controlId: 'RIS260302187',
    expected: expected(),
    bytes: () => chestScan('T02'),
  },
  {
    file: '14-scanner-suppression-mdm-t04.hl7',
    title: 'Suppression du scanner (retire 13)',
    patient: 'GRISOLVENT Lazare',
    shows: 'MDM^T04 with ORC-1 CA, OBX-11 D and TXA-19 CA: deletes 13, whose resources become entered-in-error',
    controlId: 'RIS260302219',
    expected: expected({ events: ['deletion'] }),
    bytes: () => chestScan('T04'),
  },
];
