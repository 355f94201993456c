import { sensitive } from '../../kernel/index.js';
import { type Stay } from '../../patients/index.js';
import { toEncounter } from './encounter.js';
import { aStay, someSettings } from './spec-builders.js';

const statusOf = (more: Partial<Stay>) =>
  toEncounter('e', { stay: sensitive(aStay(more)), fictitious: false }, {}, someSettings()).status;

describe('the status of a stay', () => {
  it.each([
    ['planned', 'planned'],
    ['open', 'in-progress'],
    ['closed', 'finished'],
    ['cancelled', 'cancelled'],
  ] as const)('is what movements settled: %s', (state, status) => expect(statusOf({ state })).toBe(status));

  it('is read from the dates where no movement was told', () => {
    expect(statusOf({})).toBe('finished');
    expect(statusOf({ discharge: undefined })).toBe('in-progress');
    expect(statusOf({ admission: undefined, discharge: undefined })).toBe('unknown');
  });
});
