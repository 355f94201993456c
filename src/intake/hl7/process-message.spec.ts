import { jest } from '@jest/globals';
import { anMdm, anOru, bytesOf } from '../../../test/support/hl7/index.js';
import { readAcknowledgement } from '../../hl7/index.js';
import { type Clock } from '../../kernel/index.js';
import { type Inbox } from '../events.js';
import { createMemoryInbox } from '../inbox/memory-inbox.js';
import { intakeFailure } from '../failures.js';
import { type MllpLogger } from './ports.js';
import { processMessage } from './process-message.js';

const SOURCE = { name: 'labo', defaultCharset: 'utf-8' } as const;
const clock: Clock = { now: () => new Date('2024-03-06T10:00:00Z') };

function setting(inbox: Inbox = createMemoryInbox()) {
  const lines: string[] = [];
  const log = (fields: unknown, sentence: string) => void lines.push(`${sentence} ${JSON.stringify(fields)}`);
  const logger: MllpLogger = { info: log, warn: log, error: log };
  const send = async (bytes: Buffer, tooLarge = false) => {
    const processed = await processMessage({ bytes, tooLarge }, SOURCE, { inbox, clock, logger });
    const answers = processed.answers.map((answer) => {
      const read = readAcknowledgement(answer, 'utf-8');
      if (!read.ok) throw new Error(read.failure.message);
      return read.value;
    });
    return { ...processed, acks: answers, codes: answers.map(({ code }) => code) };
  };
  return { inbox, lines, send };
}

const bad = anOru({ observations: ['OBX|1|ED|C||^TEXT^XML^Base64^!!||||||F'] });

