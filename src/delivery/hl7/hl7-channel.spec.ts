import {
  aCertificate,
  type Answering,
  openReceiver,
  type Receiver,
} from '../../../test/support/hl7/index.js';
import { sensitive } from '../../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../../patients/index.js';
import { type Channel, type SendableAnnouncement } from '../announcements/announcement.js';
import { createHl7Channel, type Hl7ChannelOptions } from './hl7-channel.js';
import { type Hl7Content } from './mapping/content.js';

const content = (over: Partial<Hl7Content> = {}): Hl7Content => ({
  document: { id: 'DOC-1', assigner: '2.999.1', type: { code: '60568-3', system: 'LN' } },
  isFictitious: true,
  isWrongPatient: false,
  identity: { ...NO_IDENTITY, lastName: 'ESSAI-ŒUVRE', firstNames: ['Zoé'] },
  stay: NO_STAY,
  results: [],
  ...over,
});

const anAnnouncement = (id = '1', over: Partial<Hl7Content> = {}): SendableAnnouncement => ({
  id: `${id.repeat(8)}-0000-4000-8000-000000000000`,
  channel: 'hl7',
  kind: 'report',
  subject: 'r',
  lineage: 'a'.repeat(64),
  version: 1,
  action: 'delivered',
  createdAt: new Date('2026-03-06T10:00:00Z'),
  content: sensitive(content(over)),
  attempts: 0,
});

