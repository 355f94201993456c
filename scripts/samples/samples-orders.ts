import { toFormattedText } from './formatted-text.js';
import * as people from './people.js';
import { oru, stay, withNumbers } from './oru.js';
import { printPdf } from './pdf.js';
import { BREAST_BIOPSY } from './reports/breast-biopsy.js';
import { COLON_MOLECULAR } from './reports/colon-molecular.js';
import { LUNG_BOARD } from './reports/lung-board.js';
import { NEGATIVE_INFECTION } from './reports/negative-infection.js';
import { PSA_LETTER } from './reports/psa-letter.js';
import { SERUM_MARKERS } from './reports/serum-markers.js';
import { URINARY_LETTER } from './reports/urinary-letter.js';
import { biomarker, expected, infection, type Sample } from './sample.js';
import { COLON_VISIT } from './samples-identity.js';
import { type DocumentType, embedded, loinc, observation, textLines } from './segments.js';

const PATHOLOGY: DocumentType = { code: '60568-3', display: 'CR anatomopathologie' };
const GENETICS: DocumentType = { code: '51969-4', display: 'CR de génétique moléculaire' };
const BOARD: DocumentType = { code: '34794-8', display: 'CR de réunion de concertation pluridisciplinaire' };
const HOSPITALIZATION: DocumentType = { code: '34112-3', display: 'CR hospitalier' };
const BIOLOGY: DocumentType = { code: '11502-2', display: "CR d'examens biologiques" };
const CONSULTATION: DocumentType = { code: '11488-4', display: 'CR de consultation' };

export const breastBiopsy = (): Buffer =>
  oru({
    controlId: 'ANP260209017',
    at: '202602091642',
    from: 'ANAPATH-DIAMANTE',
    patient: people.BRANTHOMEZ,
    visit: stay('260018834', 'UFSENOLO', '202602030900'),
    requester: people.LENOIRVAL,
    author: people.QUILLEMBERT,
    type: PATHOLOGY,
    filler: '26P00412',
    observations: textLines(BREAST_BIOPSY, PATHOLOGY),
  });

const colonMolecular = (): Buffer =>
  oru({
    controlId: 'GEN000020260130004',
    at: '202601301110',
    from: 'GENTUM',
    version: '2.3.1',
    charset: 'iso-8859-1',
    patient: people.LESCOUBLAC,
    visit: COLON_VISIT,
    requester: people.RIVASSEAU,
    author: people.FALKENDAL,
    type: GENETICS,
    filler: '26G00093',
    observations: [
      observation({
        1: '1',
        2: 'FT',
        3: loinc(GENETICS),
        5: { raw: toFormattedText(COLON_MOLECULAR) },
        11: 'F',
      }),
    ],
  });

const lungBoard = async (): Promise<Buffer> => {
  const pdf = await printPdf(LUNG_BOARD, new Date('2026-03-13T09:00:00Z'));
  return oru({
    controlId: 'DCC-2026-T-117',
    at: '202603131000',
    from: 'DCC-ONCO',
    patient: people.TOURVIGNAC,
    visit: stay('260009127', 'UFPNEUMO', '202602040800', '202602061700'),
    requester: people.MONTGALION,
    author: people.MONTGALION,
    type: BOARD,
    filler: '2026-T-117',
    observations: [embedded(BOARD, ['application', 'pdf'], pdf.toString('base64'), 'F')],
  });
};

const urinaryLetter = (): Buffer =>
  oru({
    controlId: 'DPI260121233',
    at: '202601211730',
    from: 'DPI-AMBRE',
    version: '2.4',
    charset: 'iso-8859-15',
    patient: people.ORBELLUN,
    visit: stay('260007302', 'UFGERIA', '202601112140', '202601211500'),
    requester: people.BALLIVERNE,
    author: people.OMBREDANT,
    type: HOSPITALIZATION,
    filler: 'CRH-260007302',
    observations: textLines(withNumbers(URINARY_LETTER, people.ORBELLUN, people.OMBREDANT), HOSPITALIZATION),
  });

const negativeInfection = (): Buffer =>
  oru({
    controlId: 'DPI260220101',
    at: '202602201605',
    from: 'DPI-AMBRE',
    patient: people.PAQUERIN,
    visit: stay('260021590', 'UFINFEC', '202602161030', '202602201600'),
    requester: people.OMBREDANT,
    author: people.OMBREDANT,
    type: HOSPITALIZATION,
    filler: 'CRH-260021590',
    observations: textLines(NEGATIVE_INFECTION, HOSPITALIZATION),
  });

const serumMarkers = (): Buffer =>
  oru({
    controlId: 'SGL2604180337',
    at: '202604181520',
    from: 'SGL-QUARTZ',
    patient: people.BRANTHOMEZ,
    visit: stay('260018834', 'UFONCO', '202602030900'),
    requester: people.LENOIRVAL,
    author: people.ARCOURBET,
    type: BIOLOGY,
    filler: '2604180337',
    observations: textLines(withNumbers(SERUM_MARKERS, people.BRANTHOMEZ, people.ARCOURBET), BIOLOGY),
  });

