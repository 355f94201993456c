import { setTimeout as sleep } from 'node:timers/promises';
import { type Random } from '../random.js';
import { acknowledge, type Logbook } from './logbook.js';
import { type Message, type Sender, type Tongue } from './message.js';

/** What one attempt gave: acknowledged with these words, refused for good, or neither (send it again). */
export type Attempt =
  { readonly acknowledged: string } | { readonly refused: string } | { readonly lost: string };

export interface SendingOptions {
  readonly name: string;
  readonly tongue: Tongue;
  readonly random: Random;
  readonly log: Logbook;
  /** Milliseconds between two messages, at most. */
  readonly paceMs: number;
  readonly attempt: (message: Message) => Promise<Attempt>;
  /** Sends it and does not look back. */
  readonly abandon?: (message: Message) => Promise<void>;
}

/** As interface engines do: in order, the same bytes again until they are acknowledged. */
export function createSender(options: SendingOptions): Sender {
  const { name, tongue, random, log, paceMs, attempt } = options;
  const queue: Message[] = [];
  let [finishing, dropped, inHand] = [false, false, 0];

  async function send(message: Message): Promise<void> {
    while (!dropped) {
      const outcome = await attempt(message);
      if ('acknowledged' in outcome) return acknowledge(log, message, outcome.acknowledged);
      if ('refused' in outcome)
        return void log.refused.push({ controlId: message.controlId, answer: outcome.refused });
      log.sent.resends += 1;
      await sleep(random.between(100, 900));
    }
  }

  async function handle(message: Message): Promise<void> {
    log.sent.messages += 1;
    if (message.abandoned) {
      log.abandoned.push(message.said);
      log.abandonedIds.add(message.controlId);
      return options.abandon?.(message);
    }
    await send(message);
    if (!message.twice) return;
    log.sent.repeats += 1;
    await send(message);
  }

  return {
    ...{ name, tongue },
    waiting: () => queue.length + inHand,
    give: (message) => void queue.push(message),
    finish: () => void (finishing = true),
    drop: () => void (dropped = true),
    async run() {
      while (!dropped) {
        const message = queue.shift();
        if (!message && finishing) return;
        if (message) {
          inHand = 1;
          await handle(message);
          inHand = 0;
        }
        await sleep(random.between(0, paceMs));
      }
    },
  };
}
