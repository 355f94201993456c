import { type KafkaSide, startKafkaSide } from '../kafka-side.js';
import { countsFrom, seedFrom } from '../plan.js';
import { type ChaosResult, runChaos } from '../run-chaos.js';

/** `npm run test:chaos`: what `test/e2e/chaos.spec.ts` does shortly, at length. */
const COUNTS = { kills: 50, startKills: 5, databaseCuts: 10, fhirCuts: 10, brokerKills: 3 };

describe('a service killed and cut off at length while messages keep coming', () => {
  const counts = countsFrom(process.env, COUNTS);
  let result: ChaosResult;
  let kafka: KafkaSide | undefined;

  beforeAll(async () => {
    kafka = await startKafkaSide();
    result = await runChaos({
      ...{ seed: seedFrom(process.env), counts, replicas: 2, mllpSenders: 4, httpSenders: 2, kafka },
      ...{ paceMs: 200, gapMs: 500, progress: 8, settleMs: 240_000 },
    });
  }, 1_800_000);
  afterAll(() => kafka?.close());

  it('was killed with work in hand, and cut, at least as often as planned', () => {
    const { done } = result;
    expect(done.kills).toBeGreaterThanOrEqual(counts.kills);
    expect(done.startKills).toBeGreaterThanOrEqual(counts.startKills);
    expect(done.databaseCuts).toBeGreaterThanOrEqual(counts.databaseCuts);
    expect(done.fhirCuts).toBeGreaterThanOrEqual(counts.fhirCuts);
    expect(done.brokerKills).toBeGreaterThanOrEqual(counts.brokerKills);
  });

  it('hit messages that were not answered and walks that were going on', () => {
    const { done } = result;
    expect([done.killsInIntake > 0, done.killsInWalks > 0]).toEqual([true, true]);
    expect(result.resends).toBeGreaterThan(0);
  });

  it('has lost nothing, doubled nothing and left nothing behind', () => {
    expect(result.faults).toEqual([]);
  });
});
