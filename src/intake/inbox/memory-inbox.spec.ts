import { ok, sensitive } from '../../kernel/index.js';
import { type Answer, type InboundMessage } from '../events.js';
import { createMemoryInbox } from './memory-inbox.js';

const aMessage = (more: Partial<InboundMessage> & { body?: string } = {}): InboundMessage => ({
  source: 'labo',
  sender: 'LABO|SITE',
  controlId: 'M1',
  type: 'ORU^R01',
  raw: sensitive(Buffer.from(more.body ?? 'corps')),
  receivedAt: new Date(0),
  ...more,
});
const answer = (code: Answer['code']): Answer => ({ code, bytes: Buffer.from(code) });
const FAILURE = { code: 'X', class: 'permanent', message: 'x' } as const;

describe('createMemoryInbox', () => {
  it.each(['AA', 'CA'] as const)('gives %s again to the very same message only', async (code) => {
    const inbox = createMemoryInbox();
    await inbox.keep(aMessage(), [], answer(code));
    expect(await inbox.answerFor(aMessage({ receivedAt: new Date() }))).toEqual(answer(code));
    for (const other of [{ source: 'x' }, { sender: 'x' }, { controlId: 'x' }, { body: 'x' }]) {
      expect(await inbox.answerFor(aMessage(other))).toBeUndefined();
    }
  });

  it.each([
    ['AR', true],
    ['CR', true],
    ['AE', false],
    ['CE', false],
  ] as const)('after a refusal %s, told again: %s', async (code, again) => {
    const inbox = createMemoryInbox();
    await inbox.refuse(aMessage(), FAILURE, answer(code));
    expect(await inbox.answerFor(aMessage())).toEqual(again ? answer(code) : undefined);
    await inbox.refuse(aMessage(), FAILURE, answer(code));
    expect(inbox.records).toHaveLength(again ? 1 : 2);
  });

  it('keeps once what two sockets bring at once', async () => {
    const inbox = createMemoryInbox();
    const [one, two] = await Promise.all([1, 2].map(() => inbox.keep(aMessage(), [], answer('AA'))));
    expect(one).toEqual(two);
    expect(one).toEqual(ok({ messageId: expect.any(String), reportIds: [] }));
    expect(inbox.records).toHaveLength(1);
  });
});
