import {
  buildAcknowledgement,
  type Header,
  NO_HEADER,
  readAcknowledgement,
  readHeader,
  readMessage,
} from '../../hl7/index.js';
import { type Clock, type Result, sensitive } from '../../kernel/index.js';
import { type Answer, type InboundMessage, type Inbox, type IntakeEvent } from '../events.js';
import { planAnswer, verdictOf } from './answers.js';
import { followingControlId, newControlId } from './control-ids.js';
import { forbiddenFields } from './adt.js';
import { mergeRefusal } from './adt-merge.js';
import { interpret } from './interpret.js';
import { followPointers } from './pointers/follow.js';
import { type Hl7Source, type MllpLogger } from './ports.js';
import { acknowledgementError, asRefusal, type Refusal, refuse, REFUSALS } from './refusals.js';

export interface ProcessDependencies {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly logger: MllpLogger;
}

/** What came of one message. */
export interface Processed {
  /** Answers to send, in order, unframed. */
  readonly answers: readonly Buffer[];
  /** What the sender is told, `none` where no answer is due. */
  readonly code: Answer['code'] | 'none';
  readonly type: string;
  readonly controlId: string;
  /** The answer was given before: nothing was done again. */
  readonly replayed: boolean;
  readonly refusal?: Refusal;
}

/** A message whose bytes are all here, or the head of one over the size limit. */
export interface Received {
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

interface Context extends ProcessDependencies {
  readonly source: Hl7Source;
  readonly header: Header;
  readonly message: InboundMessage;
}

/** Answers to answers would go round for ever: they get none. */
const ACKNOWLEDGEMENTS: readonly string[] = ['ACK', 'MCF'];
const LONGEST_LABEL = 200;

/** Header values that go to columns and logs: one line, of a bounded length. */
const label = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_LABEL);

/** Codes of tables 0076 and 0003. What else stands in MSH-9 says nothing: it may be anything, even a name. */
function typeOf({ messageType, triggerEvent }: Header): string {
  const type = [messageType, triggerEvent].filter(Boolean).join('^');
  return /^[A-Z]\w{2}(\^[A-Z]\w{2})?$/.test(type) ? type : '';
}

/**
 * One message: answered again if it was before, else read, kept and only then answered. Never throws: what the inbox
 * could not keep is answered 207, and nothing of it stays.
 */
export async function processMessage(
  { bytes, tooLarge }: Received,
  source: Hl7Source,
  dependencies: ProcessDependencies,
): Promise<Processed> {
  const read = readHeader(bytes, source.defaultCharset);
  const header = read.ok ? read.value : NO_HEADER;
  const message: InboundMessage = {
    source: source.name,
    sender: label(`${header.sendingApplication}|${header.sendingFacility}`),
    controlId: label(header.controlId),
    type: typeOf(header),
    raw: sensitive(bytes),
    receivedAt: dependencies.clock.now(),
  };
  const context: Context = { ...dependencies, source, header, message };
  if (ACKNOWLEDGEMENTS.includes(header.messageType)) return processed(context, { answers: [], code: 'none' });
  try {
    const before = await dependencies.inbox.answerFor(message);
    if (before) return replay(context, before);
    const events = tooLarge
      ? refuse('HL7_TOO_LARGE', undefined, 'over the size limit')
      : await readEvents(bytes, source, dependencies.logger);
    return await keep(context, events);
  } catch (error) {
    dependencies.logger.error(
      {
        source: source.name,
        controlId: message.controlId,
        error: error instanceof Error ? error.name : 'unknown',
      },
      'HL7 message could not be processed',
    );
    return notKept(context);
  }
}

async function readEvents(
  bytes: Buffer,
  source: Hl7Source,
  logger: MllpLogger,
): Promise<Result<IntakeEvent[], Refusal>> {
  const message = readMessage(bytes, source.defaultCharset);
  if (!message.ok) return { ok: false, failure: asRefusal(message.failure) };
  const forbidden = forbiddenFields(message.value);
  if (forbidden.length > 0) {
    const controlId = label(message.value.segment('MSH')?.value(10) ?? '');
    logger.warn(
      { source: source.name, controlId, fields: forbidden },
      'fields forbidden in France are not taken',
    );
  }
  const events = interpret(message.value, source);
  const awaits = events.ok ? undefined : events.failure.awaits;
  if (!awaits || !source.pointers) return events;
  // Before the acknowledgement: what is acknowledged is held. Only this socket waits.
  const files = await followPointers(awaits, { policy: source.pointers, source: source.name, logger });
  return files.ok ? interpret(message.value, source, files.value) : files;
}

async function keep(context: Context, events: Result<IntakeEvent[], Refusal>): Promise<Processed> {
  const { inbox, message, header } = context;
  const refusal = events.ok ? undefined : events.failure;
  const plan = planAnswer(header, refusal ? REFUSALS[refusal.code].answer : 'AA');
  const answer: Answer = { code: plan.code, bytes: build(context, plan.code, newControlId(), refusal) };
  const kept = events.ok
    ? await inbox.accept(message, events.value, answer)
    : await inbox.refuse(message, events.failure, answer);
  if (!kept.ok) {
    const refused = mergeRefusal(kept.failure);
    return refused ? keep(context, refused) : notKept(context);
  }
  const { before } = kept.value;
  return before ? replay(context, before) : send(context, { answer, replayed: false, refusal });
}

function replay(context: Context, answer: Answer): Processed {
  return send(context, { answer, replayed: true });
}

interface Told {
  readonly answer: Answer;
  readonly replayed: boolean;
  readonly refusal?: Refusal;
}

function send(context: Context, { answer, replayed, refusal }: Told): Processed {
  const plan = planAnswer(context.header, verdictOf(answer.code));
  const answers = plan.isSent ? [answer.bytes] : [];
  if (plan.isFollowed) answers.push(build(context, 'AA', followingControlId(controlIdOf(context, answer))));
  return processed(context, { answers, code: plan.isSent ? answer.code : 'none', replayed, refusal });
}

function controlIdOf({ source }: Context, { bytes }: Answer): string {
  const own = readAcknowledgement(bytes, source.defaultCharset);
  return own.ok ? own.value.controlId : newControlId();
}

/** The inbox could not keep the message: the sender must keep it and send it again. */
function notKept(context: Context): Processed {
  const failed = refuse('HL7_INTERNAL', undefined, 'the message could not be kept');
  const refusal = failed.ok ? undefined : failed.failure;
  const { code, isSent } = planAnswer(context.header, 'AE');
  const answers = isSent ? [build(context, code, newControlId(), refusal)] : [];
  return processed(context, { answers, code: isSent ? code : 'none', refusal });
}

function build(
  { header, source, clock }: Context,
  code: Answer['code'],
  controlId: string,
  refusal?: Refusal,
) {
  return buildAcknowledgement(header, {
    code,
    controlId,
    at: clock.now(),
    defaultCharset: source.defaultCharset,
    ...(refusal && { error: acknowledgementError(refusal) }),
  });
}

function processed(
  { message }: Context,
  outcome: Pick<Processed, 'answers' | 'code'> & Partial<Pick<Processed, 'replayed' | 'refusal'>>,
): Processed {
  return { type: message.type, controlId: message.controlId, replayed: false, ...outcome };
}
