import { type ChildService } from './child-service.js';
import { median, percentiles, round } from './figures.js';
import { benchMessages, type Mode } from './messages.js';
import { sendAll } from './mllp-load.js';
import { untilPlaced } from './watch.js';

const ROUNDS = 3;

export interface DurableMessages {
  readonly mode: Mode;
  readonly sockets: number;
  /** Acknowledged after their commit. */
  readonly messagesPerSecond: number;
  readonly rounds: readonly number[];
  /** Milliseconds from a message to its acknowledgement, all rounds. */
  readonly acknowledgedMs: ReturnType<typeof percentiles>;
  /** From the first message sent to the last one that has its place among the reports. */
  readonly placedPerSecond: number;
}

interface Load {
  readonly mode: Mode;
  readonly sockets: number;
  /** A round. */
  readonly messages: number;
}

/** A service that only takes messages in: kept (fsync), acknowledged, then placed. */
export async function benchDurableMessages(
  service: ChildService,
  { mode, sockets, messages }: Load,
): Promise<DurableMessages> {
  const rates: number[] = [];
  const placed: number[] = [];
  const latencies: number[] = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    const run = `${mode === 'enhanced' ? 4 : 3}${sockets}${at}`;
    const started = performance.now();
    const sent = await sendAll(benchMessages(run, messages, mode), service.mllp, sockets);
    if (sent.accepted !== messages) throw new Error(`${sent.accepted} of ${messages} accepted`);
    await untilPlaced(service);
    placed.push(messages / ((performance.now() - started) / 1_000));
    rates.push(sent.accepted / sent.seconds);
    latencies.push(...sent.latencies);
  }
  return {
    ...{ mode, sockets, messagesPerSecond: round(median(rates)), rounds: rates.map((rate) => round(rate)) },
    ...{ acknowledgedMs: percentiles(latencies), placedPerSecond: round(median(placed)) },
  };
}
