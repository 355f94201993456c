import { readOptions, USAGE } from './options.js';

describe('what is asked', () => {
  it('is a period, and the rest as usual', () => {
    expect(readOptions(['--from', '2026-01-01', '--to', '2026-03-31'])).toEqual({
      from: '2026-01-01',
      to: '2026-03-31',
      unit: undefined,
      days: undefined,
      output: 'csv',
    });
  });

  it.each([
    [[]],
    [['--from', '2026-01-01']],
    [['--from', '2026-02-30', '--to', '2026-03-31']],
    [['--from', '2026-03-01', '--to', '2026-01-31']],
    [['--from', '2026-01-01', '--to', '2026-01-31', '--output', 'xml']],
    [['--from', '2026-01-01', '--to', '2026-01-31', '--patient', 'x']],
  ])('is told how to be asked: %j', (args) => expect(readOptions(args)).toContain(USAGE));
});
