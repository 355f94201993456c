const STOP = 0;
const INSIDE = 1;
/** What a run meets that finds the gate shut. */
export const STOPPED = new Error('stopped');

/**
 * Two flags shared with a thread. A thread that is ended inside the library aborts the whole process (tried): whoever
 * ends it shuts the gate first and waits until it is out, some milliseconds.
 */
export type Gate = Int32Array<SharedArrayBuffer>;

export const createGate = (): Gate => new Int32Array(new SharedArrayBuffer(8));

/** From now on no run begins. */
export function shut(gate: Gate): void {
  Atomics.store(gate, STOP, 1);
}

export function reopen(gate: Gate): void {
  Atomics.store(gate, STOP, 0);
}

/** Waits, at most this long, until the thread is out: only where nothing else can be done, as the process ends. */
export function waitOutside(gate: Gate, ms: number): void {
  Atomics.wait(gate, INSIDE, 1, ms);
}

/** In the thread: what runs inside the library. */
export async function throughGate<T>(gate: Gate, run: () => Promise<T>): Promise<T> {
  Atomics.store(gate, INSIDE, 1);
  try {
    if (Atomics.load(gate, STOP) === 1) throw STOPPED;
    return await run();
  } finally {
    Atomics.store(gate, INSIDE, 0);
    Atomics.notify(gate, INSIDE);
  }
}
