import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terminologyCommand } from './terminology-command.js';

const LIST =
  'I10   |0|OOO|0|HTA|Hypertension essentielle\nI48   |3|NNN|3|FA|Fibrillation\nI480  |0|OOO|0|FA PAROX|Fibrillation paroxystique\n';

describe('passerelle terminology', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terminology-'));
  const before = process.env['PASSERELLE_TERMINOLOGY__FOLDER'];
  const run = async (...args: string[]) => {
    const told = { out: '', err: '' };
    const status = await terminologyCommand(args, {
      out: (text) => void (told.out += text),
      err: (text) => void (told.err += text),
    });
    return { status, ...told };
  };
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(() => (process.env['PASSERELLE_TERMINOLOGY__FOLDER'] = join(folder, 'kept')));
  afterAll(() => {
    if (before === undefined) delete process.env['PASSERELLE_TERMINOLOGY__FOLDER'];
    else process.env['PASSERELLE_TERMINOLOGY__FOLDER'] = before;
    rmSync(folder, { recursive: true });
  });

  it('finds codes that ship before anything is imported', async () => {
    expect((await run('list')).out).toContain('Aucun fichier importé');
    const { status, out } = await run('search', 'HTA', '--limit', '1');
    expect([status, out]).toEqual([0, 'I10      Hypertension artérielle\n']);
  });

  it('imports once, whole, and shows the official label since', async () => {
    const file = fileOf('list.txt', LIST);
    expect(await run('import', file, '--from', '2026-03-01')).toEqual({
      status: 0,
      out: 'CIM-10, en vigueur à partir du 2026-03-01 : 3 codes importés\n',
      err: '',
    });
    expect((await run('import', file, '--from', '2026-03-01')).out).toContain('déjà importée');
    expect((await run('list')).out).toBe('2026-03-01  CIM-10\n');
    expect((await run('search', 'HTA', '--limit', '1')).out).toBe('I10      Hypertension essentielle\n');
  });

  it('refuses a file with a bad line, and says which', async () => {
    const file = fileOf('bad.txt', `${LIST}I481  |9|OOO|0|X|Y\nnothing\n`);
    const { status, err } = await run('import', file, '--from', '2026-09-01');
    expect(status).toBe(1);
    expect(err).toContain('2 ligne(s) fausse(s), rien n’est importé');
    expect(err).toContain('ligne 4 : le type n’est pas');
    expect((await run('list')).out).toBe('2026-03-01  CIM-10\n');
  });

  it.each([
    [['import']],
    [['import', 'x']],
    [['import', 'x', '--from', '2026']],
    [['search']],
    [['search', 'x', '--system', 'adicap']],
    [['search', 'x', '--limit', '0']],
    [['forget']],
    [['list', '--all']],
  ])('%j is no command', async (args) => {
    expect((await run(...args)).status).toBe(2);
  });

  it('says what is no nomenclature, and what is not there', async () => {
    expect((await run('import', fileOf('x.csv', 'a;b\n1;2\n'), '--from', '2026-03-01')).err).toContain(
      'NOMENCLATURE_UNKNOWN',
    );
    expect((await run('import', join(folder, 'no'), '--from', '2026-03-01')).err).toContain(
      'NOMENCLATURE_NOT_FOUND',
    );
  });
});
