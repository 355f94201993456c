import { type Random } from '../random.js';
import { type Life } from './lives.js';
import { renderEvent, renderHl7 } from './render.js';
import { isEvent, type Said } from './said.js';

/** How messages travel: HL7 over MLLP, or events over HTTP or Kafka. */
export type Tongue = 'hl7' | 'event';

export interface Message {
  readonly controlId: string;
  readonly said: Said;
  readonly tongue: Tongue;
  /** The same at each sending. */
  readonly bytes: Buffer;
  /** Sent a second time once it is acknowledged. */
  readonly twice: boolean;
  /** Sent once, the answer not waited for. */
  readonly abandoned: boolean;
}

/** Whoever has messages to send and keeps them until they are acknowledged. */
export interface Sender {
  readonly name: string;
  readonly tongue: Tongue;
  /** Messages it holds. */
  waiting(): number;
  give(message: Message): void;
  /** Sends for as long as it runs; after `finish` until nothing waits any more. */
  run(): Promise<void>;
  finish(): void;
  /** Ends at once; what waits is never sent. */
  drop(): void;
}

/** Gives the messages of a life to the senders. */
export function createPost(senders: readonly Sender[], random: Random): (life: Life) => void {
  let count = 0;
  const messageOf = (said: Said, tongue: Tongue, life: Life): Message => {
    const controlId = `CHAOS-${++count}`;
    const bytes =
      tongue === 'hl7' ? renderHl7(controlId, said) : Buffer.from(renderEvent(controlId, said), 'utf8');
    const abandoned = life.abandoned ?? false;
    return { controlId, said, tongue, bytes, abandoned, twice: !abandoned && random.chance(0.1) };
  };
  const least = (list: readonly Sender[]) =>
    random.shuffled(list).sort((a, b) => a.waiting() - b.waiting())[0]!;
  const speaking = (tongue: Tongue) => senders.filter((sender) => sender.tongue === tongue);
  return (life) => {
    if (life.inOrder) {
      const sender = least(speaking('hl7'));
      for (const said of life.steps) sender.give(messageOf(said, 'hl7', life));
      return;
    }
    for (const said of random.shuffled(life.steps)) {
      // An event that is given up is an MLLP message whose connection is closed: the other ways wait by themselves.
      const able = isEvent(said) && !life.abandoned ? senders : speaking('hl7');
      const sender = random.chance(0.5) ? least(able) : random.pick(able);
      sender.give(messageOf(said, sender.tongue, life));
    }
  };
}
