import { parse } from 'yaml';
import { checkConfig } from '../../src/config/index.js';
import { parseMessage } from '../../src/hl7/index.js';
import { interpret } from '../../src/intake/hl7/interpret.js';
import { sourceSettings } from '../../src/intake/hl7/source-settings.js';
import { createRoute } from '../../src/pipeline/routes.js';
import { block } from '../support/documents/documents.js';

const FILE = 'docs/interfaces.md';

it('docs/interfaces.md: the local variation it shows gives the report it says', () => {
  const config = checkConfig(parse(block(FILE, 'yaml local-variation')));
  if (!config.ok) throw new Error(config.failure.message);
  const name = config.value.sources[0]?.name ?? '';
  const message = parseMessage(block(FILE, 'hl7 local-variation'), 'utf-8');
  if (!message.ok) throw new Error(message.failure.message);
  const source = { name, defaultCharset: 'utf-8' as const, ...sourceSettings(name, config.value.sources) };
  const read = interpret(message.value, source);
  if (!read.ok) throw new Error(read.failure.message);
  const reports = read.value.flatMap((event) => (event.kind === 'report' ? [event.report] : []));
  const found = reports.map(({ action, status, documentId, assigner, type, identity, stay }) => ({
    ...{ action, status, documentId, assigner, type },
    identifiers: identity.reveal().identifiers,
    stay: stay.reveal().identifiers,
    useCases: createRoute(config.value)({ source: name, type }).map(({ id }) => id),
  }));
  expect(found).toEqual([JSON.parse(block(FILE, 'json local-variation'))]);
});
