import { countNew, monthsOf, type Told } from './count.js';

const PERIOD = { from: '2026-01-01', to: '2026-03-31' };
const told = (stay: string, day: string, more: Partial<Told> = {}): Told => ({
  item: { kind: 'phenotype', name: 'BLSE' },
  unit: 'MED',
  stay,
  day,
  ...more,
});
const counted = (...all: Told[]) =>
  countNew(all, PERIOD).map(({ item, stays }) => [
    item.name,
    Object.fromEntries([...stays].map(([unit, months]) => [unit, Object.fromEntries(months)])),
  ]);

describe('new stays', () => {
  it('are counted once for an item, where and when it was first told', () => {
    expect(
      counted(
        told('a', '2026-02-03', { unit: 'REA' }),
        told('a', '2026-01-20'),
        told('a', '2026-03-01'),
        told('b', '2026-01-05'),
      ),
    ).toEqual([['BLSE', { MED: { '2026-01': 2 } }]]);
  });

  it('are not those that had it before the period, nor after', () => {
    expect(
      counted(
        told('a', '2025-12-31'),
        told('a', '2026-01-04'),
        told('b', '2026-04-01'),
        told('c', '2026-03-31'),
      ),
    ).toEqual([['BLSE', { MED: { '2026-03': 1 } }]]);
  });

  it('are counted for each item', () => {
    const sarm = { item: { kind: 'phenotype', name: 'SARM' } } as const;
    const alert = { item: { kind: 'alerte', name: 'BLSE' } } as const;
    expect(
      counted(told('a', '2026-01-01'), told('a', '2026-01-02', sarm), told('a', '2026-01-02', alert)),
    ).toEqual([
      ['BLSE', { MED: { '2026-01': 1 } }],
      ['SARM', { MED: { '2026-01': 1 } }],
      ['BLSE', { MED: { '2026-01': 1 } }],
    ]);
  });
});

it.each([
  ['2026-01-15', '2026-01-20', ['2026-01']],
  ['2025-11-30', '2026-02-01', ['2025-11', '2025-12', '2026-01', '2026-02']],
])('months from %s to %s', (from, to, months) => expect(monthsOf({ from, to })).toEqual(months));
