import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { openCorpus } from './index.js';

const bytes = (content: string) => new TextEncoder().encode(content);
const MARKED = 'groups: [{ reports: [{ id: a, text: x }, { id: b, text: y }, { id: a, text: z }] }]';
const CAS = JSON.stringify({
  '%FEATURE_STRUCTURES': [{ '%ID': 1, '%TYPE': 'uima.cas.Sofa', sofaID: '_InitialView', sofaString: 'x' }],
});

describe('opening a corpus', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const open = async (path: string, more: object = {}) => {
    const corpus = await openCorpus(path, { identities: true, ...more });
    return corpus.ok
      ? { format: corpus.value.format, ids: corpus.value.documents.map(({ id }) => id) }
      : corpus.failure.code;
  };

  it('takes a file, a folder or an archive with archives in it, and finds the format', async () => {
    expect(await open(write('c.yml', MARKED))).toEqual({ format: 'marked', ids: ['a', 'b', 'a~2'] });
    write('in/deep/a.txt', 'x');
    write('in/deep/a.ann', '');
    write('in/README.md', '');
    write('in/notes.yaml', '');
    expect(await open(join(folder, 'in'))).toEqual({ format: 'brat', ids: ['deep/a'] });
    const inner = zipSync({ 'anna.json': bytes(CAS) });
    const project = zipSync({ 'annotation/r1/anna.zip': inner, 'annotation/r2/bob.json': bytes(CAS) });
    expect(await open(write('p.zip', project))).toEqual({
      format: 'uima',
      ids: ['annotation/r1/anna.zip/anna', 'annotation/r2/bob'],
    });
  });

  it('keeps one split, named in the corpus or in splits.yml', async () => {
    write('s/c.yml', MARKED);
    write('s/splits.yml', 'held-out: [b]');
    expect(await open(join(folder, 's'), { split: 'held-out' })).toMatchObject({ ids: ['b'] });
    expect(await open(join(folder, 's'), { split: 'none' })).toMatchObject({ ids: [] });
  });

  it('refuses what it cannot open', async () => {
    expect(await open(join(folder, 'nowhere'))).toBe('CORPUS_NOT_FOUND');
    expect(await open(write('a.md', ''))).toBe('CORPUS_FORMAT_UNKNOWN');
    expect(await open(write('b.zip', 'PK no'))).toBe('CORPUS_FILE_INVALID');
    write('t/c.yml', MARKED);
    write('t/splits.yml', 'a: [');
    expect(await open(join(folder, 't'))).toBe('CORPUS_FILE_INVALID');
  });
});
