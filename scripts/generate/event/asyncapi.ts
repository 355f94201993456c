import { PIPELINE_VERSION } from '../../../src/pipeline/index.js';
import { formatted } from '../formatted.js';
import { type Generator } from '../generator.js';
import { type Schema } from './class-schema.js';
import { EVENT_SCHEMA } from './report-event.js';
import { RESULT_SCHEMA } from './result-event.js';

const FILE = 'docs/generated/asyncapi.json';
const JSON_SCHEMA = 'application/schema+json;version=2020-12';

/** A topic: what it is for, who writes it, and its one message. */
interface Topic {
  readonly name: string;
  /** The setting that names it. */
  readonly setting: string;
  readonly description: string;
  readonly action: 'send' | 'receive';
  readonly message: Schema & { readonly name: string };
}

const text = (description: string): Schema => ({ type: 'string', description });

const event: Topic = {
  name: 'reportEvents',
  setting: 'kafka.intake.topics[].topic',
  description:
    'Report events. The offset of a record is committed once it is in the inbox or in the dead letters.',
  action: 'receive',
  message: {
    name: 'reportEvent',
    title: 'Report event',
    contentType: 'application/json',
    payload: { schemaFormat: JSON_SCHEMA, schema: { $ref: EVENT_SCHEMA } },
    bindings: {
      kafka: { key: text('The document through its versions. Records of one key keep their order.') },
    },
  },
};

const deadLetter: Topic = {
  name: 'deadLetters',
  setting: 'kafka.intake.deadLetterTopic',
  description:
    'Records that can never be taken: key, value and headers as they came, which may hold patient data, and the reason in headers, which hold none.',
  action: 'send',
  message: {
    name: 'deadLetter',
    title: 'Dead letter',
    contentType: 'application/octet-stream',
    headers: {
      type: 'object',
      required: ['code', 'class', 'message', 'source', 'topic', 'partition', 'offset', 'at'].map(header),
      properties: {
        [header('code')]: text(
          'RECORD_EMPTY, RECORD_TOO_LARGE, RECORD_UNREADABLE, EVENT_INVALID or EVENT_FICTITIOUS',
        ),
        [header('class')]: text('permanent'),
        [header('message')]: text('Places and rules, nothing of the record.'),
        [header('source')]: text('Name of the source.'),
        [header('topic')]: text('Where it came from.'),
        [header('partition')]: text('Where it came from.'),
        [header('offset')]: text('Where it came from.'),
        [header('at')]: { ...text('When it was refused.'), format: 'date-time' },
      },
    },
  },
};

const result: Topic = {
  name: 'resultEvents',
  setting: 'kafka.results.topic',
  description:
    'What was delivered: ids, counts and links, no clinical text unless `kafka.results.clinicalText`.',
  action: 'send',
  message: {
    name: 'resultEvent',
    title: 'Result event',
    contentType: 'application/json',
    payload: { schemaFormat: JSON_SCHEMA, schema: { $ref: RESULT_SCHEMA } },
    bindings: { kafka: { key: text('`lineage`: the document through its versions, a keyed hash.') } },
  },
};

function header(name: string): string {
  return `passerelle-${name}`;
}

/** A topic more is one more line. */
const TOPICS: readonly Topic[] = [event, deadLetter, result];

const byName = (make: (topic: Topic) => Schema): Schema =>
  Object.fromEntries(TOPICS.map((topic) => [topic.name, make(topic)]));

export function asyncApi(): Schema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Passerelle',
      version: PIPELINE_VERSION,
      description:
        'Kafka topics Passerelle reads and writes. Their names are settings: docs/configuration.md.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: byName(({ setting, description, message }) => ({
      address: null,
      title: setting,
      description,
      messages: { [message.name]: { $ref: `#/components/messages/${message.name}` } },
    })),
    operations: byName(({ name, action, message }) => ({
      action,
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/${message.name}` }],
    })),
    components: { messages: Object.fromEntries(TOPICS.map(({ message }) => [message.name, message])) },
  };
}

export const asyncapi: Generator = {
  file: FILE,
  generate: () => formatted(FILE, JSON.stringify(asyncApi())),
};
