import { type Movement } from './movements.js';
import { unitOn } from './unit-on.js';

const said = { identifiers: [], unit: 'CHIR' };
const moved = (event: string, day: string, unit: string): Movement => ({
  events: [event],
  action: 'INSERT',
  at: `${day}T10:00:00+01:00`,
  facts: { unit },
});
const movements = [moved('A01', '2026-01-02', 'REA'), moved('A02', '2026-01-09', 'MED')];

describe('the unit of a stay on a day', () => {
  it.each([
    ['2026-01-02', 'REA'],
    ['2026-01-08', 'REA'],
    ['2026-01-09', 'MED'],
    ['2026-02-01', 'MED'],
  ])('%s is %s', (day, unit) => expect(unitOn({ said, movements }, day)).toBe(unit));

  it('before any movement is the one that was said', () => {
    expect(unitOn({ said, movements }, '2025-12-31')).toBe('CHIR');
    expect(unitOn({ said, movements: [] }, '2026-01-02')).toBe('CHIR');
  });

  it('may be known by later movements alone, or not at all', () => {
    expect(unitOn({ said: { identifiers: [] }, movements }, '2025-12-31')).toBe('MED');
    expect(unitOn({ said: { identifiers: [] }, movements: [] }, '2026-01-02')).toBeUndefined();
  });
});
