import { openSender, type Sender as Connection } from '../../support/service/sender.js';
import { type Replica } from '../replica.js';
import { type Random } from '../random.js';
import { type Attempt, createSender } from './keep-sending.js';
import { type Logbook } from './logbook.js';
import { type Sender } from './message.js';

/** Longer than any pause of the database: an engine that gives up earlier only sends again. */
const ANSWER_MS = 8_000;
const CONNECT_MS = 2_000;

export interface Way {
  readonly name: string;
  readonly replicas: readonly Replica[];
  readonly random: Random;
  readonly log: Logbook;
  readonly paceMs: number;
}

/** Keeps to one replica until it is lost, then goes to the next, as behind an address that fails over. */
function createTurn({ replicas, random }: Way) {
  let at = random.between(0, replicas.length - 1);
  return { now: () => replicas[at % replicas.length]!, next: () => void (at += 1) };
}

/** An interface engine over MLLP: one connection, one message at a time. */
export function createMllpSender(way: Way): Sender {
  const turn = createTurn(way);
  let connection: Connection | undefined;
  const lose = (reason: string): Attempt => {
    connection?.close();
    connection = undefined;
    turn.next();
    return { lost: reason };
  };
  return createSender({
    ...way,
    tongue: 'hl7',
    async attempt({ bytes }) {
      const replica = turn.now();
      try {
        connection ??= await openSender(replica.mllp, ANSWER_MS);
      } catch {
        return lose('no connection');
      }
      replica.unanswered += 1;
      try {
        const answer = await connection.send(bytes);
        if (answer.code === 'AA') return { acknowledged: answer.bytes.toString('utf8') };
        // 207: kept nothing, send again later.
        if (/\rERR\|[^\r]*\|207/.test(answer.bytes.toString('utf8'))) return lose('not kept');
        return { refused: answer.code };
      } catch {
        return lose('no answer');
      } finally {
        replica.unanswered -= 1;
      }
    },
    async abandon({ bytes }) {
      const other = await openSender(turn.now().mllp, CONNECT_MS).catch(() => undefined);
      other?.post(bytes);
      // Some are read whole before the connection goes, some are not.
      setTimeout(() => other?.close(), way.random.between(0, 30));
    },
  });
}

/** Software that posts events over HTTP. */
export function createHttpSender(way: Way): Sender {
  const turn = createTurn(way);
  return createSender({
    ...way,
    tongue: 'event',
    async attempt({ bytes }) {
      const replica = turn.now();
      replica.unanswered += 1;
      try {
        const answer = await fetch(`${replica.http}/reports`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-source': 'chaos' },
          body: bytes.toString('utf8'),
          signal: AbortSignal.timeout(ANSWER_MS),
        });
        const text = await answer.text();
        // What the second answer tells beside is free to differ: that it is accepted is not.
        if (answer.status === 202)
          return { acknowledged: JSON.stringify((JSON.parse(text) as Accepted).accepted) };
        if (answer.status < 500) return { refused: `HTTP ${answer.status}` };
      } catch {
        // Lost on the way.
      } finally {
        replica.unanswered -= 1;
      }
      turn.next();
      return { lost: 'no answer' };
    },
  });
}

interface Accepted {
  readonly accepted: boolean;
}
