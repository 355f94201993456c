/** MLLP: start block, end block, and the carriage return that must follow the end block. */
const START = 0x0b;
const END = 0x1c;
const CR = 0x0d;
const LF = 0x0a;
const BLOCK_END = Buffer.from([END, CR]);
/** What is kept of a message over the limit: enough for its MSH segment. */
const HEAD_BYTES = 4096;

export type MllpFrame =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  /** Over the limit: `head` is its first 4,096 bytes, `size` its whole length in bytes. */
  | { readonly kind: 'oversized'; readonly head: Buffer; readonly size: number };

export interface MllpDecoder {
  /** Feeds the bytes of one read; gives the frames that end in them, in order. Never throws. */
  push(chunk: Buffer): readonly MllpFrame[];
  /** Bytes seen outside any frame since the start (line ends between frames are not counted). */
  readonly garbageBytes: number;
  /** Bytes of the frame that has begun and not ended; 0 between frames. */
  readonly pendingBytes: number;
  /** True from a start block to its end block. */
  readonly isInFrame: boolean;
}

interface State {
  inFrame: boolean;
  parts: Buffer[];
  /** Length of the frame so far, kept or not. */
  size: number;
  /** The last byte read was an end block: the next one tells whether the frame ends. */
  endSeen: boolean;
  garbage: number;
}

/** One decoder per socket: it holds the unfinished frame of that socket and of no other. */
export function createMllpDecoder({ maxBytes }: { readonly maxBytes: number }): MllpDecoder {
  const state: State = { inFrame: false, parts: [], size: 0, endSeen: false, garbage: 0 };
  const keep = (part: Buffer) => append(state, part, maxBytes);

  function push(chunk: Buffer): readonly MllpFrame[] {
    const frames: MllpFrame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!state.inFrame) {
        const start = chunk.indexOf(START, at);
        const skipped = chunk.subarray(at, start === -1 ? chunk.length : start);
        state.garbage += countGarbage(skipped);
        if (start === -1) return frames;
        state.inFrame = true;
        at = start + 1;
        continue;
      }
      if (state.endSeen) {
        state.endSeen = false;
        if (chunk[at] === CR) {
          at += 1;
          frames.push(close(state, maxBytes));
          continue;
        }
        keep(Buffer.from([END]));
      }
      const end = chunk.indexOf(BLOCK_END, at);
      if (end !== -1) {
        keep(chunk.subarray(at, end));
        frames.push(close(state, maxBytes));
        at = end + BLOCK_END.length;
        continue;
      }
      state.endSeen = chunk[chunk.length - 1] === END;
      keep(chunk.subarray(at, state.endSeen ? chunk.length - 1 : chunk.length));
      return frames;
    }
    return frames;
  }

  return {
    push,
    get garbageBytes() {
      return state.garbage;
    },
    get pendingBytes() {
      return state.size;
    },
    get isInFrame() {
      return state.inFrame;
    },
  };
}

function append(state: State, part: Buffer, maxBytes: number): void {
  const before = state.size;
  state.size += part.length;
  state.parts.push(before > maxBytes ? part.subarray(0, Math.max(0, HEAD_BYTES - before)) : part);
  if (state.size <= maxBytes) return;
  // Over the limit nothing more is held: only the head, to be able to answer.
  const head = Buffer.concat(state.parts).subarray(0, HEAD_BYTES);
  state.parts = [Buffer.from(head)];
}

function close(state: State, maxBytes: number): MllpFrame {
  const bytes = Buffer.concat(state.parts);
  const { size } = state;
  state.inFrame = false;
  state.parts = [];
  state.size = 0;
  if (size > maxBytes) return { kind: 'oversized', head: bytes, size };
  return { kind: 'message', bytes };
}

function countGarbage(bytes: Buffer): number {
  return bytes.reduce((count, byte) => (byte === CR || byte === LF ? count : count + 1), 0);
}

/** Puts one message, already encoded, between the MLLP blocks. */
export function frame(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([START]), bytes, BLOCK_END]);
}
