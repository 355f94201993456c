import {
  type DocumentReference,
  type Extension,
  type Observation,
  type Provenance,
} from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { aTextReport, BREAST, type TextReport } from '../support/service/messages.js';
import { type Acknowledged, type Sender } from '../support/service/sender.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';

const DERIVATION = /derivation-reference$/;

let database: TestDatabase;
let service: Service;
let sender: Sender;

beforeAll(async () => {
  database = await createServiceDatabase();
  service = await startService(onDatabase(database.url, someKeys()));
  sender = await service.sender();
}, 60_000);
afterAll(async () => {
  sender?.close();
  await service?.kill();
  await database?.drop();
});

let count = 0;
/** A patient and a document of its own. */
const aCase = () => ({ documentId: `LIFE-${++count}`, ipp: `8100${count}`, name: `LIFE-${count}` });

async function send(report: TextReport): Promise<Acknowledged> {
  const answer = await sender.send(aTextReport(report));
  expect(answer.code).toBe('AA');
  return answer;
}

/** What the endpoint has of one patient. */
async function of(ipp: string) {
  const [patient] = await service.api.resources('Patient', `&identifier=${ipp}`);
  const subject = `&patient=Patient/${patient?.id ?? 'none'}`;
  return {
    documents: await service.api.resources<DocumentReference>('DocumentReference', subject),
    observations: await service.api.resources<Observation>('Observation', subject),
  };
}

const textOf = ({ content }: DocumentReference): string =>
  Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString('utf8');

/** The stretches of the document that an Observation points at: offsets and lengths are Unicode code points. */
function evidenceOf({ extension }: Observation, document: DocumentReference): string[] {
  const points = [...textOf(document)];
  return (extension ?? [])
    .filter(({ url }) => DERIVATION.test(url))
    .map(({ extension: parts }: Extension) => {
      const part = (name: string) => parts?.find(({ url }) => url === name);
      expect(part('reference')?.valueReference?.reference).toBe(`DocumentReference/${document.id}`);
      const offset = part('offset')?.valueInteger ?? -1;
      return points.slice(offset, offset + (part('length')?.valueInteger ?? 0)).join('');
    });
}

const byId = (resources: readonly { id?: string }[]) => resources.map(({ id }) => id).sort();
const statuses = (resources: readonly { status?: string }[]) => resources.map(({ status }) => status).sort();

