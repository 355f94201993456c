import { aHeader, bytesOf } from '../hl7/index.js';

export interface TextReport {
  readonly controlId: string;
  readonly documentId: string;
  /** T02 where absent. */
  readonly event?: 'T02' | 'T10' | 'T04';
  /** The version it replaces or deletes. */
  readonly parentId?: string;
  readonly text?: string;
  readonly ipp?: string;
  /** Number of the stay (PV1-19); none where absent. */
  readonly stay?: string;
  readonly lastName?: string;
  /** Not signed yet. */
  readonly draft?: boolean;
  /** A file in place of the text: its kind as HL7 names it, and its bytes. */
  readonly file?: { readonly type: string; readonly subtype: string; readonly bytes: Buffer };
}

export const BREAST = `CENTRE HOSPITALIER D'ESSAI
Patiente : Mme ESSARTINEL Apolline, née le 03/07/1962
IMMUNOHISTOCHIMIE 🔬
- Récepteurs aux œstrogènes : positifs, 90 % des cellules
- HER2 : score 3+
- Ki-67 : 25 %`;

const ORDER = { T02: 'NW', T10: 'RO', T04: 'CA' } as const;

/** A document message of the older kind: the text in TX lines. The person does not exist. */
export function aTextReport(report: TextReport): Buffer {
  const {
    controlId,
    documentId,
    event = 'T02',
    parentId = '',
    text = BREAST,
    ipp = '80012345',
    file,
  } = report;
  const status = event === 'T04' ? 'D' : 'F';
  const completion = report.draft ? 'IP' : 'AU';
  const lines = file
    ? [
        `OBX|1|ED|60568-3^CR^LN||^${file.type}^${file.subtype}^Base64^${file.bytes.toString('base64')}||||||${status}`,
      ]
    : text.split('\n').map((line, at) => `OBX|${at + 1}|TX|60568-3^CR^LN||${escaped(line)}||||||${status}`);
  return bytesOf([
    aHeader({ type: `MDM^${event}^MDM_T02`, controlId }),
    'EVN||20260306111100',
    `PID|1||${ipp}^^^CHU-TEST&2.999.1.1&ISO^PI||${report.lastName ?? 'ESSARTINEL'}^Apolline^Apolline^^^^L||19620703|F`,
    report.stay
      ? `PV1|1|I|UFSENO${'|'.repeat(16)}${report.stay}^^^CHU-TEST&2.999.1.3&ISO^VN`
      : 'PV1|1|I|UFSENO',
    `ORC|${ORDER[event]}`,
    'OBR|1|||60568-3^CR^LN',
    `TXA|1|60568-3|TEXT|202603061100||||||||${documentId}^^2.999.1.2^ISO|${parentId && `${parentId}^^2.999.1.2^ISO`}||||${completion}`,
    ...lines,
  ]);
}

const escaped = (line: string): string =>
  line.replace(
    /[\\|^~&]/g,
    (sign) => ({ '\\': '\\E\\', '|': '\\F\\', '^': '\\S\\', '~': '\\R\\', '&': '\\T\\' })[sign] ?? sign,
  );
