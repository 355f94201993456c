import { createHash, createHmac } from 'node:crypto';
import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { type Document } from '../../document/index.js';
import { type Report } from '../../intake/index.js';
import { sensitive } from '../../kernel/index.js';
import { type Identity, type Stay } from '../../patients/index.js';
import { type PseudonymizedDocument } from '../../pseudonymization/index.js';
import { type Finding } from '../../use-cases/index.js';
import { type CareInput, type IdKey, type MappingSettings } from './input.js';

/** Builders for the specs of this room: each call gives a new object. All people are fictitious. */

export const TEXT =
  'CONCLUSION 🧬 : carcinome infiltrant. HER2 : score 3+. Ki-67 à 35 %. EGFR p.L858R. Hémoculture : E. coli BLSE.';

export const anIdKey =
  (key = 'care'): IdKey =>
  (...parts) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');

export const someSettings = (more: Partial<MappingSettings> = {}): MappingSettings => ({
  site: 'chu-essai',
  patientMode: 'create-if-absent',
  keepPayload: false,
  pipelineVersion: '0.1.0',
  ...more,
});

export const anIdentity = (more: Partial<Identity> = {}): Identity => ({
  lastName: 'FICTIVE',
  birthName: 'ESSAI',
  firstNames: ['Camille', 'Test'],
  sex: 'F',
  birthDate: '1961-04-02',
  addresses: [{ line: '1 rue Imaginaire', postalCode: '00000', city: 'NULLEPART' }],
  phones: ['0199000000'],
  emails: ['camille@example.test'],
  identifiers: [{ kind: 'IPP', value: '000042', authority: { oid: '1.2.3.4.5' } }],
  status: [],
  ...more,
});

export const aStay = (more: Partial<Stay> = {}): Stay => ({
  identifiers: [{ kind: 'NDA', value: 'N-77', authority: { name: 'CHU Essai' } }],
  patientClass: 'I',
  admission: '2024-03-01',
  discharge: '2024-03-09',
  admissionMode: 'Urgences',
  dischargeMode: 'Domicile',
  ...more,
});

export const aReport = (more: Partial<Report> = {}): Report => ({
  id: 'r-1',
  source: 'mllp',
  lineage: 'lineage-1',
  version: 1,
  receivedAt: new Date('2024-03-10T08:00:00Z'),
  action: 'original',
  documentId: 'DOC-1',
  assigner: 'DPI',
  type: { system: 'LN', code: '60568-3', display: 'CR anatomopathologique' },
  title: 'Compte rendu',
  date: '2024-03-09',
  status: 'final',
  payloads: [{ contentType: 'application/pdf', content: sensitive(Buffer.from('%PDF-fictif')) }],
  identity: sensitive(anIdentity()),
  stay: sensitive(aStay()),
  carers: sensitive([]),
  confidentiality: [],
  fictitious: false,
  ...more,
});

export const aDocument = (text = TEXT): Document => ({
  text: sensitive(text),
  reader: { id: 'plain', version: '1' },
  hash: createHash('sha256').update(text).digest('hex'),
  sections: [],
  sentences: [],
});

/** A finding whose evidence is the first place of `quote` in the text. */
export function aFinding(
  quote: string,
  value: Record<string, unknown>,
  more: Partial<Finding> = {},
  text = TEXT,
): Finding {
  const start = text.indexOf(quote);
  if (start < 0) throw new Error('The quote of a built finding is not in its text.');
  return {
    useCase: 'kind' in value ? 'infections' : 'tumor-biomarkers',
    useCaseVersion: '1.0.0',
    value,
    assertion: 'Present',
    temporality: 'current',
    date: null,
    specimen: null,
    confidence: 0.9,
    evidence: [{ start, end: start + quote.length, text: quote }],
    ...more,
  };
}

export const her2 = (more: Partial<Finding> = {}): Finding =>
  aFinding(
    'HER2 : score 3+',
    { name: 'HER2', status: 'positive', value: '3+', method: 'IHC', loinc: '85319-2' },
    more,
  );

export const aMethod = (): PseudonymizedDocument['method'] => ({
  id: 'floor-1',
  version: '1',
  assurance: 'rules',
});

export const aCareInput = (more: Partial<CareInput> = {}): CareInput => ({
  report: aReport(),
  document: aDocument(),
  findings: [her2()],
  pseudonymized: { method: aMethod() },
  previous: [],
  settings: someSettings(),
  ids: anIdKey(),
  now: new Date('2024-03-10T09:30:00Z'),
  ...more,
});

export const resourcesOf = (bundle: Bundle): Resource[] =>
  bundle.entry?.flatMap(({ resource }) => resource ?? []) ?? [];

export const allOf = <T extends Resource['resourceType']>(bundle: Bundle, type: T) =>
  resourcesOf(bundle).filter(
    (one): one is Extract<Resource, { resourceType: T }> => one.resourceType === type,
  );

export function onlyOf<T extends Resource['resourceType']>(bundle: Bundle, type: T) {
  const [one, ...more] = allOf(bundle, type);
  if (!one || more.length > 0) throw new Error(`The Bundle holds ${more.length + (one ? 1 : 0)} ${type}.`);
  return one;
}
