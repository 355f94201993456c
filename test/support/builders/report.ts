import { type InboundMessage, type ReportDraft } from '../../../src/intake/index.js';
import { sensitive } from '../../../src/kernel/index.js';
import { type Identity, NO_IDENTITY, NO_STAY } from '../../../src/patients/index.js';

let count = 0;

/** A fictitious patient; every call gives another IPP unless told. */
export function anIdentity(over: Partial<Identity> = {}): Identity {
  return {
    ...NO_IDENTITY,
    lastName: 'VASSEROT',
    firstNames: ['Élodie'],
    sex: 'F',
    birthDate: '1961-04-17',
    identifiers: [{ kind: 'IPP', value: `9000${++count}`, authority: { name: 'CHU-TEST' } }],
    status: ['FICT'],
    ...over,
  };
}

export function aDraft(over: Partial<ReportDraft> = {}): ReportDraft {
  return {
    action: 'original',
    documentId: `DOC-${++count}`,
    assigner: 'CHU-TEST',
    type: { system: 'http://loinc.org', code: '34112-3', display: 'CR hospitalier' },
    date: '2026-03-12',
    status: 'final',
    payloads: [
      { contentType: 'text/plain', content: sensitive(Buffer.from('Compte rendu. HER2 : score 3+.')) },
    ],
    identity: sensitive(anIdentity()),
    stay: sensitive(NO_STAY),
    carers: sensitive([]),
    confidentiality: [],
    fictitious: true,
    ...over,
  };
}

export function aMessage(over: Partial<InboundMessage> = {}): InboundMessage {
  const controlId = `MSG-${++count}`;
  return {
    source: 'test',
    sender: 'DPI|CHU-TEST',
    controlId,
    type: 'ORU^R01',
    raw: sensitive(Buffer.from(`MSH|^~\\&|DPI|CHU-TEST|||${controlId}`)),
    receivedAt: new Date('2026-03-12T10:00:00Z'),
    ...over,
  };
}
