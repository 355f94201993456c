import { ok, type Result } from '../../../kernel/index.js';
import { type MllpLogger } from '../ports.js';
import { refuse, type Refusal } from '../refusals.js';
import { type FetchedFile, type PointedFiles, type Pointer, type PointerPolicy } from './pointer.js';

/** Addresses of one message: reports have a file or two, and each one costs its host a call. */
export const MOST_POINTERS = 8;

export interface Following {
  readonly policy: PointerPolicy;
  /** Name of the source. */
  readonly source: string;
  readonly logger: MllpLogger;
}

/**
 * The files of a message's pointers, one after the other, all of them or a refusal. One limit of size and one of
 * time hold for all of them together.
 */
export async function followPointers(
  pointers: readonly Pointer[],
  { policy, source, logger }: Following,
): Promise<Result<PointedFiles, Refusal>> {
  const distinct = [...new Map(pointers.map((pointer) => [pointer.url.href, pointer])).values()];
  const excess = distinct[MOST_POINTERS];
  if (excess) return refuse('HL7_POINTER', excess.place, 'too many pointers in one message');
  const signal = AbortSignal.timeout(policy.timeoutMs);
  const files = new Map<string, FetchedFile>();
  let left = policy.maxBytes;
  for (const { url, place } of distinct) {
    const started = performance.now();
    const fetched = await policy.fetch(url, { maxBytes: left, signal });
    const fields = { source, host: url.host, seconds: (performance.now() - started) / 1000 };
    if (!fetched.ok) {
      const { code, rule, detail } = fetched.failure;
      logger.warn({ ...fields, failure: code, detail }, 'file of a pointer not fetched');
      return refuse(code, place, rule);
    }
    const bytes = fetched.value.content.length;
    logger.info({ ...fields, bytes }, 'file of a pointer fetched');
    left -= bytes;
    files.set(url.href, fetched.value);
  }
  return ok(files);
}
