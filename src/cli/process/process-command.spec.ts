import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processCommand } from './process-command.js';

describe('the batch command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses to write over its input', async () => {
    const file = join(folder, 'stays.jsonl');
    writeFileSync(file, '{"id":"S1","documents":[]}\n');
    const errors: string[] = [];
    const output = { out: () => undefined, err: (text: string) => void errors.push(text) };
    expect(await processCommand(['--input', file, '--output', file], output)).toBe(2);
    expect(errors).toEqual(['La sortie ne peut pas être le fichier d’entrée.\n']);
    expect(readFileSync(file, 'utf8')).toContain('S1');
  });
});
