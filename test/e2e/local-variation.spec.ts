import { type DocumentReference, type Observation, type Patient } from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { aHeader, bytesOf } from '../support/hl7/index.js';
import { createServiceDatabase } from '../support/service/database.js';
import { BREAST } from '../support/service/messages.js';
import { onDatabase, type Service, someKeys, SOURCE, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

/** A source that writes its IPP in PID-2, its document id in ORC-2 and its own codes of types in OBR-4. */
const LOCAL = {
  name: SOURCE,
  fields: { ipp: 'PID-2.1', ippAuthority: 'CHU-LOCAL', documentId: 'ORC-2.1', documentType: 'OBR-4.1' },
  types: [
    { local: 'ANAP', loinc: '60568-3' },
    { local: 'BIO', loinc: '11502-2' },
  ],
  routes: [{ types: ['11502-2'], useCases: [] }],
};

let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  database = await createServiceDatabase();
  service = await startService({
    ...onDatabase(database.url, someKeys()),
    PASSERELLE_SOURCES: JSON.stringify([LOCAL]),
  });
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await database?.drop();
});

const aMessage = (type: string, ipp: string): Buffer =>
  bytesOf([
    aHeader({ version: '2.3', controlId: `LOCAL-${type}` }),
    `PID||${ipp}|0000099^^^AUTRE-SITE^PI||ESSARTINEL^Apolline||19620703|F`,
    `ORC|NW|CR-${type}`,
    `OBR|1|||${type}^Libellé local^LOCAL`,
    ...BREAST.split('\n').map((line, at) => `OBX|${at + 1}|TX|TXT||${line}||||||F`),
  ]);

it('reads a source that departs from the standard as the configuration says, and runs what its routes say', async () => {
  const sender = await service.sender();
  for (const [type, ipp] of [
    ['ANAP', '82001'],
    ['BIO', '82002'],
  ] as const) {
    expect((await sender.send(aMessage(type, ipp))).code).toBe('AA');
  }
  sender.close();

  const of = async (ipp: string) => {
    const [patient] = await service.api.resources<Patient>('Patient', `&identifier=${ipp}`);
    const subject = `&patient=Patient/${patient?.id ?? 'none'}`;
    return {
      documents: await service.api.resources<DocumentReference>('DocumentReference', subject),
      observations: await service.api.resources<Observation>('Observation', subject),
    };
  };
  await until(
    async () => (await of('82001')).documents.length > 0 && (await of('82002')).documents.length > 0,
  );
  const [anapath, biology, other] = [await of('82001'), await of('82002'), await of('0000099')];
  const codes = ({ documents }: typeof anapath) =>
    documents.map(({ type }) => type?.coding?.map(({ code }) => code));
  expect([codes(anapath), codes(biology)]).toEqual([[['60568-3']], [['11502-2']]]);
  expect(anapath.observations.length).toBeGreaterThan(0);
  expect(biology.observations).toEqual([]);
  expect(other.documents).toEqual([]);
});
