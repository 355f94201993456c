import { type Document, readDocument } from '../../src/document/index.js';
import { readAcknowledgement, readHeader } from '../../src/hl7/index.js';
import { createMemoryInbox, type IntakeEvent, type Payload } from '../../src/intake/index.js';
import { processMessage } from '../../src/intake/hl7/process-message.js';
import { type Result, sensitive, systemClock } from '../../src/kernel/index.js';
import { silentLogger } from '../../src/observability/index.js';

/** What became of one file, without a word of what it says. */
export interface Outcome {
  /** `ORU^R01`, `CDA`. */
  readonly kind: string;
  /** `report original, read`, `identity A01`, `refused`. */
  readonly outcome: string;
  /** What the sender is told (MSA-1), and the code of a failure. */
  readonly code: string;
}

const SOURCE = { name: 'ans', defaultCharset: 'utf-8', acceptsFictitious: true } as const;

/** An HL7 message or a CDA document; nothing for any other file. */
export async function outcomeOf(bytes: Buffer): Promise<Outcome | undefined> {
  const start = bytes
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^[\u00EF\u00BB\u00BF\s]+/, '');
  if (start.startsWith('MSH')) return outcomeOfMessage(bytes);
  if (start.startsWith('<')) return outcomeOfCda(bytes);
  return undefined;
}

async function outcomeOfCda(bytes: Buffer): Promise<Outcome> {
  const { outcome, failure } = told(
    await readDocument([{ contentType: 'application/xml', content: sensitive(bytes) }]),
  );
  return { kind: 'CDA', outcome, code: failure };
}

/** Taken as over MLLP, with an inbox of its own: what other files say changes nothing. */
async function outcomeOfMessage(bytes: Buffer): Promise<Outcome> {
  const header = readHeader(bytes, SOURCE.defaultCharset);
  const kind = header.ok ? `${header.value.messageType}^${header.value.triggerEvent}` : 'HL7';
  if (header.ok && header.value.messageType === 'ACK') {
    const answer = readAcknowledgement(bytes, SOURCE.defaultCharset);
    return answer.ok
      ? { kind, outcome: 'acknowledgement', code: answer.value.code }
      : { kind, outcome: 'not read', code: answer.failure.code };
  }
  const inbox = createMemoryInbox();
  const { code, refusal } = await processMessage({ bytes, tooLarge: false }, SOURCE, {
    inbox,
    clock: systemClock,
    logger: silentLogger,
  });
  if (refusal) return { kind, outcome: 'refused', code: `${code} ${refusal.code}` };
  const events = inbox.records.flatMap((record) => record.events);
  const parts = await Promise.all(events.map(outcomeOfEvent));
  return {
    kind,
    outcome: parts.map(({ outcome }) => outcome).join(' + ') || 'set aside',
    code: [code, ...parts.map(({ failure }) => failure)].filter(Boolean).join(' '),
  };
}

async function outcomeOfEvent(event: IntakeEvent): Promise<Told> {
  if (event.kind !== 'report') {
    return { outcome: [event.kind, 'trigger' in event ? event.trigger : ''].join(' ').trim(), failure: '' };
  }
  const { action, status, payloads } = event.report;
  const what = `report ${action}${status === 'final' ? '' : `, ${status}`}`;
  if (payloads.length === 0) return { outcome: what, failure: '' };
  const { outcome, failure } = await read(payloads);
  return { outcome: `${what}, ${outcome}`, failure };
}

interface Told {
  readonly outcome: string;
  readonly failure: string;
}

const read = async (payloads: readonly Payload[]) => told(await readDocument(payloads));

const told = (document: Result<Document>): Told =>
  document.ok ? { outcome: 'read', failure: '' } : { outcome: 'not read', failure: document.failure.code };
