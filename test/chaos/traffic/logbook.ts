import { type Known } from '../model.js';
import { type Said } from './said.js';
import { type Message } from './message.js';

/** What the senders know, and nobody else. */
export interface Logbook extends Known {
  readonly acknowledged: Said[];
  readonly abandoned: Said[];
  /** MSH-10 or event id of each acknowledged message, by the way it went. */
  readonly acknowledgedIds: Map<string, Message['tongue']>;
  readonly abandonedIds: Set<string>;
  /** What was refused for good, or answered otherwise the second time: faults. */
  readonly refused: { readonly controlId: string; readonly answer: string }[];
  readonly sent: { messages: number; resends: number; repeats: number };
  /** The answer each message got first. */
  readonly answers: Map<string, string>;
}

export const createLogbook = (): Logbook => ({
  ...{ acknowledged: [], abandoned: [], acknowledgedIds: new Map(), abandonedIds: new Set() },
  ...{ refused: [], sent: { messages: 0, resends: 0, repeats: 0 }, answers: new Map() },
});

/** Two sendings of one message may race: then each has a header of its own, and both say the same of it. */
const saidIn = (answer: string): string => /\rMSA\|[^\r]*/.exec(answer)?.[0] ?? answer;

export function acknowledge(log: Logbook, { controlId, said, tongue }: Message, answer: string): void {
  const before = log.answers.get(controlId);
  if (before === undefined) {
    log.acknowledged.push(said);
    log.acknowledgedIds.set(controlId, tongue);
    log.answers.set(controlId, answer);
  } else if (saidIn(before) !== saidIn(answer)) {
    log.refused.push({ controlId, answer: 'another answer the second time' });
  }
}
