import { aHeader, bytesOf } from '../hl7/index.js';
import { aLifeCycleMessage } from './life-cycle-messages.js';
import { aTextReport } from './messages.js';
import { readSamples } from './samples.js';

/** A message, and what its acknowledgement says. */
export interface Told {
  readonly controlId: string;
  readonly bytes: Buffer;
  readonly answer: 'AA' | 'AE' | 'AR';
}

/** Every kind of infection, present, denied, doubted and past. The patient does not exist. */
const BACTERIA = `Bactériémie à E. coli BLSE, relais par ertapénème.
ECBU : Proteus mirabilis 10^6 UFC/mL
Amoxicilline : S
Ciprofloxacine : R
Écouvillonnage rectal : Klebsiella pneumoniae productrice de carbapénémase OXA-48.
Sepsis sévère à point de départ biliaire.
Pas d'argument pour une endocardite infectieuse à l'échographie.
Suspicion d'infection sur cathéter, KT retiré et mis en culture.
Antécédents : érysipèle en 2016, prostatite aiguë.`;
const BIOLOGY = `Biologie moléculaire : mutation BRAF V600E. KRAS non muté. EGFR exon 19 : délétion.
PD-L1 : TPS 60 %. ACE 12,5 ng/mL (N < 5). MSI : statut indéterminé. Ki-67 : 10 à 20 %. HER2 : 2+, FISH amplifiée.
Récepteurs à la progestérone : négatifs. Ganglion sentinelle : HER2 score 0.`;
const LESS = 'Complément\n- Récepteurs aux œstrogènes : positifs, 80 % des cellules\n- HER2 : score 0';

const told = (controlId: string, bytes: Buffer): Told => ({ controlId, bytes, answer: 'AA' });
const report = (said: Parameters<typeof aTextReport>[0]) => told(said.controlId, aTextReport(said));
const said = (message: Parameters<typeof aLifeCycleMessage>[0]) =>
  told(message.controlId, aLifeCycleMessage(message));

const ASSIGNER = 'CHU-TEST&2.999.1.1&ISO';
function adt(controlId: string, event: string, ...segments: string[]): Told {
  const header = aHeader({ type: `ADT^${event}^ADT_A01`, controlId });
  return told(controlId, bytesOf([header, 'EVN||20260310101500', ...segments]));
}
const person = (ipp: string, name = 'ESSARTINEL', more = '') =>
  `PID|1||${ipp}^^^${ASSIGNER}^PI||${name}^Apolline^Apolline^^^^L||19620703|F${more}`;
const stay = (number: string, more = '') =>
  `PV1|1|I|UFSENO||||||||||||||||${number}^^^CHU-TEST&2.999.1.3&ISO^VN${more}`;

/** The document whose first result a person accepts between the first and the second part. */
export const ACCEPTED = 'STORY-ACC';

/**
 * What a hospital says of its documents, in three parts: each is to be delivered before the next is sent, so that
 * every version goes out. Together they make every resource, status and link that we write.
 */
export function aStory(): readonly (readonly Told[])[] {
  const samples = readSamples().map(({ controlId, bytes, expected }) => ({
    ...{ controlId, bytes, answer: expected.acknowledgement as Told['answer'] },
  }));
  return [
    [
      ...samples,
      report({ controlId: 'SY-1', documentId: 'STORY-1', ipp: '86001', stay: 'V86001' }),
      report({ controlId: 'SY-2', documentId: 'STORY-2', ipp: '86002', text: BACTERIA }),
      report({ controlId: 'SY-3', documentId: 'STORY-3', ipp: '86003', text: BIOLOGY }),
      report({ controlId: 'SY-4', documentId: ACCEPTED, ipp: '86004' }),
      said({ controlId: 'SY-5', event: 'T02', documentId: 'STORY-5', ipp: '86005', text: 'HER2 : score 3+' }),
      said({ controlId: 'SY-6', event: 'T02', documentId: 'STORY-6', ipp: '86006', text: 'HER2 : score 3+' }),
      masked('SY-7', '86007'),
    ],
    [
      report({
        ...{ controlId: 'SY-11', event: 'T10', documentId: 'STORY-1B', parentId: 'STORY-1' },
        ...{ ipp: '86001', stay: 'V86001', text: LESS },
      }),
      report({ controlId: 'SY-12', event: 'T04', documentId: 'STORY-2', ipp: '86002' }),
      report({
        ...{ controlId: 'SY-14', event: 'T10', documentId: `${ACCEPTED}B`, parentId: ACCEPTED, ipp: '86004' },
        text: LESS,
      }),
      said({
        ...{ controlId: 'SY-15', event: 'T06', documentId: 'STORY-5B', parentId: 'STORY-5', ipp: '86005' },
        text: 'Complément : Ki-67 : 25 %',
      }),
      said({
        ...{ controlId: 'SY-16', event: 'T08', documentId: 'STORY-6', ipp: '86006', availability: 'OB' },
        text: 'HER2 : score 3+',
      }),
      adt('SY-17', 'A40', person('86008'), `MRG|86003^^^${ASSIGNER}^PI`),
      adt('SY-18', 'A08', person('86001', 'ESSARTINELLE'), stay('V86001')),
      adt(
        'SY-19',
        'A03',
        person('86001', 'ESSARTINELLE'),
        stay('V86001', `${'|'.repeat(25)}20260301|20260309`),
      ),
    ],
    [
      report({ controlId: 'SY-21', event: 'T04', documentId: `${ACCEPTED}B`, ipp: '86004' }),
      report({ controlId: 'SY-23', documentId: 'STORY-8', ipp: '86003', text: LESS }),
    ],
  ];
}

/** A report hidden from other carers; its person has a test INS and a place of birth, its stay is of no known class. */
const masked = (controlId: string, ipp: string): Told =>
  told(
    controlId,
    bytesOf([
      aHeader({ type: 'MDM^T02^MDM_T02', controlId, version: '2.6', profile: '2.1^CISIS_CDA_HL7_V2' }),
      'EVN||20260306111100',
      qualified(ipp),
      stay(`V${ipp}`).replace('|I|', '|U|'),
      'ORC|NW',
      'OBR|1|||60568-3^CR^LN',
      'TXA|1|60568-3|TEXT|202603061100||||||||STORY-7^^2.999.1.2^ISO|||||AU',
      'OBX|1|TX|60568-3^CR^LN||HER2 : score 3+||||||F',
      'OBX|2|CWE|MASQUE_PS^Masqué^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F',
    ]),
  );

function qualified(ipp: string): string {
  const ins = '000000000000042^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS';
  const fields = person(ipp).split('|');
  const more = { 3: `${fields[3]}~${ins}`, 11: '^^^^^^BDL^^99999', 23: 'VILLETEST', 32: 'VALI' };
  return Object.assign(Array<string>(33).fill(''), fields, more).join('|');
}
