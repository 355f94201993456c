import { failuresOf, type Failure } from '../kernel/index.js';

/** Whatever the hospital can put right is waited for; only what the record itself is at fault for is permanent. */
export const kafkaFailure = failuresOf({
  /** No broker answers, or the one that leads the partition does not. */
  KAFKA_UNAVAILABLE: 'transient',
  /** The brokers do not take our name and password, or our certificate. */
  KAFKA_UNAUTHENTICATED: 'transient',
  /** They do, and we may not read or write this topic, or join this group. */
  KAFKA_FORBIDDEN: 'transient',
  KAFKA_TOPIC_MISSING: 'transient',
  /** The group's partitions are being shared out again. */
  KAFKA_REBALANCING: 'transient',
  /** Larger than the topic or the broker takes (`max.message.bytes`). */
  KAFKA_RECORD_TOO_LARGE: 'permanent',
  KAFKA_RECORD_REFUSED: 'permanent',
});

type Code = Parameters<typeof kafkaFailure>[0];

const SENTENCES: Readonly<Record<Code, string>> = {
  KAFKA_UNAVAILABLE: 'no broker answered',
  KAFKA_UNAUTHENTICATED: 'the brokers refused our credentials',
  KAFKA_FORBIDDEN: 'the brokers do not allow us this topic or group',
  KAFKA_TOPIC_MISSING: 'the topic is not there',
  KAFKA_REBALANCING: 'the partitions are being shared out again',
  KAFKA_RECORD_TOO_LARGE: 'the topic does not take a record of this size',
  KAFKA_RECORD_REFUSED: 'the brokers refused the record',
};

/** Error types of the protocol, and names of the client's own errors. */
const CODES: Readonly<Record<string, Code>> = {
  SASL_AUTHENTICATION_FAILED: 'KAFKA_UNAUTHENTICATED',
  UNSUPPORTED_SASL_MECHANISM: 'KAFKA_UNAUTHENTICATED',
  ILLEGAL_SASL_STATE: 'KAFKA_UNAUTHENTICATED',
  KafkaJSSASLAuthenticationError: 'KAFKA_UNAUTHENTICATED',
  TOPIC_AUTHORIZATION_FAILED: 'KAFKA_FORBIDDEN',
  GROUP_AUTHORIZATION_FAILED: 'KAFKA_FORBIDDEN',
  CLUSTER_AUTHORIZATION_FAILED: 'KAFKA_FORBIDDEN',
  UNKNOWN_TOPIC_OR_PARTITION: 'KAFKA_TOPIC_MISSING',
  KafkaJSTopicMetadataNotLoaded: 'KAFKA_TOPIC_MISSING',
  REBALANCE_IN_PROGRESS: 'KAFKA_REBALANCING',
  ILLEGAL_GENERATION: 'KAFKA_REBALANCING',
  UNKNOWN_MEMBER_ID: 'KAFKA_REBALANCING',
  NOT_COORDINATOR_FOR_GROUP: 'KAFKA_REBALANCING',
  MESSAGE_TOO_LARGE: 'KAFKA_RECORD_TOO_LARGE',
  RECORD_LIST_TOO_LARGE: 'KAFKA_RECORD_TOO_LARGE',
  INVALID_RECORD: 'KAFKA_RECORD_REFUSED',
  INVALID_TIMESTAMP: 'KAFKA_RECORD_REFUSED',
  POLICY_VIOLATION: 'KAFKA_RECORD_REFUSED',
};

const DEEPEST_CAUSE = 8;

/** What an error of the client means. Its message is not taken over: only its type, of a known few. */
export function failureOf(error: unknown): Failure {
  const types = typesOf(error);
  const known = types.find((type) => CODES[type] !== undefined);
  const code = known === undefined ? 'KAFKA_UNAVAILABLE' : (CODES[known] as Code);
  const detail = known ?? types.at(-1);
  const told = kafkaFailure(code, detail ? `${SENTENCES[code]} (${detail})` : SENTENCES[code]);
  if (told.ok) throw new Error('a failure that is none');
  return told.failure;
}

/** Types and names of an error and of its causes. */
function typesOf(error: unknown): string[] {
  const types: string[] = [];
  let at = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && typeof at === 'object' && at !== null; depth += 1) {
    const { type, code, name, cause } = at as Readonly<Record<'type' | 'code' | 'name' | 'cause', unknown>>;
    for (const told of [type, code, name]) {
      // `ECONNREFUSED`, `KafkaJSConnectionError`: a name, never a sentence.
      if (typeof told === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,60}$/.test(told)) types.push(told);
    }
    at = cause;
  }
  return types;
}
