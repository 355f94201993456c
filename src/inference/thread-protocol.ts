import type { Failure, Result } from '../kernel/index.js';
import type { Gate } from './gate.js';
import type { RunningModel } from './tensors.js';

/** What the module of a room that uses a model exports: how a thread answers one job after another. */
export interface Program<Job, Answer> {
  readonly answering: (model: RunningModel) => Result<(job: Job) => Promise<Answer>>;
}

/** What a thread is made with. */
export interface ThreadStart {
  /** URL of the module that is a `Program`. */
  readonly program: string;
  readonly gate: Gate;
  readonly onnx: Uint8Array<SharedArrayBuffer>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a thread says: first that it is ready (or why not), then one answer for each job. */
export type ThreadMessage =
  | { readonly kind: 'ready'; readonly result: Result<void> }
  | { readonly kind: 'answer'; readonly result: Result<unknown, Failure> };
