import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

export interface APackage {
  readonly id?: string;
  readonly onnx: Buffer;
  readonly manifest?: Readonly<Record<string, unknown>>;
}

/** Writes a model package in a folder of its own; returns the folder of packages, as the configuration names it. */
export function writePackage({ id = 'tiny', onnx, manifest = {} }: APackage): string {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-models-'));
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'model.onnx'), onnx);
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  const told = {
    id,
    version: '0.0.1',
    licence: 'Apache-2.0',
    files: [{ path: 'model.onnx', sha256 }],
    ...manifest,
  };
  writeFileSync(join(folder, id, 'manifest.yaml'), stringify(told));
  return folder;
}
