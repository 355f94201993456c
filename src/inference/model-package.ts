import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../kernel/index.js';
import { inferenceFailure } from './failures.js';
import { MODEL_FILE, type ModelManifest, readManifest } from './manifest.js';

const MANIFEST_FILE = 'manifest.yaml';

/** A checked model package: the bytes that were checked are the bytes that run. */
export interface ModelPackage {
  readonly manifest: ModelManifest;
  /** Shared by the threads that run it. */
  readonly onnx: Uint8Array<SharedArrayBuffer>;
  /** The other files, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function shared(content: Buffer): Uint8Array<SharedArrayBuffer> {
  const bytes = new Uint8Array(new SharedArrayBuffer(content.length));
  bytes.set(content);
  return bytes;
}

/** Reads `<folder>/<id>` and checks its manifest and the sha256 of each of its files. A refusal names the place in `folder`. */
export function loadModelPackage(folder: string, id: string): Result<ModelPackage> {
  const place = `${id}/${MANIFEST_FILE}`;
  const text = read(join(folder, id, MANIFEST_FILE));
  if (text === undefined) return inferenceFailure('MODEL_MISSING', `${place}: not found or not readable`);
  const manifest = readManifest(text.toString('utf8'), place);
  if (!manifest.ok) return manifest;
  if (manifest.value.id !== id) return inferenceFailure('MODEL_INVALID', `${place}: id must be ${id}`);
  const files = new Map<string, Buffer>();
  for (const { path: name, sha256 } of manifest.value.files) {
    const file = `${id}/${name}`;
    const content = read(join(folder, id, name));
    if (content === undefined) return inferenceFailure('MODEL_MISSING', `${file}: not found or not readable`);
    if (createHash('sha256').update(content).digest('hex') !== sha256)
      return inferenceFailure('MODEL_ALTERED', `${file}: its sha256 is not the one of ${MANIFEST_FILE}`);
    files.set(name, content);
  }
  const onnx = shared(files.get(MODEL_FILE) as Buffer);
  files.delete(MODEL_FILE);
  return ok({ manifest: manifest.value, onnx, files });
}
