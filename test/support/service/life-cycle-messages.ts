import { aHeader, bytesOf } from '../hl7/index.js';

/** One message about one document, as base HL7 or a legacy sender writes it. The people do not exist. */
export interface Said {
  readonly controlId: string;
  /** `R01` is an ORU: its document is named by its order number and its type. */
  readonly event: string;
  readonly documentId: string;
  readonly parentId?: string;
  readonly ipp: string;
  /** OBX-5, a line each; none: no OBX at all. */
  readonly text?: string;
  /** A CDA in place of the text. */
  readonly cda?: string;
  /** ORC-1. */
  readonly order?: string;
  /** OBX-11. */
  readonly observation?: string;
  /** OBR-25. */
  readonly result?: string;
  /** TXA-17. */
  readonly completion?: string;
  /** TXA-19. */
  readonly availability?: string;
  /** TXA-4, of the day 2026-03-06: `10:30` is `1030`. */
  readonly time?: string;
}

const ASSIGNER = '2.999.1.2';
const TYPE = '60568-3^CR^LN';

export function aLifeCycleMessage(said: Said): Buffer {
  const isOru = said.event === 'R01';
  return bytesOf([
    aHeader({ type: isOru ? 'ORU^R01^ORU_R01' : `MDM^${said.event}^MDM_T02`, controlId: said.controlId }),
    isOru ? undefined : 'EVN||20260306111100',
    `PID|1||${said.ipp}^^^CHU-TEST&2.999.1.1&ISO^PI||ESSARTINEL^Apolline^Apolline^^^^L||19620703|F`,
    'PV1|1|I|UFSENO',
    ...groupOf(said),
  ]);
}

/** ORC, OBR, TXA and OBX of one document: an ORU may hold several. */
export function groupOf(said: Said): string[] {
  const {
    event,
    documentId,
    parentId = '',
    order = '',
    result = '',
    completion = 'AU',
    time = '1100',
  } = said;
  const number = event === 'R01' ? `|F${documentId}^LABO` : '|';
  const txa = [
    ...['TXA', '1', '60568-3', 'TEXT', `20260306${time}`, '', '', '', '', '', '', ''],
    ...[`${documentId}^^${ASSIGNER}^ISO`, parentId && `${parentId}^^${ASSIGNER}^ISO`, '', '', '', completion],
    ...['', said.availability ?? ''],
  ].join('|');
  return [
    `ORC|${order}`,
    `OBR|1|${number}|${TYPE}${'|'.repeat(21)}${result}`,
    ...(event === 'R01' ? [] : [txa]),
    ...observationsOf(said),
  ];
}

function observationsOf({ text, cda, observation = 'F' }: Said): string[] {
  if (cda !== undefined) {
    return [`OBX|1|ED|${TYPE}||^TEXT^XML^Base64^${Buffer.from(cda).toString('base64')}||||||${observation}`];
  }
  const lines = text?.split('\n') ?? [];
  return lines.map((line, at) => `OBX|${at + 1}|TX|${TYPE}||${line}||||||${observation}`);
}
