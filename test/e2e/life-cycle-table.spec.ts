import { type DocumentReference, type Observation } from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { aCda, type CdaSaid } from '../support/documents/cda-header.js';
import { aHeader, bytesOf } from '../support/hl7/index.js';
import { createServiceDatabase } from '../support/service/database.js';
import { aLifeCycleMessage, groupOf, type Said } from '../support/service/life-cycle-messages.js';
import { type Sender } from '../support/service/sender.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';

/** Every row of the life cycle (HL7 tables 0003, 0085, 0123, 0271, 0273), from MLLP to the embedded FHIR endpoint. */

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
/** A patient and a document of its own; each message it makes has an id of its own. */
function aCase() {
  const [documentId, ipp] = [`TABLE-${++count}`, `8300${count}`];
  let messages = 0;
  const say = async (event: string, more: Partial<Said> = {}, answer = 'AA'): Promise<string> => {
    const controlId = `${documentId}-m${++messages}`;
    const told = await sender.send(aLifeCycleMessage({ event, documentId, ipp, ...more, controlId }));
    expect(told.code).toBe(answer);
    return controlId;
  };
  return { documentId, ipp, say, standing: () => standingOf(ipp) };
}

async function of(ipp: string) {
  await service.api.settled();
  const [patient] = await service.api.resources('Patient', `&identifier=${ipp}`);
  const subject = `&patient=Patient/${patient?.id ?? 'none'}`;
  return {
    documents: await service.api.resources<DocumentReference>('DocumentReference', subject),
    observations: await service.api.resources<Observation>('Observation', subject),
  };
}

const textOf = ({ content }: DocumentReference): string =>
  Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString('utf8');

/** What a reader of the endpoint goes by: the texts in force, and the words living results were read from. */
async function standingOf(ipp: string) {
  const { documents, observations } = await of(ipp);
  const current = documents.filter(({ status }) => status === 'current');
  const living = observations.filter(({ status }) => status !== 'entered-in-error');
  return { texts: current.map(textOf), results: living.flatMap((one) => wordsOf(one, current)).sort() };
}

function wordsOf({ extension = [] }: Observation, current: readonly DocumentReference[]): string[] {
  return extension
    .filter(({ url }) => url.endsWith('derivation-reference'))
    .map(({ extension: parts = [] }) => {
      const part = (name: string) => parts.find(({ url }) => url === name);
      const source = current.find(({ id }) =>
        part('reference')?.valueReference?.reference?.endsWith(`/${id}`),
      );
      const offset = part('offset')?.valueInteger ?? -1;
      return source
        ? [...textOf(source)].slice(offset, offset + (part('length')?.valueInteger ?? 0)).join('')
        : '?';
    });
}

const FIRST = 'Examen du sein\n- HER2 : score 3+';
const ADDED = 'Addendum 🔬\n- Ki-67 : 25 %';
const SECOND = 'Examen du sein\n- HER2 : score 0';
const stands = (text: string, ...results: string[]) => ({ texts: [text], results: [...results].sort() });
const NOTHING = { texts: [], results: [] };
const one = { text: FIRST };

describe('initial', () => {
  it.each([
    ['MDM^T02 authenticated', 'T02', { completion: 'AU' }],
    ['MDM^T02 legally authenticated', 'T02', { completion: 'LA', availability: 'AV' }],
    ['ORU^R01 with OBX-11 and OBR-25 F', 'R01', { order: 'NW', observation: 'F', result: 'F' }],
  ])('%s is processed', async (_name, event, more) => {
    const { say, standing } = aCase();
    await say(event, { ...one, ...more });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
  });
});

