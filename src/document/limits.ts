/**
 * UTF-16 code units above which a text is read beside the service and not in its one thread: on a slow machine each
 * step of this many takes some 10 ms.
 */
export const LONG_TEXT = 10_000;

/** What one document may cost. Sizes in bytes unless said. */
export interface ReadingLimits {
  readonly payloadBytes: number;
  /** UTF-16 code units of the text drawn. */
  readonly textLength: number;
  readonly pdfPages: number;
  /** Pages of a scan, where they are read. */
  readonly ocrPages: number;
  readonly xmlDepth: number;
  readonly xmlElements: number;
  /** Elements open at once: old HTML leaves many unclosed. */
  readonly htmlDepth: number;
  /** Groups open at once. */
  readonly rtfDepth: number;
}

/** What one reading process may cost. */
export interface ProcessLimits {
  readonly timeoutMs: number;
  /** V8 heap, in MiB. */
  readonly heapMb: number;
  /** The whole process, in MiB: buffers stand outside the heap, and they are what a decompression bomb fills. */
  readonly memoryMb: number;
}

export const READING_LIMITS: ReadingLimits = {
  payloadBytes: 50 * 2 ** 20,
  textLength: 2_000_000,
  pdfPages: 500,
  ocrPages: 50,
  xmlDepth: 100,
  xmlElements: 500_000,
  htmlDepth: 500,
  rtfDepth: 500,
};

export const PROCESS_LIMITS: ProcessLimits = { timeoutMs: 30_000, heapMb: 512, memoryMb: 1024 };
