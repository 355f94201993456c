import { createHash } from 'node:crypto';
import { type Clock, type Result, sensitive } from '../../kernel/index.js';
import { type IntakeEvent, type InboundMessage, type Inbox, type KeptMessage } from '../events.js';
import { type LocalTypes, withLocalType } from '../local-types.js';
import { readFhirDocument } from './read-fhir-document.js';
import { type FhirProblem, type SentDocument } from './sent-document.js';

/** One request to the FHIR endpoint, as it came. */
export interface FhirRequest {
  /** Who sends: the name of its token. */
  readonly principal: string;
  /** `POST DocumentReference`, `PUT DocumentReference/1`, `transaction`. */
  readonly interaction: string;
  readonly body: Buffer;
}

/** Documents that enter by the FHIR endpoint: the same inbox, the same life as those of `POST /reports`. */
export interface FhirIntake {
  /** The events of the documents of one request: all of them, or every problem. */
  read(documents: readonly SentDocument[]): Result<readonly IntakeEvent[], readonly FhirProblem[]>;
  /** What was answered to the very same request. */
  answered(request: FhirRequest): Promise<Buffer | undefined>;
  /** Kept, with its answer, when it resolves `ok`. */
  keep(request: FhirRequest, events: readonly IntakeEvent[], answer: Buffer): Promise<Result<KeptMessage>>;
}

export interface FhirIntakeDependencies {
  readonly inbox: Inbox;
  readonly clock: Clock;
  /** Test and demonstration identities are welcome. */
  readonly acceptsFictitious: boolean;
  /** Local types of documents and their LOINC, of the source `fhir`. */
  readonly types?: LocalTypes;
  readonly onAnswer: (type: string, code: 'AA' | 'AR' | 'AE') => void;
}

/** The name of the FHIR endpoint among `sources`. */
export const FHIR_SOURCE = 'fhir';
const NO_TYPES: LocalTypes = new Map();

export function createFhirIntake(dependencies: FhirIntakeDependencies): FhirIntake {
  const { inbox, clock, acceptsFictitious, types = NO_TYPES, onAnswer } = dependencies;

  const messageOf = ({ principal, interaction, body }: FhirRequest): InboundMessage => ({
    source: FHIR_SOURCE,
    sender: principal,
    controlId: createHash('sha256').update(interaction).update('\n').update(body).digest('hex'),
    type: 'DocumentReference',
    raw: sensitive(body),
    receivedAt: clock.now(),
  });

  return {
    read(documents) {
      const events: IntakeEvent[] = [];
      const problems: FhirProblem[] = [];
      for (const sent of documents) {
        const read = readFhirDocument(sent);
        if (!read.ok) problems.push(read.failure);
        else if (read.value && !acceptsFictitious && isFictitious(read.value))
          problems.push({ place: `${sent.place}.subject`, rule: 'only real patients are received here' });
        else if (read.value) events.push(withLocalType(read.value, types));
      }
      if (problems.length > 0) {
        onAnswer('DocumentReference', 'AR');
        return { ok: false, failure: problems };
      }
      return { ok: true, value: events };
    },
    async answered(request) {
      return (await inbox.answerFor(messageOf(request)))?.bytes;
    },
    async keep(request, events, answer) {
      const kept = await inbox.keep(messageOf(request), events, { code: 'AA', bytes: answer });
      onAnswer('DocumentReference', kept.ok ? 'AA' : 'AE');
      return kept;
    },
  };
}

const isFictitious = (event: IntakeEvent): boolean => event.kind === 'report' && event.report.fictitious;
