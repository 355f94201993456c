import fc from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { anOru, message } from '../../../test/support/hl7/index.js';
import { parseMessage } from '../../hl7/index.js';
import { interpret } from './interpret.js';
import { type PointerPolicy } from './pointers/pointer.js';

const POLICY: PointerPolicy = {
  hosts: ['dms.chu.example'],
  allowHttp: false,
  maxBytes: 1_000,
  timeoutMs: 1_000,
  fetch: () => Promise.reject(new Error('reading a message fetches nothing')),
};
const SOURCE = { name: 'labo', defaultCharset: 'utf-8', pointers: POLICY } as const;

const address = fc
  .tuple(
    fc.constantFrom('https://dms.chu.example/', 'https://dms.chu.example', 'https://', ''),
    fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.webPath(),
      fc.constantFrom('?a=1&b=2', '\\T\\', '\\X0D\\', '~'),
    ),
  )
  .map((parts) => parts.join(''));
const type = fc.constantFrom('', '^^AP^PDF', '^^TEXT^XML', '^^TEXT^HTML', '^^TEXT', '^^^RTF', '^^__proto__');
const content = fc.oneof(
  fc.uint8Array({ maxLength: 50 }),
  fc
    .tuple(fc.constantFrom('%PDF-', '{\\rtf', '<html>', '<?xml ?>', '\uFEFF'), fc.string())
    .map(([head, tail]) => Buffer.from(head + tail)),
);
const contentType = fc.oneof(
  fc.constantFrom(
    '',
    'application/pdf',
    'text/plain; charset=latin1',
    'text/html',
    'constructor',
    ';;charset=',
  ),
  fc.string(),
);

it('reads any pointer and any file without a bug, asks only allowed hosts, and tells nothing of either', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(address, type), { minLength: 1, maxLength: 3 }),
      content,
      contentType,
      (...given) => {
        const [pointers, bytes, told] = given;
        const observations = pointers.map(([to, as], at) => `OBX|${at + 1}|RP|C||${to}SECRET${as}||||||F`);
        const parsed = parseMessage(message(anOru({ observations })), 'utf-8');
        if (!parsed.ok) return;
        const first = interpret(parsed.value, SOURCE);
        if (first.ok) throw new Error('a pointer was read without its file');
        const awaits = first.failure.awaits ?? [];
        expect(awaits.every(({ url }) => url.host === 'dms.chu.example' && url.protocol === 'https:')).toBe(
          true,
        );
        expect(first.failure.message).not.toMatch(/SECRET|dms/);
        if (awaits.length === 0) return;
        const file = { content: Buffer.from(bytes), contentType: told };
        const second = interpret(parsed.value, SOURCE, new Map(awaits.map(({ url }) => [url.href, file])));
        if (!second.ok) {
          expect(second.failure.awaits).toBeUndefined();
          expect(second.failure.message).not.toMatch(/SECRET|dms/);
          return;
        }
        const [event] = second.value;
        const report = event?.kind === 'report' ? event.report : undefined;
        expect(report?.payloads).toHaveLength(awaits.length);
      },
    ),
    { numRuns: fuzzRuns() },
  );
});
