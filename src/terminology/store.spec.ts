import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Imported } from './imported.js';
import { openTerminologyStore } from './store.js';

const listOf = (from: string, label: string): Imported => ({
  ...{ kind: 'cim10', from, digest: label },
  rows: [{ code: 'I10', label, type: 0 }],
});

describe('the folder of imports', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'store-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const labelOn = (day?: string) => {
    const terminology = openTerminologyStore(folder).at(day);
    return terminology.ok ? terminology.value.diagnoses.get('I10')?.label : terminology.failure.code;
  };

  it('gives what was in force on a day', async () => {
    const store = openTerminologyStore(folder);
    await store.keep(listOf('2025-03-01', 'of 2025'));
    await store.keep(listOf('2026-03-01', 'of 2026'));
    expect([labelOn('2025-12-31'), labelOn('2026-03-01'), labelOn()]).toEqual([
      'of 2025',
      'of 2026',
      'of 2026',
    ]);
    // A stay older than the first version is read with that one.
    expect(labelOn('2019-01-01')).toBe('of 2025');
  });

  it('keeps the same file once, and a corrected one in its place', async () => {
    const store = openTerminologyStore(folder);
    expect(await store.keep(listOf('2026-03-01', 'first'))).toEqual({ ok: true, value: true });
    expect(await store.keep(listOf('2026-03-01', 'first'))).toEqual({ ok: true, value: false });
    expect(store.at().ok && labelOn()).toBe('first');
    expect(await store.keep(listOf('2026-03-01', 'corrected'))).toEqual({ ok: true, value: true });
    expect(labelOn()).toBe('corrected');
    expect(store.versions()).toEqual([{ kind: 'cim10', from: '2026-03-01' }]);
  });

  it('leaves out what an import that was killed wrote', async () => {
    await openTerminologyStore(folder).keep(listOf('2026-03-01', 'whole'));
    writeFileSync(join(folder, '.5f0e'), 'half');
    expect(openTerminologyStore(folder).versions()).toHaveLength(1);
    expect(labelOn()).toBe('whole');
  });

  it('refuses an altered file instead of half a list', async () => {
    await openTerminologyStore(folder).keep(listOf('2026-03-01', 'x'));
    writeFileSync(join(folder, readdirSync(folder)[0] as string), 'altered');
    expect(labelOn()).toBe('NOMENCLATURE_ALTERED');
  });

  it('says that it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const kept = await openTerminologyStore(join(folder, 'file')).keep(listOf('2026-03-01', 'x'));
    expect(kept).toMatchObject({ ok: false, failure: { code: 'NOMENCLATURE_NOT_KEPT', class: 'transient' } });
  });

  it('is what ships where there is no folder', () => {
    const store = openTerminologyStore(join(folder, 'none'));
    const terminology = store.at();
    expect(terminology.ok && terminology.value.isComplete).toBe(false);
  });
});
