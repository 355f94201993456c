import { setTimeout as sleep } from 'node:timers/promises';
import { type Replica } from './replica.js';
import { say } from './summary.js';

type Left = Readonly<Record<string, number>>;

/** Waits until nothing is open, three times in a row; what is still open once nothing of it has moved for so long. */
export async function still(look: () => Promise<Left>, settleMs: number): Promise<Left> {
  let [quiet, before, movedAt] = [0, '', performance.now()];
  for (;;) {
    const open = await look();
    quiet = Object.keys(open).length === 0 ? quiet + 1 : 0;
    const now = JSON.stringify(open);
    if (now !== before) [before, movedAt] = [now, performance.now()];
    if (quiet === 3 || performance.now() > movedAt + settleMs) return open;
    await sleep(700);
  }
}

export function tellErrors(replicas: readonly Replica[]): void {
  for (const { name, errors, ownEnds } of replicas) {
    for (const [sentence, count] of errors) say(`${name} logged ${count} × ${sentence}`);
    for (const { wasReady, words } of ownEnds) {
      say(`${name} ended by itself ${wasReady ? 'while it was ready' : 'at its start'}: ${words.trim()}`);
    }
  }
}
