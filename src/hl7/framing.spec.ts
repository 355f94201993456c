import fc from 'fast-check';
import { createMllpDecoder, frame, type MllpFrame } from './framing.js';

const LIMIT = 1000;
const text = (frames: readonly MllpFrame[]) =>
  frames.map((one) => (one.kind === 'message' ? one.bytes.toString('latin1') : `oversized ${one.size}`));

/** Any bytes but an end block, which no message holds. */
const content = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Buffer.from(bytes))
  .filter((bytes) => !bytes.includes(Buffer.from([0x1c, 0x0d])) && bytes.at(-1) !== 0x1c);

/** Bytes between two frames: anything but a start block. */
const noise = fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes.filter((b) => b !== 0x0b)));

function pushInChunks(stream: Buffer, cuts: readonly number[], maxBytes = LIMIT) {
  const decoder = createMllpDecoder({ maxBytes });
  const places = [...cuts.map((cut) => cut % (stream.length + 1)), 0, stream.length].sort((a, b) => a - b);
  const frames = places
    .slice(1)
    .flatMap((end, index) => decoder.push(Buffer.from(stream.subarray(places[index], end))));
  return { decoder, frames };
}

describe('createMllpDecoder', () => {
  it('gives the same frames whatever the chunks, whatever stands between them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, content), { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (messages, cuts) => {
          const stream = Buffer.concat(messages.flatMap(([before, bytes]) => [before, frame(bytes)]));
          const { frames, decoder } = pushInChunks(stream, cuts);
          expect(text(frames)).toEqual(messages.map(([, bytes]) => bytes.toString('latin1')));
          expect(decoder.isInFrame).toBe(false);
          expect(decoder.pendingBytes).toBe(0);
          expect(decoder.garbageBytes).toBe(
            messages.flatMap(([before]) => [...before]).filter((b) => b !== 0x0d && b !== 0x0a).length,
          );
        },
      ),
    );
  });

  it('gives the same frames one byte at a time, around the size limit too', () => {
    fc.assert(
      fc.property(
        fc.array(content, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        (messages, maxBytes) => {
          const stream = Buffer.concat(messages.map((bytes) => frame(bytes)));
          const whole = createMllpDecoder({ maxBytes }).push(stream);
          const { frames } = pushInChunks(stream, [...stream.keys()], maxBytes);
          expect(frames).toEqual(whole);
          expect(text(whole)).toEqual(
            messages.map((bytes) =>
              bytes.length > maxBytes ? `oversized ${bytes.length}` : bytes.toString('latin1'),
            ),
          );
        },
      ),
    );
  });

  it('keeps an end block that no carriage return follows as content', () => {
    const { frames } = pushInChunks(frame(Buffer.from('A\u001cB\u001c\u001cC', 'latin1')), [3, 4, 6, 7, 8]);
    expect(text(frames)).toEqual(['A\u001cB\u001c\u001cC']);
  });

  it('does not hold what goes over the limit, and reads the next message', () => {
    const decoder = createMllpDecoder({ maxBytes: 10_000 });
    const big = Buffer.concat([Buffer.from('MSH|^~\\&|'), Buffer.alloc(50_000, 0x41)]);
    const frames = decoder.push(Buffer.concat([frame(big), frame(Buffer.from('MSH|next'))]));
    expect(frames).toEqual([
      { kind: 'oversized', head: big.subarray(0, 4096), size: big.length },
      { kind: 'message', bytes: Buffer.from('MSH|next') },
    ]);
  });

  it('accepts a message of exactly the limit', () => {
    const decoder = createMllpDecoder({ maxBytes: 4 });
    expect(text(decoder.push(frame(Buffer.from('1234'))))).toEqual(['1234']);
    expect(text(decoder.push(frame(Buffer.from('12345'))))).toEqual(['oversized 5']);
  });

  it('tells what it is waiting for', () => {
    const decoder = createMllpDecoder({ maxBytes: LIMIT });
    decoder.push(Buffer.from('GET / HTTP/1.1\r\n'));
    expect(decoder).toMatchObject({ garbageBytes: 14, isInFrame: false, pendingBytes: 0 });
    decoder.push(Buffer.from('\u000bMSH|'));
    expect(decoder).toMatchObject({ isInFrame: true, pendingBytes: 4 });
  });
});
