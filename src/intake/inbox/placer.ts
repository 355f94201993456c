import { setTimeout as sleep } from 'node:timers/promises';

/** How often what other processes left is looked for. */
const LOOK_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Another process is at it: looked at again after this. */
const ELSEWHERE_MS = 20;
/** Whoever waits for its turn longer than this is told to come again. */
const LONGEST_DRAIN_MS = 20_000;

/** What the placer needs of the table of arrivals. */
export interface PlacingPort {
  placeSome(): Promise<number | 'elsewhere'>;
  /** The last that waits, or is being placed. */
  last(): Promise<string | undefined>;
  /** Something up to it still waits. */
  isWaiting(upTo: string): Promise<boolean>;
}

export interface Placer {
  /** Begins to place what was kept, also before this process. */
  start(): void;
  /** Something was kept. */
  wake(): void;
  /** Places all that waits at the call before it resolves; not what comes meanwhile. Throws where that takes too long. */
  drain(): Promise<void>;
  /** Lets what is in hand end. What is left waits for the next process. */
  stop(): Promise<void>;
}

/** Places what was kept, in the order it came. `onTrouble`: the database is away; it is tried again. */
export function createPlacer(placing: PlacingPort, onTrouble: (error: unknown) => void): Placer {
  let isWoken = false;
  let wakeUp: () => void = () => undefined;
  let running: Promise<void> | undefined;
  const stopping = new AbortController();

  async function rest(ms: number): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const over = sleep(ms, undefined, { ref: false, signal: timer.signal }).catch(() => undefined);
    if (!isWoken && !stopping.signal.aborted) await Promise.race([over, woken]);
    timer.abort();
    isWoken = false;
  }

  async function run(): Promise<void> {
    for (let pause = LOOK_MS; !stopping.signal.aborted;) {
      try {
        // At once, for what a process that was killed left.
        while (!stopping.signal.aborted && Number(await placing.placeSome()) > 0);
        pause = LOOK_MS;
        await rest(pause);
      } catch (error) {
        onTrouble(error);
        await sleep(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake() {
      isWoken = true;
      wakeUp();
    },
    async drain() {
      const last = await placing.last();
      if (last === undefined) return;
      const until = performance.now() + LONGEST_DRAIN_MS;
      do {
        if (performance.now() > until) throw new Error('too much waits to be placed');
        if ((await placing.placeSome()) === 'elsewhere') await sleep(ELSEWHERE_MS);
      } while (await placing.isWaiting(last));
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
    },
  };
}
