import { loadModelPackage, type Model, ModelPool } from '../../../inference/index.js';
import { ok, type Result } from '../../../kernel/index.js';
import { COMBINATION } from './combination.js';
import { type ModelJob } from './program.js';
import { type ModelSpan } from './spans.js';

/** Its folder in the folder of models. */
const MODEL_ID = 'pseudonymization';
const IS_SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./program.${IS_SOURCE ? 'ts' : 'js'}`, import.meta.url);

const TRIED = 'Compte rendu.\nAbsence de fièvre.\n';

/** What a trained model saw in a text, and which one. */
export interface ModelReading {
  /** Its version. */
  readonly model: string;
  readonly spans: readonly ModelSpan[];
}

/** Reads a text with a trained model, beside whoever asks. */
export interface ModelReader {
  read(text: string, signal?: AbortSignal): Promise<Result<ModelReading>>;
  close(): Promise<void>;
}

export function readWith(model: Model<ModelJob, ModelSpan[]>): ModelReader {
  return {
    async read(text, signal) {
      const spans = await model.ask({ text, outside: COMBINATION.outside }, signal);
      return spans.ok ? ok({ model: model.manifest.version, spans: spans.value }) : spans;
    },
    close: () => model.close(),
  };
}

export interface ModelPlace {
  /** The folder of model packages. */
  readonly folder: string;
  /** How many texts may be read at once, each on a core. */
  readonly threads?: number;
}

/** Checks the package and opens the model: whoever needs it starts with it, or not at all. */
export async function openModelReader({ folder, threads = 1 }: ModelPlace): Promise<Result<ModelReader>> {
  const loaded = loadModelPackage(folder, MODEL_ID);
  if (!loaded.ok) return loaded;
  const pool = new ModelPool<ModelJob, ModelSpan[]>({
    model: loaded.value,
    program: PROGRAM,
    size: threads,
  });
  const opened = await pool.open();
  const reader = readWith(pool);
  // The first text is ours: labels that are not those of the outputs are told now.
  const tried = opened.ok ? await reader.read(TRIED) : opened;
  if (tried.ok) return ok(reader);
  await pool.close();
  return tried;
}