describe('draft', () => {
  const UNSIGNED = [
    ...['DI', 'DO', 'IP', 'IN', 'PA'].map((completion) => ['T02', { completion }] as const),
    ...['P', 'I', 'S', 'R'].map((observation) => ['R01', { observation }] as const),
    ...['I', 'S', 'A', 'P', 'R'].map((result) => ['R01', { result }] as const),
  ];
  it.each(UNSIGNED)('%s with %j is held', async (event, more) => {
    const { say, ipp } = aCase();
    const controlId = await say(event, { ...one, ...more });
    expect(await service.api.inState(controlId, 'held')).toMatchObject({ failureCode: 'NOT_SIGNED' });
    expect((await of(ipp)).documents).toEqual([]);
  });

  it.each([
    ['T03 without content', 'T02', 'T03', {}],
    ['T01 without content', 'T02', 'T01', {}],
    ['T04 with its content', 'T02', 'T04', { text: FIRST }],
    ['T02 once more, signed', 'T02', 'T02', { text: FIRST }],
    ['OBX-11 U', 'R01', 'R01', { text: '""', observation: 'U' }],
    ['OBX-11 F', 'R01', 'R01', { text: FIRST, result: 'F' }],
  ])('is released by %s', async (_name, event, next, more) => {
    const { say, standing, ipp } = aCase();
    const draft = await say(event, { ...one, completion: 'IP', observation: 'P' });
    await service.api.inState(draft, 'held');
    await service.api.inState(await say(next, more), 'delivered');
    await service.api.inState(draft, 'cancelled');
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
    expect((await of(ipp)).documents).toMatchObject([{ docStatus: 'final' }]);
  });

  it('is released where the signature came first', async () => {
    const { say, standing } = aCase();
    const signature = await say('T03');
    expect(await service.api.inState(signature, 'parked')).toMatchObject({ failureCode: 'PARENT_MISSING' });
    await say('T02', { ...one, completion: 'IP' });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
  });

  it('of a next version leaves the one that stands', async () => {
    const { say, standing, documentId } = aCase();
    await say('T02', one);
    const next = { documentId: `${documentId}-2`, parentId: documentId };
    await say('T10', { ...next, text: SECOND, completion: 'IP' });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
    await say('T03', { documentId: next.documentId });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
  });
});

describe('replacement', () => {
  it.each([
    ['T10', 'T10', {}],
    ['T08, an edit', 'T08', {}],
    ['T10 of the volet: RO and C', 'T10', { order: 'RO', observation: 'C' }],
  ])('%s: the old version is superseded, the new one is run', async (_name, event, more) => {
    const { say, standing, documentId, ipp } = aCase();
    await say('T02', one);
    await say(event, { documentId: `${documentId}-2`, parentId: documentId, text: SECOND, ...more });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
    const { documents } = await of(ipp);
    const old = documents.find(({ status }) => status === 'superseded');
    expect(documents.find(({ status }) => status === 'current')?.relatesTo).toEqual([
      { code: 'replaces', target: { reference: `DocumentReference/${old?.id}` } },
    ]);
  });

  it.each([{ observation: 'C' }, { result: 'C' }, { order: 'RO' }])('ORU^R01 with %j', async (more) => {
    const { say, standing, ipp } = aCase();
    await say('R01', one);
    await say('R01', { text: SECOND, ...more });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
    expect((await of(ipp)).documents).toHaveLength(2);
  });

  it('announced by T09: the old version stands no more, until the new one comes', async () => {
    const { say, standing, documentId, ipp } = aCase();
    await say('T02', one);
    const next = { documentId: `${documentId}-2`, parentId: documentId };
    await say('T09', next);
    expect(await standing()).toEqual(NOTHING);
    expect((await of(ipp)).documents).toMatchObject([{ status: 'superseded' }]);
    await say('T10', { ...next, text: SECOND });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
  });

  it('waits for the version it replaces', async () => {
    const { say, standing, documentId } = aCase();
    const third = await say('T10', {
      documentId: `${documentId}-3`,
      parentId: `${documentId}-2`,
      text: SECOND,
    });
    await say('T10', { documentId: `${documentId}-2`, parentId: documentId, text: ADDED });
    expect(await service.api.inState(third, 'parked')).toMatchObject({ failureCode: 'PARENT_MISSING' });
    await say('T02', one);
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
    expect(
      (await service.api.reports()).filter(({ controlId }) => controlId.startsWith(`${documentId}-m`)),
    ).toEqual(Array(3).fill(expect.objectContaining({ state: 'delivered' })));
  });

  it('of a document that had come alone: one of the two stands', async () => {
    const { say, standing, documentId, ipp } = aCase();
    await say('T02', one);
    await say('T02', { documentId: `${documentId}-2`, text: ADDED });
    expect((await standing()).texts).toHaveLength(2);
    await say('T10', { documentId: `${documentId}-2`, parentId: documentId, text: SECOND });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
    await say('T11', { documentId: `${documentId}-2` });
    expect(await standing()).toEqual(NOTHING);
    expect(JSON.stringify(await of(ipp))).not.toContain(Buffer.from(SECOND).toString('base64').slice(0, 16));
  });
});

