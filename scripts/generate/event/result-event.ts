import { ResultEvent } from '../../../src/delivery/index.js';
import { formatted } from '../formatted.js';
import { type Generator } from '../generator.js';
import { definitionsOf, type Schema } from './class-schema.js';

const FILE = 'docs/generated/result-event.schema.json';
/** From `docs/generated/asyncapi.json`. */
export const RESULT_SCHEMA = './result-event.schema.json';

/** The schema of a result event. Fields may be added: it is open. */
export function resultEventSchema(): Schema {
  const { ResultEvent: event, ...definitions } = definitionsOf(ResultEvent, { isOpen: true });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Result event',
    description: 'A record of the results topic. Fields may be added under the same `schemaVersion`.',
    ...event,
    $defs: definitions,
  };
}

export const resultEvent: Generator = {
  file: FILE,
  generate: () => formatted(FILE, JSON.stringify(resultEventSchema())),
};
