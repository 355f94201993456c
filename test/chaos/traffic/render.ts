import { aHeader, bytesOf } from '../../support/hl7/index.js';
import { aLifeCycleMessage } from '../../support/service/life-cycle-messages.js';
import { type ContentSaid, type Person, type Said, TYPE } from './said.js';

const ASSIGNER = '2.999.1.2';
const BIRTH = '19620703';

/** The bytes of an HL7 message, or the body of an event: the same at each sending. */
export function renderHl7(controlId: string, said: Said): Buffer {
  switch (said.kind) {
    case 'content':
      return contentHl7(controlId, said);
    case 'signature':
      return about(controlId, 'T03', said);
    case 'unavailable':
      return about(controlId, 'T03', said, { availability: 'OB' });
    case 'deletion': {
      const event = said.edition === undefined ? 'T04' : 'R01';
      return about(controlId, event, said, { order: 'CA', observation: 'D', text: '""' });
    }
    case 'identity':
      return adt('A31', controlId, pid(said.person, 'VALI'));
    case 'merge':
      return adt('A40', controlId, pid(said.person), `MRG|${ipp(said.absorbed)}`);
    case 'movement': {
      const [number, at] = said.event === 'A01' ? ['1', '20260301100000'] : ['2', '20260305100000'];
      const visit = `PV1|1|I|UFSENO${'|'.repeat(16)}${stayOf(said.stay)}`;
      return adt(
        said.event,
        controlId,
        pid(said.person),
        visit,
        `ZBE|${said.stay}-${number}^GAM|${at}||INSERT|N`,
      );
    }
  }
}

const ipp = ({ ipp: number }: Person): string => `${number}^^^CHU-TEST&2.999.1.1&ISO^PI`;
const stayOf = (stay: string): string => `${stay}^^^CHU-TEST&2.999.1.3&ISO^VN`;

function pid(person: Person, status = ''): string {
  const fields = [
    'PID',
    '1',
    '',
    ipp(person),
    '',
    `${person.lastName}^Apolline^Apolline^^^^L`,
    '',
    BIRTH,
    'F',
  ];
  return Object.assign(Array<string>(33).fill(''), fields, { 32: status }).join('|').replace(/\|+$/, '');
}

const adt = (event: string, controlId: string, ...segments: string[]): Buffer =>
  bytesOf([
    aHeader({ type: `ADT^${event}^ADT_A01`, controlId, version: '2.5' }),
    'EVN||20260310101500',
    ...segments,
  ]);

function contentHl7(controlId: string, said: ContentSaid): Buffer {
  if (said.edition !== undefined) {
    return about(controlId, 'R01', said, {
      text: said.text.lines.join('\n'),
      ...(said.edition > 0 && { observation: 'C' }),
    });
  }
  const event = { original: 'T02', replacement: 'T10', addendum: 'T06' }[said.action];
  const text = said.text.lines.join('\n');
  return about(controlId, event, said, {
    ...{ text, time: said.time.replace(':', ''), completion: said.signed ? 'AU' : 'IP' },
  });
}

type Message = Parameters<typeof aLifeCycleMessage>[0];

function about(
  controlId: string,
  event: string,
  said: {
    readonly id: string;
    readonly parentId?: string;
    readonly person: Person;
    readonly stay?: string;
  },
  more: Partial<Message> = {},
): Buffer {
  const { id: documentId, parentId, person, stay } = said;
  const message = aLifeCycleMessage({
    ...{ controlId, event, documentId, ipp: person.ipp, ...(parentId && { parentId }) },
    ...more,
  });
  const segments = message
    .toString('utf8')
    .replace('ESSARTINEL^Apolline', `${person.lastName}^Apolline`)
    .replace('PV1|1|I|UFSENO', `PV1|1|I|UFSENO${stay ? `${'|'.repeat(16)}${stayOf(stay)}` : ''}`);
  return Buffer.from(segments, 'utf8');
}

/** The same as an event of HTTP or Kafka. */
export function renderEvent(eventId: string, said: Said): string {
  if (said.kind !== 'content' && said.kind !== 'deletion') throw new Error(`no event says ${said.kind}`);
  const { id, parentId, person } = said;
  const content = said.kind === 'content' ? said : undefined;
  return JSON.stringify({
    ...{ eventId, producer: 'chaos', action: content?.action ?? 'deletion' },
    patient: {
      ...{ lastName: person.lastName, firstNames: ['Apolline'], sex: 'F', birthDate: '1962-07-03' },
      identifiers: [{ kind: 'IPP', value: person.ipp, authority: 'CHU-TEST', authorityOid: '2.999.1.1' }],
    },
    ...(content?.stay && {
      stay: { identifiers: [{ kind: 'VN', value: content.stay, authorityOid: '2.999.1.3' }] },
    }),
    document: {
      ...{ id, assigner: ASSIGNER, type: TYPE, ...(parentId && { parentId }) },
      ...(content && { date: `2026-03-06T${content.time}:00+01:00` }),
      ...(content && !content.signed && { status: 'draft' }),
    },
    ...(content && { content: { contentType: 'text/plain', text: content.text.lines.join('\n') } }),
  });
}
