import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePackage } from '../../test/support/inference/index.js';
import { loadModelPackage } from './index.js';

const onnx = Buffer.from('the model');

function refusal(folder: string): string {
  const loaded = loadModelPackage(folder, 'tiny');
  if (loaded.ok) return 'loaded';
  expect(loaded.failure.class).toBe('permanent');
  expect(loaded.failure.message).toMatch(/^tiny\//);
  return `${loaded.failure.code} ${loaded.failure.message.slice('tiny/'.length)}`;
}

describe('a model package', () => {
  it('is read with the bytes that were checked', () => {
    const loaded = loadModelPackage(writePackage({ onnx, manifest: { labels: ['O'] } }), 'tiny');
    if (!loaded.ok) throw new Error(loaded.failure.message);
    expect(Buffer.from(loaded.value.onnx).toString()).toBe('the model');
    expect(loaded.value.manifest.settings).toMatchObject({ id: 'tiny', labels: ['O'] });
  });

  it('is refused where it is not there, or not whole', () => {
    expect(refusal(join(writePackage({ onnx }), 'elsewhere'))).toBe(
      'MODEL_MISSING manifest.yaml: not found or not readable',
    );
    const folder = writePackage({ onnx });
    rmSync(join(folder, 'tiny', 'model.onnx'));
    expect(refusal(folder)).toBe('MODEL_MISSING model.onnx: not found or not readable');
  });

  it('is refused where one byte of a file changed', () => {
    const folder = writePackage({ onnx });
    expect(refusal(folder)).toBe('loaded');
    appendFileSync(join(folder, 'tiny', 'model.onnx'), ' ');
    expect(refusal(folder)).toBe('MODEL_ALTERED model.onnx: its sha256 is not the one of manifest.yaml');
  });

  it.each([
    ['no YAML', '{', 'not a YAML mapping'],
    ['a list', '[1]', 'not a YAML mapping'],
    ['nothing', '', 'not a YAML mapping'],
  ])('is refused where its manifest is %s', (_what, text, rule) => {
    const folder = writePackage({ onnx });
    writeFileSync(join(folder, 'tiny', 'manifest.yaml'), text);
    expect(refusal(folder)).toBe(`MODEL_INVALID manifest.yaml: ${rule}`);
  });

  it.each([
    ['the id of another folder', { id: 'other' }, 'id must be tiny'],
    ['no version', { version: undefined }, 'version'],
    ['no sha256', { files: [{ path: 'model.onnx', sha256: 'x' }] }, 'files'],
    ['no model', { files: [] }, 'files'],
    ['a file outside its folder', { files: [{ path: '../x', sha256: 'a'.repeat(64) }] }, 'files'],
  ])('is refused where its manifest tells %s', (_what, manifest, rule) => {
    const told = refusal(writePackage({ onnx, manifest }));
    expect(told).toMatch(/^MODEL_INVALID manifest\.yaml: /);
    expect(told).toContain(rule);
  });
});
