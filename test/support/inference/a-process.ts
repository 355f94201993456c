import { ModelThread } from '../../../src/inference/model-thread.js';
import { tinyOnnx } from './tiny-onnx.js';

// A process with the model in a thread, that ends as it is told.
const PROGRAM = new URL('./a-program.ts', import.meta.url);
const onnx = tinyOnnx({
  features: 1,
  grams: 1,
  column: 0,
  category: [[0], [0.5], [1]],
  attribute: [[0], [0], [0]],
});
const shared = new Uint8Array(new SharedArrayBuffer(onnx.length));
shared.set(onnx);
const manifest = { id: 'tiny', settings: {} };
const model = { onnx: shared, files: new Map(), manifest } as never;
const thread = new ModelThread<unknown, readonly number[]>(model, PROGRAM);
const answer = await thread.run([1, 2], 10_000);
process.stdout.write(JSON.stringify(answer.ok ? answer.value : answer));
const [, , how] = process.argv;
if (how === 'exit') process.exit(0);
if (how === 'exit at work') {
  void thread.run('work', 10_000);
  setTimeout(() => process.exit(0), 50);
}
if (how === 'close at work') {
  void thread.run('work', 10_000);
  setTimeout(() => void thread.end(), 50);
}
