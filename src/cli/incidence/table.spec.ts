import { type Counted } from './count.js';
import { readDays } from './days.js';
import { toCsv, toJson } from './render.js';
import { linesOf, type TableSettings } from './table.js';

const counted = (stays: Record<string, Record<string, number>>, name = 'BLSE'): Counted => ({
  item: { kind: 'phenotype', name },
  stays: new Map(Object.entries(stays).map(([unit, months]) => [unit, new Map(Object.entries(months))])),
});
const settings = (more: Partial<TableSettings> = {}): TableSettings => ({
  period: { from: '2026-01-01', to: '2026-02-28' },
  threshold: 11,
  ...more,
});
const days = (text: string) => {
  const read = readDays(text);
  if (typeof read === 'string') throw new Error(read);
  return read;
};
const LARGE = counted({ MED: { '2026-01': 20, '2026-02': 30 }, REA: { '2026-01': 40, '2026-02': 50 } });

describe('the figures of an item', () => {
  it('are by unit and month, with every total', () => {
    expect(linesOf([LARGE], settings()).map(({ unit, month, stays }) => [unit, month, stays])).toEqual([
      ['MED', '2026-01', 20],
      ['MED', '2026-02', 30],
      ['MED', null, 50],
      ['REA', '2026-01', 40],
      ['REA', '2026-02', 50],
      ['REA', null, 90],
      [null, '2026-01', 60],
      [null, '2026-02', 80],
      [null, null, 140],
    ]);
  });

  it('have a rate where the days of all they hold are known', () => {
    const known = days(
      'unité;mois;journées\nMED;2026-01;2000\nMED;2026-02;1 000\nREA,2026-01,800'.replace('1 000', '1000'),
    );
    const lines = linesOf([LARGE], settings({ days: known }));
    const rate = (unit: string | null, month: string | null) =>
      lines.find((one) => one.unit === unit && one.month === month)?.per1000;
    expect(rate('MED', '2026-01')).toBe(10);
    expect(rate('MED', null)).toBe(16.67);
    expect([rate('REA', '2026-02'), rate('REA', null), rate(null, '2026-02'), rate(null, null)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(rate(null, '2026-01')).toBe(21.43);
  });

  it('have no rate where their count is hidden: it would tell it', () => {
    const known = days('MED;2026-01;2000\nMED;2026-02;2000');
    const lines = linesOf([counted({ MED: { '2026-01': 4, '2026-02': 90 } })], settings({ days: known }));
    for (const { stays, per1000 } of lines) if (stays === null) expect(per1000).toBeNull();
    expect(lines.find(({ month }) => month === '2026-01')?.stays).toBeNull();
  });

  it('of one unit hide what the figures of all hide', () => {
    const small = counted({ MED: { '2026-01': 4, '2026-02': 90 }, REA: { '2026-01': 40, '2026-02': 50 } });
    const all = linesOf([small], settings()).filter(({ unit }) => unit === 'REA');
    expect(linesOf([small], settings({ unit: 'REA' }))).toEqual(all);
    expect(all.some(({ mark }) => mark === 'with')).toBe(true);
  });

  it('hold the units that have days and nothing else', () => {
    const lines = linesOf([LARGE], settings({ days: days('USLD;2026-01;500\nUSLD;2026-02;500') }));
    expect(lines.filter(({ unit }) => unit === 'USLD').map(({ stays }) => stays)).toEqual([0, 0, 0]);
  });

  it('come in the order of what they count', () => {
    const alert: Counted = { ...LARGE, item: { kind: 'alerte', name: 'BHRe' } };
    const family: Counted = { ...LARGE, item: { kind: 'famille', name: 'Entérobactéries' } };
    const kinds = linesOf([alert, LARGE, family], settings()).map(({ item }) => item.kind);
    expect([...new Set(kinds)]).toEqual(['famille', 'phenotype', 'alerte']);
  });
});

describe('patient-days', () => {
  it.each([
    ['MED;2026-13;10', undefined],
    ['unité;mois;journées\nMED;janvier;10', 'ligne 2'],
    ['unité;mois;journées\nMED;2026-01;-1', 'ligne 2'],
    ['unité;mois;journées\nMED;2026-01', 'ligne 2'],
  ])('%j', (text, refusal) => {
    const read = readDays(text);
    if (refusal === undefined) expect(read).toEqual(new Map());
    else expect(read).toContain(refusal);
  });

  it('may be quoted, tabbed, with a byte order mark, and add up', () => {
    const read = readDays('\uFEFF"MED";2026-01;10,5\r\nMED\t2026-01\t4\r\n\r\n');
    expect(read).toEqual(new Map([['MED', new Map([['2026-01', 14.5]])]]));
  });
});

describe('what is written', () => {
  const lines = linesOf([counted({ '=MED;1': { '2026-01': 4, '2026-02': 90 } })], settings());

  it('says what is small and what is hidden with it', () => {
    const csv = toCsv(lines, 11);
    expect(csv.split('\n')[0]).toBe('rubrique;nom;unité;mois;séjours;journées;pour 1000 journées');
    expect(csv).toContain(`phenotype;BLSE;"'=MED;1";2026-01;<11;;`);
    expect(csv).toMatch(/;\*;/);
    expect(csv).not.toMatch(/;4;|;90;/);
  });

  it('has a decimal comma', () => {
    const known = days('MED;2026-01;3000\nMED;2026-02;3000');
    expect(toCsv(linesOf([counted({ MED: { '2026-01': 20 } })], settings({ days: known })), 11)).toContain(
      '6,67',
    );
  });

  it('in JSON has null and the reason', () => {
    const json = JSON.parse(toJson(lines, settings())) as {
      lines: { stays: number | null; hidden: string }[];
    };
    expect(json.lines[0]).toMatchObject({ kind: 'phenotype', name: 'BLSE', stays: null, hidden: '<11' });
  });
});
