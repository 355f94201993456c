import { readFile } from 'node:fs/promises';
import {
  type MllpAddress,
  type MllpClient,
  openMllpClient,
  type ParsedAcknowledgement,
  readAcknowledgement,
  readHeader,
} from '../../hl7/index.js';
import { type Failure, ok, type Result } from '../../kernel/index.js';
import { sendFailure } from './failures.js';
import { splitMessages } from './split-messages.js';

export type SendOptions = MllpAddress &
  (
    | { readonly file: string; readonly bytes?: undefined }
    | { readonly bytes: Buffer; readonly file?: undefined }
  );

/** What became of one message. */
export interface SentMessage {
  /** MSH-10. */
  readonly controlId: string;
  /** One in original mode; in enhanced mode the commit answer, then the application one where asked. */
  readonly acknowledgements: readonly ParsedAcknowledgement[];
  /** `refused`: AE, AR, CE or CR. `unasked`: MSH-15 and MSH-16 want no answer. */
  readonly outcome: 'accepted' | 'refused' | 'unanswered' | 'unasked';
  readonly failure?: Failure;
}

/** Sends the messages of a file one after the other on one connection, each after the answer to the one before. */
export async function sendFile(options: SendOptions): Promise<Result<readonly SentMessage[]>> {
  const bytes = options.bytes ?? (await readFile(options.file).catch(() => undefined));
  if (!bytes) return sendFailure('SEND_FILE_UNREADABLE', 'the file cannot be read');
  const messages = splitMessages(bytes);
  if (messages.length === 0) return sendFailure('SEND_NO_MESSAGE', 'no line begins with MSH');
  const opened = await openMllpClient(options);
  if (!opened.ok) return opened;
  const sent: SentMessage[] = [];
  try {
    for (const message of messages) {
      const one = await sendMessage(message, opened.value);
      sent.push(one);
      // Without an answer the order of what follows is not sure any more.
      if (one.outcome === 'unanswered') break;
    }
  } finally {
    opened.value.close();
  }
  return ok(sent);
}

async function sendMessage(message: Buffer, client: MllpClient): Promise<SentMessage> {
  const header = readHeader(message, 'iso-8859-1');
  const controlId = header.ok ? header.value.controlId : '';
  const accept = header.ok ? header.value.acceptAcknowledgement : '';
  const application = header.ok ? header.value.applicationAcknowledgement : '';
  client.send(message);
  if (accept === 'NE' && application === 'NE') return { controlId, acknowledgements: [], outcome: 'unasked' };
  const acknowledgements: ParsedAcknowledgement[] = [];
  for (;;) {
    const answer = await nextAcknowledgement(client, controlId);
    if (!answer.ok) return { controlId, acknowledgements, outcome: 'unanswered', failure: answer.failure };
    acknowledgements.push(answer.value);
    if (!answer.value.code.endsWith('A')) return { controlId, acknowledgements, outcome: 'refused' };
    const isFollowed = answer.value.code === 'CA' && (application === 'AL' || application === 'SU');
    if (!isFollowed) return { controlId, acknowledgements, outcome: 'accepted' };
  }
}

/** The answer to this message; a late one to a message before it is left. */
async function nextAcknowledgement(
  client: MllpClient,
  controlId: string,
): Promise<Result<ParsedAcknowledgement>> {
  for (;;) {
    const bytes = await client.receive();
    if (!bytes.ok) return bytes;
    const answer = readAcknowledgement(bytes.value, 'iso-8859-1');
    if (!answer.ok) return answer;
    const answered = answer.value.messageControlId;
    if (answered === '' || answered === controlId) return answer;
  }
}
