import { type Document } from '../document/index.js';
import { type Report } from '../intake/index.js';
import { type Failure, failed, sensitive, systemClock } from '../kernel/index.js';
import { createMetrics, silentLogger } from '../observability/index.js';
import { type ReadingRooms } from './ports.js';
import { type Left, type RereadLog } from './reread-log.js';
import { createRereadHandler } from './reread-worker.js';

/** One try of a text whose new reader fails. */
async function afterTry(attempt: number, over: Partial<Failure> = {}) {
  const left: Left[] = [];
  const payload = { contentType: 'application/pdf', content: sensitive(Buffer.from('x')) };
  const due = {
    ...{ rereadId: 'reread', reportId: 'report', stayKey: null, attempt },
    report: { id: 'report', payloads: [payload] } as unknown as Report,
    former: { reader: { id: 'pdf-text-layer', version: '1' } } as Document,
  };
  const rereads: RereadLog = {
    next: async () => due,
    leave: async (_due, how) => void left.push(how),
    replace: async () => true,
  };
  const crash: Failure = { code: 'DOCUMENT_READER_CRASHED', class: 'transient', message: 'it died', ...over };
  const rooms = { read: async () => failed(crash) } as unknown as ReadingRooms;
  const handle = createRereadHandler({
    ...{ rereads, rooms, running: new Map([['pdf-text-layer', '2']]), clock: systemClock },
    ...{ logger: silentLogger, metrics: createMetrics() },
  });
  return { outcome: await handle('lineage', new AbortController().signal), left };
}

describe('a reading again that fails for a while', () => {
  it('is tried again after longer and longer pauses, then left', async () => {
    const pauses = [1, 2, 3, 4].map(async (attempt) => (await afterTry(attempt)).outcome);
    expect(await Promise.all(pauses)).toEqual(
      [60, 120, 240, 480].map((retryInSeconds) => ({ retryInSeconds })),
    );
    const { outcome, left } = await afterTry(5);
    expect([outcome, left]).toMatchObject(['go-on', [{ state: 'failed' }]]);
  });

  it('waits as long as it is told, and not at all for what stays', async () => {
    expect((await afterTry(1, { retryAfterSeconds: 90 })).outcome).toEqual({ retryInSeconds: 90 });
    expect((await afterTry(1, { class: 'permanent' })).outcome).toBe('go-on');
  });
});
