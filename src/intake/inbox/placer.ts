import { setTimeout as sleep } from 'node:timers/promises';

/** How often what other processes left is looked for. */
const LOOK_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** What the placer needs of the table of arrivals. */
export interface PlacingPort {
  placeSome(waits?: boolean): Promise<number | 'elsewhere'>;
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
  /** Places all that waits at the call before it resolves; not what comes meanwhile. */
  drain(): Promise<void>;
  /** Lets what is in hand end. What is left waits for the next process. */
  stop(): Promise<void>;
}

/** Places what was kept, in the order it came. `onTrouble`: the database is away; it is tried again. */
export function createPlacer(placing: PlacingPort, onTrouble: (error: unknown) => void): Placer {
  let isWoken = false;
  let wakeUp: () => void = () => undefined;
  let running: Promise<void> | undefined;
  let isStopping = false;

  async function rest(ms: number): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const over = sleep(ms, undefined, { ref: false, signal: timer.signal }).catch(() => undefined);
    if (!isWoken && !isStopping) await Promise.race([over, woken]);
    timer.abort();
    isWoken = false;
  }

  async function run(): Promise<void> {
    for (let pause = LOOK_MS; !isStopping;) {
      try {
        // At once, for what a process that was killed left.
        while (!isStopping && Number(await placing.placeSome()) > 0);
        pause = LOOK_MS;
        await rest(pause);
      } catch (error) {
        onTrouble(error);
        await sleep(pause, undefined, { ref: false });
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
      do await placing.placeSome(true);
      while (await placing.isWaiting(last));
    },
    async stop() {
      isStopping = true;
      wakeUp();
      await running;
    },
  };
}
