import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Result } from '../kernel/index.js';
import { inferenceFailure } from './failures.js';
import { STOPPED, throughGate } from './gate.js';
import type { Rows, RunningModel } from './tensors.js';
import type { Program, ThreadMessage, ThreadStart } from './thread-protocol.js';

// Runs in a thread. Node's own type stripping runs it in the tests: from here down, only syntax that can be erased,
// and `import type` for what another tool lends.

const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

const invalid = (message: string) => inferenceFailure('MODEL_INVALID', message);

const OPTIONS: InferenceSession.SessionOptions = {
  // One core for a thread: the size of the pool says how many the model may take.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  executionProviders: ['cpu'],
  logSeverityLevel: 4,
};

async function open({ gate, onnx, settings }: ThreadStart): Promise<RunningModel> {
  const bytes = Uint8Array.from(onnx);
  const create = () => InferenceSession.create(bytes, OPTIONS);
  const session = await throughGate(gate, create);
  const { inputNames: inputs, outputNames: outputs } = session;
  return { inputs, outputs, settings, run: (given) => throughGate(gate, () => run(session, given)) };
}

async function run(
  session: InferenceSession,
  given: Readonly<Record<string, Rows<Int32Array>>>,
): Promise<Record<string, Rows<Float32Array>>> {
  const feeds = Object.fromEntries(
    Object.entries(given).map(([name, { data, rows, columns }]) => [
      name,
      new Tensor('int32', data, [rows, columns]),
    ]),
  );
  const answers = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(answers).map(([name, { data, dims }]) => [
      name,
      { data: data as Float32Array, rows: dims[0] as number, columns: dims[1] as number },
    ]),
  );
}

async function make(start: ThreadStart): Promise<Result<(job: unknown) => Promise<unknown>>> {
  const { answering } = (await import(start.program)) as Program<unknown, unknown>;
  return answering(await open(start));
}

// What is wrong with the package or its settings is told before the first job.
const made = await make(workerData as ThreadStart).catch((error: unknown) =>
  invalid(`it cannot be opened (${String((error as Error).message)})`),
);
say({ kind: 'ready', result: made.ok ? { ok: true, value: undefined } : made });
if (made.ok) {
  const answer = made.value;
  parentPort?.on('message', (job: unknown) => {
    void answer(job)
      .then((value): Result<unknown> => ({ ok: true, value }))
      // The error may quote the document: only that there was one goes back.
      .catch((error: unknown) =>
        error === STOPPED
          ? inferenceFailure('MODEL_STOPPED', 'given up before its last window')
          : inferenceFailure('MODEL_FAILED', 'the model met a case it does not know'),
      )
      .then((result) => say({ kind: 'answer', result }));
  });
}
