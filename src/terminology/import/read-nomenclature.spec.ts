import { gzipSync } from 'node:zlib';
import { readNomenclature } from './read-nomenclature.js';

const read = async (text: string | Buffer) => {
  const given = await readNomenclature(Buffer.from(text as string), '2026-03-01');
  if (!given.ok) return given.failure.code;
  return given.value.ok ? { kind: given.value.value.kind, rows: given.value.value.rows } : given.value.bad;
};

describe('an official file', () => {
  it.each([
    ['I10   |0|OOO|0|HTA|Hypertension essentielle\n\nT814  |1|NNO|1|X|Infection\n'],
    ['I10\t0\tOOOO\t0\tHTA\tHypertension essentielle\r\nT814\t1\tNOOO\t1\tX\tInfection\r\n'],
    ['code,type,ssr,psy,short,long\nI10,0,O,0,HTA,Hypertension essentielle\nT814,1,N,1,X,Infection\n'],
  ])('lists diagnoses: %j', async (text) => {
    const expected = {
      kind: 'cim10',
      rows: [
        { code: 'I10', label: 'Hypertension essentielle', type: 0 },
        { code: 'T81.4', label: 'Infection', type: 1 },
      ],
    };
    expect(await read(text)).toEqual(expected);
    expect(await read(gzipSync(text))).toEqual(expected);
  });

  it('may be in Latin-1', async () => {
    const text = Buffer.from('A000|0|O|0|X|Choléra\n', 'latin1');
    expect(await read(text)).toMatchObject({ rows: [{ label: 'Choléra' }] });
  });

  it('gives notes of codes, and leaves those of blocks', async () => {
    const text =
      '"code","inclusion_notes","exclusion_notes"\n"A15-A19","infections","x"\n"A000","Choléra classique\nautre","sauf; cela"\n';
    expect(await read(text)).toEqual({
      kind: 'cim10-notes',
      rows: [{ code: 'A00.0', includes: ['Choléra classique', 'autre'], excludes: ['sauf', 'cela'] }],
    });
  });

  it('gives levels, acts, groups', async () => {
    expect(await read('icd_code\nA000\n')).toEqual({ kind: 'cma', rows: [{ code: 'A00.0', level: 2 }] });
    expect(await read('code;niveau\nA000;4\n')).toEqual({ kind: 'cma', rows: [{ code: 'A00.0', level: 4 }] });
    const act = { code: 'HHFA016', label: 'Appendicectomie' };
    expect(
      await read(JSON.stringify([{ code: 'HHFA016', libelle_court: 'x', libelle_long: 'Appendicectomie' }])),
    ).toEqual({ kind: 'ccam', rows: [act] });
    expect(await read('code;libelle\nHHFA016;Appendicectomie\n')).toEqual({ kind: 'ccam', rows: [act] });
    expect(await read('racine;libelle_racine\n05M09;Insuffisances cardiaques\n')).toMatchObject({
      kind: 'ghm',
    });
  });

  it('is refused whole for one bad line, each told by its number', async () => {
    const good = 'I10|0|O|0|X|Y\n';
    expect(await read(`${good}I1|0|O|0|X|Y\nI11|7|O|0|X|Y\nI12|0|O|0|X|\nI13|0|O\nI10|0|O|0|X|Y\n`)).toEqual([
      { line: 2, rule: 'pas de code CIM-10 à sa place' },
      { line: 3, rule: 'le type n’est pas 0, 1, 2, 3 ou 4' },
      { line: 4, rule: 'pas de libellé' },
      { line: 5, rule: '3 colonnes, la liste en a 6' },
      { line: 6, rule: 'ce code est déjà plus haut' },
    ]);
    expect(await read('code;niveau\nA000;9\nX;2\n')).toHaveLength(2);
    expect(await read('code;libelle\nHHFA16;x\nHHFA016;\n')).toHaveLength(2);
    expect(await read('racine;libelle_racine\nx;y\n')).toHaveLength(1);
  });

  it.each(['', 'a;b\n1;2\n', '[', '{}', 'PK\u0003\u0004broken', '\u001f\u008b'])(
    '%j is none',
    async (text) => {
      expect(await read(Buffer.from(text, 'latin1'))).toBe('NOMENCLATURE_UNKNOWN');
    },
  );
});
