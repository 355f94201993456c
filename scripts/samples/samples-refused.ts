import * as people from './people.js';
import { expected, type Sample } from './sample.js';
import { breastBiopsy, orderSamples } from './samples-orders.js';
import * as hl7 from './segments.js';

const IMAGING = { code: '18748-4', display: "CR d'imagerie médicale" };
const PATHOLOGY = { code: '60568-3', display: 'CR anatomopathologie' };

const head = (controlId: string, at: string, from: string): string =>
  hl7.msh({ type: ['ORU', 'R01', 'ORU_R01'], controlId, at, from, version: '2.5', charset: 'utf-8' });

/** An interface that cut the file in the middle of a line and left its own mark there. */
const UNREADABLE = `${Buffer.from('%PDF-1.4 compte rendu tronqué').toString('base64').slice(0, 30)}[...]*coupe*`;

const unreadableFile = (): Buffer =>
  hl7.toBytes(
    [
      head('RIS260317300', '202603171012', 'RIS-OPALE'),
      hl7.pid(people.CALVERMOND),
      hl7.orc('NW'),
      hl7.obr({ filler: 'IRM260317-012', type: IMAGING, at: '202603170930', requester: people.TROUBADET }),
      hl7.embedded(IMAGING, ['application', 'pdf'], UNREADABLE, 'F'),
    ],
    'utf-8',
  );

const withoutPatient = (): Buffer =>
  hl7.toBytes(
    [
      head('ANP260318002', '202603181555', 'ANAPATH-DIAMANTE'),
      hl7.orc('NW'),
      hl7.obr({ filler: '26P00901', type: PATHOLOGY, at: '202603181540', author: people.QUILLEMBERT }),
      ...hl7.textLines('Biopsie gastrique.\nGastrite chronique non atrophique. Pas de dysplasie.', PATHOLOGY),
    ],
    'utf-8',
  );

const [biopsy] = orderSamples;
if (!biopsy) throw new Error('the duplicate repeats the first order sample');

export const refusedSamples: readonly Sample[] = [
  {
    ...biopsy,
    file: '15-doublon-oru-tx.hl7',
    title: 'Doublon de la biopsie du sein (02)',
    shows: 'The very bytes of 02 again: same acknowledgement, nothing done twice',
    expected: expected({ state: 'none', repeats: biopsy.file }),
    bytes: breastBiopsy,
  },
  {
    file: '16-base64-illisible.hl7',
    title: 'Message refusé : fichier illisible',
    patient: 'CALVERMOND Ignace',
    shows: 'ORU^R01 whose PDF is not base64: refused, with the place',
    controlId: 'RIS260317300',
    expected: expected({
      acknowledgement: 'AE',
      error: { condition: 102, location: 'OBX^1^5^1^5' },
      events: [],
      state: 'none',
    }),
    bytes: unreadableFile,
  },
  {
    file: '17-patient-absent.hl7',
    title: 'Message refusé : patient absent',
    patient: '—',
    shows: 'ORU^R01 without PID: refused, with the segment that is missing',
    controlId: 'ANP260318002',
    expected: expected({
      acknowledgement: 'AE',
      error: { condition: 100, location: 'PID' },
      events: [],
      state: 'none',
    }),
    bytes: withoutPatient,
  },
];
