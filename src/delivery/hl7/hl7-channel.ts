import {
  assembleMessage,
  type Charset,
  decodeText,
  encodeText,
  type MllpAddress,
  type MllpClient,
  openMllpClient,
  type ParsedAcknowledgement,
  readAcknowledgement,
} from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Channel, type ChannelFailure } from '../announcements/announcement.js';
import { hl7Failure, refusalOf } from './answer.js';
import { contentOf } from './mapping/content.js';
import { type Oru, type OruSettings, toOru } from './mapping/oru.js';

export interface Hl7ChannelOptions {
  readonly address: MllpAddress;
  readonly settings: OruSettings;
  /** A connection that is not used for so long is closed. */
  readonly idleMs: number;
  /** Told of an answer that is not to the message in flight. */
  readonly onStray?: () => void;
}

type Sent = Result<void, ChannelFailure>;

/**
 * Results as ORU^R01 over one MLLP connection, one message in flight. An answer counts by MSA-2 alone; where none comes
 * the connection is given up, so that a late one dies with it, and the same message goes again under the same MSH-10.
 */
export function createHl7Channel(options: Hl7ChannelOptions): Channel {
  const { address, settings, idleMs } = options;
  let client: MllpClient | undefined;
  let idle: NodeJS.Timeout | undefined;

  function drop(): void {
    clearTimeout(idle);
    client?.close();
    client = undefined;
  }

  async function connected(): Promise<Result<MllpClient, ChannelFailure>> {
    clearTimeout(idle);
    if (client && !client.isLost) return ok(client);
    drop();
    const opened = await openMllpClient(address);
    if (!opened.ok) return hl7Failure('HL7_RESULTS_UNREACHABLE', opened.failure.message, 'channel');
    client = opened.value;
    return ok(client);
  }

  async function exchange(bytes: Buffer, controlId: string): Promise<Sent> {
    const open = await connected();
    if (!open.ok) return open;
    open.value.send(bytes);
    const sent = await accepted(open.value, controlId);
    if (!sent.ok && sent.failure.scope === 'unsure') drop();
    idle = setTimeout(drop, idleMs).unref();
    return sent;
  }

  /** In enhanced mode a commit answer first: the application's says what became of it. */
  async function accepted(open: MllpClient, controlId: string): Promise<Sent> {
    for (;;) {
      const answer = await answerTo(open, controlId);
      if (!answer.ok) return answer;
      const { code } = answer.value;
      if (!code.endsWith('A')) return refusalOf(answer.value);
      if (code !== 'CA' || settings.acknowledgement === 'original') return ok(undefined);
    }
  }

  async function answerTo(
    open: MllpClient,
    controlId: string,
  ): Promise<Result<ParsedAcknowledgement, ChannelFailure>> {
    const deadline = performance.now() + address.timeoutMs;
    for (;;) {
      const bytes = await open.receive(Math.max(0, deadline - performance.now()));
      if (!bytes.ok) return hl7Failure('HL7_RESULTS_NO_ANSWER', bytes.failure.message, 'unsure');
      const answer = readAcknowledgement(bytes.value, settings.charset);
      if (!answer.ok)
        return hl7Failure('HL7_RESULTS_NO_ANSWER', 'the answer is no acknowledgement', 'unsure');
      if (answer.value.messageControlId === controlId) return answer;
      options.onStray?.();
    }
  }

  return {
    name: 'hl7',
    contentOf,
    async send(announcement) {
      const oru = toOru(announcement, announcement.content, settings);
      const bytes = await bytesOf(oru, settings.charset);
      if (!bytes)
        return hl7Failure('HL7_RESULTS_CHARSET', `a letter has no place in ${settings.charset}`, 'message');
      return exchange(bytes, oru.controlId);
    },
    close() {
      drop();
      return Promise.resolve();
    },
  };
}

/** Nothing where a letter would be lost: `≥ 3` must not become `? 3`. Notes only quote: they may lose one. */
async function bytesOf({ header, segments }: Oru, charset: Charset): Promise<Buffer | undefined> {
  const text = await assembleMessage(header, segments);
  const counted = text.split('\r').filter((segment) => !segment.startsWith('NTE'));
  const letters = new Set(counted.join(''));
  const isWhole = [...letters].every((letter) => {
    const back = decodeText(encodeText(letter, charset), charset);
    return back.ok && back.value === letter;
  });
  return isWhole ? encodeText(text, charset) : undefined;
}
