import { createHash } from 'node:crypto';
import { type Bundle, type Patient, type Resource } from '@medplum/fhirtypes';
import { createMemoryLedger, type Destination, type FhirTarget } from '../delivery/index.js';
import { type IdKey, type MappingSettings, patientOf } from '../fhir/index.js';
import { ok, sensitive, systemClock } from '../kernel/index.js';
import { silentLogger } from '../observability/index.js';
import { type Identity, NO_IDENTITY } from '../patients/index.js';
import { createMergeHandler } from './merge-worker.js';

const identity = (ipp: string): Identity => ({
  ...{ ...NO_IDENTITY, birthName: 'ESSARTINEL', firstNames: ['Apolline'], birthDate: '1962-07-03' },
  identifiers: [{ kind: 'IPP', value: ipp, authority: { oid: '2.999.1' } }],
});
const settings: MappingSettings = {
  ...{ site: 'chu', patientMode: 'create-if-absent', keepPayload: false, pipelineVersion: '1' },
};
const ids: IdKey = (...parts) => createHash('sha256').update(parts.join('/')).digest('hex');
const patient = (ipp: string): Patient => patientOf(sensitive(identity(ipp)), { settings, ids }).patient;

/** What the job does where these Patients stand, and reports of the identity that went may be on their way. */
async function after(there: readonly Resource[], isOnTheWay: boolean) {
  const sent: Bundle[] = [];
  const target = {
    read: async (type: string, id: string) =>
      ok(there.find((one) => one.resourceType === type && one.id === id)),
    find: async () => ok([]),
    send: async (bundle: Bundle) => (sent.push(bundle), ok({ resources: [] })),
  } as unknown as FhirTarget;
  const care: Destination = { name: 'care', target, mode: 'put' };
  const merge = createMergeHandler({
    ...{ settings, ids, care, ledger: createMemoryLedger(), logger: silentLogger, clock: systemClock },
    sql: { query: async () => [{ found: isOnTheWay }] as never },
    patients: {
      mergedPair: async () => ({
        ...{ absorbed: sensitive(identity('1')), survivor: sensitive(identity('2')), since: new Date() },
      }),
    },
    giveUpAfterHours: 1,
  });
  return { outcome: await merge('absorbed'), sent };
}

describe('the Patient of an identity that was merged', () => {
  it('is linked to the one that stayed', async () => {
    const { outcome, sent } = await after([patient('1'), patient('2')], false);
    expect([outcome, sent.length]).toEqual(['done', 1]);
  });

  it('is waited for where a Bundle made before the merge may still bring it', async () => {
    expect(await after([patient('2')], true)).toEqual({ outcome: 'retry', sent: [] });
    expect(await after([patient('2')], false)).toEqual({ outcome: 'done', sent: [] });
    expect((await after([patient('1'), patient('2')], true)).outcome).toBe('done');
  });
});
