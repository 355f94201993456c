import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import { type Observation, type Patient } from '@medplum/fhirtypes';
import {
  anEntry,
  anObservation,
  aPatient,
  aTransaction,
  type Endpoint,
  startEndpoint,
  TOKENS,
} from './endpoint.js';

describe('the FHIR endpoint, driven by MedplumClient', () => {
  let endpoint: Endpoint;
  let client: MedplumClient;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = new MedplumClient({
      baseUrl: endpoint.baseUrl,
      fhirUrlPath: '',
      extendedMode: false,
      cacheTime: 0,
      fetch,
      accessToken: TOKENS.writer,
    });
  });
  afterAll(() => endpoint.close());

  it('sends a transaction, searches, and reads the history', async () => {
    const answer = await client.executeBatch(
      aTransaction(
        anEntry(aPatient({ id: 'client-p' })),
        anEntry(anObservation({ id: 'client-o', subject: { reference: 'Patient/client-p' } })),
      ),
    );
    expect(answer.entry?.map(({ response }) => response?.status)).toEqual(['201 Created', '201 Created']);
    const found = await client.search('Observation', 'patient=Patient/client-p&_include=Observation:patient');
    expect(found.entry?.map(({ resource }) => resource?.id)).toEqual(['client-o', 'client-p']);
    const observation = await client.readResource('Observation', 'client-o');
    const updated = await client.updateResource<Observation>({ ...observation, status: 'final' });
    expect(updated.meta?.versionId).toBe('2');
    const history = await client.readHistory('Observation', 'client-o');
    expect(history.entry?.map(({ resource }) => resource?.status)).toEqual(['final', 'preliminary']);
    expect((await client.readVersion('Observation', 'client-o', '1')).status).toBe('preliminary');
  });

  it('creates once under a condition, updates under a condition, deletes', async () => {
    const patient: Patient = aPatient({ identifier: [{ system: 'urn:client', value: '1' }] });
    const first = await client.createResourceIfNoneExist(patient, 'identifier=urn:client|1');
    const second = await client.createResourceIfNoneExist(patient, 'identifier=urn:client|1');
    expect(second.id).toBe(first.id);
    const third = await client.upsertResource({ ...patient, active: true }, 'identifier=urn:client|1');
    expect([third.id, third.meta?.versionId]).toEqual([first.id, '2']);
    await client.deleteResource('Patient', first.id);
    await expect(client.readResource('Patient', first.id)).rejects.toThrow(OperationOutcomeError);
  });
});
