import { readFileSync } from 'node:fs';
import { layTerminology, readNomenclature } from '../../src/terminology/index.js';

const DATA = '../shared/data/nomenclatures';
const RAW = `${DATA}/recode-scenario-referentials/referentials/raw`;

async function imported(file: string) {
  const read = await readNomenclature(readFileSync(file), '2025-03-01');
  if (!read.ok) throw new Error(read.failure.code);
  if (!read.value.ok) throw new Error(`line ${read.value.bad[0]?.line}`);
  return read.value.value;
}

describe('the official files', () => {
  it.each([
    ['CIM_ATIH_2025/LIBCIM10MULTI_saufch20.TXT', 'cim10', 15_800],
    ['CIM_ATIH_2025/cim_10_atih_2019.tsv', 'cim10', 15_751],
    ['CIM_ATIH_2025/cim10_notes.csv', 'cim10-notes', 9_568],
    ['cma.csv', 'cma', 4_808],
    ['ccam_actes_2024.xlsx', 'ccam', 8_593],
    ['ghm_rghm_regroupement_2024.xlsx', 'ghm', 679],
  ])('%s is %s', async (file, kind, codes) => {
    const { kind: read, rows } = await imported(`${RAW}/${file}`);
    expect([read, rows.length]).toEqual([kind, codes]);
  });

  it.each([
    [`${DATA}/edsnlp/cim10.csv.gz`, 'cim10', 42_886],
    [`${DATA}/nomensland/ccam_actes.json.gz`, 'ccam', 8_593],
  ])('%s is %s', async (file, kind, codes) => {
    const { kind: read, rows } = await imported(file);
    expect([read, rows.length]).toEqual([kind, codes]);
  });

  it('hold each code that ships, with the type that ships', async () => {
    const list = await imported(`${DATA}/edsnlp/cim10.csv.gz`);
    const newer = await imported(`${RAW}/CIM_ATIH_2025/LIBCIM10MULTI_saufch20.TXT`);
    const acts = await imported(`${RAW}/ccam_actes_2024.xlsx`);
    const [official, today] = [layTerminology([list, acts]), layTerminology([newer])];
    const shipped = layTerminology([]);
    const wrong = [...shipped.diagnoses.values()].filter(
      ({ code, type }) => (today.diagnoses.get(code) ?? official.diagnoses.get(code))?.type !== type,
    );
    expect(wrong.map(({ code }) => code)).toEqual([]);
    expect([...shipped.acts.keys()].filter((code) => !official.acts.has(code))).toEqual([]);
  });

  it('are searched, and say in how long', async () => {
    const { search } = layTerminology([
      await imported(`${DATA}/edsnlp/cim10.csv.gz`),
      await imported(`${RAW}/CIM_ATIH_2025/cim10_notes.csv`),
      await imported(`${RAW}/ccam_actes_2024.xlsx`),
    ]);
    search.find('index');
    const times = [
      'HTA',
      'BPCO decompensee',
      'fracture du col du femur',
      'pneumopatie',
      'insufisance cardiaqe aigue',
    ].map((words) => {
      const start = performance.now();
      expect(search.find(words).length).toBeGreaterThan(0);
      return performance.now() - start;
    });
    console.log(JSON.stringify({ searchMilliseconds: times.map((time) => Number(time.toFixed(2))) }));
  });
});
