import { createPlacer, type PlacingPort } from './placer.js';

const turn = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

/** A table of `left` messages, placed two by two. */
function table(left: number, over: Partial<PlacingPort> = {}) {
  /** `kept`: all there ever were, by their numbers. */
  const state = { left, kept: left, asked: 0 };
  const port: PlacingPort = {
    last: async () => (state.left > 0 ? String(state.kept) : undefined),
    isWaiting: async (upTo) => state.kept - state.left < Number(upTo),
    placeSome: async () => {
      state.asked += 1;
      const placed = Math.min(2, state.left);
      state.left -= placed;
      return placed;
    },
    ...over,
  };
  return { state, port };
}

describe('the placer', () => {
  it('places at its start what was left, then what it is woken for', async () => {
    const { state, port } = table(5);
    const placer = createPlacer(port, () => undefined);
    placer.start();
    await turn();
    expect(state.left).toBe(0);
    state.left = 3;
    placer.wake();
    await turn();
    expect(state.left).toBe(0);
    await placer.stop();
  });

  it('is woken by what comes while it places', async () => {
    const { state, port } = table(2);
    const placer = createPlacer(
      {
        ...port,
        async placeSome() {
          const placed = await port.placeSome();
          // Kept after the last look, and before it rests.
          if (placed === 0 && state.asked === 2) {
            state.left = 2;
            placer.wake();
          }
          return placed;
        },
      },
      () => undefined,
    );
    placer.start();
    await turn(60);
    expect(state.left).toBe(0);
    await placer.stop();
  });

  it('looks again for what nobody woke it for', async () => {
    const { state, port } = table(0);
    const placer = createPlacer(port, () => undefined);
    placer.start();
    await turn();
    state.left = 1;
    await turn(1_500);
    expect(state.left).toBe(0);
    await placer.stop();
  });

  it('says that the database is away, and goes on when it is back', async () => {
    let isAway = true;
    const { state, port } = table(2);
    const told: unknown[] = [];
    const placer = createPlacer(
      { ...port, placeSome: () => (isAway ? Promise.reject(new Error('away')) : port.placeSome()) },
      (error) => told.push(error),
    );
    placer.start();
    await turn();
    expect([told.length, state.left]).toEqual([1, 2]);
    isAway = false;
    await turn(1_500);
    expect(state.left).toBe(0);
    await placer.stop();
  });

  it('drains before it resolves', async () => {
    const { state, port } = table(7);
    await createPlacer(port, () => undefined).drain();
    expect(state.left).toBe(0);
  });

  it('waits for what another process has in hand', async () => {
    const { state, port } = table(1, {
      placeSome: async () => {
        state.asked += 1;
        if (state.asked === 3) state.left = 0;
        return 'elsewhere';
      },
    });
    await createPlacer(port, () => undefined).drain();
    expect(state.asked).toBe(3);
  });

  it('stops at once where the database is away', async () => {
    const placer = createPlacer(
      table(1, { placeSome: () => Promise.reject(new Error('away')) }).port,
      () => undefined,
    );
    placer.start();
    await turn(1_200);
    const end = await Promise.race([placer.stop().then(() => 'stopped'), turn(400)]);
    expect(end).toBe('stopped');
  });

  it('does not wait for what keeps coming', async () => {
    const { state, port } = table(2, {
      placeSome: async () => {
        state.asked += 1;
        // As much comes as is placed.
        state.kept += 2;
        return 2;
      },
    });
    await createPlacer(port, () => undefined).drain();
    expect(state.asked).toBe(1);
  });

  it('asks nothing of an empty table but whether it is', async () => {
    const { state, port } = table(0);
    await createPlacer(port, () => undefined).drain();
    expect(state.asked).toBe(0);
  });
});
