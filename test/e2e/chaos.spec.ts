import { type ChaosResult, runChaos } from '../chaos/run-chaos.js';
import { countsFrom, seedFrom } from '../chaos/plan.js';

/** The short form of `npm run test:chaos`. */
const COUNTS = { kills: 6, startKills: 1, databaseCuts: 3, fhirCuts: 3, brokerKills: 0 };

describe('a service killed and cut off while messages keep coming', () => {
  const counts = countsFrom(process.env, COUNTS);
  let result: ChaosResult;

  beforeAll(async () => {
    result = await runChaos({
      ...{ seed: seedFrom(process.env), counts, replicas: 2, mllpSenders: 4, httpSenders: 2 },
      ...{ paceMs: 200, gapMs: 500, progress: 8, settleMs: 150_000 },
    });
  }, 600_000);

  it('was killed and cut as often as planned', () => {
    const { done } = result;
    expect(done.kills).toBeGreaterThanOrEqual(counts.kills);
    expect(done.startKills).toBe(counts.startKills);
    expect([done.databaseCuts, done.fhirCuts]).toEqual([counts.databaseCuts, counts.fhirCuts]);
    expect(result.resends).toBeGreaterThan(0);
  });

  it('has lost nothing, doubled nothing and left nothing behind', () => {
    expect(result.faults).toEqual([]);
  });
});
