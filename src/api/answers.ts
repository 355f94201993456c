import { ANNOUNCED_ACTIONS, CHANNELS } from '../delivery/index.js';
import { INCIDENTS as INCIDENT_CODES } from '../intake/index.js';

// The shape of what operators are answered, for the OpenAPI document (typeorm-operations.repository.ts makes it).
type Schema = Record<string, unknown>;

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text };
const number = { type: 'integer' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const orNull = (schema: Schema) => ({ ...schema, nullable: true });
const object = (properties: Record<string, Schema>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const listOf = (items: Schema) => ({ type: 'array', items });

const FAILURE = {
  failureCode: orNull(text),
  failureClass: orNull({ type: 'string', enum: ['transient', 'ambiguous', 'permanent'] }),
  failureMessage: orNull({ ...text, description: 'The place and the rule, never a value.' }),
};

const REPORT = object({
  id: uuid,
  source: text,
  lineage: { ...text, description: 'The document through its versions: a keyed hash.' },
  version: number,
  action: { type: 'string', enum: ['original', 'replacement', 'addendum', 'deletion', 'status'] },
  type: { ...text, description: 'LOINC or local code of the document.' },
  documentDate: orNull({ type: 'string', format: 'date' }),
  receivedAt: instant,
  state: text,
  stateSince: instant,
  attempts: number,
  counts: { type: 'object', additionalProperties: number },
  ...FAILURE,
  controlId: { ...text, description: 'MSH-10, or the id of the event.' },
  messageType: text,
  answer: { ...text, description: 'What the sender was told: AA, CA…' },
  stay: orNull({ ...text, description: 'Its stay, for `/stays/{key}`: a keyed hash.' }),
});

export const REPORT_PAGE = object({
  reports: listOf(REPORT),
  next: orNull({ ...text, description: 'Give it back as `after` for the next page; null on the last one.' }),
});

export const JOURNEY = object({
  report: REPORT,
  events: listOf(object({ at: instant, step: text, code: orNull(text) })),
  versions: listOf(object({ id: uuid, version: number, action: text, state: text })),
  resources: { ...texts, description: '`Type/id` of what was delivered to the care zone.' },
});

const STAY_ROW = {
  key: { ...text, description: 'The stay: a keyed hash.' },
  state: { type: 'string', enum: ['waiting', 'walking', 'done', 'failed'] },
  stateSince: instant,
  changes: { ...number, description: 'How often something of the stay changed.' },
  walked: { ...number, description: 'How many of these changes the last run saw.' },
  runs: number,
  changedAt: instant,
  attempts: number,
  counts: { type: 'object', additionalProperties: number },
  ...FAILURE,
};

export const STAYS = listOf(object(STAY_ROW));

export const STAY = object({
  ...STAY_ROW,
  reports: listOf(object({ id: uuid, lineage: text, version: number, action: text, state: text })),
});

export const ANNOUNCEMENT_STATES: readonly string[] = ['pending', 'sent', 'failed', 'overtaken'];

export const ANNOUNCEMENT_PAGE = object({
  announcements: listOf(
    object({
      id: { ...uuid, description: 'The event id on Kafka; MSH-10 begins with it, after `PA`.' },
      seq: text,
      channel: { type: 'string', enum: CHANNELS },
      kind: { type: 'string', enum: ['report', 'stay'] },
      subject: { ...text, description: 'The id of the report.' },
      lineage: { ...text, description: 'The document through its versions: a keyed hash.' },
      version: number,
      action: { type: 'string', enum: ANNOUNCED_ACTIONS },
      state: { type: 'string', enum: ANNOUNCEMENT_STATES },
      attempts: number,
      createdAt: instant,
      settledAt: orNull(instant),
      ...FAILURE,
    }),
  ),
  next: orNull({ ...text, description: 'Give it back as `after` for the next page; null on the last one.' }),
});

export const REIDENTIFICATION = object({
  id: { ...uuid, description: 'Of this question in the audit trail.' },
  resource: text,
  reportId: { ...uuid, description: 'The last report written under this id.' },
  patient: object({
    ...{ lastName: orNull(text), birthName: orNull(text), firstNames: listOf(text) },
    birthDate: orNull({ type: 'string', format: 'date' }),
    sex: { type: 'string', enum: ['F', 'M', 'U'] },
    identifiers: listOf(object({ kind: text, value: text, authority: orNull(text) })),
  }),
});

export const REIDENTIFICATIONS = object({
  reidentifications: listOf(
    object({
      ...{ id: uuid, at: instant, actor: orNull(text), resource: orNull(text), reason: orNull(text) },
      outcome: {
        type: 'string',
        enum: ['told', 'unknown', 'no-identity', 'not-authenticated', 'not-allowed', 'not-well-formed'],
      },
    }),
  ),
  next: orNull({ ...text, description: 'Give it back as `before` for the next page; null on the last one.' }),
});

export const REFUSED_MESSAGES = listOf(
  object({
    id: uuid,
    source: text,
    sender: text,
    controlId: text,
    type: text,
    receivedAt: instant,
    answer: text,
    ...FAILURE,
  }),
);

export const UNPLACED_MESSAGES = object({
  waiting: { ...number, description: 'Acknowledged, and placed in a moment.' },
  failed: listOf(
    object({
      id: uuid,
      source: text,
      sender: text,
      controlId: text,
      type: text,
      receivedAt: instant,
      failedAt: instant,
      failureCode: { ...text, description: 'SQLSTATE or the type of the error; its place is in the log.' },
    }),
  ),
});

export const INCIDENTS = listOf(
  object({
    id: uuid,
    at: instant,
    code: { type: 'string', enum: Object.keys(INCIDENT_CODES) },
    source: text,
    controlId: orNull({ ...text, description: 'MSH-10 of the message that told.' }),
    message: orNull({ ...text, description: 'Its type: `ADT^A45`.' }),
    reportId: orNull({ ...uuid, description: 'Null where no report is concerned.' }),
    lineage: orNull({ ...text, description: 'The document through its versions: a keyed hash.' }),
    document: orNull({ ...text, description: 'The document id: a keyed hash.' }),
  }),
);

export const REPLAYED = object({ id: uuid, outcome: { type: 'string', enum: ['replayed'] } });

export const READY = object({
  status: text,
  parts: { type: 'object', additionalProperties: { type: 'boolean' } },
});
