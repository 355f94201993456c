import { type Bundle, type BundleEntry, type Observation, type Resource } from '@medplum/fhirtypes';

const KEYS = 'urn:passerelle:test:key';
const entry = (resource: Resource, ifNoneExist?: string): BundleEntry => ({
  resource,
  request: {
    method: 'PUT',
    url: `${resource.resourceType}/${resource.id}`,
    ...(ifNoneExist && { ifNoneExist }),
  },
});
const key = (type: string, id: string) => ({ system: `${KEYS}:${type.toLowerCase()}`, value: id });

export const IPP = { system: 'urn:oid:1.2.3.4', value: '8000417799' };
export const IPP_SEARCH = `identifier=${encodeURIComponent(IPP.system)}|${IPP.value}`;

export const aPatient = (id = 'patient-1'): Resource => ({
  resourceType: 'Patient',
  id,
  identifier: [key('Patient', id), IPP],
});

export const anObservation = (id: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'preliminary',
  identifier: [key('Observation', id)],
  code: { text: 'HER2' },
  subject: { reference: 'Patient/patient-1' },
  ...more,
});

/** R4 Provenance has no identifier: its key is a tag (src/fhir/mapping). */
export const aProvenance = (id: string, target: string): Resource => ({
  resourceType: 'Provenance',
  id,
  meta: { tag: [{ system: 'urn:passerelle:codes:key', code: id }] },
  target: [{ reference: target }],
  recorded: '2026-01-05T10:00:00Z',
  agent: [{ who: { display: 'Passerelle' } }],
});

export const bundleOf = (...entries: BundleEntry[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  ...(entries.length > 0 && { entry: entries }),
});

/** A Patient to make where absent, one Observation about it, and its Provenance. */
export const aCareBundle = (status: Observation['status'] = 'preliminary'): Bundle =>
  bundleOf(
    entry(aPatient(), IPP_SEARCH),
    entry(anObservation('obs-1', { status })),
    entry(aProvenance('prov-1', 'Observation/obs-1')),
  );

export const update = (...resources: Resource[]): BundleEntry[] => resources.map((one) => entry(one));
