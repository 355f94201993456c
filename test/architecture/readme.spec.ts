import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { block, read, ROOT } from '../support/documents/documents.js';

/** A folder as a clone would be for the commands: `npm` runs the sources there, without a build. */
function workshop() {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-readme-'));
  for (const name of ['config', 'models']) symlinkSync(join(ROOT, name), join(folder, name));
  const hooks = join(ROOT, 'test', 'support', 'source-hooks.mjs');
  const main = join(ROOT, 'src', 'cli', 'main.ts');
  const npm = `#!/bin/sh
[ "$1 $2 $3 $4" = "run -s passerelle --" ] || { echo "not run here: npm $*" >&2; exit 64; }
shift 4
exec "${process.execPath}" --import "${hooks}" "${main}" "$@"
`;
  writeFileSync(join(folder, 'npm'), npm);
  chmodSync(join(folder, 'npm'), 0o755);
  const { HOME = '' } = process.env;
  const PATH = `${folder}${delimiter}${process.env.PATH ?? ''}`;
  const sh = (script: string) =>
    spawnSync('sh', ['-e', '-c', script], { cwd: folder, env: { PATH, HOME }, encoding: 'utf8' });
  return { folder, sh, file: (path: string) => readFileSync(join(folder, path), 'utf8') };
}

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

/** As written, where `…` stands for any text. */
function asWritten(value: unknown): unknown {
  if (value === '…') return expect.any(String);
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, asWritten(field)] as const);
  return expect.objectContaining(Object.fromEntries(fields));
}

describe('what the documents show', () => {
  let place: ReturnType<typeof workshop>;
  beforeEach(() => {
    place = workshop();
  });
  afterEach(() => rmSync(place.folder, { recursive: true, force: true }));

  it('README: the example of process gives the finding it shows', () => {
    const { status, stderr } = place.sh(block('README.md', 'sh test'));
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('démonstration') });
    const [stay] = lines(place.file('.passerelle/example/out.jsonl')) as [
      { documents: [{ findings: unknown[] }] },
    ];
    expect(stay.documents[0].findings).toHaveLength(3);
    const shown = JSON.parse(block('README.md', 'json finding')) as unknown;
    expect(stay.documents[0].findings).toContainEqual(asWritten(shown));
  });

  it('the batch contract: its input gives its output', () => {
    const input = JSON.parse(block('docs/batch-contract.md', 'json input')) as unknown;
    writeFileSync(join(place.folder, 'in.jsonl'), `${JSON.stringify(input)}\n`);
    const { status } = place.sh('npm run -s passerelle -- process --input in.jsonl --output out.jsonl');
    expect(status).toBe(1);
    const shown = JSON.parse(block('docs/batch-contract.md', 'json output')) as unknown;
    expect(lines(place.file('out.jsonl'))).toEqual([asWritten(shown)]);
  });

  it('README: the status and places of the message it sends are those of the sample', () => {
    const sample = read('samples/README.md')
      .split('\n')
      .find((line) => line.includes('16-base64-illisible.hl7`'));
    expect(sample).toContain('ERR-3 102, ERR-2 `OBX^1^5^1^5`');
    expect(read('README.md')).toContain('102 OBX^1^5^1^5 :');
  });
});
