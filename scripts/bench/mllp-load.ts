import { connect, type Socket } from 'node:net';
import { createMllpDecoder, frame } from '../../src/hl7/index.js';
import { type BenchMessage } from './messages.js';

export interface Sent {
  readonly accepted: number;
  readonly seconds: number;
  /** Milliseconds from the message to its acknowledgement. */
  readonly latencies: readonly number[];
}

/** Sends every message over `sockets` connections, one in flight on each, as hospital senders do. */
export async function sendAll(
  messages: readonly BenchMessage[],
  address: { host: string; port: number },
  sockets: number,
): Promise<Sent> {
  let next = 0;
  let accepted = 0;
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: sockets }, async () => {
      const sender = await openSender(address);
      for (let message = messages[next++]; message; message = messages[next++]) {
        const at = performance.now();
        const answer = await sender.send(message.bytes);
        latencies.push(performance.now() - at);
        if (/MSA\|[AC]A\|/.test(answer)) accepted += 1;
      }
      sender.close();
    }),
  );
  return { accepted, seconds: (performance.now() - started) / 1_000, latencies };
}

async function openSender({ host, port }: { host: string; port: number }) {
  const socket: Socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const decoder = createMllpDecoder({ maxBytes: 1_000_000 });
  let answered: (text: string) => void = () => undefined;
  let lost: (error: Error) => void = () => undefined;
  socket.on('data', (chunk) => {
    for (const part of decoder.push(chunk))
      if (part.kind === 'message') answered(part.bytes.toString('latin1'));
  });
  socket.on('close', () => lost(new Error('The listener closed the socket.')));
  return {
    send: (bytes: Buffer) =>
      new Promise<string>((resolve, reject) => {
        answered = resolve;
        lost = reject;
        socket.write(frame(bytes));
      }),
    close: () => socket.destroy(),
  };
}
