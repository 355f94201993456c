import { type Bundle, type Patient, type Resource } from '@medplum/fhirtypes';
import { createMemoryLedger, type Destination, type FhirTarget } from '../delivery/index.js';
import { type IdKey, type MappingSettings, patientOf } from '../fhir/index.js';
import { type Failure, failed, ok, sensitive } from '../kernel/index.js';
import { silentLogger } from '../observability/index.js';
import { type Identity, NO_IDENTITY } from '../patients/index.js';
import { createPatientHandler } from './patient-worker.js';

const identity: Identity = {
  ...NO_IDENTITY,
  birthName: 'ESSARTINEL',
  firstNames: ['Apolline'],
  birthDate: '1962-07-03',
  identifiers: [{ kind: 'IPP', value: '86001', authority: { oid: '2.999.1' } }],
};
const settings: MappingSettings = {
  ...{ site: 'chu', patientMode: 'create-if-absent', keepPayload: false, pipelineVersion: '1' },
};
const ids: IdKey = () => 'a'.repeat(64);
const made = (): Patient => ({
  ...patientOf(sensitive(identity), { settings, ids }).patient,
});

interface Case {
  readonly there?: Resource;
  readonly now?: Partial<Identity>;
  readonly refused?: Failure;
  readonly isOnTheWay?: boolean;
  /** Of what is on its way: right after the Patient was read. */
  readonly arrives?: boolean;
  readonly patientMode?: 'reference';
}

async function after({ there, now = {}, refused, isOnTheWay = false, arrives = false, patientMode }: Case) {
  const sent: Bundle[] = [];
  const told: string[] = [];
  let isRead = false;
  const target = {
    read: async () => ((isRead = true), ok(there)),
    async send(bundle: Bundle) {
      sent.push(bundle);
      if (refused) return failed(refused);
      return ok({ resources: [{ type: 'Patient', id: there?.id ?? '', status: 200 }] });
    },
  } as unknown as FhirTarget;
  const care: Destination = { name: 'care', target, mode: 'put' };
  const follow = createPatientHandler({
    ...{ settings: { ...settings, ...(patientMode && { patientMode }) }, ids, care, logger: silentLogger },
    sql: { query: async () => [{ found: isOnTheWay && !(arrives && isRead) }] as never },
    patients: { known: async () => ({ identity: sensitive({ ...identity, ...now }) }) },
    ledger: createMemoryLedger(),
    tellReplaced: async (patientKey) => void told.push(patientKey),
  });
  return { outcome: await follow('key'), sent, told };
}
const corrected = { birthName: 'ESSARTINET' };
const failure = (code: string, failureClass: Failure['class']): Failure => ({
  ...{ code, class: failureClass, message: 'refused' },
});

describe('a Patient whose identity was corrected', () => {
  it('is written once, against the version that was read', async () => {
    const there = { ...made(), meta: { ...made().meta, versionId: '7' } };
    const { outcome, sent } = await after({ there, now: corrected });
    expect(outcome).toBe('done');
    expect(sent).toHaveLength(1);
    const [entry] = sent[0]?.entry ?? [];
    expect(entry?.request).toMatchObject({ method: 'PUT', ifMatch: 'W/"7"' });
    expect(entry?.resource).toMatchObject({ name: [{ family: 'ESSARTINET' }] });
    expect(entry?.resource?.meta).not.toHaveProperty('versionId');
  });

  it('is not written where it says the same, is not ours, or where we bring no Patients', async () => {
    const theirs = { ...made(), meta: {} };
    for (const one of [
      { there: made() },
      { there: theirs, now: corrected },
      { there: made(), now: corrected, patientMode: 'reference' as const },
    ]) {
      const { outcome, sent, told } = await after(one);
      expect([outcome, sent, told]).toEqual(['done', [], []]);
    }
  });

  it('is not written where it is somebody else’s: a person is told, unless it is not ours', async () => {
    const now = { birthName: 'VERTOUILLE', birthDate: '1980-01-01' };
    const { outcome, sent, told } = await after({ there: made(), now });
    expect([outcome, sent, told]).toEqual(['done', [], ['key']]);
    expect((await after({ there: { ...made(), meta: {} }, now })).told).toEqual([]);
    expect((await after({ there: made(), now, patientMode: 'reference' })).told).toEqual([]);
  });

  it('is waited for while a report may bring it as it was', async () => {
    expect((await after({ now: corrected, isOnTheWay: true })).outcome).toBe('retry');
    expect((await after({ now: corrected, isOnTheWay: true, arrives: true })).outcome).toBe('retry');
    expect((await after({ now: corrected })).outcome).toBe('done');
    expect((await after({ there: made(), isOnTheWay: true })).outcome).toBe('done');
  });

  it.each([
    ['FHIR_CONFLICT', 'transient', 'retry'],
    ['FHIR_TIMEOUT', 'ambiguous', 'retry'],
    ['FHIR_REJECTED', 'permanent', 'done'],
  ] as const)('after %s: %s', async (code, failureClass, outcome) => {
    const refused = failure(code, failureClass);
    expect((await after({ there: made(), now: corrected, refused })).outcome).toBe(outcome);
  });
});