describe('the channel of results over MLLP', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  async function setUp(
    answering?: Answering,
    over: { settings?: Partial<Hl7ChannelOptions['settings']>; timeoutMs?: number } = {},
  ): Promise<{ channel: Channel; receiver: Receiver; strays: () => number }> {
    const receiver = await openReceiver({ ...(answering && { answering }) });
    let strays = 0;
    const channel = createHl7Channel({
      address: { host: '127.0.0.1', port: receiver.port, timeoutMs: over.timeoutMs ?? 10_000 },
      settings: {
        sendingApplication: 'PASSERELLE',
        sendingFacility: 'site',
        receivingApplication: 'DPI',
        receivingFacility: 'CHU',
        charset: 'utf-8',
        processingId: 'P',
        acknowledgement: 'original',
        evidence: true,
        ...over.settings,
      },
      idleMs: 60_000,
      onStray: () => (strays += 1),
    });
    closing.push(
      () => channel.close(),
      () => receiver.close(),
    );
    return { channel, receiver, strays: () => strays };
  }

  it('keeps one connection, and sends the next one after the answer', async () => {
    const { channel, receiver } = await setUp();
    for (const id of ['1', '2', '3'])
      expect(await channel.send(anAnnouncement(id))).toMatchObject({ ok: true });
    expect(new Set(receiver.received.map(({ socket }) => socket)).size).toBe(1);
    expect(receiver.received.map(({ controlId }) => controlId.slice(0, 6))).toEqual([
      'PA1111',
      'PA2222',
      'PA3333',
    ]);
    expect(receiver.mostInFlight).toBe(1);
  });

  it.each([
    ['AE', undefined, 'HL7_RESULTS_ERROR', 'transient'],
    ['CE', undefined, 'HL7_RESULTS_ERROR', 'transient'],
    ['AE', 'ERR||PID^1^3|204^Unknown key identifier^HL70357|E', 'HL7_RESULTS_ERROR', 'transient'],
    ['AE', 'ERR||OBX^2^5|102^Data type error^HL70357|E', 'HL7_RESULTS_REFUSED', 'permanent'],
    ['AR', undefined, 'HL7_RESULTS_REFUSED', 'permanent'],
    ['CR', undefined, 'HL7_RESULTS_REFUSED', 'permanent'],
  ])('takes %s (%s) for %s', async (code, errors, failure, failureClass) => {
    const { channel } = await setUp((received, receiver) =>
      receiver.answer(received, code, errors ? { errors } : {}),
    );
    expect(await channel.send(anAnnouncement())).toMatchObject({
      failure: { code: failure, class: failureClass, scope: 'message' },
    });
  });

  it('tells of a refusal its codes and places, and nothing that the receiver wrote', async () => {
    const { channel } = await setUp((received, receiver) =>
      receiver.answer(received, 'AR', {
        errors: 'ERR||ESSAI^Zoé~OBX^2^5|207^ESSAI-ŒUVRE^HL70357|E|||ESSAI-ŒUVRE Zoé',
      }),
    );
    const sent = await channel.send(anAnnouncement());
    expect(sent).toMatchObject({ failure: { message: 'the receiver answered AR (ERR-3 207)' } });
  });

  it('leaves the answer to another message', async () => {
    const { channel, strays } = await setUp((received, receiver) => {
      receiver.answer(received, 'AR', { to: 'PA0000' });
      receiver.answer(received, 'AE', { to: '' });
      receiver.answer(received, 'AA');
    });
    expect(await channel.send(anAnnouncement())).toMatchObject({ ok: true });
    expect(strays()).toBe(2);
  });

  it('is unsure without an answer; the same message goes again, on another connection, where no late answer comes', async () => {
    const { channel, receiver } = await setUp(
      (received, at) => {
        // The answer to the first comes with the second.
        if (received.times === 1) return;
        at.answer(at.received[0]!, 'AR');
        at.answer(received, 'AA');
      },
      { timeoutMs: 150 },
    );
    expect(await channel.send(anAnnouncement())).toMatchObject({
      failure: { code: 'HL7_RESULTS_NO_ANSWER', class: 'ambiguous', scope: 'unsure' },
    });
    expect(await channel.send(anAnnouncement())).toMatchObject({ ok: true });
    const [first, second] = receiver.received;
    expect(second?.bytes).toEqual(first?.bytes);
    expect(second?.socket).not.toBe(first?.socket);
  });

  it.each([
    ['closes', (socket: { destroy(): void }) => socket.destroy()],
    ['ends', (socket: { end(): void }) => socket.end()],
    ['resets', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()],
  ])('is unsure where the receiver %s the connection', async (_, cut) => {
    const { channel } = await setUp(({ socket, times }, at) =>
      times === 1 ? void cut(socket) : at.answer(at.received[1]!, 'AA'),
    );
    expect(await channel.send(anAnnouncement())).toMatchObject({ failure: { scope: 'unsure' } });
    expect(await channel.send(anAnnouncement())).toMatchObject({ ok: true });
  });

  it('waits behind a receiver that is not there', async () => {
    const { channel, receiver } = await setUp();
    await receiver.close();
    expect(await channel.send(anAnnouncement())).toMatchObject({
      failure: { code: 'HL7_RESULTS_UNREACHABLE', class: 'transient', scope: 'channel' },
    });
  });

  describe('in enhanced mode', () => {
    const enhanced = (answering: Answering) =>
      setUp(answering, { settings: { acknowledgement: 'enhanced' } });

    it('waits for the commit answer, then for the application’s', async () => {
      const { channel, receiver } = await enhanced((received, at) => {
        at.answer(received, 'CA');
        setTimeout(() => at.answer(received, 'AA'), 50);
      });
      expect(await channel.send(anAnnouncement())).toMatchObject({ ok: true });
      expect(receiver.received[0]?.message.segment('MSH')?.value(15)).toBe('AL');
    });

    it.each([
      [['CA', 'AE'], 'HL7_RESULTS_ERROR'],
      [['CA', 'AR'], 'HL7_RESULTS_REFUSED'],
      [['CR'], 'HL7_RESULTS_REFUSED'],
    ])('takes %s for %s', async (codes, failure) => {
      const { channel } = await enhanced((received, at) => {
        for (const code of codes) at.answer(received, code);
      });
      expect(await channel.send(anAnnouncement())).toMatchObject({ failure: { code: failure } });
    });
  });

  it('writes in the character set of the receiver', async () => {
    const { channel, receiver } = await setUp(undefined, { settings: { charset: 'iso-8859-15' } });
    expect(await channel.send(anAnnouncement())).toMatchObject({ ok: true });
    const [{ bytes, message }] = receiver.received as [Receiver['received'][number]];
    expect(message.segment('PID')?.value(5)).toBe('ESSAI-ŒUVRE');
    expect(bytes.includes(Buffer.from('ESSAI-\xbcUVRE^Zo\xe9', 'latin1'))).toBe(true);
  });

  it('refuses to lose a letter of a result, not one of its notes', async () => {
    const settings = { charset: 'iso-8859-1' as const };
    const { channel, receiver } = await setUp(undefined, { settings });
    const result = { id: 'r', code: { text: 'Ki-67' }, isWithdrawn: false, isHistorical: false };
    const of = (text: string, evidence: string) =>
      anAnnouncement('1', { results: [{ ...result, valueCodeableConcept: { text }, evidence: [evidence] }] });
    expect(await channel.send(of('≥ 20 %', ''))).toMatchObject({
      failure: { code: 'HL7_RESULTS_CHARSET', class: 'permanent' },
    });
    expect(receiver.received).toEqual([]);
    expect(await channel.send(of('20 %', 'Ki-67 ≥ 20 %'))).toMatchObject({ ok: true });
  });

  it('speaks TLS with its own certificate', async () => {
    const authority = aCertificate('Test CA');
    const [own, ours] = [aCertificate('localhost', authority), aCertificate('passerelle', authority)];
    const receiver = await openReceiver({
      tls: { key: own.key, cert: own.cert, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    });
    closing.push(() => receiver.close());
    const channelWith = (tls: object) =>
      createHl7Channel({
        address: { host: 'localhost', port: receiver.port, timeoutMs: 2_000, tls },
        settings: {
          ...{
            sendingApplication: 'P',
            sendingFacility: 'S',
            receivingApplication: 'D',
            receivingFacility: 'C',
          },
          ...{ charset: 'utf-8', processingId: 'P', acknowledgement: 'original', evidence: false },
        },
        idleMs: 1_000,
      });
    const good = channelWith({ ca: authority.cert, key: ours.key, cert: ours.cert });
    closing.push(() => good.close());
    expect(await good.send(anAnnouncement())).toMatchObject({ ok: true });
    for (const tls of [{ ca: authority.cert }, {}]) {
      const bad = channelWith(tls);
      closing.push(() => bad.close());
      expect(await bad.send(anAnnouncement())).toMatchObject({ ok: false });
    }
    expect(receiver.received).toHaveLength(1);
  });
});