describe('addendum', () => {
  const JOINED = `${FIRST}\n${ADDED}`;

  it.each([
    ['MDM^T06', 'T06', (id: string) => ({ documentId: `${id}-A`, parentId: id })],
    [
      'MDM^T06 with OBX-11 A',
      'T06',
      (id: string) => ({ documentId: `${id}-A`, parentId: id, observation: 'A' }),
    ],
  ])('%s: the text is both, results point into it, and the link says how', async (_name, event, more) => {
    const { say, standing, documentId, ipp } = aCase();
    await say('T02', one);
    await say(event, { text: ADDED, ...more(documentId) });
    expect(await standing()).toEqual(stands(JOINED, 'HER2 : score 3+', 'Ki-67 : 25 %'));
    const { documents } = await of(ipp);
    const target = {
      reference: `DocumentReference/${documents.find(({ status }) => status === 'superseded')?.id}`,
    };
    expect(documents.find(({ status }) => status === 'current')).toMatchObject({
      docStatus: 'amended',
      masterIdentifier: { value: `${documentId}-A` },
      relatesTo: [
        { code: 'replaces', target },
        { code: 'appends', target },
      ],
    });
  });

  it.each([{ observation: 'A' }, { observation: 'A', result: 'C' }, { observation: 'A', result: 'A' }])(
    'ORU^R01 with %j, under the order number of its report',
    async (more) => {
      const { say, standing } = aCase();
      await say('R01', one);
      await say('R01', { text: ADDED, ...more });
      expect(await standing()).toEqual(stands(JOINED, 'HER2 : score 3+', 'Ki-67 : 25 %'));
    },
  );

  it('that is only announced (T05) changes nothing', async () => {
    const { say, standing, documentId } = aCase();
    await say('T02', one);
    await say('T05', { documentId: `${documentId}-A`, parentId: documentId });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
  });

  it('waits for its report, and addenda of it are read in the order they were written', async () => {
    const { say, standing, documentId } = aCase();
    await say('T06', {
      documentId: `${documentId}-B`,
      parentId: `${documentId}-A`,
      text: 'Fin',
      time: '1300',
    });
    await say('T06', { documentId: `${documentId}-A`, parentId: documentId, text: ADDED, time: '1200' });
    await say('T02', one);
    expect(await standing()).toEqual(stands(`${JOINED}\nFin`, 'HER2 : score 3+', 'Ki-67 : 25 %'));
  });

  it('goes with the version it completes', async () => {
    const { say, standing, documentId } = aCase();
    await say('T02', one);
    await say('T06', { documentId: `${documentId}-A`, parentId: documentId, text: ADDED });
    await say('T10', { documentId: `${documentId}-2`, parentId: documentId, text: SECOND });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
    await say('T06', { documentId: `${documentId}-B`, parentId: documentId, text: ADDED });
    expect(await standing()).toEqual(stands(SECOND, 'HER2 : score 0'));
  });

  it('deleted alone leaves its report, and no word of its own', async () => {
    const { say, standing, documentId, ipp } = aCase();
    await say('T02', one);
    await say('T06', { documentId: `${documentId}-A`, parentId: documentId, text: ADDED });
    await say('T04', {
      documentId: `${documentId}-A`,
      parentId: documentId,
      order: 'CA',
      observation: 'D',
      text: '""',
    });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
    const { documents } = await of(ipp);
    expect(documents.map(({ status }) => status).sort()).toEqual(['current', 'entered-in-error']);
    expect(documents.map(textOf).join()).not.toContain('Ki-67');
  });

  it('goes with its report where that is deleted', async () => {
    const { say, documentId, ipp } = aCase();
    await say('T02', one);
    await say('T06', { documentId: `${documentId}-A`, parentId: documentId, text: ADDED });
    await say('T11');
    const { documents, observations } = await of(ipp);
    expect([...documents, ...observations].map(({ status }) => status)).toEqual(
      Array(4).fill('entered-in-error'),
    );
    expect(documents.map(textOf)).toEqual(['', '']);
  });
});

