import { type Report } from '../../src/intake/index.js';
import { type Sensitive, sensitive } from '../../src/kernel/index.js';
import { type Identity, type Stay } from '../../src/patients/index.js';

/** A report made of a text, as intake would hand it on. */
export function aReport(text: string, identity: Sensitive<Identity>, stay: Sensitive<Stay>): Report {
  return {
    id: 'bench',
    source: 'bench',
    lineage: 'bench',
    version: 1,
    receivedAt: new Date(0),
    action: 'original',
    documentId: 'bench',
    assigner: 'bench',
    type: { code: '60568-3' },
    date: '2026-02-09',
    status: 'final',
    payloads: [{ contentType: 'text/plain', content: sensitive(Buffer.from(text)) }],
    identity,
    stay,
    carers: sensitive([]),
    confidentiality: [],
    fictitious: true,
  };
}
