import fc from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { anAdt, anMdm, anOru, message } from '../../../test/support/hl7/index.js';
import { readAcknowledgement } from '../../hl7/index.js';
import { createMemoryInbox } from '../inbox/memory-inbox.js';
import { processMessage } from './process-message.js';

const WHOLE = [anOru({ accept: 'AL', application: 'AL' }), anMdm({ event: 'T02' }), anAdt('A08')].map(
  (segments) => Buffer.from(message(segments)),
);
const bytes = fc.uint8Array({ maxLength: 40 }).map((list) => Buffer.from(list));
/** True bytes with false ones in them, or false ones alone. */
const received = fc.oneof(
  bytes,
  fc
    .tuple(fc.constantFrom(...WHOLE), fc.nat(900), fc.nat(30), bytes)
    .map(([whole, at, cut, put]) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + cut)])),
);

it('answers any bytes, keeps them once, and never says more of them than their code', async () => {
  const errors: unknown[] = [];
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: unknown) => errors.push(fields),
  };
  await fc.assert(
    fc.asyncProperty(received, fc.boolean(), async (raw, tooLarge) => {
      const inbox = createMemoryInbox();
      const source = { name: 'fuzz', defaultCharset: 'utf-8' } as const;
      const clock = { now: () => new Date('2026-03-06T10:00:00Z') };
      const outcome = await processMessage({ bytes: raw, tooLarge }, source, { inbox, clock, logger });
      // A bug would be answered 207 and logged: there is none to log.
      expect(errors).toEqual([]);
      expect(inbox.records.length).toBeLessThanOrEqual(1);
      for (const answer of outcome.answers) {
        expect(readAcknowledgement(answer, 'utf-8')).toMatchObject({ ok: true });
        // MSH and MSA echo the sender's own header; what we say is in ERR.
        const [, said = ''] = answer.toString('latin1').split('\rERR');
        expect(said).not.toMatch(/ESSAI|FICTIVE|19700101|0000042/);
      }
    }),
    { numRuns: fuzzRuns() },
  );
});
