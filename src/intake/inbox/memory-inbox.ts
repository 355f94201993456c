import { randomUUID } from 'node:crypto';
import { type Failure, ok } from '../../kernel/index.js';
import {
  type Answer,
  type InboundMessage,
  type Inbox,
  type IntakeEvent,
  type KeptMessage,
} from '../events.js';
import { messageDigest } from './sealed-digest.js';

/** A message as the inbox holds it. */
export interface MemoryInboxRecord extends KeptMessage {
  readonly message: InboundMessage;
  readonly events: readonly IntakeEvent[];
  readonly answer: Answer;
  /** Why it was refused. */
  readonly failure?: Failure;
}

export interface MemoryInbox extends Inbox {
  /** Everything kept, in order. A message refused and sent again stands twice. */
  readonly records: readonly MemoryInboxRecord[];
}

/** After AE or CE the sender may send again and the message is processed again. */
const FINAL_CODES: readonly Answer['code'][] = ['AA', 'CA', 'AR', 'CR'];

/** The inbox without a database: same answers as the real one, nothing durable. For tests and trials. */
export function createMemoryInbox(): MemoryInbox {
  const records: MemoryInboxRecord[] = [];
  const final = new Map<string, MemoryInboxRecord>();

  const store = (record: Omit<MemoryInboxRecord, keyof KeptMessage>): KeptMessage => {
    const key = messageDigest(record.message);
    const before = final.get(key);
    if (before) return { messageId: before.messageId, reportIds: before.reportIds };
    const reports = record.events.filter(({ kind }) => kind === 'report');
    const kept = { messageId: randomUUID(), reportIds: reports.map(() => randomUUID()) };
    const whole = { ...record, ...kept };
    records.push(whole);
    if (FINAL_CODES.includes(record.answer.code)) final.set(key, whole);
    return kept;
  };

  return {
    records,
    answerFor: async (message) => final.get(messageDigest(message))?.answer,
    accept: async (message, events, answer) => ok(store({ message, events, answer })),
    keep: async (message, events, answer) => ok(store({ message, events, answer })),
    refuse: async (message, failure, answer) => ok(store({ message, events: [], answer, failure })),
  };
}
