import { ReportEvent } from '../../../src/intake/index.js';
import { formatted } from '../formatted.js';
import { type Generator } from '../generator.js';
import { definitionsOf, type Schema } from './class-schema.js';

const FILE = 'docs/generated/report-event.schema.json';
/** From `docs/generated/asyncapi.json`. */
export const EVENT_SCHEMA = './report-event.schema.json';

/** Rules between properties, which `read-report-event.ts` and `@ValidateIf` hold. */
const TOGETHER: Readonly<Record<string, Schema>> = {
  EventContent: { anyOf: [{ required: ['text'] }, { required: ['base64'] }] },
  EventDocument: {
    if: { anyOf: [stated('setId', 'string'), stated('version', 'integer')] },
    then: { allOf: [stated('setId', 'string'), stated('version', 'integer')] },
  },
  ReportEvent: {
    allOf: [
      {
        if: { properties: { action: { const: 'deletion' } }, required: ['action'] },
        else: { required: ['content'] },
      },
      {
        if: { properties: { action: { enum: ['replacement', 'addendum'] } }, required: ['action'] },
        then: { properties: { document: stated('parentId', 'string') } },
      },
    ],
  },
};

function stated(property: string, type: string): Schema {
  return { type: 'object', properties: { [property]: { type } }, required: [property] };
}

/** The schema of a report event, over HTTP and Kafka. */
export function reportEventSchema(): Schema {
  const { ReportEvent: event, ...definitions } = definitionsOf(ReportEvent, { more: TOGETHER });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Report event',
    description:
      'What a sender says of one version of one document: the body of POST /reports, the value of a Kafka record. Unknown fields are refused.',
    ...event,
    $defs: definitions,
  };
}

export const reportEvent: Generator = {
  file: FILE,
  generate: () => formatted(FILE, JSON.stringify(reportEventSchema())),
};