describe('the life of a document, from MLLP to the embedded FHIR endpoint', () => {
  const { documentId, ipp } = aCase();
  const original: TextReport = { controlId: 'LC-1', documentId, ipp };
  const replacement: TextReport = {
    ...{ controlId: 'LC-2', event: 'T10', documentId: `${documentId}-2`, parentId: documentId, ipp },
    text: 'Complément\n- Récepteurs aux œstrogènes : positifs, 80 % des cellules\n- HER2 : score 0',
  };
  let before: Awaited<ReturnType<typeof of>>;

  it('gives preliminary results whose evidence selects the words they were read from', async () => {
    await send(original);
    await service.api.inState('LC-1', 'delivered');
    before = await of(ipp);
    const [document] = before.documents as [DocumentReference];
    expect(before.documents).toHaveLength(1);
    expect(document).toMatchObject({ status: 'current', docStatus: 'final' });
    expect(textOf(document)).toBe(BREAST);
    expect(statuses(before.observations)).toEqual(['preliminary', 'preliminary', 'preliminary']);
    const selected = before.observations
      .map((observation) => evidenceOf(observation, document).join(' | '))
      .sort();
    expect(selected).toEqual([
      'HER2 : score 3+',
      'Ki-67 : 25 %',
      'Récepteurs aux œstrogènes : positifs, 90 %',
    ]);
  });

  it('answers a repeated message with the same bytes, and keeps it once', async () => {
    const again = [await send(original), await send(original)];
    expect(again[1]?.bytes.equals(again[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    const rows = (await service.api.reports()).filter(({ controlId }) => controlId === 'LC-1');
    expect(rows).toHaveLength(1);
  });

  it('updates the same resources on a replacement, and takes back what is no longer said', async () => {
    await send(replacement);
    await service.api.inState('LC-2', 'delivered');
    const after = await of(ipp);
    expect(byId(after.observations)).toEqual(byId(before.observations));
    expect(statuses(after.observations)).toEqual(['entered-in-error', 'preliminary', 'preliminary']);
    expect(statuses(after.documents)).toEqual(['current', 'superseded']);
    const current = after.documents.find(({ status }) => status === 'current') as DocumentReference;
    expect(current.relatesTo).toMatchObject([
      { code: 'replaces', target: { reference: `DocumentReference/${before.documents[0]?.id}` } },
    ]);
    const living = after.observations.filter(({ status }) => status === 'preliminary');
    expect(living.flatMap((one) => evidenceOf(one, current)).sort()).toEqual([
      'HER2 : score 0',
      'Récepteurs aux œstrogènes : positifs, 80 %',
    ]);
  });

  it('leaves no text and no living result after a deletion', async () => {
    await send({ controlId: 'LC-3', event: 'T04', documentId: `${documentId}-2`, ipp });
    await service.api.inState('LC-3', 'delivered');
    const after = await of(ipp);
    expect(statuses(after.observations)).toEqual(Array(3).fill('entered-in-error'));
    expect(statuses(after.documents)).toEqual(['entered-in-error', 'entered-in-error']);
    const rest = JSON.stringify(after);
    for (const word of ['œstrogènes', 'score', BREAST]) {
      expect(rest).not.toContain(word);
      expect(rest).not.toContain(Buffer.from(word).toString('base64').slice(0, 12));
    }
  });

  it('says in Provenance what each version came from', async () => {
    const all = await service.api.resources<Provenance>('Provenance');
    expect(all.length).toBeGreaterThan(0);
    for (const { agent } of all) expect(agent.length).toBeGreaterThan(0);
  });
});

describe('reports that do not walk', () => {
  it('holds a draft until it is signed', async () => {
    const { documentId, ipp } = aCase();
    await send({ controlId: 'DRAFT-1', documentId, ipp, draft: true });
    const held = await service.api.inState('DRAFT-1', 'held');
    expect(held.failureCode).toBe('NOT_SIGNED');
    expect((await of(ipp)).documents).toHaveLength(0);
    await send({ controlId: 'DRAFT-2', documentId, ipp });
    await service.api.inState('DRAFT-2', 'delivered');
    expect(statuses((await of(ipp)).documents)).toEqual(['current']);
  });

  it('parks a deletion that comes before its document, then cancels both', async () => {
    const { documentId, ipp } = aCase();
    await send({ controlId: 'PARK-1', event: 'T04', documentId, ipp });
    expect(await service.api.inState('PARK-1', 'parked')).toMatchObject({ failureCode: 'NOTHING_TO_DELETE' });
    await send({ controlId: 'PARK-2', documentId, ipp });
    const second = await service.api.inState('PARK-2', 'cancelled');
    expect(second.failureCode).toBe('DELETED_BEFORE');
    const { events } = await service.api.journey((await service.api.inState('PARK-1', 'cancelled')).id);
    expect(events.at(-1)?.step).toBe('cancelled');
    expect((await of(ipp)).documents).toHaveLength(0);
  });
});

/** A file that says it is a PDF and is none. */
const unreadable = { type: 'application', subtype: 'pdf', bytes: Buffer.from('%PDF-1.4\nnothing of a PDF') };

describe('dead letters', () => {
  it.each(['replacement', 'deletion'] as const)('lets a %s of the document pass', async (next) => {
    const { documentId, ipp, name } = aCase();
    await send({ controlId: `${name}-1`, documentId, ipp });
    await service.api.inState(`${name}-1`, 'delivered');
    const second = { event: 'T10', documentId: `${documentId}-2`, parentId: documentId, ipp } as const;
    await send({ ...second, controlId: `${name}-2`, file: unreadable });
    const failed = await service.api.inState(`${name}-2`, 'failed');
    expect(failed).toMatchObject({
      failureClass: 'permanent',
      failureCode: expect.stringMatching(/^DOCUMENT_/),
    });
    if (next === 'deletion') await send({ controlId: `${name}-3`, event: 'T04', documentId, ipp });
    else
      await send({
        ...second,
        controlId: `${name}-3`,
        documentId: `${documentId}-3`,
        parentId: `${documentId}-2`,
      });
    await service.api.inState(`${name}-3`, 'delivered');
    const expected = next === 'deletion' ? ['entered-in-error'] : ['current', 'superseded'];
    expect(statuses((await of(ipp)).documents)).toEqual(expected);
    const replayed = await service.api.ask(`/dead-letters/${failed.id}/replay`, { method: 'POST' });
    expect(replayed.status).toBe(409);
  });

  it('walks again when it is replayed, and fails again for the same reason', async () => {
    const { documentId, ipp, name } = aCase();
    await send({ controlId: name, documentId, ipp, file: unreadable });
    const failed = await service.api.inState(name, 'failed');
    const letters = await service.api.get<{ reports: { id: string }[] }>('/dead-letters');
    expect(letters.reports.map(({ id }) => id)).toContain(failed.id);
    const answer = await service.api.ask(`/dead-letters/${failed.id}/replay`, { method: 'POST' });
    expect(answer).toMatchObject({ status: 202, body: { id: failed.id, outcome: 'replayed' } });
    await service.api.settled();
    const { report, events } = await service.api.journey(failed.id);
    expect(report).toMatchObject({ state: 'failed', failureCode: failed.failureCode });
    expect(events.map(({ step }) => step)).toEqual([
      ...['received', 'processing', 'failed'],
      ...['replayed', 'processing', 'failed'],
    ]);
  });

  it('refuses to replay what has not failed, or is not there', async () => {
    const { documentId, ipp, name } = aCase();
    await send({ controlId: name, documentId, ipp });
    const { id } = await service.api.inState(name, 'delivered');
    const replay = async (what: string) =>
      (await service.api.ask(`/dead-letters/${what}/replay`, { method: 'POST' })).status;
    expect(await replay(id)).toBe(409);
    expect(await replay('00000000-0000-4000-8000-000000000000')).toBe(404);
    expect(await replay('not-an-id')).toBe(400);
  });
});

describe('a storm of messages', () => {
  const DOCUMENTS = 60;
  const SOCKETS = 10;
  /** Five messages of one document, in the order a source sends them. */
  const lifeOf = (at: number): TextReport[] => {
    const [documentId, ipp] = [`STORM-${at}`, `8200${at}`];
    const version = (n: number, text: string): TextReport => ({
      ...{ controlId: `${documentId}-${n}`, event: 'T10', documentId: `${documentId}-v${n}`, ipp, text },
      parentId: n === 2 ? documentId : `${documentId}-v${n - 1}`,
    });
    const opening: TextReport = { controlId: `${documentId}-1`, documentId, ipp };
    const last: TextReport =
      at % 3 === 0
        ? { controlId: `${documentId}-5`, event: 'T04', documentId: `${documentId}-v3`, ipp }
        : version(4, `- HER2 : score 3+\n- Ki-67 : ${at + 10} %`);
    return [opening, version(2, '- HER2 : score 0'), opening, version(3, '- HER2 : score 1+'), last];
  };

  it('ends in exactly the right state, whatever the interleaving', async () => {
    const documents = Array.from({ length: DOCUMENTS }, (_, at) => at);
    const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => service.sender()));
    // Each socket carries six documents, one message of each in turn: versions of all are interleaved.
    await Promise.all(
      sockets.map(async (socket, index) => {
        const lives = documents.filter((at) => at % SOCKETS === index).map(lifeOf);
        for (let turn = 0; turn < 5; turn++) {
          for (const life of lives) {
            const answer = await socket.send(aTextReport(life[turn] as TextReport));
            expect(answer.code).toBe('AA');
          }
        }
        socket.close();
      }),
    );
    const rows = (await service.api.settled(90_000)).filter(({ controlId }) =>
      controlId.startsWith('STORM-'),
    );
    expect(rows).toHaveLength(DOCUMENTS * 4);
    expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
    for (const at of documents) {
      const { documents: found, observations } = await of(`8200${at}`);
      const isDeleted = at % 3 === 0;
      expect(found).toHaveLength(isDeleted ? 3 : 4);
      const current = found.filter(({ status }) => status === 'current');
      const living = observations.filter(({ status }) => status !== 'entered-in-error');
      expect(current).toHaveLength(isDeleted ? 0 : 1);
      expect(statuses(living)).toEqual(isDeleted ? [] : ['preliminary', 'preliminary']);
      // Each result once, whatever the versions said: receptor, HER2, Ki-67.
      expect(observations).toHaveLength(3);
      const words = current.flatMap((document) => living.flatMap((one) => evidenceOf(one, document)));
      expect(words.sort()).toEqual(isDeleted ? [] : ['HER2 : score 3+', `Ki-67 : ${at + 10} %`]);
    }
  }, 150_000);
});
