import { fold } from '../text/index.js';
import { dottedCode } from './code-shape.js';
import { type Imported } from './imported.js';
import { shippedActs, shippedDiagnoses } from './lexicon.js';
import { chapterOf, mayStandAs } from './nomenclature.js';
import { layTerminology } from './terminology.js';

describe('what ships', () => {
  it('holds the codes French hospitals use most', () => {
    expect(shippedDiagnoses().length).toBeGreaterThanOrEqual(3000);
    expect(shippedActs().length).toBeGreaterThanOrEqual(400);
  });

  it('is codes of the right shape, once each, that may be coded', () => {
    const codes = shippedDiagnoses().map(({ code }) => code);
    expect(codes.filter((code) => dottedCode(code) !== code)).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(shippedDiagnoses().filter(({ type }) => type === 3)).toEqual([]);
    expect(shippedActs().filter(({ code }) => !/^[A-Z]{4}\d{3}$/.test(code))).toEqual([]);
  });

  it('writes nothing for two codes', () => {
    const owners = new Map<string, string>();
    const shared: string[] = [];
    for (const { code, label, forms } of shippedDiagnoses()) {
      for (const form of [label, ...forms]) {
        const words = fold(form).replace(/[^a-z0-9+]+/g, ' ');
        const owner = owners.get(words);
        if (owner !== undefined && owner !== code) shared.push(`${form}: ${owner}, ${code}`);
        owners.set(words, code);
      }
    }
    expect(shared).toEqual([]);
  });

  it('keeps external causes from being a principal diagnosis', () => {
    const external = shippedDiagnoses().filter(({ code }) => /^[V-Y]/.test(code));
    expect(external.length).toBeGreaterThan(50);
    expect(external.filter(({ type }) => mayStandAs(type, 'DP'))).toEqual([]);
  });
});

describe('where a type may stand', () => {
  it.each([
    [0, ['DP', 'DR', 'DAS']],
    [1, ['DAS']],
    [2, ['DAS']],
    [3, []],
    [4, ['DR', 'DAS']],
  ] as const)('%s: %j', (type, roles) => {
    expect((['DP', 'DR', 'DAS'] as const).filter((role) => mayStandAs(type, role))).toEqual(roles);
  });
});

it.each([
  ['A41.9', 'Maladies infectieuses et parasitaires'],
  ['D50.9', 'Sang et immunité'],
  ['D48.9', 'Tumeurs'],
  ['H60.0', 'Oreille'],
  ['I10', 'Appareil circulatoire'],
  ['T81.4', 'Lésions traumatiques, empoisonnements'],
  ['U07.10', 'Codes d’utilisation particulière'],
  ['W19.0', 'Causes externes'],
  ['Z51.1', 'Motifs de recours aux services de santé'],
])('%s is of the chapter %s', (code, title) => expect(chapterOf(code)).toBe(title));

describe('an imported list', () => {
  const list: Imported = {
    kind: 'cim10',
    from: '2026-03-01',
    digest: 'x',
    rows: [
      { code: 'I10', label: 'Hypertension essentielle (primitive)', type: 0 },
      { code: 'Q99.9', label: 'Une anomalie', type: 4 },
    ],
  };

  it('gives its labels and types, and keeps our ways of writing', () => {
    const { diagnoses, isComplete, versions } = layTerminology([list]);
    expect(isComplete).toBe(true);
    expect(versions).toMatchObject({ cim10: '2026-03-01', ccam: 'shipped' });
    expect([...diagnoses.keys()]).toEqual(['I10', 'Q99.9']);
    const known = diagnoses.get('I10');
    expect(known?.label).toBe('Hypertension essentielle (primitive)');
    expect(known?.forms).toEqual(expect.arrayContaining(['HTA', 'Hypertension artérielle']));
    expect(diagnoses.get('Q99.9')).toMatchObject({ type: 4, forms: [] });
  });

  it('takes notes, levels, acts and groups beside it', () => {
    const { diagnoses, acts, groups } = layTerminology([
      list,
      {
        kind: 'cim10-notes',
        from: 'x',
        digest: '',
        rows: [{ code: 'I10', includes: ['Hypertension maligne'], excludes: [] }],
      },
      { kind: 'cma', from: 'x', digest: '', rows: [{ code: 'Q99.9', level: 3 }] },
      { kind: 'ccam', from: 'x', digest: '', rows: [{ code: 'HHFA016', label: 'Officiel' }] },
      { kind: 'ghm', from: 'x', digest: '', rows: [{ code: '05M09', label: 'Insuffisances cardiaques' }] },
    ]);
    expect(diagnoses.get('I10')).toMatchObject({ includes: ['Hypertension maligne'], cma: 1 });
    expect(diagnoses.get('Q99.9')?.cma).toBe(3);
    expect(acts.get('HHFA016')?.label).toBe('Officiel');
    expect(acts.get('HHFA016')?.forms.length).toBeGreaterThan(0);
    expect(groups.get('05M09')).toBe('Insuffisances cardiaques');
  });
});

describe('search', () => {
  const { search } = layTerminology([]);
  it.each([
    ['HTA', 'I10'],
    ['E1198', 'E11.98'],
    ['e11.98', 'E11.98'],
    ['DNID', 'E11.98'],
    ['AOMI', 'I70.20'],
    ['IRC stade 4', 'N18.4'],
    ['insufisance cardiaqe', 'I50.9'],
    ['pneumopatie', 'J18.9'],
    ['fracture col du fémur', 'S72.00'],
    ['HHFA016', 'HHFA016'],
  ])('%s finds %s first', (words, code) => {
    expect(search.find(words)[0]?.code).toBe(code);
  });

  it('keeps to a system and to a number of answers', () => {
    expect(search.find('appendicectomie', { system: 'ccam' }).every(({ system }) => system === 'ccam')).toBe(
      true,
    );
    expect(search.find('fracture', { limit: 3 })).toHaveLength(3);
    expect(search.find('zzzzqqq')).toEqual([]);
    expect(search.find('')).toEqual([]);
  });
});