describe('deletion', () => {
  it.each([
    ['T02', 'T04', { order: 'CA', observation: 'D', text: '""' }],
    ['T02', 'T04', { availability: 'CA' }],
    ['T02', 'T03', { availability: 'CA' }],
    ['T02', 'T11', {}],
    ['R01', 'R01', { observation: 'D', text: '""' }],
    ['R01', 'R01', { observation: 'X', result: 'X', text: '""' }],
    ['R01', 'R01', { order: 'CA', text: FIRST, observation: '' }],
  ])('%s, then %s with %j: nothing living and no text remains', async (first, event, more) => {
    const { say, ipp } = aCase();
    await say(first, one);
    await service.api.settled();
    await say(event, more);
    const { documents, observations } = await of(ipp);
    expect([...documents, ...observations].map(({ status }) => status)).toEqual(
      Array(2).fill('entered-in-error'),
    );
    expect(documents.map(textOf)).toEqual(['']);
  });

  it('is for good: the id never comes back', async () => {
    const { say, standing } = aCase();
    await say('T02', one);
    await say('T11');
    const again = await say('T02', { text: SECOND });
    expect(await service.api.inState(again, 'cancelled')).toMatchObject({ failureCode: 'DELETED_BEFORE' });
    expect(await standing()).toEqual(NOTHING);
  });
});

const incidents = () => service.api.get<Record<string, string>[]>('/incidents');

describe('wrong patient', () => {
  it('is withdrawn like a deletion, and is an incident', async () => {
    const { say, ipp } = aCase();
    await say('R01', one);
    await service.api.settled();
    const wrong = await say('R01', { observation: 'W', text: '""' });
    const row = await service.api.inState(wrong, 'delivered');
    const { documents, observations } = await of(ipp);
    expect([...documents, ...observations].map(({ status }) => status)).toEqual(
      Array(2).fill('entered-in-error'),
    );
    const [incident] = await incidents();
    expect(incident).toEqual({
      ...{ id: expect.any(String), at: expect.any(String), code: 'WRONG_PATIENT', source: 'dpi' },
      ...{ reportId: row.id, lineage: row.lineage, document: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ...{ controlId: wrong, message: expect.stringMatching(/^ORU\^R01$/) },
    });
    const line = service.process
      .output()
      .split('\n')
      .find((text) => text.includes(`"${incident?.id}"`));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: expect.anything(), code: 'WRONG_PATIENT' });
    const metrics = (await service.api.ask('/metrics')).text;
    expect(metrics).toContain('passerelle_incidents_total{source="dpi",code="WRONG_PATIENT"} 1');
  });

  it('is suspected where a known document comes for another patient: nothing is moved', async () => {
    const { say, standing, documentId } = aCase();
    await say('T02', one);
    for (const [event, more] of [
      ['T02', { text: SECOND }],
      ['T10', { documentId: `${documentId}-2`, parentId: documentId, text: SECOND }],
      ['T11', {}],
    ] as const) {
      const controlId = await say(event, { ...more, ipp: `${documentId}9` });
      const row = await service.api.inState(controlId, 'parked');
      expect(row).toMatchObject({ failureCode: 'PATIENT_DIFFERS' });
      expect((await incidents())[0]).toMatchObject({ code: 'PATIENT_DIFFERS', reportId: row.id });
    }
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
    expect(await standingOf(`${documentId}9`)).toEqual(NOTHING);
  });
});

describe('unavailable', () => {
  it.each(['UN', 'OB'])('TXA-19 %s: it is not processed', async (availability) => {
    const { say, standing } = aCase();
    const controlId = await say('T02', { ...one, availability });
    expect(await service.api.inState(controlId, 'held')).toMatchObject({ failureCode: 'NOT_AVAILABLE' });
    await say('T03', { availability: 'AV' });
    expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
  });

  it.each(['UN', 'OB'])(
    'TXA-19 %s of what stood: superseded, results taken back; AV brings them again',
    async (code) => {
      const { say, standing, ipp } = aCase();
      await say('T02', one);
      const before = await of(ipp);
      await say('T03', { availability: code });
      const after = await of(ipp);
      expect(after.documents).toMatchObject([{ status: 'superseded' }]);
      expect(after.documents.map(textOf)).toEqual([FIRST]);
      expect(after.observations).toMatchObject([{ status: 'entered-in-error' }]);
      await say('T03', { availability: 'AV' });
      expect(await standing()).toEqual(stands(FIRST, 'HER2 : score 3+'));
      const again = await of(ipp);
      expect(again.documents.map(({ id }) => id)).toEqual(before.documents.map(({ id }) => id));
      expect(again.observations.map(({ id }) => id)).toEqual(before.observations.map(({ id }) => id));
    },
  );
});

