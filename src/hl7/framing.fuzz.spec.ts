import fc from 'fast-check';
import { fuzzRuns } from '../../test/support/fuzz.js';
import { growsLinearly } from '../../test/support/growth.js';
import { createMllpDecoder, frame, type MllpFrame } from './index.js';

const RUNS = { numRuns: fuzzRuns() };
const MAX_BYTES = 64;
/** Bytes that matter to framing come often. */
const byte = fc.oneof(fc.constantFrom(0x0b, 0x1c, 0x0d, 0x0a), fc.integer({ min: 0, max: 255 }));
const bytes = fc.array(byte, { maxLength: 200 }).map((list) => Buffer.from(list));
/** Where a stream is cut into reads. */
const cuts = fc.array(fc.nat(200), { maxLength: 20 });

function decode(stream: Buffer, at: readonly number[], maxBytes = MAX_BYTES) {
  const decoder = createMllpDecoder({ maxBytes });
  const places = [0, ...at.map((cut) => Math.min(cut, stream.length)), stream.length].sort((a, b) => a - b);
  const frames = places.flatMap((start, index) => {
    const chunk = stream.subarray(start, places[index + 1] ?? stream.length);
    return [...decoder.push(chunk)];
  });
  return { frames, garbage: decoder.garbageBytes, pending: decoder.pendingBytes, inFrame: decoder.isInFrame };
}

const shown = (one: MllpFrame) =>
  one.kind === 'message' ? one.bytes.toString('hex') : `${one.size}:${one.head.toString('hex')}`;

it('gives the same frames however the stream is cut, and loses no byte from sight', () => {
  fc.assert(
    fc.property(bytes, cuts, (stream, at) => {
      const whole = decode(stream, []);
      const cut = decode(stream, at);
      expect({ ...cut, frames: cut.frames.map(shown) }).toEqual({
        ...whole,
        frames: whole.frames.map(shown),
      });
      for (const one of whole.frames) {
        if (one.kind === 'message') expect(one.bytes.length).toBeLessThanOrEqual(MAX_BYTES);
        else expect(one.size).toBeGreaterThan(MAX_BYTES);
      }
    }),
    RUNS,
  );
});

it('gives back every message that was framed, whatever stands between', () => {
  const content = fc
    .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 40 })
    .map((list) => Buffer.from(list));
  fc.assert(
    fc.property(fc.array(content, { maxLength: 6 }), cuts, (messages, at) => {
      const stream = Buffer.concat(messages.flatMap((message) => [frame(message), Buffer.from('\r\n')]));
      const { frames, garbage } = decode(stream, at);
      expect(frames.map(shown)).toEqual(messages.map((message) => message.toString('hex')));
      expect(garbage).toBe(0);
    }),
    RUNS,
  );
});

it('reads a stream in a time that grows as its length, and holds no more than the limit', async () => {
  const push = (size: number) => {
    const decoder = createMllpDecoder({ maxBytes: 1_000 });
    const chunk = Buffer.from([0x0b, 0x1c, 0x41, 0x1c]);
    for (let at = 0; at < size; at += 1) decoder.push(chunk);
    return decoder.pendingBytes;
  };
  expect(await growsLinearly(push, { upTo: 200_000 })).toBe(true);
});
