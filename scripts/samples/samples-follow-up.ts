import * as people from './people.js';
import { oru, stay, withNumbers } from './oru.js';
import { HIGHLY_RESISTANT } from './reports/highly-resistant.js';
import { LUNG_RESPONSE } from './reports/lung-response.js';
import { biomarker, expected, infection, response, type Sample } from './sample.js';
import { type DocumentType, textLines } from './segments.js';

const IMAGING: DocumentType = { code: '18748-4', display: "CR d'imagerie médicale" };
const BIOLOGY: DocumentType = { code: '11502-2', display: "CR d'examens biologiques" };

const lungResponse = (): Buffer =>
  oru({
    controlId: 'RIS260528412',
    at: '202605281715',
    from: 'RIS-SELENITE',
    patient: people.TOURVIGNAC,
    visit: stay('260041873', 'UFPNEUMO', '202605280800'),
    requester: people.MONTGALION,
    author: people.NIVELOIX,
    type: IMAGING,
    filler: 'SC260528-012',
    observations: textLines(LUNG_RESPONSE, IMAGING),
  });

const highlyResistant = (): Buffer =>
  oru({
    controlId: 'SGL260214226',
    at: '202602141105',
    from: 'SGL-QUARTZ',
    patient: people.ORBELLUN,
    visit: stay('260010518', 'UFINFEC', '202602051630'),
    requester: people.OMBREDANT,
    author: people.ARCOURBET,
    type: BIOLOGY,
    filler: '26B002210',
    observations: textLines(withNumbers(HIGHLY_RESISTANT, people.ORBELLUN, people.ARCOURBET), BIOLOGY),
  });

export const followUpSamples: readonly Sample[] = [
  {
    file: '18-poumon-scanner-recist-oru-tx.hl7',
    title: 'Poumon, scanner sous traitement (RECIST)',
    patient: 'TOURVIGNAC-DÉLÉAGE Anselme',
    shows: 'ORU^R01 2.5, imaging under treatment: target lesions in a table, RECIST 1.1, biomarkers told again; the patient of 05',
    controlId: 'RIS260528412',
    expected: expected({
      findings: [
        response('ReponsePartielle'),
        biomarker('PD-L1', 'unknown', '60'),
        biomarker('EGFR', 'wildtype'),
        biomarker('ALK', 'negative'),
      ],
    }),
    bytes: lungResponse,
  },
  {
    file: '19-bacteriologie-bhre-oru-tx.hl7',
    title: 'Bactériologie, infection et portage de BHRe',
    patient: 'ORBELLUN Célestin',
    shows: 'ORU^R01 2.5, a carbapenemase: an antibiogram with concentrations, a screening, an alert; the patient of 08',
    controlId: 'SGL260214226',
    expected: expected({
      findings: [
        infection('Infection', 'Infection urinaire'),
        infection('Bacterie', 'Klebsiella pneumoniae'),
        infection('Resistance', 'OXA-48'),
        infection('Resistance', 'ERG', { assertion: 'Absent' }),
        infection('Alert', 'BHRe'),
        infection('Bacteriemie', 'Bactériémie', { assertion: 'Absent' }),
        infection('Susceptibility', 'céfotaxime', { result: 'R' }),
        infection('Susceptibility', 'méropénème', { result: 'I' }),
        infection('Susceptibility', 'amikacine', { result: 'S' }),
      ],
    }),
    bytes: highlyResistant,
  },
];