describe('incoherent', () => {
  it.each<[string, Partial<Said>]>([
    ['T02', { ...one, order: 'CA' }],
    ['T10', { ...one, observation: 'D' }],
    ['T06', { ...one, order: 'CA' }],
    ['T11', { ...one, observation: 'F' }],
    ['R01', { ...one, order: 'RO', result: 'X' }],
    ['R01', { ...one, observation: 'N' }],
    ['T02', { ...one, completion: 'ZZ' }],
  ])('%s with %j is refused', async (event, more) => {
    const { say, ipp } = aCase();
    const controlId = await say(event, more, 'AE');
    expect((await service.api.reports()).filter((row) => row.controlId === controlId)).toEqual([]);
    expect((await of(ipp)).documents).toEqual([]);
  });
});

describe('one content in two messages', () => {
  const section =
    '<component><section><title>Conclusion</title><text>HER2 : score 3+</text></section></component>';
  const cda = (body: string) =>
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><component>${body}</component></ClinicalDocument>`;
  const structured = cda(`<structuredBody>${section}</structuredBody>`);
  const wrapped = Buffer.from('Conclusion : HER2 : score 3+').toString('base64');
  const unstructured = cda(
    `<nonXMLBody><text mediaType="text/plain" representation="B64">${wrapped}</text></nonXMLBody>`,
  );

  it.each([
    ['level 1, then 3', unstructured, structured],
    ['level 3, then 1', structured, unstructured],
  ])('CDA %s: one report, read in its better form, and no result twice', async (_name, first, second) => {
    const { say, standing, ipp } = aCase();
    await say('T02', { cda: first });
    const before = await of(ipp);
    await say('T02', { cda: second });
    expect(await standing()).toEqual(stands('Conclusion\nHER2 : score 3+', 'HER2 : score 3+'));
    const after = await of(ipp);
    expect(after.documents.map(({ id }) => id)).toEqual(before.documents.map(({ id }) => id));
    expect(after.observations.map(({ id }) => id)).toEqual(before.observations.map(({ id }) => id));
  });
});

describe('one content under two document ids, tied by the CDA', () => {
  const READ = ['Conclusion\nHER2 : score 3+', 'HER2 : score 3+'] as const;
  /** Ids of its own, as OIDs. */
  const aTiedCase = () => {
    const made = aCase();
    const set = `2.999.60.${count}`;
    const id = (name: string) => `${set}.${name}`;
    const send = (name: string, cda: CdaSaid, more: Partial<Said> = {}) =>
      made.say('T02', { documentId: id(name), cda: aCda({ id: id(name), ...cda }), ...more });
    return { ...made, set, id, send };
  };

  it.each([
    ['setId and versionNumber, level 1 first', [1, 3], false],
    ['setId and versionNumber, level 3 first', [3, 1], false],
    ['XFRM to a document that is there', [1, 3], true],
    ['XFRM to one that is not', [3, 1], true],
  ] as const)(
    '%s: one report, read in its better form, and no result twice',
    async (_name, order, isMade) => {
      const { send, set, id, standing, ipp } = aTiedCase();
      const related = [{ typeCode: 'XFRM', id: id('1') }];
      const said = (level: 1 | 3): CdaSaid =>
        isMade ? { level, ...(level === 3 && { related }) } : { level, setId: set, versionNumber: 1 };
      const seen: Awaited<ReturnType<typeof of>>[] = [];
      for (const level of order) {
        await send(String(level), said(level));
        seen.push(await of(ipp));
      }
      const [before, after] = seen;
      expect(await standing()).toEqual(stands(...READ));
      expect(after?.documents.map(({ id: one }) => one)).toEqual(before?.documents.map(({ id: one }) => one));
      expect(after?.observations.map(({ id: one }) => one)).toEqual(
        before?.observations.map(({ id: one }) => one),
      );
    },
  );

  it('a higher version takes the place of both, and a lower one that comes late changes nothing', async () => {
    const { send, set, standing } = aTiedCase();
    await send('1', { level: 1, setId: set, versionNumber: 2 });
    await send('2', { level: 3, setId: set, versionNumber: 2 });
    await send('3', { level: 3, setId: set, versionNumber: 3, text: 'HER2 : score 0' });
    const late = await send('4', { level: 3, setId: set, versionNumber: 1, text: 'Ki-67 : 25 %' });
    expect(await service.api.inState(late, 'cancelled')).toMatchObject({
      failureCode: 'SUPERSEDED_ON_ARRIVAL',
    });
    expect(await standing()).toEqual(stands('Conclusion\nHER2 : score 0', 'HER2 : score 0'));
  });

  it('a deletion of one of the ids leaves nothing', async () => {
    const { send, set, id, say, ipp, standing } = aTiedCase();
    await send('1', { level: 1, setId: set, versionNumber: 1 });
    await send('2', { level: 3, setId: set, versionNumber: 1 });
    await say('T04', { documentId: id('1'), order: 'CA', observation: 'D', text: '""' });
    expect(await standing()).toEqual(NOTHING);
    const { documents, observations } = await of(ipp);
    expect(documents.map(textOf).join('')).toBe('');
    expect(observations.every(({ status }) => status === 'entered-in-error')).toBe(true);
  });

  it('a set that is known for another patient is an incident, and moves nothing', async () => {
    const { send, set, standing, ipp } = aTiedCase();
    await send('1', { level: 1, setId: set, versionNumber: 1 });
    const controlId = await send('2', { level: 3, setId: set, versionNumber: 1 }, { ipp: `${ipp}99` });
    const row = await service.api.inState(controlId, 'delivered');
    expect((await incidents())[0]).toMatchObject({ code: 'PATIENT_DIFFERS', reportId: row.id });
    expect((await standing()).texts).toEqual(['Conclusion : HER2 : score 3+']);
    expect((await standingOf(`${ipp}99`)).texts).toEqual(['Conclusion\nHER2 : score 3+']);
  });

  it('ends in the same state whatever the order', async () => {
    type Sending = (one: ReturnType<typeof aTiedCase>) => Promise<string>;
    const life: Sending[] = [
      ({ send, set }) => send('1', { level: 1, setId: set, versionNumber: 1 }),
      ({ send, id }) => send('2', { level: 3, related: [{ typeCode: 'XFRM', id: id('1') }] }),
      ({ send, id }) =>
        send('3', { level: 3, text: 'HER2 : score 0', related: [{ typeCode: 'RPLC', id: id('2') }] }),
      ({ send, id, set }) =>
        send('4', {
          ...{ level: 1, setId: set, versionNumber: 2, text: 'HER2 : score 0' },
          related: [{ typeCode: 'XFRM', id: id('3') }],
        }),
    ];
    const orders = life.map((_, at) => [...life.slice(at), ...life.slice(0, at)]);
    orders.push(...orders.map((order) => [...order].reverse()));
    for (const order of orders) {
      const one = aTiedCase();
      for (const step of order) await step(one);
      expect(await one.standing()).toEqual(stands('Conclusion\nHER2 : score 0', 'HER2 : score 0'));
      const current = (await of(one.ipp)).documents.filter(({ status }) => status === 'current');
      expect(current).toMatchObject([{ masterIdentifier: { value: expect.stringContaining(one.id('3')) } }]);
    }
  });
});

describe('a deletion that names two documents', () => {
  const deletion = { order: 'CA', observation: 'D', text: '""' };

  it.each([
    ['that nothing else ties', ['last', 'parent', 'deletion']],
    ['of which the last comes after it', ['parent', 'deletion', 'last']],
    ['of which the parent comes after it', ['last', 'deletion', 'parent']],
    ['that both come after it', ['deletion', 'last', 'parent']],
  ])('%s: neither can be read any more', async (_name, order) => {
    const { say, documentId, ipp, standing } = aCase();
    const names = { documentId: `${documentId}-2`, parentId: documentId };
    const steps: Readonly<Record<string, () => Promise<string>>> = {
      parent: () => say('T02', one),
      last: () => say('T02', { documentId: names.documentId, text: SECOND }),
      deletion: () => say('T04', { ...names, ...deletion }),
    };
    for (const name of order) {
      await steps[name]?.();
      await service.api.settled();
    }
    expect(await standing()).toEqual(NOTHING);
    const { documents } = await of(ipp);
    expect(documents.map(textOf).join('')).toBe('');
  });
});

describe('messages of several reports, and of none', () => {
  const several = (controlId: string, groups: readonly string[]) =>
    bytesOf([
      aHeader({ type: 'ORU^R01^ORU_R01', controlId }),
      'PID|1||83999^^^CHU-TEST&2.999.1.1&ISO^PI||ESSARTINEL^Apolline^^^^^L||19620703|F',
      ...groups,
    ]);
  const group = (documentId: string, text: string, more: Partial<Said> = {}) =>
    groupOf({ controlId: '', event: 'R01', ipp: '', documentId, text, ...more });

  it('takes all of them, or none', async () => {
    const refused = several('SEVERAL-1', [
      ...group('S1', FIRST),
      ...group('S2', ADDED, { order: 'CA', result: 'C' }),
    ]);
    expect((await sender.send(refused)).code).toBe('AE');
    expect((await of('83999')).documents).toEqual([]);
    expect(
      (await sender.send(several('SEVERAL-2', [...group('S1', FIRST), ...group('S2', ADDED)]))).code,
    ).toBe('AA');
    expect((await standingOf('83999')).texts.sort()).toEqual([ADDED, FIRST]);
  });

  it.each(['Z01', 'Z02', 'Z03'])(
    'keeps a business acknowledgement ZAM^%s and sets it aside',
    async (event) => {
      const before = (await service.api.reports()).length;
      const message = bytesOf([
        aHeader({ type: `ZAM^${event}^ZAM_Z01`, controlId: `ZAM-${event}` }),
        'MSA|AA|1',
        'ZMS|1|DMP',
      ]);
      expect((await sender.send(message)).code).toBe('AA');
      expect((await sender.send(message)).code).toBe('AA');
      expect(await service.api.reports()).toHaveLength(before);
    },
  );
});

describe('any order', () => {
  type Step = (documentId: string) => [event: string, more: Partial<Said>];
  const life: Step[] = [
    (id) => ['T02', { documentId: id, text: FIRST, completion: 'IP' }],
    (id) => ['T03', { documentId: id }],
    (id) => ['T06', { documentId: `${id}-A`, parentId: id, text: 'Note', time: '1200' }],
    (id) => ['T10', { documentId: `${id}-2`, parentId: id, text: SECOND, time: '1300' }],
    (id) => ['T06', { documentId: `${id}-B`, parentId: `${id}-2`, text: ADDED, time: '1400' }],
    (id) => ['T06', { documentId: `${id}-C`, parentId: `${id}-2`, text: '- RE : positifs', time: '1500' }],
    (id) => ['T04', { documentId: `${id}-C`, parentId: `${id}-2`, observation: 'D', text: '""' }],
    (id) => ['T10', { documentId: `${id}-3`, parentId: `${id}-2`, text: 'Brouillon', completion: 'IP' }],
  ];

  it('ends in the same state as the order they were written in', async () => {
    // A linear congruential generator: the same shuffles on every run.
    let seed = 20_260_306;
    const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    const shuffled = () =>
      life
        .map((step) => [random(), step] as const)
        .sort(([a], [b]) => a - b)
        .map(([, step]) => step);
    const orders = [life, ...Array.from({ length: 12 }, shuffled), [...life].reverse()];
    const cases = orders.map(() => aCase());
    for (const [at, { say, documentId }] of cases.entries()) {
      for (const step of orders[at] ?? []) {
        const [event, more] = step(documentId);
        await say(event, more);
      }
    }
    for (const { standing } of cases) {
      expect(await standing()).toEqual(stands(`${SECOND}\n${ADDED}`, 'HER2 : score 0', 'Ki-67 : 25 %'));
    }
  });
});
