import { type Bundle } from '@medplum/fhirtypes';
import {
  type Channel,
  createMemoryLedger,
  createMemoryOutbox,
  type DeliveredReport,
  type NewAnnouncement,
} from '../delivery/index.js';
import { type Sql } from '../database/index.js';
import { ok, type Sensitive, sensitive } from '../kernel/index.js';
import { aDraft } from '../../test/support/builders/report.js';
import { createAnnounce } from './announce-report.js';
import { type WalkingReport } from './report-log.js';

const NO_SQL = undefined as unknown as Sql;

const aReport = (over: Partial<WalkingReport> = {}): WalkingReport => ({
  ...aDraft(),
  id: 'report-1',
  source: 'dpi',
  lineage: 'lineage-1',
  version: 1,
  receivedAt: new Date('2026-03-12T10:00:00Z'),
  ...over,
});

const BUNDLE: Bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    { resource: { resourceType: 'Observation', id: 'o1', status: 'preliminary', code: { text: 'HER2' } } },
    { resource: { resourceType: 'Patient', id: 'p1' } },
  ],
};
const FINDING = { useCase: 'tumor-biomarkers' };

const KEPT = ok({ findings: [FINDING], failures: [], ran: [] } as never);

async function setUp(
  state: 'sent' | 'overtaken' | 'none',
  contentOf?: Channel['contentOf'],
  hasFindings = true,
) {
  const outbox = createMemoryOutbox();
  if (state !== 'none') {
    await outbox.put(NO_SQL, {
      reportId: 'report-1',
      lineage: 'lineage-1',
      version: 1,
      zone: 'care',
      bundle: BUNDLE,
    });
    const [entry] = await outbox.entries('report-1');
    if (state === 'sent') await outbox.markSent(entry!.id, { resources: [] });
    else await outbox.markOvertaken(entry!.id);
  }
  const ledger = createMemoryLedger();
  await ledger.record('care:x', [{ key: 'Observation/o1', type: 'Observation', id: '77' }]);
  const seen: DeliveredReport[] = [];
  const put: NewAnnouncement[] = [];
  const errors: unknown[] = [];
  const nudged = { times: 0 };
  const announce = createAnnounce({
    channels: [
      {
        name: 'kafka',
        contentOf:
          contentOf ??
          ((one): Sensitive<unknown> => {
            seen.push(one);
            return sensitive({});
          }),
        send: () => Promise.resolve(ok(undefined)),
        close: () => Promise.resolve(),
      },
    ],
    announcements: {
      put: (_sql, news) => {
        put.push(...news);
        return Promise.resolve(true);
      },
    },
    outbox,
    ledger,
    care: { name: 'care:x', mode: 'put', target: undefined as never },
    journeyOf: () => ({
      once: (_stage, make) => (hasFindings ? Promise.resolve(KEPT) : make()),
    }),
    nudge: () => (nudged.times += 1),
    logger: { error: (fields: unknown) => errors.push(fields) } as never,
  });
  return { announce, seen, put, errors, nudged };
}

describe('what is told of a delivered report', () => {
  it.each(['overtaken', 'none'] as const)('is nothing where its care Bundle was %s', async (state) => {
    const { announce } = await setUp(state);
    expect(await announce(aReport())).toBeUndefined();
  });

  it('is nothing where a walk stopped before its findings: what was told before stays', async () => {
    const { announce, seen } = await setUp('sent', undefined, false);
    expect(await announce(aReport())).toBeUndefined();
    expect(seen).toEqual([]);
    expect(await announce(aReport({ course: 'withdraw' }))).toBeDefined();
  });

  it('is its findings, and its resources as the server names them', async () => {
    const { announce, seen, put, nudged } = await setUp('sent');
    const news = await announce(aReport());
    await news?.put(NO_SQL);
    expect(nudged.times).toBe(0);
    news?.committed();
    expect(nudged.times).toBe(1);
    expect(seen).toMatchObject([
      { action: 'delivered', findings: [FINDING], references: ['Observation/77', 'Patient/p1'] },
    ]);
    expect(put).toMatchObject([
      { channel: 'kafka', kind: 'report', subject: 'report-1', lineage: 'lineage-1', version: 1 },
    ]);
  });

  it.each([
    [{ again: 'READ_AGAIN' }, 'renewed', 1],
    [{ again: 'NAMES_LEARNED', course: 'suspend' }, 'suspended', 0],
    [{ course: 'suspend' }, 'suspended', 0],
    [{ action: 'deletion' }, 'withdrawn', 0],
    [{ action: 'deletion', course: 'publish' }, 'delivered', 1],
    [{ action: 'replacement' }, 'delivered', 1],
  ] as const)('of %j is `%s`', async (over, action, findings) => {
    const { announce, seen } = await setUp('sent');
    await announce(aReport(over));
    expect(seen[0]).toMatchObject({ action });
    expect(seen[0]?.findings).toHaveLength(findings);
  });

  it('never holds the report: where a channel throws, something is put all the same', async () => {
    const { announce, put, errors } = await setUp('sent', () => {
      throw new Error('a bug');
    });
    await (await announce(aReport()))?.put(NO_SQL);
    expect(put).toHaveLength(1);
    expect(errors).toMatchObject([{ reportId: 'report-1', channel: 'kafka' }]);
  });
});
