import { createHash } from 'node:crypto';
import { type Bundle, type DocumentReference, type Observation } from '@medplum/fhirtypes';
import { isOwn } from '../../src/fhir/index.js';
import { type TestDatabase } from '../support/database/database.js';
import { aDocumentReference, aDocumentTransaction, aPatient } from '../support/fhir/documents.js';
import { createServiceDatabase } from '../support/service/database.js';
import { BREAST } from '../support/service/messages.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';

const TOKENS = { sender: 'jeton-d-envoi', reader: 'jeton-de-lecture' };
const token = (name: keyof typeof TOKENS, scopes: string) =>
  `{name: ${name}, sha256: '${createHash('sha256').update(TOKENS[name]).digest('hex')}', scopes: [${scopes}]}`;
const as = (name: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[name]}` });

describe('a document sent by FHIR, to the embedded endpoint and back to it as results', () => {
  let database: TestDatabase;
  let service: Service;
  beforeAll(async () => {
    database = await createServiceDatabase();
    service = await startService(onDatabase(database.url, someKeys()));
  }, 60_000);
  afterAll(async () => {
    await service?.kill();
    await database?.drop();
  });

  const send = <T>(method: string, path: string, body: object) =>
    service.api.ask<T>(`/fhir${path}`, {
      method,
      body,
      headers: { 'content-type': 'application/fhir+json' },
    });
  const resultsOf = (patient: string) =>
    service.api.resources<Observation>('Observation', `&patient=Patient/${patient}`);
  const ownDocuments = async (patient: string) =>
    (
      await service.api.resources<DocumentReference>('DocumentReference', `&patient=Patient/${patient}`)
    ).filter(isOwn);
  const statuses = (resources: readonly { status?: string }[]) =>
    resources.map(({ status }) => status).sort();

  it('ends in Observations about the Patient of its transaction, and what we wrote does not enter', async () => {
    const answer = await send<Bundle>(
      'POST',
      '',
      aDocumentTransaction('E2E-1', { text: BREAST, ipp: '85001' }),
    );
    expect(answer.status).toBe(200);
    const [reported] = await service.api.settled();
    expect(reported).toMatchObject({ source: 'fhir', state: 'delivered' });
    const patients = await service.api.resources('Patient', '&identifier=urn:oid:2.999.1.1|85001');
    expect(patients).toHaveLength(1);
    const patient = patients[0]?.id ?? '';
    expect(statuses(await resultsOf(patient))).toEqual(['preliminary', 'preliminary', 'preliminary']);
    expect(await ownDocuments(patient)).toMatchObject([
      { status: 'current', masterIdentifier: { system: 'urn:oid:2.999.1.2', value: 'E2E-1' } },
    ]);
    expect(await service.api.reports()).toHaveLength(1);
  });

  it('follows the life of its document: replaced, then withdrawn', async () => {
    const patient = { ...aPatient(), id: 'e2e-patient' };
    patient.identifier = [{ ...patient.identifier?.[0], value: '85002' }];
    expect((await send('PUT', '/Patient/e2e-patient', patient)).status).toBe(201);
    const document = (value: string, text: string, more: Partial<DocumentReference> = {}) => {
      const subject = { reference: 'Patient/e2e-patient' };
      const made = aDocumentReference(
        { masterIdentifier: { system: 'urn:oid:2.999.1.2', value }, subject, ...more },
        text,
      );
      delete made.contained;
      return made;
    };
    const first = { ...document('E2E-2', BREAST), id: 'e2e-doc' };
    expect((await send('PUT', '/DocumentReference/e2e-doc', first)).status).toBe(201);
    await service.api.settled();
    const all = await service.api.resources('Patient', '&identifier=urn:oid:2.999.1.1|85002');
    expect(all.map(({ id }) => id)).toEqual(['e2e-patient']);
    expect(statuses(await resultsOf('e2e-patient'))).toEqual(Array(3).fill('preliminary'));

    const relatesTo = [{ code: 'replaces' as const, target: { reference: 'DocumentReference/e2e-doc' } }];
    const second = document('E2E-3', 'Complément\n- HER2 : score 0', { relatesTo });
    expect((await send('POST', '/DocumentReference', second)).status).toBe(201);
    await service.api.settled();
    expect(statuses(await resultsOf('e2e-patient'))).toEqual([
      'entered-in-error',
      'entered-in-error',
      'preliminary',
    ]);
    expect(statuses(await ownDocuments('e2e-patient'))).toEqual(['current', 'superseded']);

    const end = { ...document('E2E-3', 'x'), status: 'entered-in-error' };
    expect((await send('POST', '/DocumentReference', end)).status).toBe(201);
    await service.api.settled();
    expect(statuses(await resultsOf('e2e-patient'))).toEqual(Array(3).fill('entered-in-error'));
  });

  it('is refused with its place and its rule, and nothing of it is kept', async () => {
    const before = (await service.api.reports()).length;
    const answer = await send(
      'POST',
      '/DocumentReference',
      aDocumentReference({ subject: { reference: 'Patient/absent' } }),
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', expression: ['DocumentReference.subject'] }],
    });
    expect(await service.api.reports()).toHaveLength(before);
  });
});

describe('the tokens of a FHIR source', () => {
  it('send documents and nothing else; a reading token sends none', async () => {
    const database = await createServiceDatabase();
    const service = await startService({
      ...onDatabase(database.url, someKeys()),
      PASSERELLE_HTTP__TOKENS: `[${token('sender', 'intake')}, ${token('reader', 'read')}]`,
    });
    try {
      const send = (name: keyof typeof TOKENS, path: string, body?: object) =>
        service.api.ask(`/fhir${path}`, {
          ...(body && { method: 'POST', body }),
          headers: { ...as(name), 'content-type': 'application/fhir+json' },
        });
      expect((await send('sender', '/DocumentReference', aDocumentReference())).status).toBe(201);
      expect((await send('sender', '/Patient', aPatient())).status).toBe(403);
      expect((await send('sender', '/Observation')).status).toBe(403);
      expect((await send('reader', '/DocumentReference', aDocumentReference())).status).toBe(403);
      expect((await send('reader', '/DocumentReference')).status).toBe(200);
    } finally {
      await service.kill();
      await database.drop();
    }
  });
});
