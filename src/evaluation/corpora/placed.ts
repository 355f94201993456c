import { type Failure, failed, type Result } from '../../kernel/index.js';

/** A failure that knows where in its file it happened. */
export type Placed<T> = Result<T, Failure & { readonly place: string }>;

export function placedAt(place: string, read: Result<unknown>): Placed<never> {
  if (read.ok) throw new Error('a failure is expected');
  return failed({ ...read.failure, place });
}
