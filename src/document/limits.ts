/** What one document may cost. Sizes in bytes unless said. */
export interface ReadingLimits {
  readonly payloadBytes: number;
  /** UTF-16 code units of the text drawn. */
  readonly textLength: number;
  readonly pdfPages: number;
  readonly xmlDepth: number;
  readonly xmlElements: number;
}

/** What one reading thread may cost. */
export interface ThreadLimits {
  readonly timeoutMs: number;
  /** V8 heap. */
  readonly heapMb: number;
  /** Array buffers, outside the V8 heap: what a decompression bomb fills. */
  readonly buffersMb: number;
}

export const READING_LIMITS: ReadingLimits = {
  payloadBytes: 50 * 2 ** 20,
  textLength: 2_000_000,
  pdfPages: 500,
  xmlDepth: 100,
  xmlElements: 500_000,
};

export const THREAD_LIMITS: ThreadLimits = { timeoutMs: 30_000, heapMb: 512, buffersMb: 512 };