const psaLetter = (): Buffer =>
  oru({
    controlId: 'DIC-88120',
    at: '202603261145',
    from: 'DICTEE-ONYX',
    lineEnd: '\n',
    patient: people.CALVERMOND,
    visit: stay('260030412', 'UFUROLO', '202603251400'),
    requester: people.BALLIVERNE,
    author: people.TROUBADET,
    type: CONSULTATION,
    filler: 'C-88120',
    observations: textLines(PSA_LETTER, CONSULTATION),
  });

const breastFindings = [
  biomarker('ER', 'positive', '95'),
  biomarker('PR', 'positive', '70'),
  biomarker('HER2', 'negative', '1+'),
  biomarker('Ki-67', 'unknown', '18'),
];

export const orderSamples: readonly Sample[] = [
  {
    file: '02-sein-biopsie-oru-tx.hl7',
    title: 'Biopsie du sein, anatomopathologie',
    patient: 'BRANTHOMEZ Odile',
    shows: 'ORU^R01 2.5, one TX observation a line, UTF-8',
    controlId: 'ANP260209017',
    expected: expected({ findings: breastFindings }),
    bytes: breastBiopsy,
  },
  {
    file: '04-colon-biologie-moleculaire-oru-ft.hl7',
    title: 'Côlon, biologie moléculaire',
    patient: 'LESCOUBLAC Firmin',
    shows: 'ORU^R01 2.3.1, formatted text (FT): escaped separators, letters, line ends and highlighting; ISO 8859-1; the patient of 01 and 03',
    controlId: 'GEN000020260130004',
    expected: expected({
      findings: [
        biomarker('KRAS', 'mutated'),
        biomarker('NRAS', 'wildtype'),
        biomarker('BRAF', 'wildtype'),
        biomarker('PIK3CA', 'unknown'),
        biomarker('MSI', 'negative'),
        biomarker('MMR', 'negative'),
      ],
    }),
    bytes: colonMolecular,
  },
  {
    file: '05-poumon-rcp-oru-pdf.hl7',
    title: 'Poumon, fiche de RCP',
    patient: 'TOURVIGNAC-DÉLÉAGE Anselme',
    shows: 'ORU^R01 2.5 of an older sender, a PDF in base64 (ED)',
    controlId: 'DCC-2026-T-117',
    expected: expected({
      findings: [
        biomarker('PD-L1', 'unknown', '60'),
        biomarker('EGFR', 'wildtype'),
        biomarker('KRAS', 'wildtype'),
        biomarker('BRAF', 'wildtype'),
        biomarker('ALK', 'negative'),
        biomarker('ROS1', 'negative'),
        biomarker('MET', 'unknown'),
      ],
    }),
    bytes: lungBoard,
  },
  {
    file: '08-lettre-sortie-bmr-oru-latin9.hl7',
    title: 'Lettre de sortie, infection urinaire à BMR',
    patient: 'ORBELLUN Célestin',
    shows: 'ORU^R01 2.4, discharge letter in ISO 8859-15 (MSH-18 `8859/15`), with € and œ',
    controlId: 'DPI260121233',
    expected: expected({
      findings: [
        infection('Infection', 'Pyélonéphrite'),
        infection('Bacterie', 'Escherichia coli'),
        infection('Resistance', 'BLSE'),
        infection('Alert', 'BMR'),
        infection('Bacteriemie', 'Bactériémie', { assertion: 'Absent' }),
        infection('Susceptibility', 'céfotaxime', { result: 'R' }),
        infection('Susceptibility', 'méropénème', { result: 'S' }),
      ],
    }),
    bytes: urinaryLetter,
  },
  {
    file: '09-bilan-infectieux-negatif-oru-tx.hl7',
    title: 'Fièvre au retour de voyage, bilan négatif',
    patient: 'PAQUERIN-ROUSSELOY Zélie',
    shows: 'ORU^R01 2.5, everything denied: no bacteraemia, no highly resistant bacterium, a past and a family infection',
    controlId: 'DPI260220101',
    expected: expected({
      findings: [
        infection('Bacteriemie', 'Bactériémie', { assertion: 'Absent' }),
        infection('Infection', 'Endocardite', { assertion: 'Absent' }),
        infection('Resistance', 'EPC', { assertion: 'Absent' }),
        infection('Resistance', 'SARM', { assertion: 'Absent' }),
      ],
    }),
    bytes: negativeInfection,
  },
  {
    file: '10-marqueurs-seriques-oru-tx.hl7',
    title: 'Marqueurs sériques (CA 15-3, ACE, CA 125)',
    patient: 'BRANTHOMEZ Odile',
    shows: 'ORU^R01 2.5, a laboratory report in columns with printed ranges; the patient of 02',
    controlId: 'SGL2604180337',
    expected: expected({
      findings: [
        biomarker('CA15-3', 'elevated', '48.7'),
        biomarker('CEA', 'normal', '3.1'),
        biomarker('CA125', 'normal', '17'),
      ],
    }),
    bytes: serumMarkers,
  },
  {
    file: '11-psa-consultation-oru-lf.hl7',
    title: 'Consultation d’urologie, PSA',
    patient: 'CALVERMOND Ignace',
    shows: 'ORU^R01 2.5 in UTF-8 whose segments end with a line feed',
    controlId: 'DIC-88120',
    expected: expected({ findings: [biomarker('PSA', 'elevated', '0.42')] }),
    bytes: psaLetter,
  },
];
