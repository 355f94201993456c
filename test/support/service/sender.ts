import { openMllpClient, readAcknowledgement } from '../../../src/hl7/index.js';

export interface Acknowledged {
  readonly code: string;
  readonly bytes: Buffer;
}

/** A hospital system at the other end of an MLLP connection. */
export interface Sender {
  /** Sends a message and waits for its acknowledgement; throws where none comes. */
  send(message: Buffer | string): Promise<Acknowledged>;
  /** Sends without waiting. */
  post(message: Buffer | string): void;
  close(): void;
}

export async function openSender(port: number, timeoutMs = 30_000): Promise<Sender> {
  const client = await openMllpClient({ host: '127.0.0.1', port, timeoutMs });
  if (!client.ok) throw new Error(client.failure.message);
  const { send, receive, close } = client.value;
  return {
    async send(message) {
      send(Buffer.from(message));
      const answer = await receive();
      if (!answer.ok) throw new Error(answer.failure.message);
      const read = readAcknowledgement(answer.value, 'utf-8');
      return { code: read.ok ? read.value.code : '?', bytes: answer.value };
    },
    post: (message) => send(Buffer.from(message)),
    close,
  };
}
