import type { Rows, RunningModel } from '../../../inference/index.js';
import type { Result } from '../../../kernel/index.js';
import { type Features, featurize } from './features.js';
import { type ModelSettings, readSettings } from './labels.js';
import { decodeSpans, type ModelSpan } from './spans.js';
import { cutWindows, type Window } from './windows.js';

// Runs in a thread of the inference tool: only syntax that can be erased, and `import type` for what is lent.

/** A text to read; the answer is its spans. */
export interface ModelJob {
  readonly text: string;
  /** What the probability of "no identity" is multiplied by: below 1, the model rather finds too much. */
  readonly outside: number;
}

const invalid = (rule: string): Result<never> => ({
  ok: false,
  failure: { code: 'MODEL_INVALID', class: 'permanent', message: rule },
});

const has = (names: readonly string[], ...wanted: string[]): boolean =>
  wanted.every((name) => names.includes(name));

export function answering(model: RunningModel): Result<(job: ModelJob) => Promise<ModelSpan[]>> {
  const settings = readSettings(model.settings);
  if (!settings.ok) return settings;
  if (!has(model.inputs, 'features', 'grams') || !has(model.outputs, 'category', 'attribute'))
    return invalid('model.onnx must read features and grams, and give category and attribute');
  return { ok: true, value: (job) => read(model, settings.value, job) };
}

async function read(
  model: RunningModel,
  { labels, window }: ModelSettings,
  { text, outside }: ModelJob,
): Promise<ModelSpan[]> {
  const read = featurize(text);
  const { tokens } = read;
  const category = new Float32Array(tokens.length * labels.category.length);
  const attribute = new Float32Array(tokens.length * labels.attribute.length);
  for (const part of cutWindows(tokens.length, window, (at) => tokens[at]?.kind === 'line')) {
    if (part.to === part.from) continue;
    const answer = await model.run(rowsOf(read, part));
    keep(category, answer['category'], labels.category.length, part);
    keep(attribute, answer['attribute'], labels.attribute.length, part);
  }
  return decodeSpans({ tokens, category, attribute }, labels, outside);
}

function rowsOf({ features, grams, F, K }: Features, { from, to }: Window): Record<string, Rows<Int32Array>> {
  const rows = to - from;
  return {
    features: { data: features.slice(from * F, to * F), rows, columns: F },
    grams: { data: grams.slice(from * K, to * K), rows, columns: K },
  };
}

function keep(
  kept: Float32Array,
  given: Rows<Float32Array> | undefined,
  columns: number,
  part: Window,
): void {
  if (given?.columns !== columns || given.rows !== part.to - part.from)
    throw new Error('an output has not the size its labels say');
  const { from, keepFrom, keepTo } = part;
  kept.set(given.data.subarray((keepFrom - from) * columns, (keepTo - from) * columns), keepFrom * columns);
}
