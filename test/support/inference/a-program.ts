import { isMainThread } from 'node:worker_threads';
import type { Rows, RunningModel } from '../../../src/inference/tensors.js';

function rowsOf(ids: readonly number[]): Record<string, Rows<Int32Array>> {
  const features = { data: Int32Array.from(ids), rows: ids.length, columns: 1 };
  return { features, grams: { ...features, data: new Int32Array(ids.length) } };
}

// What a thread does in the tests: numbers in, the model's own rows out; or what the job tells.
type Job = readonly number[] | 'die' | 'throw' | 'loop' | 'work' | 'fail later';

export function answering(model: RunningModel) {
  if (model.settings['refuse'] === true)
    return {
      ok: false as const,
      failure: { code: 'MODEL_INVALID', class: 'permanent' as const, message: 'labels' },
    };
  return {
    ok: true as const,
    value: async (job: Job): Promise<readonly number[]> => {
      if (isMainThread) throw new Error('not in a thread');
      if (job === 'die') process.exit(3);
      if (job === 'throw') throw new Error('secret');
      if (job === 'loop') for (;;);
      if (job === 'work') for (;;) await model.run(rowsOf([1]));
      if (job === 'fail later')
        return new Promise(() =>
          setImmediate(() => {
            throw new Error('secret');
          }),
        );
      const answers = await model.run(rowsOf(job));
      return [...(answers['category'] as Rows<Float32Array>).data];
    },
  };
}