describe('processMessage', () => {
  it('keeps, then answers AA', async () => {
    const inbox = createMemoryInbox();
    const { send } = setting(inbox);
    const { acks } = await send(bytesOf(anOru()));
    expect(acks).toMatchObject([{ code: 'AA', messageControlId: 'M0001', errors: [] }]);
    expect(inbox.records).toMatchObject([
      {
        message: { source: 'labo', sender: 'LABO|SITE-A', controlId: 'M0001', type: 'ORU^R01' },
        answer: { code: 'AA' },
      },
    ]);
  });

  it('gives a repeated message the very same answer, and does nothing again', async () => {
    const inbox = createMemoryInbox();
    const { send } = setting(inbox);
    const first = await send(bytesOf(anOru()));
    const again = await send(bytesOf(anOru()));
    expect(again.answers).toEqual(first.answers);
    expect([first.replayed, again.replayed, inbox.records.length]).toEqual([false, true, 1]);
  });

  it('takes the same MSH-10 with another body as another message', async () => {
    const inbox = createMemoryInbox();
    const { send } = setting(inbox);
    await send(bytesOf(anOru()));
    await send(bytesOf(anOru({ request: 'OBR|1||F2^LABO|60568-3^CR^LN' })));
    expect(inbox.records).toHaveLength(2);
  });

  it('reads again what it refused with AE, and not what it refused with AR', async () => {
    const inbox = createMemoryInbox();
    const { send } = setting(inbox);
    expect((await send(bytesOf(bad))).codes).toEqual(['AE']);
    expect(await send(bytesOf(bad))).toMatchObject({ codes: ['AE'], replayed: false });
    const unknown = bytesOf(anOru({ type: 'ORM^O01' }));
    expect((await send(unknown)).codes).toEqual(['AR']);
    expect(await send(unknown)).toMatchObject({ codes: ['AR'], replayed: true });
    expect(inbox.records.map(({ failure }) => failure?.code)).toEqual([
      'HL7_FIELD_FORMAT',
      'HL7_FIELD_FORMAT',
      'HL7_MESSAGE_TYPE',
    ]);
  });

  it('says where and why in ERR, in French, without patient data', async () => {
    const { send, lines } = setting();
    const { acks, answers } = await send(bytesOf(bad));
    expect(acks[0]?.errors).toEqual([
      {
        location: 'OBX^1^5^1^5',
        condition: '102',
        severity: 'E',
        diagnostic: 'OBX-5.5 (OBX n° 1) : base64 illisible',
        userMessage: "Un champ n'a pas le format attendu.",
      },
    ]);
    expect(`${answers[0]}${lines.join()}`).not.toMatch(/ESSAI|FICTIVE|0000042/);
  });

  it.each([
    ['no MSH', Buffer.from('bonjour'), 'AR', '100'],
    ['nothing', Buffer.alloc(0), 'AR', '100'],
    ['no MSH-10', bytesOf(anOru({ controlId: ' ' })), 'AR', '101'],
    ['latin-1 declared UTF-8', bytesOf(anOru(), 'latin1'), 'AE', '102'],
    ['UTF-16', bytesOf(anOru({ charset: 'UNICODE' })), 'AE', '103'],
    ['another type', bytesOf(anOru({ type: 'ORM^O01' })), 'AR', '200'],
    ['another event', bytesOf(anOru({ type: 'ORU^R30' })), 'AR', '201'],
    ['another mode', bytesOf(anOru({ processingId: 'Z' })), 'AR', '202'],
    ['another version', bytesOf(anOru({ version: '9.9' })), 'AR', '203'],
    ['an incoherent life cycle', bytesOf(anOru({ order: 'ORC|CA' })), 'AE', '199'],
  ])('refuses %s with its code, and keeps it', async (_, bytes, code, condition) => {
    const inbox = createMemoryInbox();
    const { acks } = await setting(inbox).send(bytes);
    expect(acks).toMatchObject([{ code, errors: [{ condition }] }]);
    expect(inbox.records).toMatchObject([{ answer: { code }, failure: { class: 'permanent' } }]);
  });

  it('refuses a message over the limit from its head', async () => {
    const inbox = createMemoryInbox();
    const { acks } = await setting(inbox).send(bytesOf(anOru()).subarray(0, 60), true);
    expect(acks).toMatchObject([{ code: 'AR', errors: [{ condition: '104' }] }]);
    expect(inbox.records).toHaveLength(1);
  });

  it.each([
    ['AL', 'NE', ['CA'], ['CE']],
    ['AL', 'AL', ['CA', 'AA'], ['CE']],
    ['AL', '', ['CA'], ['CE']],
    ['ER', 'NE', [], ['CE']],
    ['SU', 'ER', ['CA'], ['AE']],
    ['NE', 'AL', ['AA'], ['AE']],
    ['NE', 'SU', ['AA'], []],
    ['NE', 'NE', [], []],
    ['', 'AL', ['AA'], ['AE']],
  ])('answers in enhanced mode MSH-15 %j MSH-16 %j', async (accept, application, good, refused) => {
    const { send } = setting();
    const header = { accept, application };
    expect((await send(bytesOf(anMdm({ event: 'T02', ...header })))).codes).toEqual(good);
    const repeated = await send(bytesOf(anMdm({ event: 'T02', ...header })));
    expect(repeated).toMatchObject({ codes: good, replayed: true });
    const observations = ['OBX|1|ED|C||^TEXT^XML^Base64^!!||||||F'];
    expect((await send(bytesOf(anOru({ ...header, controlId: 'M2', observations })))).codes).toEqual(refused);
  });

  it('gives each answer its own MSH-10, the same when told again', async () => {
    const { send } = setting();
    const enhanced = bytesOf(anOru({ accept: 'AL', application: 'AL' }));
    const first = await send(enhanced);
    const again = await send(enhanced);
    const ids = first.acks.map(({ controlId }) => controlId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => id.length <= 20)).toBe(true);
    expect(again.acks.map(({ controlId }) => controlId)).toEqual(ids);
  });

  it('does not answer an acknowledgement', async () => {
    const inbox = createMemoryInbox();
    const { send } = setting(inbox);
    expect(await send(bytesOf(['MSH|^~\\&|A|B|C|D|2024||ACK^R01^ACK|1|P|2.5', 'MSA|AA|1']))).toMatchObject({
      codes: [],
      code: 'none',
    });
    expect(inbox.records).toEqual([]);
  });

  it.each<[string, Partial<Inbox>]>([
    ['cannot keep', { accept: async () => intakeFailure('INBOX_UNAVAILABLE', 'no database') }],
    ['throws', { accept: () => Promise.reject(new Error('ESSAI Zoé broke a constraint')) }],
    ['cannot look back', { answerFor: () => Promise.reject(new Error('ESSAI Zoé')) }],
  ])('answers 207 and keeps nothing when the inbox %s', async (_, broken) => {
    const inbox = createMemoryInbox();
    const { send, lines } = setting({ ...inbox, ...broken });
    expect((await send(bytesOf(anOru()))).acks).toMatchObject([
      { code: 'AE', errors: [{ condition: '207', severity: 'E' }] },
    ]);
    expect((await send(bytesOf(anOru({ accept: 'AL' })))).codes).toEqual(['CE']);
    expect(inbox.records).toEqual([]);
    expect(lines.join()).not.toContain('ESSAI');
  });

  it('answers 207 too when a refusal cannot be kept', async () => {
    const refuse = jest
      .fn<Inbox['refuse']>()
      .mockResolvedValue(intakeFailure('INBOX_UNAVAILABLE', 'no database'));
    const { send } = setting({ ...createMemoryInbox(), refuse });
    expect((await send(bytesOf(bad))).acks).toMatchObject([{ code: 'AE', errors: [{ condition: '207' }] }]);
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  it('keeps header values short and on one line', async () => {
    const inbox = createMemoryInbox();
    await setting(inbox).send(bytesOf(anOru({ controlId: 'X'.repeat(500) })));
    expect(inbox.records[0]?.message.controlId).toHaveLength(200);
  });
});
